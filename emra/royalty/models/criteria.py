"""How a fund is shared out in a year: who may take part, by which indicators, with which weight."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from emra.lib.source_text import VocabularyCharField
from emra.sources.models import Citation


class Fund(models.Model):
    """A municipal fund of the mining royalty."""

    code = models.CharField(_("código"), max_length=8, primary_key=True)
    name = VocabularyCharField(_("nombre"), max_length=80)
    purpose = VocabularyCharField(_("para qué"), max_length=200)
    note = VocabularyCharField(_("nota"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("fondo")
        verbose_name_plural = _("fondos")
        ordering = ["-code"]

    def __str__(self) -> str:
        return self.code


class FundEdition(models.Model):
    """A fund in a year: its total and the criteria in force."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="editions")
    year = models.PositiveSmallIntegerField(_("año"))
    total_clp = models.PositiveBigIntegerField(_("total en pesos"))
    communes = models.PositiveSmallIntegerField(_("comunas"))
    beneficiaries = models.PositiveIntegerField(_("personas"), null=True, blank=True)
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="+")
    average_citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("edición de un fondo")
        verbose_name_plural = _("ediciones de los fondos")
        ordering = ["-year", "-fund__code"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "year"], name="edition_year_unique"),
            models.CheckConstraint(
                condition=Q(communes__gte=1),
                name="edition_has_communes",
                violation_error_message=_("Un fondo llega al menos a una comuna."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fund_id}-{self.year}"


class AccessCriterion(models.Model):
    """One of the conditions any of which lets a commune take part."""

    edition = models.ForeignKey(FundEdition, on_delete=models.PROTECT, related_name="criteria")
    number = models.PositiveSmallIntegerField(_("número"))
    text = VocabularyCharField(_("condición"), max_length=300)
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("criterio de acceso")
        verbose_name_plural = _("criterios de acceso")
        ordering = ["edition", "number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="criterion_number_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.edition}:{self.number}"


class Indicator(models.Model):
    """An indicator of an edition, or a part of one; the weights of a level sum to 100."""

    class Kind(models.TextChoices):
        EQUAL_PARTS = "EQUAL_PARTS", _("Partes iguales")
        SHARE_OF_SUM = "SHARE_OF_SUM", _("Valor sobre la suma de las comunas")
        GROUP = "GROUP", _("Suma ponderada de sus subindicadores")

    edition = models.ForeignKey(FundEdition, on_delete=models.PROTECT, related_name="indicators")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts"
    )
    code = models.SlugField(_("código"), max_length=40)
    number = models.PositiveSmallIntegerField(_("número"))
    name = VocabularyCharField(_("nombre"), max_length=100)
    kind = models.CharField(_("regla"), max_length=12, choices=Kind.choices)
    weight = models.DecimalField(_("ponderación"), max_digits=5, decimal_places=2)
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("indicador")
        verbose_name_plural = _("indicadores")
        ordering = ["edition", "parent_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="indicator_code_unique"),
            models.CheckConstraint(
                condition=Q(weight__gte=0, weight__lte=100),
                name="indicator_weight_0_100",
                violation_error_message=_("La ponderación va de 0 a 100."),
            ),
            models.CheckConstraint(
                condition=Q(kind="SHARE_OF_SUM") | Q(parent__isnull=True),
                name="indicator_parts_have_values",
                violation_error_message=_("Un subindicador se reparte según sus valores."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}:{self.code}"
