"""The heart: agreements, cortes, progress reports and what is published of them."""

from datetime import date

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from emra.sources.models import Citation, PublishedFigure

# The scope of the average over all agreements, beside the dimensions' codes.
ALL = "all"
# Primary key of 2025-inicial, the corte of the source's own figures.
INITIAL_PERIOD = 20250

PERIOD_CODE = RegexValidator(
    r"^[0-9]{4}-(T[1-4]|inicial)\Z",
    _("Escriba el corte como año y trimestre, por ejemplo 2026-T2."),
)


class Dimension(models.Model):
    """One of the four dimensions the agreements are grouped by."""

    code = models.CharField(_("código"), max_length=20, primary_key=True)
    name = models.CharField(_("nombre"), max_length=60)
    order = models.PositiveSmallIntegerField(_("orden"), unique=True)
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT)
    printed_average = models.OneToOneField(PublishedFigure, on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("dimensión")
        verbose_name_plural = _("dimensiones")
        ordering = ["order"]

    def __str__(self) -> str:
        return self.code


class Pairing(models.TextChoices):
    """How an agreement's title came to its percentage."""

    INFERRED = "inferred", _("emparejado por orden de lectura")
    CONFIRMED = "confirmed", _("confirmado por la Secretaría Técnica")
    NOT_LISTED = "not_listed", _("no enumerado en la fuente")


class Agreement(models.Model):
    """One of the 19 cross-cutting agreements; A07 is counted by the source but not named."""

    code = models.CharField(_("código"), max_length=3, primary_key=True)
    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT, related_name="agreements")
    title = models.CharField(_("título"), max_length=300, null=True, blank=True)
    target_value = models.DecimalField(
        _("meta"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    target_unit = models.CharField(_("unidad de la meta"), max_length=20, blank=True)
    target_year = models.PositiveSmallIntegerField(_("año de la meta"), null=True, blank=True)
    title_citation = models.ForeignKey(
        Citation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    figure_citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="+")
    pairing = models.CharField(_("emparejamiento"), max_length=10, choices=Pairing.choices)

    class Meta:
        verbose_name = _("acuerdo transversal")
        verbose_name_plural = _("acuerdos transversales")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(title__isnull=False) | Q(pairing=Pairing.NOT_LISTED),
                name="agreement_untitled_is_not_listed",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def number(self) -> int:
        return int(self.code[1:])


class Period(models.Model):
    """A corte: the moment as of which progress is reported.

    The primary key is year * 10 + quarter (0 for the initial one), so it sorts in time.
    """

    class State(models.TextChoices):
        OPEN = "OPEN", _("Abierto")
        CLOSED = "CLOSED", _("Cerrado")
        PUBLISHED = "PUBLISHED", _("Publicado")

    id = models.PositiveIntegerField(primary_key=True)
    code = models.CharField(_("código"), max_length=12, unique=True, validators=[PERIOD_CODE])
    name = models.CharField(_("nombre"), max_length=80)
    cutoff_on = models.DateField(_("fecha de corte"), null=True, blank=True)
    due_on = models.DateField(_("plazo de ingreso"), null=True, blank=True)
    state = models.CharField(_("estado"), max_length=9, choices=State.choices)

    class Meta:
        verbose_name = _("corte")
        verbose_name_plural = _("cortes")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cutoff_on__isnull=False) | Q(id=INITIAL_PERIOD),
                name="period_cutoff_known",
                violation_error_message=_("Indique la fecha de corte."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("cutoff_on")),
                name="period_due_after_cutoff",
                violation_error_message=_(
                    "El plazo de ingreso no puede ser anterior a la fecha de corte."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @staticmethod
    def key_of(code: str) -> int:
        """`2026-T2` -> 20262, `2025-inicial` -> 20250. The code must have passed PERIOD_CODE."""
        year, _dash, part = code.partition("-")
        return int(year) * 10 + (0 if part == "inicial" else int(part[1]))

    @property
    def span(self) -> tuple[date, date]:
        """First and last day the cut-off may lie on: one day, or the whole year where unknown."""
        if self.cutoff_on:
            return self.cutoff_on, self.cutoff_on
        year = self.id // 10
        return date(year, 1, 1), date(year, 12, 31)


class Absence(models.TextChoices):
    """Why there is no percentage; never the same as zero."""

    NO_DATA = "NO_DATA", _("Sin dato")
    NOT_APPLICABLE = "NOT_APPLICABLE", _("No aplica")


class ReportQuerySet(models.QuerySet["ProgressReport"]):
    def approved(self) -> "ReportQuerySet":
        return self.filter(state=ProgressReport.State.APPROVED)

    def effective(self, agreement: str | models.OuterRef, period_id: int) -> "ReportQuerySet":
        """The approved readings of an agreement up to a corte, the one in force first."""
        return (
            self.approved()
            .filter(agreement=agreement, period_id__lte=period_id)
            .order_by("-period_id", "-version")
        )


class ProgressReport(models.Model):
    """One version of an agreement's progress in a corte: a percentage or a typed absence."""

    class State(models.TextChoices):
        DRAFT = "DRAFT", _("Borrador")
        SUBMITTED = "SUBMITTED", _("En revisión")
        RETURNED = "RETURNED", _("Devuelto")
        APPROVED = "APPROVED", _("Aprobado")

    class Origin(models.TextChoices):
        SOURCE = "SOURCE", _("Documento fuente")
        ENTRY = "ENTRY", _("Ingreso")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="reports")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="reports")
    version = models.PositiveSmallIntegerField(_("versión"), default=1)
    percent = models.DecimalField(
        _("avance"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    absence = models.CharField(_("ausencia"), max_length=14, choices=Absence.choices, blank=True)
    absence_reason = models.TextField(_("motivo de la ausencia"), blank=True, max_length=2000)
    note = models.TextField(_("nota"), blank=True, max_length=4000)
    setback_reason = models.TextField(_("motivo del retroceso"), blank=True, max_length=2000)
    state = models.CharField(_("estado"), max_length=9, choices=State.choices)
    origin = models.CharField(_("origen"), max_length=6, choices=Origin.choices)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(_("modificado"))
    submitted_at = models.DateTimeField(_("enviado"), null=True, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(_("revisado"), null=True, blank=True)
    return_reason = models.TextField(_("motivo de la devolución"), blank=True, max_length=2000)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    correction_reason = models.TextField(_("motivo de la corrección"), blank=True, max_length=2000)
    lock_version = models.PositiveIntegerField(default=1)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("avance")
        verbose_name_plural = _("avances")
        ordering = ["agreement", "period", "version"]
        indexes = [
            models.Index(
                fields=["agreement", "-period", "-version"],
                condition=Q(state="APPROVED"),
                name="report_effective",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "period", "version"], name="report_version_unique"
            ),
            models.UniqueConstraint(
                fields=["agreement", "period"],
                condition=~Q(state="APPROVED"),
                name="report_one_open",
                violation_error_message=_("Ya hay un avance en curso de este acuerdo y corte."),
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__gte=0, percent__lte=100),
                name="report_percent_0_100",
                violation_error_message=_("El avance va de 0 a 100 %."),
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=False, absence="")
                | (Q(percent__isnull=True) & ~Q(absence="")),
                name="report_percent_or_absence",
                violation_error_message=_("Indique un avance, o por qué no lo hay."),
            ),
            models.CheckConstraint(
                condition=Q(absence="") | ~Q(absence_reason=""),
                name="report_absence_has_reason",
                violation_error_message=_("Explique por qué no hay avance que informar."),
            ),
            models.CheckConstraint(
                condition=Q(origin="ENTRY", author__isnull=False)
                | Q(
                    origin="SOURCE",
                    period=INITIAL_PERIOD,
                    author__isnull=True,
                    reviewer__isnull=True,
                    state="APPROVED",
                ),
                name="report_source_only_initial",
            ),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | ~Q(reviewer=F("author")),
                name="report_four_eyes",
                violation_error_message=_("Quien ingresó la cifra no puede revisarla."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["APPROVED", "RETURNED"])
                | Q(origin="SOURCE")
                | Q(reviewer__isnull=False, reviewed_at__isnull=False),
                name="report_reviewed_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state="RETURNED") | ~Q(return_reason=""),
                name="report_return_has_reason",
                violation_error_message=_("Escriba el motivo de la devolución."),
            ),
            models.CheckConstraint(
                condition=Q(version=1, replaces__isnull=True)
                | (Q(version__gt=1, replaces__isnull=False) & ~Q(correction_reason="")),
                name="report_correction_names_what_and_why",
                violation_error_message=_("Explique por qué se corrige la cifra aprobada."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """`A12-2026-T2-v1`: agreement, corte, version."""
        return f"{self.agreement_id}-{self.period.code}-v{self.version}"


class Measurement(models.Model):
    """The measured value behind a report, for agreements with a numeric target."""

    report = models.OneToOneField(
        ProgressReport, on_delete=models.CASCADE, related_name="measurement"
    )
    baseline = models.DecimalField(
        _("línea base"), max_digits=14, decimal_places=4, null=True, blank=True
    )
    baseline_on = models.DateField(_("fecha de la línea base"), null=True, blank=True)
    target = models.DecimalField(_("meta"), max_digits=14, decimal_places=4, null=True, blank=True)
    value = models.DecimalField(
        _("valor medido"), max_digits=14, decimal_places=4, null=True, blank=True
    )
    unit = models.CharField(_("unidad"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("medición")
        verbose_name_plural = _("mediciones")

    def __str__(self) -> str:
        return f"{self.report_id}"

    @property
    def direction(self) -> str:
        """RISES or FALLS toward the target; empty where it cannot be told."""
        if self.baseline is None or self.target is None or self.baseline == self.target:
            return ""
        return "RISES" if self.target > self.baseline else "FALLS"


class Evidence(models.Model):
    """What backs a report: a file kept by its SHA-256, or a link with page and quote."""

    class Kind(models.TextChoices):
        FILE = "FILE", _("Archivo")
        LINK = "LINK", _("Enlace")

    report = models.ForeignKey(ProgressReport, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(_("tipo"), max_length=4, choices=Kind.choices)
    title = models.CharField(_("título"), max_length=200)
    sha256 = models.CharField(max_length=64, blank=True)
    extension = models.CharField(_("formato"), max_length=5, blank=True)
    size = models.PositiveIntegerField(_("bytes"), null=True, blank=True)
    url = models.URLField(_("dirección"), max_length=500, blank=True)
    page = models.CharField(_("página"), max_length=40, blank=True)
    quote = models.CharField(_("cita"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("medio de verificación")
        verbose_name_plural = _("medios de verificación")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="FILE", url="") & ~Q(sha256=""))
                | (Q(kind="LINK", sha256="") & ~Q(url="")),
                name="evidence_file_or_link",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}:{self.title}"


class DimensionAverage(models.Model):
    """Derived: the average of a dimension (or "all") in a corte, over approved reports.

    `dirty_seq` counts the changes of its inputs, `computed_seq` those the figures cover.
    """

    scope = models.CharField(_("ámbito"), max_length=20)
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="averages")
    dirty_seq = models.PositiveBigIntegerField(default=1)
    computed_seq = models.PositiveBigIntegerField(default=0)
    computed_at = models.DateTimeField(null=True, blank=True)
    total = models.PositiveSmallIntegerField(default=0)
    applicable = models.PositiveSmallIntegerField(default=0)
    reported = models.PositiveSmallIntegerField(default=0)
    mean_zero = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    mean_reported = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    lower = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    upper = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    rule = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = _("promedio")
        verbose_name_plural = _("promedios")
        indexes = [
            models.Index(
                fields=["period"],
                condition=Q(dirty_seq__gt=F("computed_seq")),
                name="average_dirty",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["scope", "period"], name="average_once"),
            models.CheckConstraint(
                condition=Q(computed_seq__lte=F("dirty_seq")), name="average_seq_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.period_id}"


class Publication(models.Model):
    """Append-only: an edition of a corte as the public reads it."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="publications")
    edition = models.PositiveSmallIntegerField(_("edición"))
    published_at = models.DateTimeField(_("publicada"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(_("motivo de la nueva edición"), blank=True)
    ledger_seq = models.BigIntegerField(_("bitácora hasta"))
    ledger_head = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("publicación")
        verbose_name_plural = _("publicaciones")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["period", "edition"], name="publication_once"),
            models.CheckConstraint(
                condition=Q(edition=1) | ~Q(reason=""),
                name="publication_erratum_has_reason",
                violation_error_message=_("Explique por qué se publica una nueva edición."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_id}/{self.edition}"


class PublishedValue(models.Model):
    """Append-only: one agreement's reading within a publication."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="values")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(
        ProgressReport, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField(max_length=300, null=True, blank=True)
    target_value = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    target_unit = models.CharField(max_length=20, blank=True)
    target_year = models.PositiveSmallIntegerField(null=True, blank=True)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    absence = models.CharField(max_length=14, choices=Absence.choices, blank=True)
    absence_reason = models.TextField(blank=True)
    carried_from = models.CharField(max_length=12, blank=True)
    previous = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("valor publicado")
        verbose_name_plural = _("valores publicados")
        ordering = ["agreement"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "agreement"], name="published_value_once"
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=False, absence="")
                | (Q(percent__isnull=True) & ~Q(absence="")),
                name="published_percent_or_absence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id}:{self.agreement_id}"


class PublishedAverage(models.Model):
    """Append-only: one dimension's average within a publication."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="averages")
    scope = models.CharField(max_length=20)
    total = models.PositiveSmallIntegerField()
    applicable = models.PositiveSmallIntegerField()
    reported = models.PositiveSmallIntegerField()
    mean_zero = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    mean_reported = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    lower = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    upper = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    rule = models.CharField(max_length=20)

    class Meta:
        verbose_name = _("promedio publicado")
        verbose_name_plural = _("promedios publicados")
        constraints = [
            models.UniqueConstraint(fields=["publication", "scope"], name="published_average_once")
        ]

    def __str__(self) -> str:
        return f"{self.publication_id}:{self.scope}"


class Heartbeat(models.Model):
    """When a background job last ran, for /readyz."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("latido")
        verbose_name_plural = _("latidos")

    def __str__(self) -> str:
        return self.name
