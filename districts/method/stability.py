"""How much of a run survives another grid origin, other weights or the loss of one site.

Each repetition draws from its own random stream, named by the seed and its number, so that a
study may be cut into slices, run in any order and resumed.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from districts.method.compare import grouped
from districts.method.inputs import Inputs
from districts.method.model import Outline, Prepared, outline, prepare
from districts.method.parameters import VARIABLES, Parameters
from districts.method.results import Result
from districts.method.study import Study

Progress = Callable[[int, int], None]

LOW: Final = 5
HIGH: Final = 95
SAME: Final = 0.5

_ORIGINS, _WEIGHTS = 1, 2


@dataclass(frozen=True, slots=True)
class Draw:
    """One repetition.

    `changed` is what was drawn: the origin in metres, the five weights, or the name of the site
    left out. `labels` and `scores` go with the sites sorted by name: the number of the district
    of each (None: in none, or left out) and the score of that district.
    """

    at: int
    changed: tuple[float, ...] | str
    districts: int
    ari_named: float | None
    ari_all: float | None
    exclusive: int
    false: int
    spearman: float | None
    labels: tuple[int | None, ...]
    scores: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """Median, and the 5th and the 95th percentile."""

    median: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class DistrictStability:
    """How a district of the run fares over the draws.

    `persistence` is the share, 0-1, of draws with a district whose sites are mostly the same: as
    many in both as half of those in either (Jaccard index of 0.5 or more). `rank` is the interval
    of its number in those, and `acceptability` the share of all draws in which it has each
    number, as (number, share), 0-1.
    """

    number: int
    persistence: float
    rank: Interval | None
    acceptability: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class SiteStability:
    """How a site fares over the draws.

    `inside` is the share, 0-1, of draws in which it is in a district; `together` that in which it
    is with each of its companions in the run, averaged over them; None when it has none.
    """

    site: str
    inside: float
    together: float | None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a study of stability says about a run."""

    draws: int
    districts: Interval
    ari_named: Interval | None
    ari_all: Interval | None
    exclusive: Interval
    false: Interval
    spearman: Interval | None
    by_district: tuple[DistrictStability, ...]
    by_site: tuple[SiteStability, ...]


def origins(
    inputs: Inputs,
    parameters: Parameters,
    study: Study,
    *,
    n: int,
    seed: int,
    start: int = 0,
    stop: int | None = None,
    progress: Progress | None = None,
) -> tuple[Draw, ...]:
    """Move the origin of the grid at random, uniformly over one cell.

    Parameters
    ----------
    inputs, parameters, study
    n : int
        Repetitions of the whole study.
    seed : int
    start, stop : int
        Which of them to do, as of a range; all by default.
    progress : callable, optional
        Called with the number done and n after each.
    """

    def drawn(at: int) -> tuple[tuple[float, ...], Prepared, Outline]:
        u, v = np.random.default_rng((seed, _ORIGINS, at)).random(2).tolist()
        side = parameters.side_m
        # The two steps from a cell to its neighbours span one cell's area.
        shift = (side * math.sqrt(3) * (u + v / 2), side * 1.5 * v)
        origin = (parameters.origin[0] + shift[0], parameters.origin[1] + shift[1])
        prepared = prepare(inputs, replace(parameters, origin=origin))
        return origin, prepared, outline(prepared)

    return _draws(inputs, study, _range(n, start, stop), n, drawn, progress)


def smaa(
    inputs: Inputs,
    parameters: Parameters,
    study: Study,
    *,
    n: int,
    seed: int,
    start: int = 0,
    stop: int | None = None,
    progress: Progress | None = None,
    prepared: Prepared | None = None,
) -> tuple[Draw, ...]:
    """Draw the five weights at random among all that respect the printed order.

    Uniform on the simplex (Dirichlet with all parameters 1) and sorted: stochastic
    multicriteria acceptability analysis with ordinal weights (Lahdelma and Salminen, 2001,
    "SMAA-2", Operations Research 49:444-454). Parameters as of `origins`; `prepared` saves
    preparing the same inputs again.
    """
    ready = prepared or prepare(inputs, parameters)

    def drawn(at: int) -> tuple[tuple[float, ...], Prepared, Outline]:
        shares = np.random.default_rng((seed, _WEIGHTS, at)).dirichlet(np.ones(len(VARIABLES)))
        weights = tuple(sorted(shares.tolist(), reverse=True))
        return weights, ready, outline(ready, weights)

    return _draws(inputs, study, _range(n, start, stop), n, drawn, progress)


def leave_one_out(
    inputs: Inputs,
    parameters: Parameters,
    study: Study,
    *,
    start: int = 0,
    stop: int | None = None,
    progress: Progress | None = None,
) -> tuple[Draw, ...]:
    """Leave out each site in turn, in the order of their names; needs two sites at least.

    Raises
    ------
    InputError
        When there is only one site: without it nothing is left.
    """
    sites = sorted(inputs.sites, key=lambda site: site.name)

    def drawn(at: int) -> tuple[str, Prepared, Outline]:
        rest = replace(inputs, sites=(*sites[:at], *sites[at + 1 :]))
        prepared = prepare(rest, parameters)
        return sites[at].name, prepared, outline(prepared)

    n = len(sites)
    return _draws(inputs, study, _range(n, start, stop), n, drawn, progress)


