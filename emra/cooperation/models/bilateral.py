"""A bilateral project: its sheet, version by version, and what is reported of its results."""

from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from emra.ledger.four_eyes import Reviewed
from emra.lib.source_text import SourceCharField, SourceTextField
from emra.sources.models import Citation

WEB = URLValidator(schemes=["https", "http"])
MONTH = r"^[12][0-9]{3}-(0[1-9]|1[0-2])$"


class BilateralProjectQuerySet(models.QuerySet["BilateralProject"]):
    def public(self) -> "BilateralProjectQuerySet":
        """Those with a sheet in force."""
        return self.filter(sheets__state="APPROVED").distinct()


class BilateralProject(models.Model):
    """A project of the region with institutions of another country: only its identity."""

    code = models.SlugField(_("código"), max_length=40, primary_key=True)

    objects = BilateralProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("proyecto bilateral")
        verbose_name_plural = _("proyectos bilaterales")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class BilateralSheet(Reviewed):
    """All that is said of a project at once; the last approved version is in force.

    Triggers refuse any change of an approved version and its parts. One is open per project.
    """

    project = models.ForeignKey(BilateralProject, on_delete=models.PROTECT, related_name="sheets")
    version = models.PositiveSmallIntegerField(_("versión"), default=1)
    reason = SourceTextField(_("motivo del cambio"), blank=True, max_length=1000)
    name = SourceCharField(_("nombre del proyecto"), max_length=400)
    area = SourceCharField(_("área temática"), max_length=200, blank=True)
    sdg = models.PositiveSmallIntegerField(
        _("objetivo de desarrollo sostenible"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(17)],
    )
    beneficiaries = SourceTextField(_("beneficiarios finales"), blank=True, max_length=1000)
    months = models.PositiveSmallIntegerField(_("duración en meses"), null=True, blank=True)
    # A month and not a day: the documents say no day.
    starts = models.CharField(_("mes de inicio"), max_length=7, blank=True)
    general = SourceTextField(_("objetivo general"), blank=True, max_length=2000)
    specific = SourceTextField(_("objetivo específico"), blank=True, max_length=2000)
    description = SourceTextField(_("breve descripción"), blank=True, max_length=8000)
    updated_on = models.DateField(_("información actualizada el"), null=True, blank=True)

    class Meta(Reviewed.Meta):
        verbose_name = _("ficha de un proyecto bilateral")
        verbose_name_plural = _("fichas de los proyectos bilaterales")
        ordering = ["project", "version"]
        constraints = [
            *Reviewed.Meta.constraints,
            models.UniqueConstraint(fields=["project", "version"], name="bilateralsheet_version"),
            models.UniqueConstraint(
                fields=["project"],
                condition=~Q(state="APPROVED"),
                name="bilateralsheet_one_open",
                violation_error_message=_("Ya hay una ficha en curso de este proyecto."),
            ),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(reason=""),
                name="bilateralsheet_change_has_reason",
                violation_error_message=_("Escriba el motivo del cambio."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="bilateralsheet_has_name"),
            models.CheckConstraint(
                condition=Q(sdg__isnull=True) | Q(sdg__range=(1, 17)),
                name="bilateralsheet_sdg_1_17",
                violation_error_message=_("Los Objetivos de Desarrollo Sostenible son 17."),
            ),
            models.CheckConstraint(
                condition=Q(months__isnull=True) | Q(months__gte=1),
                name="bilateralsheet_months_positive",
                violation_error_message=_("La duración es de un mes o más."),
            ),
            models.CheckConstraint(
                condition=Q(starts="") | Q(starts__regex=MONTH),
                name="bilateralsheet_starts_is_month",
                violation_error_message=_("Escriba el mes como 2024-07."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """`bilateral-1-v1`."""
        return f"{self.project_id}-v{self.version}"


class BilateralPart(models.Model):
    """One of the rows of a sheet, in the order they are told."""

    sheet = models.ForeignKey(BilateralSheet, on_delete=models.CASCADE)
    order = models.PositiveSmallIntegerField(_("orden"))

    class Meta:
        abstract = True
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "order"], name="%(class)s_order"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}:{self.order}"


class BilateralInstitution(BilateralPart):
    """An institution that takes part, by its country."""

    country = SourceCharField(_("país"), max_length=80)
    name = SourceCharField(_("institución"), max_length=250)

    class Meta(BilateralPart.Meta):
        verbose_name = _("institución de un proyecto bilateral")
        verbose_name_plural = _("instituciones de los proyectos bilaterales")


class BilateralPlace(BilateralPart):
    """A country, or a city of it, where the project takes place."""

    country = SourceCharField(_("país"), max_length=80)
    city = SourceCharField(_("ciudad"), max_length=120, blank=True)

    class Meta(BilateralPart.Meta):
        verbose_name = _("lugar de un proyecto bilateral")
        verbose_name_plural = _("lugares de los proyectos bilaterales")


class BilateralTopic(BilateralPart):
    """A subject in which knowledge is passed on."""

    name = SourceCharField(_("tema"), max_length=200)

    class Meta(BilateralPart.Meta):
        verbose_name = _("tema de un proyecto bilateral")
        verbose_name_plural = _("temas de los proyectos bilaterales")


class BilateralFact(BilateralPart):
    """A figure or a name of the context, as people write it: `92,6`, `%`."""

    label = SourceCharField(_("qué es"), max_length=200)
    value = SourceCharField(_("valor"), max_length=120)
    unit = SourceCharField(_("unidad"), max_length=40, blank=True)

    class Meta(BilateralPart.Meta):
        verbose_name = _("dato de contexto de un proyecto bilateral")
        verbose_name_plural = _("datos de contexto de los proyectos bilaterales")


class BilateralResult(BilateralPart):
    """What the project is to achieve; `minimum` is None where its target names no number.

    Its `number` stays its own from version to version: the reports name it.
    """

    number = models.PositiveSmallIntegerField(_("número"))
    text = SourceTextField(_("resultado"), max_length=1000)
    target = SourceCharField(_("meta"), max_length=200, blank=True)
    minimum = models.PositiveIntegerField(_("mínimo"), null=True, blank=True)
    minimum_unit = SourceCharField(_("de qué"), max_length=60, blank=True)

    class Meta(BilateralPart.Meta):
        verbose_name = _("resultado de un proyecto bilateral")
        verbose_name_plural = _("resultados de los proyectos bilaterales")
        constraints = [
            *BilateralPart.Meta.constraints,
            models.UniqueConstraint(
                fields=["sheet", "number"],
                name="bilateralresult_number",
                violation_error_message=_("Dos resultados no pueden llevar el mismo número."),
            ),
            models.CheckConstraint(
                condition=Q(minimum__isnull=True, minimum_unit="")
                | (Q(minimum__gte=1) & ~Q(minimum_unit="")),
                name="bilateralresult_minimum_has_unit",
                violation_error_message=_("Un mínimo es de 1 o más y dice de qué: 6, mujeres."),
            ),
        ]


class BilateralSource(models.Model):
    """Where a row of the sheet was read: one citation for each row."""

    sheet = models.ForeignKey(BilateralSheet, on_delete=models.CASCADE)
    row = models.CharField(_("fila"), max_length=20)
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("fuente de una fila")
        verbose_name_plural = _("fuentes de las filas")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "row"], name="bilateralsource_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}:{self.row}"


