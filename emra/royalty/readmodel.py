"""The royalty funds as page, API and download read them; unknown is None."""

from dataclasses import dataclass
from decimal import Decimal

from emra.lib import formats
from emra.lib.percent import EXACT
from emra.sources.queries import CitationView

MILLION = 1_000_000
PRINTED, NAMED, UNKNOWN = "PRINTED", "NAMED", "UNKNOWN"


@dataclass(frozen=True)
class Pesos:
    """An amount as its source rounds it: to the peso, or to the million."""

    amount: int
    unit: int = 1

    def __str__(self) -> str:
        if self.unit == MILLION:
            return formats.millions_clp(self.amount // MILLION)
        return formats.clp(self.amount)


@dataclass(frozen=True)
class IndicatorView:
    """An indicator; `weight` in percent of its level, `of_fund` of the whole fund."""

    code: str
    name: str
    kind: str
    weight: Decimal
    of_fund: Decimal
    parts: tuple["IndicatorView", ...]
    citation: CitationView


@dataclass(frozen=True)
class CriterionView:
    """One of the conditions that let a commune take part."""

    text: str
    citation: CitationView


@dataclass(frozen=True)
class FundView:
    """A fund in a year; `floor` is what equal parts alone give each commune, unrounded."""

    code: str
    name: str
    purpose: str
    note: str
    year: int
    total_clp: int
    communes: int
    beneficiaries: int | None
    average_clp: Decimal
    floor_clp: Decimal
    floor_percent: Decimal
    criteria: tuple[CriterionView, ...]
    indicators: tuple[IndicatorView, ...]
    citation: CitationView

    @property
    def has_parts(self) -> bool:
        return any(indicator.parts for indicator in self.indicators)


@dataclass(frozen=True)
class RegionView:
    """A region's communes and pesos per fund; `difference` is both less the sum of the two."""

    year: int
    code: str
    slug: str
    name: str
    of_communes: int
    fet_communes: int | None
    fcmi_communes: int | None
    any_communes: int | None
    fet_clp: int | None
    fcmi_clp: int | None
    both_clp: int | None
    of_country: Decimal | None
    citation: CitationView | None

    @property
    def difference(self) -> int | None:
        if self.both_clp is None or self.fet_clp is None or self.fcmi_clp is None:
            return None
        return self.both_clp - self.fet_clp - self.fcmi_clp


@dataclass(frozen=True)
class CommuneView:
    """What is known of a commune.

    `known` is PRINTED (its row), NAMED (only the sum of both funds) or UNKNOWN. `in_fet` and
    `in_fcmi` are None where neither its row nor its region's tells. `rank` counts from the highest
    share of the own income among those with a row.
    """

    year: int
    code: str
    name: str
    region: str
    region_name: str
    known: str
    own_income_clp: int | None
    fet: Pesos | None
    fcmi: Pesos | None
    both: Pesos | None
    in_fet: bool | None
    in_fcmi: bool | None
    rank: int | None
    citation: CitationView | None

    @property
    def fet_percent(self) -> Decimal | None:
        return self._of_income(self.fet)

    @property
    def fcmi_percent(self) -> Decimal | None:
        return self._of_income(self.fcmi)

    @property
    def both_percent(self) -> Decimal | None:
        return self._of_income(self.both)

    def _of_income(self, pesos: Pesos | None) -> Decimal | None:
        if pesos is None or self.own_income_clp is None:
            return None
        return EXACT.divide(Decimal(100 * pesos.amount), Decimal(self.own_income_clp))


@dataclass(frozen=True)
class YearView:
    """A year's approved amounts with the criteria in force."""

    year: int
    years: tuple[int, ...]
    code: str
    origin: str
    source: str
    source_url: str
    funds: tuple[FundView, ...]
    regions: tuple[RegionView, ...]
    communes: tuple[CommuneView, ...]

    @property
    def known_communes(self) -> tuple[CommuneView, ...]:
        """Those with an amount, the highest share of the own income first."""
        known = [row for row in self.communes if row.known != UNKNOWN]
        return tuple(sorted(known, key=lambda row: (row.rank is None, row.rank or 0, row.code)))

    def fund(self, code: str) -> FundView | None:
        return next((fund for fund in self.funds if fund.code == code), None)

    def of_region(self, slug: str) -> tuple[CommuneView, ...]:
        return tuple(row for row in self.communes if row.region == slug)
