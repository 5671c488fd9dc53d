"""The parts of an entry. Of each key the last approved version is in force; the earlier ones are
the history of changes, with their reasons."""

from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from emra.governance.models import Organisation
from emra.lib.money import UNIT_NAMES
from emra.lib.source_text import SourceCharField, SourceTextField
from emra.projects.models.entries import Entry
from emra.projects.models.reference import Project, Sector, Stage
from emra.strategy.models import LineOfAction, Objective

WEB = URLValidator(schemes=["https", "http"])
COMMUNE = r"^02[123]0[1-4]$"


class Part(models.Model):
    """A version of something told of a project; from the second on it says why it changed."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField(_("versión"), default=1)
    reason = SourceTextField(_("motivo del cambio"), blank=True, max_length=1000)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(reason=""),
                name="%(class)s_change_has_reason",
                violation_error_message=_("Escriba el motivo del cambio."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}:{self.pk}"


class Rate(models.TextChoices):
    """RATE: the result of the ministry's analysis of an investment initiative."""

    RS = "RS", _("RS · recomendado satisfactoriamente")
    FI = "FI", _("FI · falta información")
    OT = "OT", _("OT · objetado técnicamente")
    IN = "IN", _("IN · incumplimiento de normativa")
    RE = "RE", _("RE · reevaluación")


