"""What is to be communicated, piece by piece, and the published figures each one quotes."""

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from emra.agreements.models import Agreement, Publication
from emra.communications.models.plan import Campaign, Channel, ContentKind, Format, Pillar
from emra.lib.source_text import SourceCharField, SourceTextField
from emra.strategy.models import Objective

PUBLIC_STATES = ("PUBLISHED", "MEASURED")


class ContentItemQuerySet(models.QuerySet["ContentItem"]):
    def public(self) -> "ContentItemQuerySet":
        return self.filter(state__in=PUBLIC_STATES)

    def waiting(self) -> "ContentItemQuerySet":
        return self.filter(state=ContentItem.State.DRAFTED)


class ContentItem(models.Model):
    """A piece of communication from its idea to what it reached."""

    class State(models.TextChoices):
        IDEA = "IDEA", _("Idea")
        DRAFTED = "DRAFTED", _("Redactada")
        APPROVED = "APPROVED", _("Aprobada")
        PUBLISHED = "PUBLISHED", _("Publicada")
        MEASURED = "MEASURED", _("Medida")

    title = SourceCharField(_("título"), max_length=200)
    body = SourceTextField(_("texto"), blank=True, max_length=4000)
    scheduled_on = models.DateField(_("fecha programada"), null=True, blank=True)
    channel = models.ForeignKey(Channel, verbose_name=_("canal"), on_delete=models.PROTECT)
    format = models.ForeignKey(
        Format, verbose_name=_("formato"), on_delete=models.PROTECT, null=True, blank=True
    )
    kind = models.ForeignKey(ContentKind, verbose_name=_("contenido"), on_delete=models.PROTECT)
    pillar = models.ForeignKey(
        Pillar, verbose_name=_("pilar"), on_delete=models.PROTECT, null=True, blank=True
    )
    campaign = models.ForeignKey(
        Campaign,
        verbose_name=_("campaña"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
    )
    objective = models.ForeignKey(
        Objective, verbose_name=_("objetivo"), on_delete=models.PROTECT, null=True, blank=True
    )
    state = models.CharField(_("estado"), max_length=9, choices=State.choices)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField(_("modificada"))
    return_reason = models.TextField(_("motivo de la devolución"), blank=True, max_length=2000)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(_("aprobada"), null=True, blank=True)
    published_on = models.DateField(_("publicada el"), null=True, blank=True)
    link = models.CharField(
        _("dirección"),
        max_length=500,
        blank=True,
        validators=[
            URLValidator(
                schemes=["http", "https"],
                message=_("Escriba una dirección completa, que empiece con https://."),
            )
        ],
    )
    reach = models.PositiveBigIntegerField(_("alcance"), null=True, blank=True)
    interactions = models.PositiveBigIntegerField(_("interacciones"), null=True, blank=True)
    measured_on = models.DateField(_("medida el"), null=True, blank=True)
    lock_version = models.PositiveIntegerField(default=1)

    objects = ContentItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("pieza de comunicación")
        verbose_name_plural = _("piezas de comunicación")
        ordering = ["scheduled_on", "id"]
        indexes = [
            models.Index(fields=["scheduled_on"], name="item_scheduled"),
            models.Index(fields=["published_on"], name="item_published"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="IDEA") | Q(scheduled_on__isnull=False),
                name="item_beyond_an_idea_has_a_date",
                violation_error_message=_("Indique la fecha: solo una idea puede no tenerla."),
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("drafted_by")),
                name="item_four_eyes",
                violation_error_message=_("Quien redactó la pieza no puede aprobarla."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["IDEA", "DRAFTED"],
                    approved_by__isnull=True,
                    approved_at__isnull=True,
                )
                | Q(
                    state__in=["APPROVED", *PUBLIC_STATES],
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                ),
                name="item_approved_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["IDEA", "DRAFTED", "APPROVED"], published_on__isnull=True)
                | Q(state__in=PUBLIC_STATES, published_on__isnull=False) & ~Q(link=""),
                name="item_published_has_day_and_link",
                violation_error_message=_("Una pieza publicada tiene su fecha y su dirección."),
            ),
            models.CheckConstraint(
                condition=Q(state="MEASURED", measured_on__isnull=False)
                & (Q(reach__isnull=False) | Q(interactions__isnull=False))
                | ~Q(state="MEASURED")
                & Q(reach__isnull=True, interactions__isnull=True, measured_on__isnull=True),
                name="item_measured_has_a_figure",
                violation_error_message=_("Escriba el alcance o las interacciones."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"COM-{self.pk:04d}"


class QuotedFigure(models.Model):
    """A figure of a publication that a piece quotes: an agreement's, or an average's by scope.

    The value itself is the publication's, which nobody can alter.
    """

    item = models.ForeignKey(ContentItem, on_delete=models.CASCADE, related_name="quotes")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    scope = models.CharField(_("promedio"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("cifra citada")
        verbose_name_plural = _("cifras citadas")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreement__isnull=False, scope="")
                | (Q(agreement__isnull=True) & ~Q(scope="")),
                name="quoted_agreement_or_average",
            ),
            models.UniqueConstraint(
                fields=["item", "agreement"],
                condition=Q(agreement__isnull=False),
                name="quoted_agreement_once",
                violation_error_message=_("La pieza ya cita ese acuerdo."),
            ),
            models.UniqueConstraint(
                fields=["item", "scope"],
                condition=~Q(scope=""),
                name="quoted_average_once",
                violation_error_message=_("La pieza ya cita ese promedio."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}:{self.publication_id}:{self.figure}"

    @property
    def figure(self) -> str:
        return self.agreement_id or self.scope
