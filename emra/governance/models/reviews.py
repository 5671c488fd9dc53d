"""The Cluster's review of a commission at a corte: written by one person, signed by another."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from emra.agreements.models import Agreement, Period
from emra.governance.models.bodies import Body
from emra.governance.models.commitments import Commitment
from emra.lib.source_text import SourceTextField
from emra.strategy.models import LineOfAction, LineProgress, LineTold


class Light(models.TextChoices):
    """A traffic light; anything but green says why."""

    GREEN = "GREEN", _("Verde")
    YELLOW = "YELLOW", _("Amarillo")
    RED = "RED", _("Rojo")


class ReviewQuerySet(models.QuerySet["CommissionReview"]):
    def signed(self) -> "ReviewQuerySet":
        return self.filter(state="SIGNED")

    def current(self) -> "ReviewQuerySet":
        """The signed ones that no later signed version replaces."""
        return self.signed().exclude(replaced_by__state="SIGNED")


class CommissionReview(models.Model):
    """One version of a commission's review at a corte; triggers refuse any change once signed."""

    class State(models.TextChoices):
        DRAFT = "DRAFT", _("En borrador")
        SIGNED = "SIGNED", _("Firmada")

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="reviews")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField(_("versión"), default=1)
    opinion = models.TextField(_("opinión general"), blank=True, max_length=8000)
    light = models.CharField(_("semáforo"), max_length=6, choices=Light.choices, blank=True)
    light_reason = models.TextField(_("motivo del semáforo"), blank=True, max_length=2000)
    state = models.CharField(_("estado"), max_length=6, choices=State.choices)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(_("modificada"))
    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField(_("firmada"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    correction_reason = SourceTextField(_("motivo de la corrección"), blank=True, max_length=2000)
    lock_version = models.PositiveIntegerField(default=1)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("revisión de una comisión")
        verbose_name_plural = _("revisiones de las comisiones")
        ordering = ["-period", "body", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["body", "period", "version"], name="review_version"),
            models.UniqueConstraint(
                fields=["body", "period"],
                condition=Q(state="DRAFT"),
                name="review_one_draft",
                violation_error_message=_("Ya hay un borrador de esta comisión y corte."),
            ),
            models.CheckConstraint(
                condition=Q(light__in=["", *Light.values]), name="review_light_known"
            ),
            models.CheckConstraint(
                condition=Q(light__in=["", "GREEN"]) | ~Q(light_reason=""),
                name="review_light_has_reason",
                violation_error_message=_("Explique por qué el semáforo no está en verde."),
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT") | (~Q(light="") & ~Q(opinion="")),
                name="review_signed_is_whole",
                violation_error_message=_("Para firmar hacen falta la opinión y el semáforo."),
            ),
            models.CheckConstraint(
                condition=Q(signer__isnull=True) | ~Q(signer=F("author")),
                name="review_four_eyes",
                violation_error_message=_("Quien escribió la revisión no puede firmarla."),
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT", signer__isnull=True, signed_at__isnull=True)
                | Q(state="SIGNED", signer__isnull=False, signed_at__isnull=False),
                name="review_signed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(version=1, replaces__isnull=True, correction_reason="")
                | (Q(version__gt=1, replaces__isnull=False) & ~Q(correction_reason="")),
                name="review_correction_names_what_and_why",
                violation_error_message=_("Explique por qué se corrige la revisión firmada."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """`comision-1-2026-T2-v1`: body, corte, version."""
        return f"{self.reference}-v{self.version}".replace(" ", "-")

    @property
    def reference(self) -> str:
        """`comision-1 2026-T2`, as a line's state names what says so."""
        return f"{self.body_id} {self.period.code}"


class LineReview(LineTold):
    """What a review says of a line of action; "" where it has no information."""

    review = models.ForeignKey(CommissionReview, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey(LineOfAction, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("estado"), max_length=11, choices=LineProgress.choices, blank=True)

    class Meta(LineTold.Meta):
        verbose_name = _("línea en una revisión")
        verbose_name_plural = _("líneas en las revisiones")
        ordering = ["line"]
        constraints = [
            *LineTold.Meta.constraints,
            models.UniqueConstraint(fields=["review", "line"], name="linereview_once"),
            models.CheckConstraint(
                condition=Q(state__in=LineProgress.values)
                | Q(state="", percent__isnull=True, link="", sha256=""),
                name="linereview_state_or_nothing",
                violation_error_message=_("Elija el estado de la línea que este dato respalda."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id}:{self.line_id}"


class AgreementOpinion(models.Model):
    """What a review says of an agreement that its commission follows."""

    review = models.ForeignKey(CommissionReview, on_delete=models.CASCADE, related_name="opinions")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    light = models.CharField(_("semáforo"), max_length=6, choices=Light.choices)
    reason = SourceTextField(_("opinión"), blank=True, max_length=2000)

    class Meta:
        verbose_name = _("opinión sobre un acuerdo")
        verbose_name_plural = _("opiniones sobre los acuerdos")
        ordering = ["agreement"]
        constraints = [
            models.UniqueConstraint(fields=["review", "agreement"], name="opinion_once"),
            models.CheckConstraint(condition=Q(light__in=Light.values), name="opinion_light_known"),
            models.CheckConstraint(
                condition=Q(light="GREEN") | ~Q(reason=""),
                name="opinion_light_has_reason",
                violation_error_message=_("Explique por qué el semáforo no está en verde."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id}:{self.agreement_id}"


class ReviewedCommitment(models.Model):
    """A commitment as it stood on the day a review was signed."""

    review = models.ForeignKey(
        CommissionReview, on_delete=models.CASCADE, related_name="commitments"
    )
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("estado"), max_length=9, choices=Commitment.State.choices)
    due_on = models.DateField(_("plazo"))

    class Meta:
        verbose_name = _("compromiso en una revisión")
        verbose_name_plural = _("compromisos en las revisiones")
        ordering = ["due_on", "commitment"]
        constraints = [
            models.UniqueConstraint(fields=["review", "commitment"], name="reviewed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.review_id}:{self.commitment_id}"
