"""Covenants: what the region agreed with a company or an institution, version by version."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from emra.cooperation.terms import PATTERN, Term
from emra.ledger.four_eyes import Reviewed
from emra.lib import communes
from emra.lib.money import UNIT_NAMES
from emra.lib.source_text import SourceCharField, SourceTextField
from emra.sources.models import Citation

COVENANT_CODE = RegexValidator(
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*\Z",
    _("Escriba el código con minúsculas, números y guiones, como loa-1995."),
)
COMMUNE = r"^02[123]0[1-4]$"


def cited() -> "models.ForeignKey[Citation | None, Citation | None]":
    """The passage a figure or text was read from; none where a person entered it."""
    return models.ForeignKey(
        Citation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )


class Covenant(models.Model):
    """A covenant; what is told of it stands in its sheets."""

    code = models.CharField(
        _("código"), max_length=40, primary_key=True, validators=[COVENANT_CODE]
    )

    class Meta:
        verbose_name = _("convenio")
        verbose_name_plural = _("convenios")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class SheetQuerySet(models.QuerySet["CovenantSheet"]):
    def approved(self) -> "SheetQuerySet":
        return self.filter(state="APPROVED")

    def open(self) -> "SheetQuerySet":
        return self.exclude(state="APPROVED")


class CovenantSheet(Reviewed):
    """Everything told of a covenant, in one version: the last approved one is in force.

    Triggers refuse any change once it is approved; the earlier ones are its history.
    """

    class Unit(models.TextChoices):
        CLP = "CLP", _(UNIT_NAMES["CLP"])
        THOUSAND_CLP = "THOUSAND_CLP", _(UNIT_NAMES["THOUSAND_CLP"])
        MILLION_CLP = "MILLION_CLP", _(UNIT_NAMES["MILLION_CLP"])
        USD = "USD", _(UNIT_NAMES["USD"])

    covenant = models.ForeignKey(Covenant, on_delete=models.PROTECT, related_name="sheets")
    version = models.PositiveSmallIntegerField(_("versión"), default=1)
    reason = SourceTextField(_("motivo del cambio"), blank=True, max_length=1000)
    name = SourceCharField(_("nombre"), max_length=200)
    programme = SourceCharField(_("programa"), max_length=200, blank=True)
    province = SourceCharField(_("provincia"), max_length=80, blank=True)
    citation = cited()
    # As stated: a year or a month. "" is not stated.
    starts = models.CharField(_("inicio"), max_length=7, blank=True)
    ends = models.CharField(_("término"), max_length=7, blank=True)
    term_note = SourceCharField(_("nota sobre el plazo"), max_length=300, blank=True)
    term_citation = cited()
    # None where no amount was fixed: that is no zero.
    amount = models.DecimalField(
        _("aporte"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    unit = models.CharField(_("unidad"), max_length=12, choices=Unit.choices, blank=True)
    contribution_note = SourceCharField(_("nota sobre el aporte"), max_length=300, blank=True)
    contribution_citation = cited()
    predecessor = models.ForeignKey(
        Covenant,
        verbose_name=_("convenio anterior"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    evaluation_rules = SourceTextField(_("reglas de evaluación"), blank=True, max_length=4000)
    evaluation_every_months = models.PositiveSmallIntegerField(
        _("se evalúa cada (meses)"), null=True, blank=True
    )
    evaluation_first_on = models.DateField(_("primera evaluación"), null=True, blank=True)
    evaluation_citation = cited()

    objects = SheetQuerySet.as_manager()

    class Meta(Reviewed.Meta):
        verbose_name = _("ficha de un convenio")
        verbose_name_plural = _("fichas de los convenios")
        ordering = ["covenant", "version"]
        constraints = [
            *Reviewed.Meta.constraints,
            models.UniqueConstraint(fields=["covenant", "version"], name="sheet_version"),
            models.UniqueConstraint(
                fields=["covenant"],
                condition=~Q(state="APPROVED"),
                name="sheet_one_open",
                violation_error_message=_("Ya hay un borrador de este convenio."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="sheet_has_name"),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(reason=""),
                name="sheet_change_has_reason",
                violation_error_message=_("Escriba el motivo del cambio."),
            ),
            models.CheckConstraint(
                condition=~Q(origin="SOURCE")
                | Q(
                    citation__isnull=False,
                    term_citation__isnull=False,
                    contribution_citation__isnull=False,
                ),
                name="sheet_source_cited",
            ),
            models.CheckConstraint(
                condition=(Q(starts="") | Q(starts__regex=PATTERN.replace(r"\Z", "$")))
                & (Q(ends="") | Q(ends__regex=PATTERN.replace(r"\Z", "$"))),
                name="sheet_term_well_formed",
                violation_error_message=_("Escriba el plazo como 1998 o 2000-02."),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="sheet_amount_not_negative",
                violation_error_message=_("El aporte no puede ser negativo."),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True, unit="") | (Q(amount__isnull=False) & ~Q(unit="")),
                name="sheet_amount_has_unit",
                violation_error_message=_("Un aporte lleva su unidad, y sin monto no hay unidad."),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=False) | ~Q(contribution_note=""),
                name="sheet_amount_or_why_not",
                violation_error_message=_("Si el aporte no está fijado, explique cómo se aporta."),
            ),
            models.CheckConstraint(
                condition=Q(predecessor__isnull=True) | ~Q(predecessor=F("covenant")),
                name="sheet_follows_another",
                violation_error_message=_("Un convenio no puede suceder a sí mismo."),
            ),
            models.CheckConstraint(
                condition=Q(evaluation_every_months__isnull=True, evaluation_first_on__isnull=True)
                | Q(
                    evaluation_every_months__isnull=False,
                    evaluation_every_months__gte=1,
                    evaluation_first_on__isnull=False,
                ),
                name="sheet_schedule_whole",
                violation_error_message=_(
                    "El calendario de evaluación lleva cada cuántos meses y la primera fecha."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """`CV-0012`: this version, as the ledger names it."""
        return f"CV-{self.pk:04d}"

    @property
    def term(self) -> Term:
        return Term(self.starts, self.ends)


class SheetPart(models.Model):
    """A row of a sheet, in the order it was told."""

    sheet = models.ForeignKey(CovenantSheet, on_delete=models.CASCADE)
    number = models.PositiveSmallIntegerField(_("número"))
    citation = cited()

    class Meta:
        abstract = True
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "number"], name="%(class)s_number"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}:{self.number}"


class CovenantParty(SheetPart):
    """Who signs, leads or takes part in a covenant."""

    class Side(models.TextChoices):
        PUBLIC = "PUBLIC", _("Pública")
        COMPANY = "COMPANY", _("Empresa")
        PRIVATE = "PRIVATE", _("Privada")

    class Role(models.TextChoices):
        PARTY = "PARTY", _("Parte que lo firma")
        LEAD = "LEAD", _("Responsable")
        PARTICIPANT = "PARTICIPANT", _("Organización participante")

    name = SourceCharField(_("nombre"), max_length=200)
    side = models.CharField(_("sector"), max_length=7, choices=Side.choices)
    role = models.CharField(_("papel"), max_length=11, choices=Role.choices)

    class Meta(SheetPart.Meta):
        verbose_name = _("organización de un convenio")
        verbose_name_plural = _("organizaciones de los convenios")
        constraints = [
            *SheetPart.Meta.constraints,
            models.CheckConstraint(condition=~Q(name=""), name="party_has_name"),
            models.UniqueConstraint(
                fields=["sheet", "name", "role"],
                name="party_once",
                violation_error_message=_("Esa organización ya está con ese papel."),
            ),
        ]


class Locality(SheetPart):
    """A place a covenant reaches, with how many families; None where that is unknown."""

    commune = models.CharField(_("comuna"), max_length=5, choices=communes.choices)
    name = SourceCharField(_("localidad"), max_length=120)
    families = models.PositiveIntegerField(_("familias"), null=True, blank=True)

    class Meta(SheetPart.Meta):
        verbose_name = _("localidad de un convenio")
        verbose_name_plural = _("localidades de los convenios")
        constraints = [
            *SheetPart.Meta.constraints,
            models.CheckConstraint(condition=~Q(name=""), name="locality_has_name"),
            models.CheckConstraint(
                condition=Q(commune__regex=COMMUNE),
                name="locality_of_the_region",
                violation_error_message=_("Elija una comuna de la región."),
            ),
            models.UniqueConstraint(
                fields=["sheet", "commune", "name"],
                name="locality_once",
                violation_error_message=_("Esa localidad ya está."),
            ),
        ]


class Axis(SheetPart):
    """A productive axis a covenant works along."""

    commune = models.CharField(_("comuna"), max_length=5, choices=communes.choices)
    name = SourceCharField(_("eje productivo"), max_length=200)

    class Meta(SheetPart.Meta):
        verbose_name = _("eje productivo de un convenio")
        verbose_name_plural = _("ejes productivos de los convenios")
        constraints = [
            *SheetPart.Meta.constraints,
            models.CheckConstraint(condition=~Q(name=""), name="axis_has_name"),
            models.CheckConstraint(
                condition=Q(commune__regex=COMMUNE),
                name="axis_of_the_region",
                violation_error_message=_("Elija una comuna de la región."),
            ),
        ]


class Result(SheetPart):
    """What came of a covenant."""

    text = SourceCharField(_("resultado"), max_length=500)

    class Meta(SheetPart.Meta):
        verbose_name = _("resultado de un convenio")
        verbose_name_plural = _("resultados de los convenios")
        constraints = [
            *SheetPart.Meta.constraints,
            models.CheckConstraint(condition=~Q(text=""), name="result_has_text"),
        ]


# The parts by the name the ledger gives them, in the order of a page.
PARTS: dict[str, type[SheetPart]] = {
    "parties": CovenantParty,
    "localities": Locality,
    "axes": Axis,
    "results": Result,
}
