"""A run beside the study's printed tables, beside a naive baseline and beside another run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from districts.method import scores
from districts.method.agreement import adjusted_rand, spearman
from districts.method.findings import Finding, judge
from districts.method.hexgrid import Grid, project
from districts.method.inputs import Inputs
from districts.method.records import Site
from districts.method.results import Result
from districts.method.study import Comparison, Match, SiteRow, Study, StudyDistrict, read_study

__all__ = [
    "Comparison",
    "Difference",
    "Finding",
    "Match",
    "Shift",
    "SiteRow",
    "Study",
    "StudyDistrict",
    "against_study",
    "between",
    "findings",
    "grouped",
    "naive",
    "read_study",
]

NAIVE_REACH_M: Final = 35_000.0


@dataclass(frozen=True, slots=True)
class Shift:
    """A district of one run and the one of another that shares most sites with it.

    None where one has no partner; each has one partner at most.
    """

    before: int | None
    after: int | None
    shared_sites: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Run B against run A.

    `gained` and `lost` are cells in a district of only B or only A; both are empty when the runs
    do not share their grid (`same_grid`). `ari` is over the sites that both have.
    """

    same_grid: bool
    gained: tuple[tuple[int, int], ...]
    lost: tuple[tuple[int, int], ...]
    ari: float | None
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Grouping:
    """What a grouping of the sites has of Table 2: the fields are those of `Comparison`."""

    ari_named: float | None
    ari_all: float | None
    exclusive: int
    false: tuple[int, ...]
    spearman: float | None
    matches: tuple[Match, ...]


def grouped(
    sites: Sequence[Site],
    labels: Sequence[int | None],
    scored: Mapping[int, float],
    study: Study,
) -> Grouping:
    """Compare a grouping of the sites with Tables 2 and 3.

    Parameters
    ----------
    sites : sequence of Site
    labels : sequence of int or None
        Group of each site.
    scored : mapping
        Score of every group, also of those without a site.
    study : Study
    """
    published = [site.published_district for site in sites]
    named = [
        (theirs, label)
        for theirs, label in zip(published, labels, strict=True)
        if theirs is not None
    ]
    matches = tuple(_match(district.number, named, scored) for district in study.districts)
    present = [
        (-district.development_rank, match.score or 0.0)
        for district, match in zip(study.districts, matches, strict=True)
        if match.named
    ]
    held = {label for _, label in named}
    return Grouping(
        ari_named=adjusted_rand(*zip(*named, strict=True)) if named else None,
        ari_all=adjusted_rand(published, labels) if named else None,
        exclusive=sum(match.exclusive for match in matches),
        false=tuple(sorted(group for group in scored if group not in held)),
        spearman=spearman([rank for rank, _ in present], [score for _, score in present]),
        matches=matches,
    )


def against_study(result: Result, inputs: Inputs, study: Study) -> Comparison:
    """Compare a run with Tables 2 and 3, and a naive baseline with Table 2.

    Parameters
    ----------
    result : Result
        Of a run of these inputs.
    inputs : Inputs
        Whose `published_district` is the membership of Table 2; the run never read it.
    study : Study
        From `read_study`.
    """
    sites = sorted(inputs.sites, key=lambda site: site.name)
    labels = [result.site_districts.get(site.name) for site in sites]
    found = grouped(sites, labels, {one.number: one.score for one in result.districts}, study)
    distances = naive(inputs)
    near = [distances[site.name] for site in sites]
    groups = {group: 0.0 for group in near if group is not None}
    baseline = grouped(sites, near, groups, study)
    return Comparison(
        ari_named=found.ari_named,
        ari_all=found.ari_all,
        exclusive=found.exclusive,
        false_districts=found.false,
        spearman=found.spearman,
        spearman_membership=_membership(result, sites, study),
        naive_ari_named=baseline.ari_named,
        naive_ari_all=baseline.ari_all,
        naive_exclusive=baseline.exclusive,
        naive_groups=len(groups),
        naive_false=len(baseline.false),
        matches=found.matches,
        sites=tuple(
            SiteRow(site.name, site.published_district, label, group)
            for site, label, group in zip(sites, labels, near, strict=True)
        ),
    )


