"""What is reported: progress, its measurement and its evidence."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from emra.agreements.models.reference import INITIAL_PERIOD, Agreement, Period
from emra.lib.source_text import SourceCharField, SourceTextField


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
    absence_reason = SourceTextField(_("motivo de la ausencia"), blank=True, max_length=2000)
    note = SourceTextField(_("nota"), blank=True, max_length=4000)
    setback_reason = SourceTextField(_("motivo del retroceso"), blank=True, max_length=2000)
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
    correction_reason = SourceTextField(_("motivo de la corrección"), blank=True, max_length=2000)
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
                violation_error_message=_("El avance va de 0 a 100."),
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
    unit = SourceCharField(_("unidad"), max_length=20, blank=True)

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
    title = SourceCharField(_("título"), max_length=200)
    sha256 = models.CharField(max_length=64, blank=True)
    extension = models.CharField(_("formato"), max_length=5, blank=True)
    size = models.PositiveIntegerField(_("bytes"), null=True, blank=True)
    url = models.URLField(_("dirección"), max_length=500, blank=True)
    page = SourceCharField(_("página"), max_length=40, blank=True)
    quote = SourceCharField(_("cita"), max_length=500, blank=True)

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


class Remark(models.Model):
    """What a reviewer or the secretariat says of a report: internal, or public once published."""

    class Field(models.TextChoices):
        PERCENT = "percent", _("Avance")
        NOTE = "note", _("Nota")
        MEASUREMENT = "measurement", _("Medición")
        EVIDENCE = "evidence", _("Medios de verificación")

    report = models.ForeignKey(ProgressReport, on_delete=models.CASCADE, related_name="remarks")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("momento"))
    field = models.CharField(_("sobre"), max_length=11, choices=Field.choices, blank=True)
    text = SourceTextField(_("observación"), max_length=2000)
    is_return = models.BooleanField(_("motivo de una devolución"), default=False)
    is_public = models.BooleanField(_("se publica"), default=False)

    class Meta:
        verbose_name = _("observación de la revisión")
        verbose_name_plural = _("observaciones de la revisión")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.report_id}:{self.pk}"
