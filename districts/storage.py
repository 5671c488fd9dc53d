"""A run as rows and back: what `restore` gives is what the method gave, to the last bit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from districts.method.compare import Comparison, Finding, Match, SiteRow
from districts.method.inputs import Inputs
from districts.method.parameters import VARIABLES, Parameters
from districts.method.results import Cell, Decision, District, Dropped, Result
from districts.models import (
    Run,
    RunCell,
    RunDecision,
    RunDistrict,
    RunDistrictPlace,
    RunDistrictProduct,
    RunDropped,
    RunDroppedCell,
    RunFinding,
    RunFindingFigure,
    RunMatch,
    RunSite,
)

Kind = RunDistrictPlace.Kind
PLACES: Final = {
    Kind.COMMUNE: "communes",
    Kind.PROVINCE: "provinces",
    Kind.REGION: "regions",
    Kind.CROSSED_COMMUNE: "crossed_communes",
    Kind.CROSSED_PROVINCE: "crossed_provinces",
    Kind.CROSSED_REGION: "crossed_regions",
}


def five(prefix: str, values: Sequence[float]) -> dict[str, float]:
    """The columns of the five variables: `weight` and five numbers give weight_production…"""
    return dict(zip(five_names(prefix), values, strict=True))


def five_names(prefix: str) -> tuple[str, ...]:
    return tuple(f"{prefix}_{name}" if prefix else name for name in VARIABLES)


def five_of(row: Any, prefix: str) -> tuple[float, ...]:
    """The five numbers back from their columns."""
    return tuple(getattr(row, name) for name in five_names(prefix))


def store(
    run: Run,
    inputs: Inputs,
    result: Result,
    comparison: Comparison,
    findings: Sequence[Finding],
) -> None:
    """Write every row of a run that has just been made. Call it inside the action's block."""
    RunDecision.objects.bulk_create(
        RunDecision(run=run, code=one.code, detail=one.detail) for one in result.decisions
    )
    RunCell.objects.bulk_create(
        RunCell(
            run=run,
            q=cell.q,
            r=cell.r,
            lon=cell.lon,
            lat=cell.lat,
            heat=cell.heat,
            smoothed=cell.smoothed,
            gi_star=cell.gi_star,
            hotspot=cell.hotspot,
            district=cell.district,
            **five("", cell.values),
            **five("norm", cell.normalised),
        )
        for cell in result.cells
    )
    _store_districts(run, result.districts)
    _store_sites(run, inputs, comparison.sites, _store_dropped(run, result.dropped))
    RunMatch.objects.bulk_create(
        RunMatch(
            run=run,
            study=one.study,
            district=one.run,
            score=one.score,
            together=one.together,
            named=one.named,
            exclusive=one.exclusive,
        )
        for one in comparison.matches
    )
    _store_findings(run, findings)


def parameters_of(run: Run) -> Parameters:
    return Parameters.from_json(run.parameters)


def restore(run: Run) -> Result:
    """The result of a run from its rows."""
    cells = tuple(_cell(row) for row in run.runcell_set.all())
    return Result(
        parameters=parameters_of(run),
        input_hash=run.input_hash,
        sites=tuple(run.runsite_set.values_list("name", flat=True)),
        cells=cells,
        districts=_districts(run, cells),
        dropped=tuple(
            Dropped(
                reason=row.reason,
                cells=tuple((cell.q, cell.r) for cell in row.cells.all()),
                sites=tuple(sorted(site.name for site in row.sites.all())),
                max_heat=row.max_heat,
                lon=row.lon,
                lat=row.lat,
            )
            for row in run.rundropped_set.prefetch_related("cells", "sites")
        ),
        weights=five_of(run, "weight"),
        decisions=tuple(Decision(row.code, row.detail) for row in run.rundecision_set.all()),
        approximate_share=run.approximate_share,
    )


def comparison_of(run: Run, result: Result) -> Comparison:
    """How near the run comes to the study, as it was found when it was made."""
    sites = tuple(
        SiteRow(site=row.name, study=row.study, run=row.district, naive=row.naive)
        for row in run.runsite_set.all()
    )
    named = {row.run for row in sites if row.study is not None}
    return Comparison(
        ari_named=run.ari_named,
        ari_all=run.ari_all,
        exclusive=run.exclusive,
        false_districts=tuple(one.number for one in result.districts if one.number not in named),
        spearman=run.spearman,
        spearman_membership=run.spearman_membership,
        naive_ari_named=run.naive_ari_named,
        naive_ari_all=run.naive_ari_all,
        naive_exclusive=run.naive_exclusive,
        naive_groups=run.naive_groups,
        naive_false=run.naive_false,
        matches=tuple(
            Match(
                study=row.study,
                run=row.district,
                score=row.score,
                together=row.together,
                named=row.named,
                exclusive=row.exclusive,
            )
            for row in run.runmatch_set.all()
        ),
        sites=sites,
    )


