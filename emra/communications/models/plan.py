"""What the communication plan of the source is made of, its campaigns and its quotas."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from emra.lib.source_text import SourceTextField, VocabularyCharField
from emra.sources.models import Citation
from emra.strategy.models import Objective


class Named(models.Model):
    """Something the plan lists by name, in its order."""

    code = models.CharField(_("código"), max_length=30, primary_key=True)
    name = VocabularyCharField(_("nombre"), max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(_("orden"), unique=True)
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.code


class Channel(Named):
    """Where the strategy is told: social networks, web site, media, events."""

    class Meta:
        verbose_name = _("canal")
        verbose_name_plural = _("canales")
        ordering = ["order"]


class ContentKind(Named):
    """One of the four kinds of content."""

    class Meta:
        verbose_name = _("contenido")
        verbose_name_plural = _("contenidos")
        ordering = ["order"]


class Pillar(Named):
    """One of the four ideas the plan stands on."""

    class Meta:
        verbose_name = _("pilar")
        verbose_name_plural = _("pilares")
        ordering = ["order"]


class Piece(Named):
    """A piece the plan names on its own."""

    class Meta:
        verbose_name = _("pieza del plan")
        verbose_name_plural = _("piezas del plan")
        ordering = ["order"]


class Format(Named):
    """What the monthly quota counts: publications, short videos, articles; each of a channel."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="formats")
    note = VocabularyCharField(_("nota"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("formato")
        verbose_name_plural = _("formatos")
        ordering = ["order"]


class Theme(Named):
    """A theme of the yearly plan, in the plan's order; some are a strategic objective."""

    objective = models.ForeignKey(
        Objective, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("tema del plan")
        verbose_name_plural = _("temas del plan")
        ordering = ["order"]


class Campaign(models.Model):
    """One of the seven campaigns; without dates it is "por programar", as in the source."""

    number = models.PositiveSmallIntegerField(_("número"), primary_key=True)
    starts_on = models.DateField(_("empieza"), null=True, blank=True)
    ends_on = models.DateField(_("termina"), null=True, blank=True)
    objective = models.ForeignKey(
        Objective,
        verbose_name=_("objetivo"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    theme = models.ForeignKey(
        Theme,
        verbose_name=_("tema"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="+")
    lock_version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("campaña")
        verbose_name_plural = _("campañas")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True, ends_on__isnull=True)
                | Q(starts_on__isnull=False, ends_on__isnull=False),
                name="campaign_both_dates_or_none",
                violation_error_message=_(
                    "Escriba las dos fechas, o ninguna: una campaña sin fechas está por programar."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="campaign_ends_after_start",
                violation_error_message=_("La campaña no puede terminar antes de empezar."),
            ),
            models.CheckConstraint(
                condition=Q(objective__isnull=True) | Q(theme__isnull=True),
                name="campaign_objective_or_theme",
                violation_error_message=_(
                    "Vincule la campaña a un objetivo o a un tema, no a los dos."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def name(self) -> str:
        return _("Campaña %(n)s") % {"n": self.number}


class QuotaVersionQuerySet(models.QuerySet["QuotaVersion"]):
    def in_force(self) -> "QuotaVersionQuerySet":
        """The one that rules first: the latest month, and of the same month the last written."""
        return self.order_by("-valid_from", "-number")


class QuotaVersion(models.Model):
    """The monthly quotas from a month on, until another version takes over; never edited."""

    number = models.PositiveSmallIntegerField(_("versión"), primary_key=True)
    valid_from = models.DateField(_("rige desde"))
    reason = SourceTextField(_("motivo"), max_length=1000)
    citation = models.ForeignKey(
        Citation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    set_at = models.DateTimeField(_("fijada"))

    objects = QuotaVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("versión de las cuotas")
        verbose_name_plural = _("versiones de las cuotas")
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__day=1),
                name="quota_from_first_of_month",
                violation_error_message=_("Una cuota rige desde el día 1 de un mes."),
            ),
            models.CheckConstraint(
                condition=Q(set_by__isnull=False) | Q(citation__isnull=False),
                name="quota_set_by_someone_or_cited",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class QuotaLine(models.Model):
    """How many items a month needs of one format, one kind of content or one objective."""

    version = models.ForeignKey(QuotaVersion, on_delete=models.PROTECT, related_name="lines")
    format = models.ForeignKey(Format, on_delete=models.PROTECT, null=True, blank=True)
    kind = models.ForeignKey(ContentKind, on_delete=models.PROTECT, null=True, blank=True)
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, null=True, blank=True)
    minimum = models.PositiveSmallIntegerField(_("mínimo"))
    maximum = models.PositiveSmallIntegerField(_("máximo"), null=True, blank=True)
    citation = models.ForeignKey(
        Citation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("cuota")
        verbose_name_plural = _("cuotas")
        ordering = ["version", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(format__isnull=False, kind__isnull=True, objective__isnull=True)
                | Q(format__isnull=True, kind__isnull=False, objective__isnull=True)
                | Q(format__isnull=True, kind__isnull=True, objective__isnull=False),
                name="quota_line_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(maximum__isnull=True) | Q(maximum__gte=F("minimum")),
                name="quota_maximum_not_below_minimum",
                violation_error_message=_("El máximo no puede ser menor que el mínimo."),
            ),
            *(
                models.UniqueConstraint(
                    fields=["version", name],
                    condition=Q(**{f"{name}__isnull": False}),
                    name=f"quota_line_{name}_once",
                )
                for name in ("format", "kind", "objective")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}:{self.format_id or self.kind_id or self.objective_id}"