def findings(
    result: Result, inputs: Inputs, study: Study, comparison: Comparison | None = None
) -> tuple[Finding, ...]:
    """The six findings of the study tested on a run; `comparison` saves comparing again."""
    known = comparison or against_study(result, inputs, study)
    return judge(result, inputs, study, known)


def naive(inputs: Inputs) -> Mapping[str, int | None]:
    """Group of each site by bare distance: what the method has to be better than.

    DBSCAN on the places of the sites alone, 35 km, every site a core point, so that a district
    of one site is possible too. Groups are numbered from 1 by their first site's name; none is
    left out.
    """
    from sklearn.cluster import DBSCAN

    sites = sorted(inputs.sites, key=lambda site: site.name)
    places = np.column_stack(project([site.lon for site in sites], [site.lat for site in sites]))
    labels = DBSCAN(eps=NAIVE_REACH_M, min_samples=1).fit_predict(places).tolist()
    order: dict[int, int] = {}
    return {
        site.name: order.setdefault(label, len(order) + 1)
        for site, label in zip(sites, labels, strict=True)
    }


def between(before: Result, after: Result) -> Difference:
    """What changes from one run to another: cells, grouping of the sites, numbers."""
    same_grid = _grid(before) == _grid(after)
    ours = {cell for one in before.districts for cell in one.cells} if same_grid else set()
    theirs = {cell for one in after.districts for cell in one.cells} if same_grid else set()
    common = sorted(set(before.sites) & set(after.sites))
    return Difference(
        same_grid=same_grid,
        gained=tuple(sorted(theirs - ours)),
        lost=tuple(sorted(ours - theirs)),
        ari=adjusted_rand(
            [before.site_districts.get(site) for site in common],
            [after.site_districts.get(site) for site in common],
        ),
        shifts=_shifts(before, after),
    )


def _match(
    district: int, named: Sequence[tuple[int, int | None]], scored: Mapping[int, float]
) -> Match:
    own = [label for theirs, label in named if theirs == district]
    groups = {label for label in own if label is not None}
    if not groups:
        return Match(district, None, None, 0, len(own), exclusive=False)
    best = max(groups, key=lambda group: (own.count(group), scored[group], -group))
    alone = all(theirs == district for theirs, label in named if label == best)
    together = own.count(best)
    return Match(
        district, best, scored[best], together, len(own), exclusive=alone and together == len(own)
    )


def _membership(result: Result, sites: Sequence[Site], study: Study) -> float | None:
    heat = {(cell.q, cell.r): cell.heat for cell in result.cells}
    where = _grid(result).cells_of(
        *project([site.lon for site in sites], [site.lat for site in sites])
    )
    cells = {site.name: (q, r) for site, (q, r) in zip(sites, where.tolist(), strict=True)}
    pairs = []
    for district in study.districts:
        own = {cells[s.name] for s in sites if s.published_district == district.number}
        if own:
            heats = np.array([heat[cell] for cell in sorted(own)])
            scoring = result.parameters.scoring
            inside = np.zeros(len(heats), dtype=np.int64)
            value = scores.intensity(heats, inside, 1, scoring)[0]
            pairs.append((-district.development_rank, float(value)))
    return spearman([rank for rank, _ in pairs], [value for _, value in pairs])


def _shifts(before: Result, after: Result) -> tuple[Shift, ...]:
    shared: dict[tuple[int, int], int] = {}
    for site, number in before.site_districts.items():
        other = after.site_districts.get(site)
        if other is not None:
            shared[number, other] = shared.get((number, other), 0) + 1
    left = {one.number for one in before.districts}
    right = {one.number for one in after.districts}
    shifts = []
    for (number, other), count in sorted(shared.items(), key=lambda one: (-one[1], one[0])):
        if number in left and other in right:
            left.remove(number)
            right.remove(other)
            shifts.append(Shift(number, other, count))
    shifts.sort(key=lambda shift: shift.before or 0)
    gone = [Shift(number, None, 0) for number in sorted(left)]
    new = [Shift(None, number, 0) for number in sorted(right)]
    return (*shifts, *gone, *new)


def _grid(result: Result) -> Grid:
    return Grid(result.parameters.side_m, result.parameters.origin)
