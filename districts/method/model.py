"""The method in one call: inputs and parameters in, districts out.

Other modules of the room and above need only this one: it names the parameters and the results
too. `prepare` does what does not depend on the weights; `rerun` does the rest in milliseconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from districts.method import borders, characterise, clusters, decisions, heat, scores, weights
from districts.method.borders import Commune
from districts.method.hexgrid import Floats, Grid, Integers, neighbours, unproject
from districts.method.inputs import Inputs
from districts.method.layers import Layers, on_grid
from districts.method.parameters import (
    CLUSTERINGS,
    NORMALISATIONS,
    PRODUCTION,
    SCORINGS,
    VARIABLE_TEXT,
    VARIABLES,
    WEIGHT_METHODS,
    ParameterError,
    Parameters,
)
from districts.method.records import Site
from districts.method.results import (
    DROPPED_TEXT,
    METHOD_VERSION,
    NO_PRODUCTION,
    UNKNOWN_PRODUCTION,
    Cell,
    Decision,
    District,
    Dropped,
    Result,
)

__all__ = [
    "CLUSTERINGS",
    "DROPPED_TEXT",
    "METHOD_VERSION",
    "NORMALISATIONS",
    "SCORINGS",
    "VARIABLES",
    "VARIABLE_TEXT",
    "WEIGHT_METHODS",
    "Cell",
    "Decision",
    "District",
    "Dropped",
    "Outline",
    "ParameterError",
    "Parameters",
    "Prepared",
    "Result",
    "outline",
    "prepare",
    "rerun",
    "run",
]


NONE: Final = clusters.NONE

CellRow: TypeAlias = tuple[int, int, float, float, tuple[float, ...], tuple[float, ...]]


@dataclass(frozen=True)
class Prepared:
    """Everything that does not depend on the weights: cache it to try others.

    `centres` are degrees (longitude, latitude) of the cells of `layers`, `communes` where its
    sites stand and `cell_communes` where the centres of its cells fall.
    """

    inputs: Inputs
    parameters: Parameters
    layers: Layers
    neighbours: Integers
    normalised: Floats

    @property
    def grid(self) -> Grid:
        return Grid(self.parameters.side_m, self.parameters.origin)

    @cached_property
    def centres(self) -> Floats:
        return np.column_stack(unproject(*self.grid.centres(self.layers.cells).T))

    @cached_property
    def communes(self) -> tuple[Commune | None, ...]:
        sites = self.layers.sites
        return _located([site.lon for site in sites], [site.lat for site in sites])

    @cached_property
    def cell_communes(self) -> tuple[Commune | None, ...]:
        return _located(*self.centres.T)

    @cached_property
    def around(self) -> list[list[int]]:
        """`neighbours` as lists."""
        rows: list[list[int]] = self.neighbours.tolist()
        return rows

    @cached_property
    def rows(self) -> tuple[CellRow, ...]:
        """Of each cell what the weights do not change: q, r, lon, lat, values, normalised."""
        return tuple(
            (q, r, lon, lat, tuple(values), tuple(normalised))
            for (q, r), (lon, lat), values, normalised in zip(
                self.layers.cells.tolist(),
                self.centres.tolist(),
                self.layers.values.tolist(),
                self.normalised.tolist(),
                strict=True,
            )
        )

    @cached_property
    def products(self) -> dict[str, float]:
        return characterise.product_amounts(self.layers.sites)


@dataclass(frozen=True, slots=True)
class Outline:
    """What the weights change, before anything is described.

    `labels` are 0 for the district with the highest score, 1 for the next, …, and -1 for none;
    `intensities` and `scores` go with them. `dropped` are indices of the cells of each
    concentration that was left out, hottest first, with the reason.
    """

    weights: tuple[float, ...]
    heat: Floats
    smoothed: Floats
    gi_star: Floats
    hot: NDArray[np.bool_]
    labels: Integers
    scores: tuple[float, ...]
    dropped: tuple[tuple[str, Integers], ...]


def run(inputs: Inputs, parameters: Parameters | None = None) -> Result:
    """A whole run; the default parameters are those of the published run.

    Raises
    ------
    InputError, ParameterError
        When they are made, not here: a run of valid inputs and parameters always gives a result.
    """
    return rerun(prepare(inputs, parameters))


def prepare(inputs: Inputs, parameters: Parameters | None = None) -> Prepared:
    """Everything that does not depend on the weights: layers, neighbours, normalised amounts."""
    parameters = parameters or Parameters()
    layers = on_grid(inputs, parameters)
    return Prepared(
        inputs=inputs,
        parameters=parameters,
        layers=layers,
        neighbours=neighbours(layers.cells),
        normalised=heat.normalise(layers.values, parameters.normalisation),
    )


def rerun(prepared: Prepared, weights: Sequence[float] | None = None) -> Result:
    """A run with other weights.

    Parameters
    ----------
    prepared : Prepared
    weights : five floats or None
        In the order of `VARIABLES` and on any scale; None for those of the parameters.

    Returns
    -------
    Result
        That of `run` with `weights_method="direct"` and these weights.

    Raises
    ------
    ParameterError
        When they are not five, one is negative or not finite, or all are 0.
    """
    if weights is not None:
        direct = replace(
            prepared.parameters,
            weights_method="direct",
            weights=tuple(float(weight) for weight in weights),
        )
        prepared = _with(prepared, direct)
    return _describe(prepared, outline(prepared))


def outline(prepared: Prepared, weights_: Sequence[float] | None = None) -> Outline:
    """Heat and districts alone: what a study repeats hundreds of times."""
    parameters, layers = prepared.parameters, prepared.layers
    used = weights_used(parameters) if weights_ is None else weights.normalised(weights_)
    own = heat.combine(prepared.normalised, used)
    smoothed = heat.smooth(own, prepared.neighbours, parameters.smoothing)
    z = heat.gi_star(own, prepared.neighbours)
    hot = heat.significant(z, parameters.alpha)
    field = clusters.Field(layers.cells, prepared.around, smoothed, hot)
    found = clusters.label(field, parameters)
    count = int(found.max(initial=NONE)) + 1
    reasons = [_reason(prepared, found == at) for at in range(count)]
    kept = [at for at in range(count) if not reasons[at]]
    intensities = scores.intensity(own, found, count, parameters.scoring)
    kept.sort(key=lambda at: -intensities[at])
    labels = np.full(len(found), NONE, dtype=np.int64)
    for number, at in enumerate(kept):
        labels[found == at] = number
    return Outline(
        weights=used,
        heat=own,
        smoothed=smoothed,
        gi_star=z,
        hot=hot,
        labels=labels,
        scores=scores.score(intensities[kept]),
        dropped=tuple(
            (reason, np.flatnonzero(found == at)) for at, reason in enumerate(reasons) if reason
        ),
    )


def weights_used(parameters: Parameters) -> tuple[float, ...]:
    """The five weights that the parameters stand for, adding up to 1."""
    if parameters.weights is not None:
        return weights.normalised(parameters.weights)
    return weights.from_order(parameters.weights_method)


def _with(prepared: Prepared, parameters: Parameters) -> Prepared:
    other = replace(prepared, parameters=parameters)
    # The places do not depend on the weights: what was looked up once stays.
    for name in ("around", "centres", "communes", "cell_communes", "rows", "products"):
        other.__dict__[name] = getattr(prepared, name)
    return other


def _reason(prepared: Prepared, inside: NDArray[np.bool_]) -> str:
    if prepared.layers.values[inside, PRODUCTION].any():
        return ""
    sites = _sites_in(prepared, inside)
    unknown = any(site.cu_eq_kt is None for site in sites)
    return UNKNOWN_PRODUCTION if unknown else NO_PRODUCTION


def _sites_in(prepared: Prepared, inside: NDArray[np.bool_]) -> list[Site]:
    layers = prepared.layers
    return [layers.sites[at] for at in np.flatnonzero(inside[layers.site_cells]).tolist()]


def _describe(prepared: Prepared, found: Outline) -> Result:
    dropped = tuple(_dropped(prepared, found, *one) for one in found.dropped)
    sites = prepared.layers.sites
    districts = _districts(prepared, found)
    return Result(
        parameters=prepared.parameters,
        input_hash=prepared.inputs.hash,
        sites=tuple(site.name for site in sites),
        cells=_cells(prepared, found),
        districts=districts,
        dropped=dropped,
        weights=found.weights,
        decisions=decisions.taken(prepared.inputs, prepared.parameters, districts, dropped),
        approximate_share=sum(site.approximate for site in sites) / len(sites),
    )


def _cells(prepared: Prepared, found: Outline) -> tuple[Cell, ...]:
    layers = prepared.layers
    shown = (found.labels != NONE) | layers.values.any(axis=1)
    shown[layers.site_cells] = True
    heats, smoothed = found.heat.tolist(), found.smoothed.tolist()
    z, hot, labels = found.gi_star.tolist(), found.hot.tolist(), found.labels.tolist()
    return tuple(
        Cell(*prepared.rows[at], heats[at], smoothed[at], z[at], hot[at], labels[at] + 1 or None)
        for at in np.flatnonzero(shown).tolist()
    )


def _districts(prepared: Prepared, found: Outline) -> tuple[District, ...]:
    layers = prepared.layers
    count = len(found.scores)
    totals = np.array(
        [layers.values[found.labels == at].sum(axis=0) for at in range(count)]
    ).reshape(count, len(VARIABLES))
    profiles = characterise.profiles(totals)
    ranks = scores.ranks(found.scores)
    return tuple(
        _district(prepared, found, at, ranks[at], totals[at], profiles[at]) for at in range(count)
    )


def _district(
    prepared: Prepared, found: Outline, at: int, rank: int, totals: Floats, profile: Floats
) -> District:
    inside = found.labels == at
    cells = np.flatnonzero(inside)
    sites = _sites_in(prepared, inside)
    places = _communes(prepared.communes, np.flatnonzero(inside[prepared.layers.site_cells]))
    crossed = _communes(prepared.cell_communes, cells)
    lon, lat = prepared.centres[cells].mean(axis=0).tolist()
    return District(
        number=at + 1,
        rank=rank,
        score=found.scores[at],
        cells=_names(prepared, cells),
        sites=tuple(site.name for site in sites),
        approximate_sites=tuple(site.name for site in sites if site.approximate),
        profile=tuple(profile.tolist()),
        totals=tuple(totals.tolist()),
        products=characterise.product_shares(sites),
        size_class=characterise.size_class(sites),
        communes=tuple(sorted({place.commune for place in places})),
        provinces=tuple(sorted({place.province for place in places})),
        regions=tuple(sorted({place.region for place in places})),
        crossed_communes=tuple(sorted({place.commune for place in crossed})),
        crossed_provinces=tuple(sorted({place.province for place in crossed})),
        crossed_regions=tuple(sorted({place.region for place in crossed})),
        location_quotient=characterise.location_quotients(sites, prepared.products),
        area_km2=len(cells) * prepared.grid.area_km2,
        lon=lon,
        lat=lat,
    )


def _dropped(prepared: Prepared, found: Outline, reason: str, cells: Integers) -> Dropped:
    inside = np.zeros(len(found.labels), dtype=bool)
    inside[cells] = True
    lon, lat = prepared.centres[cells].mean(axis=0).tolist()
    return Dropped(
        reason=reason,
        cells=_names(prepared, cells),
        sites=tuple(site.name for site in _sites_in(prepared, inside)),
        max_heat=float(found.heat[cells].max()),
        lon=lon,
        lat=lat,
    )


def _communes(all_: Sequence[Commune | None], at: Integers) -> list[Commune]:
    return [commune for commune in (all_[one] for one in at.tolist()) if commune]


def _names(prepared: Prepared, cells: Integers) -> tuple[tuple[int, int], ...]:
    return tuple((q, r) for q, r in prepared.layers.cells[cells].tolist())


def _located(lon: Sequence[float], lat: Sequence[float]) -> tuple[Commune | None, ...]:
    chile = borders.of_chile()
    return chile.locate(lon, lat) if chile else (None,) * len(lon)
