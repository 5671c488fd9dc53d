"""The bodies of the strategy, the organisations and the people that sit in them."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from emra.agreements.models import Agreement
from emra.lib.source_text import SourceCharField, VocabularyCharField
from emra.sources.models import Citation
from emra.strategy.models import Objective


class Organisation(models.Model):
    """An institution, company or community that sits in a body or owes a commitment."""

    code = models.SlugField(_("código"), max_length=40, primary_key=True)
    name = SourceCharField(
        _("nombre"),
        max_length=160,
        unique=True,
        error_messages={"unique": _("Ya hay una organización con ese nombre.")},
    )
    citation = models.ForeignKey(
        Citation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("organización")
        verbose_name_plural = _("organizaciones")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.code


class Body(models.Model):
    """A body that conducts, supports or follows the strategy: a committee, a commission."""

    class Kind(models.TextChoices):
        COMMITTEE = "COMMITTEE", _("Comité")
        BOARD = "BOARD", _("Directorio")
        SECRETARIAT = "SECRETARIAT", _("Secretaría")
        INSTITUTE = "INSTITUTE", _("Instituto")
        COMMISSION = "COMMISSION", _("Comisión")

    code = models.SlugField(_("código"), max_length=40, primary_key=True)
    order = models.PositiveSmallIntegerField(_("orden"), unique=True)
    name = SourceCharField(_("nombre"), max_length=120, unique=True)
    kind = models.CharField(_("tipo"), max_length=11, choices=Kind.choices)
    role = VocabularyCharField(_("función"), max_length=300, blank=True)
    role_citation = models.ForeignKey(
        Citation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="bodies"
    )
    objective = models.OneToOneField(
        Objective, on_delete=models.PROTECT, null=True, blank=True, related_name="body"
    )
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("instancia")
        verbose_name_plural = _("instancias")
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role="") | Q(role_citation__isnull=False),
                name="body_role_cited",
                violation_error_message=_("La función de una instancia nombra su fuente."),
            ),
            models.CheckConstraint(
                condition=Q(kind="COMMISSION", objective__isnull=False)
                | (~Q(kind="COMMISSION") & Q(objective__isnull=True)),
                name="body_commission_has_objective",
                violation_error_message=_("Una comisión, y solo ella, tiene un objetivo."),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class BodyAgreement(models.Model):
    """An agreement that a body follows: the source does not say, the secretariat assigns it."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="followed")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    assigned_at = models.DateTimeField(_("asignado"))

    class Meta:
        verbose_name = _("acuerdo que sigue una instancia")
        verbose_name_plural = _("acuerdos que siguen las instancias")
        ordering = ["agreement"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "agreement"],
                name="body_agreement_once",
                violation_error_message=_("La instancia ya sigue ese acuerdo."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id}:{self.agreement_id}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def sitting_on(self, day: date) -> "MembershipQuerySet":
        """Those whose term holds that day."""
        return self.filter(
            Q(from_on__isnull=True) | Q(from_on__lte=day),
            Q(until_on__isnull=True) | Q(until_on__gte=day),
        )


class Membership(models.Model):
    """A seat in a body; outside the house only its organisation and office are shown.

    The name is published where the person agreed to it (`name_public`).
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organización"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    person = SourceCharField(_("persona"), max_length=120, blank=True)
    office = SourceCharField(_("cargo"), max_length=120, blank=True)
    from_on = models.DateField(_("desde"), null=True, blank=True)
    until_on = models.DateField(_("hasta"), null=True, blank=True)
    name_public = models.BooleanField(_("nombre público"), default=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lock_version = models.PositiveIntegerField(default=1)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("integrante")
        verbose_name_plural = _("integrantes")
        ordering = ["organisation__name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True)
                | Q(from_on__isnull=True)
                | Q(until_on__gte=F("from_on")),
                name="membership_term_in_order",
                violation_error_message=_("El período no puede terminar antes de empezar."),
            ),
            models.CheckConstraint(
                condition=Q(name_public=False) | ~Q(person=""),
                name="membership_public_name_given",
                violation_error_message=_("Escriba el nombre que se va a publicar."),
            ),
            models.UniqueConstraint(
                fields=["body", "organisation", "person", "office"],
                condition=Q(until_on__isnull=True),
                name="membership_once",
                violation_error_message=_("Esa persona ya integra la instancia con ese cargo."),
            ),
            models.UniqueConstraint(
                fields=["body", "user"],
                condition=Q(until_on__isnull=True, user__isnull=False),
                name="membership_user_once",
                violation_error_message=_("Esa cuenta ya integra la instancia."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id}:{self.organisation_id}:{self.pk}"