class Particulars(Part):
    """What a project is: its name, who leads it, what it serves."""

    name = SourceCharField(_("nombre"), max_length=200)
    summary = SourceTextField(_("de qué se trata"), blank=True, max_length=4000)
    lead = models.ForeignKey(
        Organisation,
        verbose_name=_("responsable"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    partners = models.ManyToManyField(
        Organisation, verbose_name=_("socios"), blank=True, related_name="+"
    )
    objective = models.ForeignKey(
        Objective,
        verbose_name=_("objetivo"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    lines = models.ManyToManyField(
        LineOfAction, verbose_name=_("líneas de acción"), blank=True, related_name="+"
    )
    sector = models.ForeignKey(
        Sector,
        verbose_name=_("sector"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    bip = models.CharField(_("código BIP"), max_length=10, blank=True)
    rate = models.CharField(_("estado RATE"), max_length=2, choices=Rate.choices, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("ficha de un proyecto")
        verbose_name_plural = _("fichas de los proyectos")
        ordering = ["version"]
        constraints = [
            *Part.Meta.constraints,
            models.UniqueConstraint(fields=["project", "version"], name="particulars_version"),
            models.CheckConstraint(condition=~Q(name=""), name="particulars_has_name"),
            models.CheckConstraint(
                condition=Q(bip="") | Q(bip__regex=r"^[0-9]{8}-0$"),
                name="particulars_bip_well_formed",
                violation_error_message=_("El código BIP no es válido."),
            ),
        ]


class Place(models.Model):
    """A commune that a project is in, as a version of its particulars says."""

    particulars = models.ForeignKey(Particulars, on_delete=models.CASCADE, related_name="places")
    commune = models.CharField(_("comuna"), max_length=5)

    class Meta:
        verbose_name = _("comuna de un proyecto")
        verbose_name_plural = _("comunas de los proyectos")
        ordering = ["commune"]
        constraints = [
            models.UniqueConstraint(fields=["particulars", "commune"], name="place_once"),
            models.CheckConstraint(condition=Q(commune__regex=COMMUNE), name="place_of_the_region"),
        ]

    def __str__(self) -> str:
        return f"{self.particulars_id}:{self.commune}"


class FundingLine(Part):
    """Money for a project: from where, for what; its unit is never converted."""

    class Source(models.TextChoices):
        FNDR = "FNDR", _("FNDR")
        FRPD = "FRPD", _("FRPD")
        LITHIUM = "LITHIUM", _("Litio")
        ROYALTY = "ROYALTY", _("Royalty")
        SECTORAL = "SECTORAL", _("Sectorial")
        MUNICIPAL = "MUNICIPAL", _("Municipal")
        PRIVATE = "PRIVATE", _("Privado")
        OTHER = "OTHER", _("Otra")
        UNSTATED = "UNSTATED", _("Fuente no indicada")

    class Unit(models.TextChoices):
        CLP = "CLP", _(UNIT_NAMES["CLP"])
        THOUSAND_CLP = "THOUSAND_CLP", _(UNIT_NAMES["THOUSAND_CLP"])
        MILLION_CLP = "MILLION_CLP", _(UNIT_NAMES["MILLION_CLP"])
        USD = "USD", _(UNIT_NAMES["USD"])

    class Basis(models.TextChoices):
        STATED = "STATED", _("indicada")
        ASSUMED = "ASSUMED", _("asumida")

    number = models.PositiveSmallIntegerField(_("línea"))
    source = models.CharField(_("fuente"), max_length=9, choices=Source.choices)
    stage = SourceCharField(_("para qué etapa"), max_length=120, blank=True)
    # None where no amount is known: that is no zero.
    amount = models.DecimalField(_("monto"), max_digits=18, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unidad"), max_length=12, choices=Unit.choices, blank=True)
    unit_basis = models.CharField(
        _("la unidad está"), max_length=7, choices=Basis.choices, blank=True
    )
    unit_reason = SourceTextField(_("por qué se asume"), blank=True, max_length=1000)
    price_date = models.DateField(_("fecha de los precios"), null=True, blank=True)
    commune = models.CharField(_("comuna"), max_length=5, blank=True)
    note = SourceCharField(_("nota"), max_length=300, blank=True)
    dropped = models.BooleanField(_("se retira"), default=False)

    class Meta(Part.Meta):
        verbose_name = _("línea de financiamiento")
        verbose_name_plural = _("líneas de financiamiento")
        ordering = ["number", "version"]
        constraints = [
            *Part.Meta.constraints,
            models.UniqueConstraint(
                fields=["project", "number", "version"], name="fundingline_version"
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="fundingline_not_negative",
                violation_error_message=_("El monto no puede ser negativo."),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True, unit="", unit_basis="")
                | (Q(amount__isnull=False) & ~Q(unit="") & ~Q(unit_basis="")),
                name="fundingline_amount_has_unit",
                violation_error_message=_("Un monto lleva su unidad, y si está dicha o asumida."),
            ),
            models.CheckConstraint(
                condition=~Q(unit_basis="ASSUMED") | ~Q(unit_reason=""),
                name="fundingline_assumed_has_reason",
                violation_error_message=_("Explique por qué se asume esa unidad."),
            ),
            models.CheckConstraint(
                condition=Q(commune="") | Q(commune__regex=COMMUNE),
                name="fundingline_commune_of_the_region",
                violation_error_message=_("Elija una comuna de la región."),
            ),
        ]


class ProjectDate(Part):
    """A planned or actual day of a project's beginning or end."""

    class What(models.TextChoices):
        PLANNED_START = "PLANNED_START", _("Inicio previsto")
        PLANNED_END = "PLANNED_END", _("Término previsto")
        ACTUAL_START = "ACTUAL_START", _("Inicio real")
        ACTUAL_END = "ACTUAL_END", _("Término real")

    what = models.CharField(_("qué fecha"), max_length=13, choices=What.choices)
    # None takes back a date that was told.
    day = models.DateField(_("fecha"), null=True, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("fecha de un proyecto")
        verbose_name_plural = _("fechas de los proyectos")
        ordering = ["what", "version"]
        constraints = [
            *Part.Meta.constraints,
            models.UniqueConstraint(
                fields=["project", "what", "version"], name="projectdate_version"
            ),
        ]


class Passage(Part):
    """When an initiative entered a stage of its track, and when it left it."""

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+")
    entered_on = models.DateField(_("entró"))
    left_on = models.DateField(_("salió"), null=True, blank=True)
    # It was recorded by mistake: the initiative was never there.
    dropped = models.BooleanField(_("se retira"), default=False)

    class Meta(Part.Meta):
        verbose_name = _("paso por una etapa")
        verbose_name_plural = _("pasos por las etapas")
        ordering = ["stage__order", "version"]
        constraints = [
            *Part.Meta.constraints,
            models.UniqueConstraint(fields=["project", "stage", "version"], name="passage_version"),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("entered_on")),
                name="passage_in_order",
                violation_error_message=_("La salida no puede ser anterior a la entrada."),
            ),
        ]


class Milestone(Part):
    """Something that a project is to reach by a day."""

    number = models.PositiveSmallIntegerField(_("hito"))
    title = SourceCharField(_("hito"), max_length=200)
    planned_on = models.DateField(_("previsto"), null=True, blank=True)
    done_on = models.DateField(_("cumplido"), null=True, blank=True)
    dropped = models.BooleanField(_("se retira"), default=False)

    class Meta(Part.Meta):
        verbose_name = _("hito")
        verbose_name_plural = _("hitos")
        ordering = ["number", "version"]
        constraints = [
            *Part.Meta.constraints,
            models.UniqueConstraint(
                fields=["project", "number", "version"], name="milestone_version"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="milestone_has_title"),
        ]


class Risk(Part):
    """What may go wrong, how serious it is, and what is done about it."""

    class Level(models.TextChoices):
        LOW = "LOW", _("Bajo")
        MEDIUM = "MEDIUM", _("Medio")
        HIGH = "HIGH", _("Alto")

    number = models.PositiveSmallIntegerField(_("riesgo"))
    text = SourceCharField(_("riesgo"), max_length=500)
    level = models.CharField(_("nivel"), max_length=6, choices=Level.choices)
    response = SourceCharField(_("qué se hace"), max_length=500, blank=True)
    closed = models.BooleanField(_("cerrado"), default=False)

    class Meta(Part.Meta):
        verbose_name = _("riesgo")
        verbose_name_plural = _("riesgos")
        ordering = ["number", "version"]
        constraints = [
            *Part.Meta.constraints,
            models.UniqueConstraint(fields=["project", "number", "version"], name="risk_version"),
            models.CheckConstraint(condition=~Q(text=""), name="risk_has_text"),
            models.CheckConstraint(
                condition=~Q(level="HIGH") | Q(closed=True) | ~Q(response=""),
                name="risk_high_has_response",
                violation_error_message=_("Escriba qué se hace frente a un riesgo alto."),
            ),
        ]


class Evidence(models.Model):
    """What backs an entry: a file kept by its SHA-256, or a link."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="evidence")
    title = SourceCharField(_("título"), max_length=200)
    sha256 = models.CharField(max_length=64, blank=True)
    extension = models.CharField(_("formato"), max_length=5, blank=True)
    url = models.CharField(_("dirección"), max_length=500, blank=True, validators=[WEB])

    class Meta:
        verbose_name = _("medio de verificación")
        verbose_name_plural = _("medios de verificación")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(url="") & ~Q(sha256="") & ~Q(extension=""))
                | (Q(sha256="", extension="") & ~Q(url="")),
                name="projectevidence_file_or_link",
                violation_error_message=_("Suba un archivo o escriba un enlace."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}:{self.title}"
