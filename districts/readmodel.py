"""Runs, layers and studies of stability as pages, API and exports show them.

The shapes of the method itself (`Result`, `Cell`, `District`, `Comparison`, `Summary`…) are shown
as they are; here stand only what the database adds to them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from districts.method.compare import Comparison, Finding, Match, Study, StudyDistrict
from districts.method.inputs import Site
from districts.method.parameters import Parameters
from districts.method.results import Cell, Decision, District, Dropped, Result
from districts.method.stability import DistrictStability, SiteStability, Summary

ORIGINS, WEIGHTS, LEAVE_ONE_OUT = "ORIGINS", "WEIGHTS", "LEAVE_ONE_OUT"


@dataclass(frozen=True)
class EditionView:
    """A load of one layer: what a run was computed from.

    `dated` is as exact as the source is: a year, a month or a day, empty where `undated_reason`
    says why. `approximate` of its `rows` are approximate; `office` loaded it, empty for the
    initial load.
    """

    pk: int
    layer: str
    title: str
    number: int
    source: str
    licence: str
    dated: str
    undated_reason: str
    loaded_at: datetime
    office: str
    filename: str
    sha256: str
    rows: int
    approximate: int
    is_current: bool


@dataclass(frozen=True)
class LayerView:
    """One of the six layers: what it holds and where its current edition comes from.

    `code` is SITES, PRODUCTION, EMPLOYMENT, INFRASTRUCTURE, SMALL_MINING or INVESTMENTS; `caveat`
    is what a reader has to know before using it.
    """

    code: str
    title: str
    what: str
    unit: str
    caveat: str
    current: EditionView
    editions: tuple[EditionView, ...]


@dataclass(frozen=True)
class FeatureView:
    """One record of a layer as it was loaded; an amount that is unknown is None."""

    name: str
    kind: str
    company: str
    category: str
    product: str
    value: float | None
    unit: str
    copper_equivalent: float | None
    year: int | None
    wkt: str
    lon: float | None
    lat: float | None
    source: str
    approximate: bool


@dataclass(frozen=True)
class RunLine:
    """A run in a list. `published_at` is None for one that never was; `is_published` says that it
    is the one shown now."""

    code: str
    state: str
    is_published: bool
    made_at: datetime
    made_by: str
    published_at: datetime | None
    published_by: str
    note: str
    clustering: str
    normalisation: str
    weights_method: str
    weights: tuple[float, ...]
    seed: int
    districts: int
    dropped: int
    ari_named: float | None
    ari_all: float | None
    exclusive: int
    false_districts: int
    spearman: float | None
    naive_ari_named: float | None
    naive_ari_all: float | None
    input_hash: str
    run_hash: str
    method_version: str


@dataclass(frozen=True)
class SiteView:
    """A site, the district that Table 2 of the study names it in, the run's, and the group that
    bare distance puts it in; None is in none."""

    site: Site
    study: int | None
    run: int | None
    naive: int | None


@dataclass(frozen=True)
class DistrictView:
    """A district of a run with the one of the study that it answers to, and how firm it is.

    `stability` goes by kind of study: ORIGINS, WEIGHTS, LEAVE_ONE_OUT; a kind without a finished
    study is not in it.
    """

    district: District
    study: StudyDistrict | None
    match: Match | None
    sites: tuple[SiteView, ...]
    stability: Mapping[str, DistrictStability]

    @property
    def number(self) -> int:
        return self.district.number


@dataclass(frozen=True)
class StudyView:
    """A study of stability. `summary` is None until it is `is_done`."""

    pk: int
    run: str
    kind: str
    title: str
    state: str
    is_done: bool
    draws: int
    done: int
    seed: int
    problem: str
    asked_at: datetime
    ended_at: datetime | None
    summary: Summary | None

    @property
    def percent(self) -> int:
        """How far it is, rounded down."""
        return 100 * self.done // self.draws


@dataclass(frozen=True)
class RunView:
    """A run with everything a page needs; `reference` is what the study prints."""

    line: RunLine
    result: Result
    comparison: Comparison
    findings: tuple[Finding, ...]
    reference: Study
    editions: tuple[EditionView, ...]
    libraries: tuple[tuple[str, str], ...]
    districts: tuple[DistrictView, ...]
    sites: tuple[SiteView, ...]
    studies: tuple[StudyView, ...]

    @property
    def code(self) -> str:
        return self.line.code

    @property
    def parameters(self) -> Parameters:
        return self.result.parameters

    @property
    def weights(self) -> tuple[float, ...]:
        return self.result.weights

    @property
    def cells(self) -> tuple[Cell, ...]:
        return self.result.cells

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        return self.result.dropped

    @property
    def decisions(self) -> tuple[Decision, ...]:
        return self.result.decisions

    @cached_property
    def by_number(self) -> Mapping[int, DistrictView]:
        return {one.number: one for one in self.districts}

    @cached_property
    def site_stability(self) -> Mapping[str, Mapping[str, SiteStability]]:
        """By kind of study, then by name of site."""
        return {
            study.kind: {one.site: one for one in study.summary.by_site}
            for study in self.studies
            if study.summary
        }


@dataclass(frozen=True)
class BordersView:
    """Where the borders of the communes come from, for the credit beside every map."""

    credit: str
    notice: str
    regions: tuple[str, ...]