def summary(draws: Sequence[Draw], result: Result) -> Summary:
    """Medians and intervals, and how each district and each site of the run fares.

    Parameters
    ----------
    draws : sequence of Draw
        In any order, of one study.
    result : Result
        The run that was studied.

    Raises
    ------
    ValueError
        Without draws, or with draws of other sites.
    """
    if not draws or any(len(draw.labels) != len(result.sites) for draw in draws):
        raise ValueError("Se esperan repeticiones de las mismas faenas que la corrida.")
    groups = [_groups(draw, result.sites) for draw in draws]
    return Summary(
        draws=len(draws),
        districts=_interval(draw.districts for draw in draws),
        ari_named=_known(draw.ari_named for draw in draws),
        ari_all=_known(draw.ari_all for draw in draws),
        exclusive=_interval(draw.exclusive for draw in draws),
        false=_interval(draw.false for draw in draws),
        spearman=_known(draw.spearman for draw in draws),
        by_district=tuple(
            _district(one.number, set(one.sites), draws, groups) for one in result.districts
        ),
        by_site=tuple(_site(at, draws, result) for at in range(len(result.sites))),
    )


def _draws(
    inputs: Inputs,
    study: Study,
    wanted: range,
    n: int,
    drawn: Callable[[int], tuple[tuple[float, ...] | str, Prepared, Outline]],
    progress: Progress | None,
) -> tuple[Draw, ...]:
    names = sorted(site.name for site in inputs.sites)
    draws = []
    for at in wanted:
        changed, prepared, found = drawn(at)
        sites, cells = prepared.layers.sites, prepared.layers.site_cells
        labels = [label + 1 or None for label in found.labels[cells].tolist()]
        scored = dict(enumerate(found.scores, start=1))
        compared = grouped(sites, labels, scored, study)
        own = {site.name: label for site, label in zip(sites, labels, strict=True)}
        of_all = tuple(own.get(name) for name in names)
        draws.append(
            Draw(
                at=at,
                changed=changed,
                districts=len(scored),
                ari_named=compared.ari_named,
                ari_all=compared.ari_all,
                exclusive=compared.exclusive,
                false=len(compared.false),
                spearman=compared.spearman,
                labels=of_all,
                scores=tuple(None if one is None else scored[one] for one in of_all),
            )
        )
        if progress:
            progress(at + 1, n)
    return tuple(draws)


def _range(n: int, start: int, stop: int | None) -> range:
    last = n if stop is None else min(stop, n)
    if n < 1 or not 0 <= start <= last:
        raise ValueError(f"Se espera una parte de las {n} repeticiones.")
    return range(start, last)


def _groups(draw: Draw, sites: Sequence[str]) -> dict[int, set[str]]:
    groups: dict[int, set[str]] = {}
    for site, label in zip(sites, draw.labels, strict=True):
        if label is not None:
            groups.setdefault(label, set()).add(site)
    return groups


def _district(
    number: int,
    own: set[str],
    draws: Sequence[Draw],
    groups: Sequence[dict[int, set[str]]],
) -> DistrictStability:
    ranks = []
    for draw, found in zip(draws, groups, strict=True):
        there = own - {draw.changed} if isinstance(draw.changed, str) else own
        alike = {label: len(there & sites) / len(there | sites) for label, sites in found.items()}
        best = max(alike, key=lambda label: (alike[label], -label), default=None)
        if best is not None and alike[best] >= SAME:
            ranks.append(best)
    return DistrictStability(
        number=number,
        persistence=len(ranks) / len(draws),
        rank=_interval(ranks) if ranks else None,
        acceptability=tuple(
            (rank, count / len(draws)) for rank, count in sorted(Counter(ranks).items())
        ),
    )


def _site(at: int, draws: Sequence[Draw], result: Result) -> SiteStability:
    site = result.sites[at]
    # A site cannot be anywhere in the draw that leaves it out.
    with_it = [draw for draw in draws if draw.changed != site]
    own = result.site_districts.get(site)
    companions = [
        other
        for other, name in enumerate(result.sites)
        if other != at and own is not None and result.site_districts.get(name) == own
    ]
    return SiteStability(
        site=site,
        inside=_share(draw.labels[at] is not None for draw in with_it),
        together=_share(
            draw.labels[at] is not None and draw.labels[at] == draw.labels[other]
            for draw in with_it
            for other in companions
            if draw.changed != result.sites[other]
        )
        if companions
        else None,
    )


def _share(held: Iterator[bool]) -> float:
    counted = list(held)
    return sum(counted) / len(counted) if counted else 0.0


def _interval(values: Iterable[float]) -> Interval:
    median, low, high = np.percentile(list(values), (50, LOW, HIGH)).tolist()
    return Interval(median, low, high)


def _known(values: Iterable[float | None]) -> Interval | None:
    known = [value for value in values if value is not None]
    return _interval(known) if known else None
