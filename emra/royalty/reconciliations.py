"""What the document of the bridge funds prints, held against its own parts and criteria."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from emra.lib.percent import EXACT
from emra.royalty import engine
from emra.royalty.models import (
    CommuneAllocation,
    Dataset,
    FundEdition,
    Indicator,
    OwnIncome,
    RegionAllocation,
)
from emra.sources.models import PublishedFigure
from emra.sources.queries import Chapter, ReconciliationView, reconciled
from emra.sources.reconciliation import SUM_OF_PARTS, Candidate

YEAR: Final = 2024
PREFIX: Final = f"royalty-{YEAR}-"
MILLION: Final = Decimal(1_000_000)
CLAIM: Final = Decimal(15)
# Each completes "El recálculo … da", or "La cota inferior … es".
PHRASES: Final[Mapping[str, str]] = {
    SUM_OF_PARTS: "sumando los dos fondos",
    "SUM_OF_REGIONS": "sumando las 16 regiones",
    "COUNT_OF_REGIONS": "contando las filas con alguna comuna",
    "PER_COMMUNE": "dividiendo el total impreso por sus comunas",
    "OVER_INCOME": "dividiendo el monto por los ingresos propios",
    "OF_TABLE": "según la tabla de comunas",
    "EQUAL_PARTS": "que dan las partes iguales del fondo",
    "CLAIM": "que afirma el párrafo citado",
}
FUNDS: Final[Mapping[str, str | None]] = {"fet": "FET", "fcmi": "FCMI", "both": None}


def chapter() -> Chapter:
    """Totals, counts, averages, regions, named amounts and the text's own claims."""
    year = _Year()
    return Chapter(
        code="royalty",
        title=_("Fondos del royalty: totales y regiones"),
        lead=_(
            "Los totales, comunas, promedios y montos regionales que el documento de los fondos "
            "puente imprime para 2024, junto a los que dan sus propias filas. Donde las partes y "
            "el total difieren en un peso, se muestra: el documento redondea cada monto."
        ),
        rows=tuple(year.general()) if year.regions else (),
    )


def communes_chapter() -> Chapter:
    """The 20 communes' sums, percentages and floors."""
    year = _Year()
    return Chapter(
        code="royalty-comunas",
        title=_("Fondos del royalty: las 20 comunas impresas"),
        lead=_(
            "Por comuna: la suma de los dos fondos, los tres porcentajes sobre los ingresos "
            "propios y la cota inferior, es decir, lo que dan por sí solas las partes iguales de "
            "cada fondo. Lo que imprime el documento no debe quedar por debajo de ella."
        ),
        rows=tuple(year.by_commune()),
    )


class _Year:
    """The document's rows of the year, read once: six queries."""

    def __init__(self) -> None:
        source = {"dataset__origin": Dataset.Origin.SOURCE, "dataset__year": YEAR}
        figures = PublishedFigure.objects.filter(code__startswith=PREFIX)
        self.figures = {
            row.code.removeprefix(PREFIX): row
            for row in figures.select_related("citation__document")
        }
        self.regions = list(RegionAllocation.objects.filter(**source).select_related("region"))
        # A commune's figures and amounts cite the same lines.
        self.communes: dict[str, dict[str | None, CommuneAllocation]] = {}
        for row in CommuneAllocation.objects.filter(**source).select_related("commune"):
            if row.unit_clp == 1 and row.citation_id:
                place = row.citation_id.removeprefix(f"{PREFIX}commune-")
                self.communes.setdefault(place, {})[row.fund_id] = row
        self.incomes = {
            row.commune_id: row.amount_clp for row in OwnIncome.objects.filter(**source)
        }
        self.editions = {row.fund_id: row for row in FundEdition.objects.filter(year=YEAR)}
        equal = Indicator.objects.filter(
            edition__year=YEAR, kind=Indicator.Kind.EQUAL_PARTS
        ).select_related("edition")
        self.floors = {
            row.edition.fund_id: engine.equal_parts(
                row.edition.total_clp, row.weight, row.edition.communes
            )
            for row in equal
        }

    def general(self) -> Iterator[ReconciliationView]:
        for name, fund in FUNDS.items():
            rows = [row for row in self.regions if row.fund_id == fund]
            given = f"{len(rows)}/{len(rows)}"
            whole = Decimal(sum(row.amount_clp for row in rows)) / MILLION
            yield self._row(f"{name}-total", "SUM_OF_REGIONS", whole, given)
            communes = Decimal(sum(row.communes or 0 for row in rows))
            yield self._row(f"{name}-communes", "SUM_OF_REGIONS", communes, given)
        mining = [row for row in self.regions if row.fund_id == "FCMI"]
        reached = Decimal(sum(bool(row.communes) for row in mining))
        yield self._row("fcmi-regions", "COUNT_OF_REGIONS", reached, f"{len(mining)}/{len(mining)}")
        for name in ("fet", "fcmi"):
            total = self.figures[f"{name}-total"].value
            among = self.figures[f"{name}-communes"].value
            assert total is not None
            assert among is not None
            average = EXACT.divide(total, among)
            yield self._row(f"{name}-average", "PER_COMMUNE", average, "2/2")
        yield from self._by_region()
        yield from self._named()

    def by_commune(self) -> Iterator[ReconciliationView]:
        for place, rows in self.communes.items():
            income = self.incomes[rows[None].commune_id]
            parts = Decimal(rows["FET"].amount_clp + rows["FCMI"].amount_clp)
            yield self._row(f"{place}-both", SUM_OF_PARTS, parts, "2/2")
            for name, fund in FUNDS.items():
                share = EXACT.divide(Decimal(100 * rows[fund].amount_clp), Decimal(income))
                yield self._row(f"{place}-{name}-percent", "OVER_INCOME", share, "2/2", places=2)
            for name in ("fet", "fcmi"):
                floor = self.floors[name.upper()]
                yield self._row(f"{place}-{name}", "EQUAL_PARTS", floor, "1/1", at_least=True)

    def _by_region(self) -> Iterator[ReconciliationView]:
        parts: dict[str, Decimal] = {}
        for row in self.regions:
            if row.fund_id:
                parts[row.region.slug] = parts.get(row.region.slug, Decimal()) + row.amount_clp
        for slug, amount in parts.items():
            yield self._row(f"region-{slug}-both", SUM_OF_PARTS, amount, "2/2")

    def _named(self) -> Iterator[ReconciliationView]:
        for code in self.figures:
            place, _dash, what = code.rpartition("-")
            rows = self.communes.get(place)
            if what == "named":
                amount = Decimal(rows[None].amount_clp) / MILLION if rows else None
                yield self._row(code, "OF_TABLE", amount, "1/1" if rows else "0/1")
            elif code.endswith("-over-15"):
                yield self._row(code, "CLAIM", CLAIM, "1/1", at_least=True)

    def _row(
        self,
        code: str,
        rule: str,
        value: Decimal | None,
        given: str,
        *,
        places: int = 0,
        at_least: bool = False,
    ) -> ReconciliationView:
        return reconciled(
            self.figures[code],
            [Candidate(rule, value)],
            n_of_total=given,
            places=places,
            at_least=at_least,
            phrases=PHRASES,
        )