def findings_of(run: Run) -> tuple[Finding, ...]:
    """The six findings of the study against the run, as they were found when it was made."""
    return tuple(
        Finding(
            code=row.code,
            verdict=row.verdict,
            reason=row.reason,
            figures=tuple((figure.what, figure.value) for figure in row.figures.all()),
        )
        for row in run.runfinding_set.prefetch_related("figures")
    )


def _store_districts(run: Run, districts: Iterable[District]) -> None:
    rows = RunDistrict.objects.bulk_create(
        RunDistrict(
            run=run,
            number=one.number,
            rank=one.rank,
            score=one.score,
            size_class=one.size_class,
            area_km2=one.area_km2,
            lon=one.lon,
            lat=one.lat,
            **five("profile", one.profile),
            **five("total", one.totals),
        )
        for one in districts
    )
    pairs = list(zip(rows, districts, strict=True))
    RunDistrictProduct.objects.bulk_create(
        RunDistrictProduct(
            district=row,
            product=product,
            share=share,
            location_quotient=dict(one.location_quotient)[product],
        )
        for row, one in pairs
        for product, share in one.products
    )
    RunDistrictPlace.objects.bulk_create(
        RunDistrictPlace(district=row, kind=kind, name=name)
        for row, one in pairs
        for kind, names in PLACES.items()
        for name in getattr(one, names)
    )


def _store_dropped(run: Run, dropped: Sequence[Dropped]) -> Mapping[str, RunDropped]:
    """The row of the dropped concentration that each of their sites is in."""
    rows = RunDropped.objects.bulk_create(
        RunDropped(run=run, reason=one.reason, max_heat=one.max_heat, lon=one.lon, lat=one.lat)
        for one in dropped
    )
    pairs = list(zip(rows, dropped, strict=True))
    RunDroppedCell.objects.bulk_create(
        RunDroppedCell(dropped=row, q=q, r=r) for row, one in pairs for q, r in one.cells
    )
    return {site: row for row, one in pairs for site in one.sites}


def _store_sites(
    run: Run, inputs: Inputs, sites: Iterable[SiteRow], dropped: Mapping[str, RunDropped]
) -> None:
    approximate = {site.name: site.approximate for site in inputs.sites}
    RunSite.objects.bulk_create(
        RunSite(
            run=run,
            name=one.site,
            study=one.study,
            district=one.run,
            naive=one.naive,
            approximate=approximate[one.site],
            dropped=dropped.get(one.site),
        )
        for one in sites
    )


def _store_findings(run: Run, findings: Sequence[Finding]) -> None:
    rows = RunFinding.objects.bulk_create(
        RunFinding(run=run, code=one.code, verdict=one.verdict, reason=one.reason)
        for one in findings
    )
    RunFindingFigure.objects.bulk_create(
        RunFindingFigure(finding=row, what=what, value=value)
        for row, one in zip(rows, findings, strict=True)
        for what, value in one.figures
    )


def _cell(row: RunCell) -> Cell:
    return Cell(
        q=row.q,
        r=row.r,
        lon=row.lon,
        lat=row.lat,
        values=five_of(row, ""),
        normalised=five_of(row, "norm"),
        heat=row.heat,
        smoothed=row.smoothed,
        gi_star=row.gi_star,
        hotspot=row.hotspot,
        district=row.district,
    )


def _districts(run: Run, all_cells: Iterable[Cell]) -> tuple[District, ...]:
    cells: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for cell in all_cells:
        if cell.district is not None:
            cells[cell.district].append((cell.q, cell.r))
    sites: dict[int, list[str]] = defaultdict(list)
    approximate: dict[int, list[str]] = defaultdict(list)
    for site in run.runsite_set.all():
        if site.district is not None:
            sites[site.district].append(site.name)
            if site.approximate:
                approximate[site.district].append(site.name)
    return tuple(
        District(
            number=row.number,
            rank=row.rank,
            score=row.score,
            cells=tuple(cells[row.number]),
            sites=tuple(sorted(sites[row.number])),
            approximate_sites=tuple(sorted(approximate[row.number])),
            profile=five_of(row, "profile"),
            totals=five_of(row, "total"),
            products=tuple((one.product, one.share) for one in row.products.all()),
            size_class=row.size_class,
            communes=_names(row, Kind.COMMUNE),
            provinces=_names(row, Kind.PROVINCE),
            regions=_names(row, Kind.REGION),
            crossed_communes=_names(row, Kind.CROSSED_COMMUNE),
            crossed_provinces=_names(row, Kind.CROSSED_PROVINCE),
            crossed_regions=_names(row, Kind.CROSSED_REGION),
            location_quotient=tuple(
                (one.product, one.location_quotient) for one in row.products.all()
            ),
            area_km2=row.area_km2,
            lon=row.lon,
            lat=row.lat,
        )
        for row in run.rundistrict_set.prefetch_related("products", "places")
    )


def _names(row: RunDistrict, kind: Kind) -> tuple[str, ...]:
    return tuple(place.name for place in row.places.all() if place.kind == kind)