class ResultReport(Reviewed):
    """How a result goes, told once; `reached` is None where nobody counted: that is no zero."""

    project = models.ForeignKey(BilateralProject, on_delete=models.PROTECT, related_name="reports")
    result = models.PositiveSmallIntegerField(_("resultado"))
    on = models.DateField(_("fecha de lo informado"))
    text = SourceTextField(_("qué se hizo"), max_length=2000)
    done = models.BooleanField(_("el resultado está cumplido"), default=False)
    reached = models.PositiveIntegerField(_("cantidad alcanzada"), null=True, blank=True)
    link = models.CharField(_("enlace de respaldo"), max_length=500, blank=True, validators=[WEB])
    sha256 = models.CharField(max_length=64, blank=True)
    extension = models.CharField(_("formato"), max_length=5, blank=True)

    class Meta(Reviewed.Meta):
        verbose_name = _("seguimiento de un resultado")
        verbose_name_plural = _("seguimientos de los resultados")
        ordering = ["on", "id"]
        constraints = [
            *Reviewed.Meta.constraints,
            models.UniqueConstraint(
                fields=["project", "result"],
                condition=~Q(state="APPROVED"),
                name="resultreport_one_open",
                violation_error_message=_("Ya hay un informe en curso de este resultado."),
            ),
            models.CheckConstraint(condition=~Q(text=""), name="resultreport_has_text"),
            models.CheckConstraint(
                condition=Q(done=False) | ~Q(link="") | ~Q(sha256=""),
                name="resultreport_done_has_evidence",
                violation_error_message=_(
                    "Para darlo por cumplido hace falta un respaldo: un enlace o un archivo."
                ),
            ),
            models.CheckConstraint(
                condition=Q(sha256="", extension="") | (~Q(sha256="") & ~Q(extension="")),
                name="resultreport_file_has_format",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """`RB-0001`."""
        return f"RB-{self.pk:04d}"
