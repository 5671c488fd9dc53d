"""How firm a run is: studies that repeat it with something changed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from districts.models.runs import Run


class StabilityStudy(models.Model):
    """A run repeated many times: with other grid origins, other weights, or one site less."""

    class Kind(models.TextChoices):
        ORIGINS = "ORIGINS", _("Origen de la grilla")
        WEIGHTS = "WEIGHTS", _("Pesos al azar")
        LEAVE_ONE_OUT = "LEAVE_ONE_OUT", _("Sin una faena")

    class State(models.TextChoices):
        WAITING = "WAITING", _("En cola")
        RUNNING = "RUNNING", _("En curso")
        DONE = "DONE", _("Terminado")
        FAILED = "FAILED", _("Fallido")

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="studies")
    kind = models.CharField(_("tipo"), max_length=13, choices=Kind.choices)
    state = models.CharField(_("estado"), max_length=7, choices=State.choices)
    draws = models.PositiveIntegerField(_("repeticiones"))
    done = models.PositiveIntegerField(_("hechas"), default=0)
    seed = models.PositiveBigIntegerField(_("semilla"))
    problem = models.TextField(_("problema"), blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("pedido"))
    ended_at = models.DateTimeField(_("terminado"), null=True, blank=True)

    class Meta:
        verbose_name = _("estudio de estabilidad")
        verbose_name_plural = _("estudios de estabilidad")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "kind"],
                condition=Q(state__in=["WAITING", "RUNNING"]),
                name="study_one_open",
                violation_error_message=_("Ya hay un estudio de ese tipo en curso."),
            ),
            models.CheckConstraint(
                condition=Q(draws__gte=1, done__lte=F("draws")), name="study_done_of_draws"
            ),
            models.CheckConstraint(
                condition=~Q(state="DONE") | Q(done=F("draws"), ended_at__isnull=False),
                name="study_done_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="FAILED") | ~Q(problem=""), name="study_failed_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.kind}:{self.pk}"


class StudyDraw(models.Model):
    """One repetition: what was changed and what came out.

    `labels` and `scores` hold one entry per site, in the order of their names, separated by
    commas and empty where a site is in no district: they are read together or not at all.
    """

    study = models.ForeignKey(StabilityStudy, on_delete=models.CASCADE, related_name="drawn")
    at = models.PositiveIntegerField(_("repetición"))
    origin_x = models.FloatField(null=True, blank=True)
    origin_y = models.FloatField(null=True, blank=True)
    weight_production = models.FloatField(null=True, blank=True)
    weight_employment = models.FloatField(null=True, blank=True)
    weight_infrastructure = models.FloatField(null=True, blank=True)
    weight_small_mining = models.FloatField(null=True, blank=True)
    weight_investment = models.FloatField(null=True, blank=True)
    left_out = models.CharField(_("faena quitada"), max_length=200, blank=True)
    districts = models.PositiveSmallIntegerField(_("distritos"))
    ari_named = models.FloatField(null=True, blank=True)
    ari_all = models.FloatField(null=True, blank=True)
    exclusive = models.PositiveSmallIntegerField(_("coincidencias exclusivas"))
    false = models.PositiveSmallIntegerField(_("sin faena nombrada"))
    spearman = models.FloatField(null=True, blank=True)
    labels = models.TextField(_("distrito de cada faena"))
    scores = models.TextField(_("puntaje de cada faena"))

    class Meta:
        verbose_name = _("repetición")
        verbose_name_plural = _("repeticiones")
        ordering = ["study", "at"]
        constraints = [
            models.UniqueConstraint(fields=["study", "at"], name="study_draw_once"),
        ]

    def __str__(self) -> str:
        return f"{self.study_id}:{self.at}"
