"""What is published of the royalty funds: the newest approved version of each year."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from emra.lib.errors import Unknown
from emra.lib.percent import EXACT
from emra.royalty import engine
from emra.royalty.models import (
    AccessCriterion,
    Commune,
    Dataset,
    FundEdition,
    Indicator,
    RegionAllocation,
)
from emra.royalty.readmodel import (
    NAMED,
    PRINTED,
    UNKNOWN,
    CommuneView,
    CriterionView,
    FundView,
    IndicatorView,
    Pesos,
    RegionView,
    YearView,
)
from emra.sources.queries import CitationView, citation_view

BOTH = None
FUND_CODES = ("FET", "FCMI")


class NotPublished(Unknown):
    """That year, region or commune has nothing published."""


def year(number: int | None = None) -> YearView:
    """The amounts of a year, or of the last one: nine queries. Raises NotPublished."""
    datasets = list(Dataset.objects.approved().filter(kind=Dataset.Kind.ALLOCATIONS).newest_first())
    found = next((row for row in datasets if number in (None, row.year)), None)
    if found is None:
        raise NotPublished(
            _("No hay montos publicados de %(year)s.") % {"year": number}
            if number
            else _("Todavía no hay montos publicados de los fondos.")
        )
    regions = _regions(found)
    return YearView(
        year=found.year,
        years=tuple(dict.fromkeys(row.year for row in datasets)),
        code=found.code,
        origin=found.origin,
        source=found.source,
        source_url=found.source_url,
        funds=funds(found.year),
        regions=regions,
        communes=_communes(found, {region.code: region for region in regions}),
    )


def region(view: YearView, slug: str) -> RegionView:
    """Raises NotPublished."""
    for row in view.regions:
        if row.slug == slug:
            return row
    raise NotPublished(_("No existe la región «%(name)s».") % {"name": slug})


def commune(view: YearView, code: str) -> CommuneView:
    """Raises NotPublished."""
    for row in view.communes:
        if row.code == code:
            return row
    raise NotPublished(
        _("No existe la comuna «%(code)s»: el código CUT tiene cinco cifras, por ejemplo 02201.")
        % {"code": code}
    )


def funds(number: int | None = None) -> tuple[FundView, ...]:
    """The funds with their criteria of a year, or of every year: three queries."""
    editions = FundEdition.objects.select_related("fund", "citation__document")
    if number is not None:
        editions = editions.filter(year=number)
    rows = list(editions)
    criteria: dict[int, list[CriterionView]] = defaultdict(list)
    for criterion in AccessCriterion.objects.filter(edition__in=rows).select_related(
        "citation__document"
    ):
        criteria[criterion.edition_id].append(
            CriterionView(criterion.text, citation_view(criterion.citation))
        )
    indicators: dict[int, list[Indicator]] = defaultdict(list)
    for indicator in Indicator.objects.filter(edition__in=rows).select_related(
        "citation__document"
    ):
        indicators[indicator.edition_id].append(indicator)
    return tuple(_fund(row, criteria[row.pk], indicators[row.pk]) for row in rows)


def indicator_tree(rows: Iterable[IndicatorView]) -> tuple[engine.Indicator, ...]:
    """The same indicators as the engine takes them."""
    return tuple(
        engine.Indicator(
            row.code,
            row.name,
            row.weight,
            row.kind == Indicator.Kind.EQUAL_PARTS,
            indicator_tree(row.parts),
        )
        for row in rows
    )


def indicator_values(fund: str, number: int) -> tuple[Dataset, engine.Values] | None:
    """The newest approved indicator values of a fund in a year, None where there are none."""
    dataset = (
        Dataset.objects.approved()
        .filter(kind=Dataset.Kind.INDICATORS, fund=fund, year=number)
        .newest_first()
        .first()
    )
    if dataset is None:
        return None
    values: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for row in dataset.values.select_related("indicator"):
        values[row.indicator.code][row.commune_id] = row.value
    return dataset, values


# -- pieces ----------------------------------------------------------------------------------


def _fund(
    row: FundEdition, criteria: Iterable[CriterionView], indicators: list[Indicator]
) -> FundView:
    floor_percent = sum(
        (item.weight for item in indicators if item.kind == Indicator.Kind.EQUAL_PARTS), Decimal()
    )
    return FundView(
        code=row.fund_id,
        name=row.fund.name,
        purpose=row.fund.purpose,
        note=row.fund.note,
        year=row.year,
        total_clp=row.total_clp,
        communes=row.communes,
        beneficiaries=row.beneficiaries,
        average_clp=EXACT.divide(Decimal(row.total_clp), Decimal(row.communes)),
        floor_clp=engine.equal_parts(row.total_clp, floor_percent, row.communes),
        floor_percent=floor_percent,
        criteria=tuple(criteria),
        indicators=_indicators(indicators, None, engine.WHOLE),
        citation=citation_view(row.citation),
    )


def _indicators(
    rows: list[Indicator], parent: int | None, of: Decimal
) -> tuple[IndicatorView, ...]:
    return tuple(
        IndicatorView(
            code=row.code,
            name=row.name,
            kind=row.kind,
            weight=row.weight,
            of_fund=(share := row.weight * of / engine.WHOLE),
            parts=_indicators(rows, row.pk, share),
            citation=citation_view(row.citation),
        )
        for row in rows
        if row.parent_id == parent
    )


def _regions(dataset: Dataset) -> tuple[RegionView, ...]:
    rows: dict[str, dict[str | None, RegionAllocation]] = defaultdict(dict)
    for row in dataset.regions.select_related("region", "citation__document"):
        rows[row.region_id][row.fund_id] = row
    whole = sum(found[BOTH].amount_clp for found in rows.values() if BOTH in found)
    return tuple(_region(dataset.year, found, whole) for found in rows.values())


def _region(year: int, found: Mapping[str | None, RegionAllocation], whole: int) -> RegionView:
    some = next(iter(found.values()))
    fet, fcmi, both = (found.get(fund) for fund in (*FUND_CODES, BOTH))
    return RegionView(
        year=year,
        code=some.region_id,
        slug=some.region.slug,
        name=some.region.name,
        of_communes=some.of_communes,
        fet_communes=fet.communes if fet else None,
        fcmi_communes=fcmi.communes if fcmi else None,
        any_communes=both.communes if both else None,
        fet_clp=fet.amount_clp if fet else None,
        fcmi_clp=fcmi.amount_clp if fcmi else None,
        both_clp=both.amount_clp if both else None,
        of_country=EXACT.divide(Decimal(100 * both.amount_clp), Decimal(whole))
        if both and whole
        else None,
        citation=citation_view(some.citation) if some.citation else None,
    )


def _communes(dataset: Dataset, regions: Mapping[str, RegionView]) -> tuple[CommuneView, ...]:
    amounts: dict[str, dict[str | None, Pesos]] = defaultdict(dict)
    citations: dict[str, CitationView] = {}
    for row in dataset.communes.select_related("citation__document"):
        amounts[row.commune_id][row.fund_id] = Pesos(row.amount_clp, row.unit_clp)
        if row.citation:
            citations[row.commune_id] = citation_view(row.citation)
    incomes = dict(dataset.own_incomes.values_list("commune", "amount_clp"))
    ranks = _ranks(amounts, incomes)
    return tuple(
        _commune(
            dataset.year,
            row,
            amounts.get(row.code, {}),
            regions.get(row.region_id),
            incomes.get(row.code),
            ranks.get(row.code),
            citations.get(row.code),
        )
        for row in Commune.objects.select_related("region")
    )


def _commune(
    year: int,
    row: Commune,
    found: Mapping[str | None, Pesos],
    region: RegionView | None,
    income: int | None,
    rank: int | None,
    citation: CitationView | None,
) -> CommuneView:
    fet, fcmi = (found.get(fund) for fund in FUND_CODES)
    both = found.get(BOTH)
    return CommuneView(
        year=year,
        code=row.code,
        name=row.name,
        region=row.region.slug,
        region_name=row.region.name,
        known=PRINTED if fet or fcmi else NAMED if both else UNKNOWN,
        own_income_clp=income,
        fet=fet,
        fcmi=fcmi,
        both=both,
        in_fet=_takes_part(fet, region.fet_communes if region else None, region),
        in_fcmi=_takes_part(fcmi, region.fcmi_communes if region else None, region),
        rank=rank,
        citation=citation,
    )


def _takes_part(
    pesos: Pesos | None, communes: int | None, region: RegionView | None
) -> bool | None:
    """What the commune's own row tells, or its region's: all of its communes, or none."""
    if pesos is not None:
        return pesos.amount > 0
    if region is None or communes is None:
        return None
    return {0: False, region.of_communes: True}.get(communes)


def _ranks(
    amounts: Mapping[str, Mapping[str | None, Pesos]], incomes: Mapping[str, int]
) -> dict[str, int]:
    """Places by the share of both funds in the own income; equal shares share a place."""
    shares = {
        code: Decimal(found[BOTH].amount) / incomes[code]
        for code, found in amounts.items()
        if code in incomes and BOTH in found
    }
    ordered = sorted(shares.values(), reverse=True)
    return {code: ordered.index(share) + 1 for code, share in shares.items()}
