"""Moved goalposts: what an agreement is measured against, before and after a decision."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from emra.agreements.goalposts import FIELDS, Goalposts
from emra.agreements.models.reference import Agreement
from emra.lib.source_text import SourceCharField, SourceTextField

FIRST_YEAR, LAST_YEAR = 2023, 2050


def _differs(field: str) -> Q:
    before, after = f"before_{field}", f"after_{field}"
    both = Q(**{f"{before}__isnull": False, f"{after}__isnull": False})
    return (
        Q(**{f"{before}__isnull": True, f"{after}__isnull": False})
        | Q(**{f"{before}__isnull": False, f"{after}__isnull": True})
        | (both & ~Q(**{before: F(after)}))
    )


class GoalpostQuerySet(models.QuerySet["GoalpostChange"]):
    def confirmed(self) -> "GoalpostQuerySet":
        """Those that hold, in the order in which they came to hold."""
        return self.filter(state="CONFIRMED").order_by("decided_at", "id")

    def pending(self) -> "GoalpostQuerySet":
        return self.filter(state="PENDING")


class GoalpostChange(models.Model):
    """A change of what an agreement is measured against, with the decision behind it.

    Written once as a proposal and decided once by another person; from then on triggers refuse
    any change of it.
    """

    class State(models.TextChoices):
        PENDING = "PENDING", _("Por confirmar")
        CONFIRMED = "CONFIRMED", _("Confirmado")
        REJECTED = "REJECTED", _("Rechazado")
        WITHDRAWN = "WITHDRAWN", _("Retirado")

    class Decision(models.TextChoices):
        SESSION = "SESSION", _("Sesión de una instancia")
        CORE = "CORE", _("Acuerdo del Consejo Regional (CORE)")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="goalposts")
    before_title = SourceCharField(max_length=300, null=True, blank=True)
    before_target_value = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True
    )
    before_target_unit = SourceCharField(max_length=20, blank=True)
    before_target_year = models.PositiveSmallIntegerField(null=True, blank=True)
    before_baseline = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    before_baseline_on = models.DateField(null=True, blank=True)
    after_title = SourceCharField(_("título"), max_length=300, null=True, blank=True)
    after_target_value = models.DecimalField(
        _("meta"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    after_target_unit = SourceCharField(_("unidad de la meta"), max_length=20, blank=True)
    after_target_year = models.PositiveSmallIntegerField(_("año de la meta"), null=True, blank=True)
    after_baseline = models.DecimalField(
        _("línea base"), max_digits=14, decimal_places=4, null=True, blank=True
    )
    after_baseline_on = models.DateField(_("fecha de la línea base"), null=True, blank=True)
    decision = models.CharField(_("decisión"), max_length=7, choices=Decision.choices)
    decision_code = SourceCharField(_("número de la decisión"), max_length=40)
    decision_on = models.DateField(_("fecha de la decisión"))
    decision_link = models.URLField(
        _("enlace de la decisión"),
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["https", "http"])],
    )
    reason = SourceTextField(_("motivo"), max_length=2000)
    state = models.CharField(_("estado"), max_length=9, choices=State.choices)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("propuesto"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("resuelto"), null=True, blank=True)
    answer = SourceTextField(_("motivo del rechazo"), max_length=2000, blank=True)

    objects = GoalpostQuerySet.as_manager()

    class Meta:
        verbose_name = _("cambio de metas")
        verbose_name_plural = _("cambios de metas")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=reduce(or_, (_differs(field) for field in FIELDS)),
                name="goalpost_changes_something",
                violation_error_message=_("Nada cambia: escriba lo que la decisión modificó."),
            ),
            models.CheckConstraint(
                condition=Q(before_title__isnull=True)
                | (Q(after_title__isnull=False) & ~Q(after_title="")),
                name="goalpost_keeps_a_title",
                violation_error_message=_("Un acuerdo no puede quedar sin título."),
            ),
            models.CheckConstraint(
                condition=Q(after_target_value__isnull=False)
                | Q(after_baseline__isnull=True, after_target_unit=""),
                name="goalpost_baseline_needs_target",
                violation_error_message=_("Sin meta numérica no hay unidad ni línea base."),
            ),
            models.CheckConstraint(
                condition=Q(after_baseline_on__isnull=True) | Q(after_baseline__isnull=False),
                name="goalpost_baseline_date_needs_value",
                violation_error_message=_("Escriba también la línea base de esa fecha."),
            ),
            models.CheckConstraint(
                condition=Q(after_target_year__isnull=True)
                | Q(after_target_year__gte=FIRST_YEAR, after_target_year__lte=LAST_YEAR),
                name="goalpost_year_within_strategy",
                violation_error_message=_("El año de la meta va de 2023 a 2050."),
            ),
            models.CheckConstraint(
                condition=~Q(decision_code="") & ~Q(reason=""),
                name="goalpost_names_its_decision",
                violation_error_message=_(
                    "Escriba el número de la decisión que respalda el cambio, y el motivo."
                ),
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | ~Q(decided_by=F("proposed_by"))
                | Q(state="WITHDRAWN"),
                name="goalpost_four_eyes",
                violation_error_message=_("Quien propuso el cambio no puede confirmarlo."),
            ),
            models.CheckConstraint(
                condition=Q(state="PENDING", decided_by__isnull=True, decided_at__isnull=True)
                | Q(
                    state__in=["CONFIRMED", "REJECTED", "WITHDRAWN"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="goalpost_decided_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state="REJECTED") | ~Q(answer=""),
                name="goalpost_rejected_says_why",
                violation_error_message=_("Escriba por qué se rechaza."),
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(state="PENDING"),
                name="goalpost_one_pending",
                violation_error_message=_("Ya hay un cambio por confirmar de este acuerdo."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"M-{self.pk:04d}"

    @property
    def before(self) -> Goalposts:
        return Goalposts(**{field: getattr(self, f"before_{field}") for field in FIELDS})

    @property
    def after(self) -> Goalposts:
        return Goalposts(**{field: getattr(self, f"after_{field}") for field in FIELDS})

    @property
    def moves_baseline(self) -> bool:
        return bool({"baseline", "baseline_on"} & set(self.before.changed(self.after)))
