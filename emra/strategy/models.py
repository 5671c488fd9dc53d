"""The strategy: its horizons, five objectives and 38 lines of action, and how each line goes."""

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from emra.lib.source_text import SourceCharField, SourceTextField, VocabularyCharField
from emra.sources.models import Citation


class Strategy(models.Model):
    """The approved strategy itself: one row."""

    code = models.CharField(_("código"), max_length=10, primary_key=True)
    name = SourceCharField(_("nombre"), max_length=200)
    year_from = models.PositiveSmallIntegerField(_("desde"))
    year_to = models.PositiveSmallIntegerField(_("hasta"))
    approved_on = models.DateField(_("aprobada el"))
    approval = SourceCharField(_("acuerdo"), max_length=100)
    promoter = SourceCharField(_("impulsor"), max_length=200)
    basis = SourceTextField(_("base"))
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("estrategia")
        verbose_name_plural = _("estrategias")

    def __str__(self) -> str:
        return self.code


class Horizon(models.Model):
    """A term of the strategy: short, medium or long."""

    code = models.CharField(_("código"), max_length=4, primary_key=True)
    name = VocabularyCharField(_("nombre"), max_length=60)
    year_from = models.PositiveSmallIntegerField(_("desde"))
    year_to = models.PositiveSmallIntegerField(_("hasta"))
    note = VocabularyCharField(_("nota"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("horizonte")
        verbose_name_plural = _("horizontes")

    def __str__(self) -> str:
        return self.code


class Objective(models.Model):
    """A strategic objective, OE1 to OE5, each with its commission."""

    code = models.CharField(_("código"), max_length=4, primary_key=True)
    title = SourceCharField(_("título"), max_length=300)
    commission = SourceCharField(_("comisión"), max_length=120)
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("objetivo estratégico")
        verbose_name_plural = _("objetivos estratégicos")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class LineOfAction(models.Model):
    """What is to be done for an objective within a horizon."""

    code = models.CharField(_("código"), max_length=10, primary_key=True)
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="lines")
    horizon = models.ForeignKey(Horizon, on_delete=models.PROTECT)
    title = SourceCharField(_("título"), max_length=300)

    class Meta:
        verbose_name = _("línea de acción")
        verbose_name_plural = _("líneas de acción")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class LineProgress(models.TextChoices):
    """How a line of action goes; a line nobody has reported on has no state at all."""

    NOT_STARTED = "NOT_STARTED", _("No iniciada")
    UNDER_WAY = "UNDER_WAY", _("En marcha")
    DONE = "DONE", _("Terminada")
    STOPPED = "STOPPED", _("Detenida")


class LineTold(models.Model):
    """What is said of a line of action: its state and what backs it."""

    state = models.CharField(_("estado"), max_length=11, choices=LineProgress.choices)
    percent = models.DecimalField(
        _("avance"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    note = SourceTextField(_("nota"), blank=True, max_length=2000)
    link = models.URLField(
        _("enlace de respaldo"),
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["https", "http"])],
    )
    sha256 = models.CharField(max_length=64, blank=True)
    extension = models.CharField(_("formato"), max_length=5, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__gte=0, percent__lte=100),
                name="%(class)s_percent_0_100",
                violation_error_message=_("El avance va de 0 a 100."),
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=True)
                | Q(state="NOT_STARTED", percent=0)
                | Q(state="DONE", percent=100)
                | Q(state__in=["UNDER_WAY", "STOPPED"]),
                name="%(class)s_percent_agrees",
                violation_error_message=_(
                    "El avance contradice el estado: una línea no iniciada lleva 0 y una "
                    "terminada, 100; o deje el avance en blanco."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state="DONE") | ~Q(link="") | ~Q(sha256=""),
                name="%(class)s_done_has_evidence",
                violation_error_message=_(
                    "Una línea terminada necesita un respaldo: un enlace o un archivo."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state="STOPPED") | ~Q(note=""),
                name="%(class)s_stopped_says_why",
                violation_error_message=_("Explique en la nota por qué la línea está detenida."),
            ),
            models.CheckConstraint(
                condition=Q(sha256="", extension="") | (~Q(sha256="") & ~Q(extension="")),
                name="%(class)s_file_has_format",
            ),
        ]


class LineState(LineTold):
    """Append-only: how a line of action went, as it was told once; the last one is in force."""

    line = models.ForeignKey(LineOfAction, on_delete=models.PROTECT, related_name="states")
    reference = SourceCharField(_("según"), max_length=80)
    recorded_at = models.DateTimeField(_("registrado"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(LineTold.Meta):
        verbose_name = _("seguimiento de una línea de acción")
        verbose_name_plural = _("seguimiento de las líneas de acción")
        ordering = ["id"]
        constraints = [
            *LineTold.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=LineProgress.values),
                name="linestate_state_known",
                violation_error_message=_("Elija un estado de la lista."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}:{self.pk}"
