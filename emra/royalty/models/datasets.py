"""What is known of a year: the amounts of a source or an import, and indicator values."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from emra.lib.source_text import SourceCharField
from emra.royalty.models.criteria import Fund, Indicator
from emra.royalty.models.territory import Commune, Region
from emra.sources.models import Citation

OPEN = Q(state__in=["PREVIEW", "SUBMITTED"])
ALREADY_OPEN = _(
    "Ya hay una planilla de ese año por confirmar o en revisión: descártela o espere su revisión."
)


class DatasetQuerySet(models.QuerySet["Dataset"]):
    def approved(self) -> "DatasetQuerySet":
        return self.filter(state=Dataset.State.APPROVED)

    def newest_first(self) -> "DatasetQuerySet":
        return self.order_by("-year", "-version")


class Dataset(models.Model):
    """One version of a year's amounts, or of a fund's indicator values; public once approved."""

    class Kind(models.TextChoices):
        ALLOCATIONS = "ALLOCATIONS", _("Montos por región y comuna")
        INDICATORS = "INDICATORS", _("Valores de los indicadores")

    class State(models.TextChoices):
        PREVIEW = "PREVIEW", _("Por confirmar")
        SUBMITTED = "SUBMITTED", _("En revisión")
        RETURNED = "RETURNED", _("Devuelta")
        APPROVED = "APPROVED", _("Aprobada")

    class Origin(models.TextChoices):
        SOURCE = "SOURCE", _("Documento fuente")
        IMPORT = "IMPORT", _("Importación")

    kind = models.CharField(_("tipo"), max_length=11, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(_("año"))
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, null=True, blank=True)
    version = models.PositiveSmallIntegerField(_("versión"))
    state = models.CharField(_("estado"), max_length=9, choices=State.choices)
    origin = models.CharField(_("origen"), max_length=6, choices=Origin.choices)
    source = SourceCharField(_("documento"), max_length=300)
    source_url = models.URLField(_("dirección del documento"), max_length=500, blank=True)
    filename = models.CharField(_("archivo"), max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("recibida"))
    submitted_at = models.DateTimeField(_("enviada"), null=True, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(_("revisada"), null=True, blank=True)
    return_reason = models.TextField(_("motivo de la devolución"), blank=True, max_length=2000)

    objects = DatasetQuerySet.as_manager()

    class Meta:
        verbose_name = _("planilla de los fondos")
        verbose_name_plural = _("planillas de los fondos")
        ordering = ["kind", "fund", "year", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "year", "version"], name="dataset_version_unique"
            ),
            models.UniqueConstraint(
                fields=["year", "version"],
                condition=Q(fund__isnull=True),
                name="dataset_allocations_version_unique",
            ),
            models.UniqueConstraint(
                fields=["fund", "year"],
                condition=OPEN,
                name="dataset_one_open",
                violation_error_message=ALREADY_OPEN,
            ),
            models.UniqueConstraint(
                fields=["year"],
                condition=OPEN & Q(fund__isnull=True),
                name="dataset_allocations_one_open",
                violation_error_message=ALREADY_OPEN,
            ),
            models.CheckConstraint(
                condition=Q(kind="ALLOCATIONS", fund__isnull=True)
                | Q(kind="INDICATORS", fund__isnull=False),
                name="dataset_indicators_name_their_fund",
            ),
            models.CheckConstraint(
                condition=Q(origin="IMPORT", author__isnull=False)
                | Q(
                    origin="SOURCE",
                    kind="ALLOCATIONS",
                    version=1,
                    author__isnull=True,
                    reviewer__isnull=True,
                    state="APPROVED",
                ),
                name="dataset_has_author_or_source",
            ),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | ~Q(reviewer=F("author")),
                name="dataset_four_eyes",
                violation_error_message=_("Quien importó la planilla no puede revisarla."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["APPROVED", "RETURNED"])
                | Q(origin="SOURCE")
                | Q(reviewer__isnull=False, reviewed_at__isnull=False),
                name="dataset_reviewed_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state="RETURNED") | ~Q(return_reason=""),
                name="dataset_return_has_reason",
                violation_error_message=_("Escriba el motivo de la devolución."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """`montos-2025-v1` or `indicadores-FCMI-2024-v2`."""
        what = f"indicadores-{self.fund_id}" if self.fund_id else "montos"
        return f"{what}-{self.year}-v{self.version}"


class RegionAllocation(models.Model):
    """What a region's communes get of a fund, or of both (no fund), and how many they are."""

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="regions")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="allocations")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, null=True, blank=True)
    communes = models.PositiveSmallIntegerField(_("comunas"), null=True, blank=True)
    of_communes = models.PositiveSmallIntegerField(_("comunas de la región"))
    amount_clp = models.PositiveBigIntegerField(_("pesos"))
    citation = models.ForeignKey(
        Citation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("asignación a una región")
        verbose_name_plural = _("asignaciones a las regiones")
        ordering = ["dataset", "region__order", "fund"]
        constraints = [
            models.UniqueConstraint(
                fields=["dataset", "region", "fund"], name="region_allocation_unique"
            ),
            models.UniqueConstraint(
                fields=["dataset", "region"],
                condition=Q(fund__isnull=True),
                name="region_allocation_of_both_unique",
            ),
            models.CheckConstraint(
                condition=Q(communes__isnull=True) | Q(communes__lte=F("of_communes")),
                name="region_allocation_within_its_communes",
                violation_error_message=_("No puede haber más comunas que las de la región."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset_id}:{self.region_id}:{self.fund_id}"


class CommuneAllocation(models.Model):
    """What a commune gets of a fund, or of both (no fund), as its source rounds it."""

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="communes")
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="allocations")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, null=True, blank=True)
    amount_clp = models.PositiveBigIntegerField(_("pesos"))
    unit_clp = models.PositiveIntegerField(_("redondeado a"), default=1)
    citation = models.ForeignKey(
        Citation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("asignación a una comuna")
        verbose_name_plural = _("asignaciones a las comunas")
        ordering = ["dataset", "commune", "fund"]
        constraints = [
            models.UniqueConstraint(
                fields=["dataset", "commune", "fund"], name="commune_allocation_unique"
            ),
            models.UniqueConstraint(
                fields=["dataset", "commune"],
                condition=Q(fund__isnull=True),
                name="commune_allocation_of_both_unique",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset_id}:{self.commune_id}:{self.fund_id}"


class OwnIncome(models.Model):
    """A commune's own income, against which its allocation is compared."""

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="own_incomes")
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")
    amount_clp = models.PositiveBigIntegerField(_("pesos"))
    citation = models.ForeignKey(
        Citation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("ingresos propios de una comuna")
        verbose_name_plural = _("ingresos propios de las comunas")
        ordering = ["dataset", "commune"]
        constraints = [
            models.UniqueConstraint(fields=["dataset", "commune"], name="own_income_unique"),
            models.CheckConstraint(
                condition=Q(amount_clp__gte=1),
                name="own_income_positive",
                violation_error_message=_("Los ingresos propios son mayores que 0."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset_id}:{self.commune_id}"


class IndicatorValue(models.Model):
    """The value of an indicator in a commune that takes part in the fund."""

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="values")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")
    value = models.DecimalField(_("valor"), max_digits=24, decimal_places=6)

    class Meta:
        verbose_name = _("valor de un indicador")
        verbose_name_plural = _("valores de los indicadores")
        ordering = ["dataset", "commune", "indicator"]
        constraints = [
            models.UniqueConstraint(
                fields=["dataset", "indicator", "commune"], name="indicator_value_unique"
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="indicator_value_not_negative",
                violation_error_message=_("El valor de un indicador es 0 o más."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset_id}:{self.commune_id}:{self.indicator_id}"
