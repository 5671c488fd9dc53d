"""The five weights a visitor tries, read from the address, and what they change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from districts import explanations, sentences
from districts.method.results import District, Result
from districts.readmodel import DistrictView, RunView
from emra.lib import formats
from emra.lib.formats import InvalidNumber

# Names in the address, in the order of the method.
NAMES: Final = ("produccion", "empleo", "infraestructura", "pequena-mineria", "inversion")
KEEP_ORDER: Final = "orden"
HIGHEST: Final = Decimal(100)


@dataclass(frozen=True)
class Slider:
    """One weight: the text as typed, its share of the sum, what is wrong with it."""

    name: str
    label: str
    text: str
    position: str
    share: float | None
    error: str


@dataclass(frozen=True)
class Trial:
    """What was asked for; `weights` is None while something has to be corrected."""

    sliders: tuple[Slider, ...]
    keep_order: bool
    weights: tuple[float, ...] | None
    problem: str

    @property
    def is_wrong(self) -> bool:
        return self.weights is None


@dataclass(frozen=True)
class Place:
    """A row of the ranking: a district with those weights and the published one it answers to."""

    district: District
    name: str
    published: DistrictView | None
    change: str
    moves: int | None


@dataclass(frozen=True)
class Ranking:
    """The districts with those weights, and the published ones that no longer are."""

    places: tuple[Place, ...]
    gone: tuple[explanations.Named, ...]
    sentence: str


def read(query: Mapping[str, str], published: Sequence[float]) -> Trial:
    """The weights of an address; without any, those of the published run in the study's order."""
    if not any(name in query for name in NAMES):
        texts = [formats.number(Decimal(f"{100 * weight:.1f}")) for weight in published]
        return _trial(texts, keep_order=True)
    return _trial([query.get(name, "").strip() for name in NAMES], keep_order=KEEP_ORDER in query)


def rank(result: Result, run: RunView) -> Ranking:
    """The ranking of a result beside that of the published run."""
    from districts.method.compare import between

    before = {
        shift.after: run.by_number[shift.before]
        for shift in between(run.result, result).shifts
        if shift.after is not None and shift.before is not None
    }
    sites = {view.site.name: view.site for view in run.sites}
    places = []
    for one in result.districts:
        published = before.get(one.number)
        moves = published.district.rank - one.rank if published else None
        places.append(
            Place(
                district=one,
                name=sentences.name_of(published)
                if published
                else sentences.main_site([sites[name] for name in one.sites if name in sites]),
                published=published,
                change=sentences.moved(moves),
                moves=moves,
            )
        )
    kept = {place.published.number for place in places if place.published}
    gone = tuple(explanations.named([one for one in run.districts if one.number not in kept]))
    changed = sum(place.moves != 0 for place in places) + len(gone)
    return Ranking(
        places=tuple(places),
        gone=gone,
        sentence=sentences.tried(len(places), len(run.districts), changed),
    )


def _trial(texts: Sequence[str], *, keep_order: bool) -> Trial:
    values: list[Decimal | None] = []
    errors: list[str] = []
    for text in texts:
        value, error = _weight(text)
        before = values[-1] if values else None
        if keep_order and value is not None and before is not None and value > before:
            error = _(
                "Con el orden del estudio no puede pesar más que %(before)s (%(value)s). Baje"
                " este peso o desmarque «mantener el orden»."
            ) % {
                "before": sentences.VARIABLES[len(values) - 1][0],
                "value": formats.number(before),
            }
        values.append(value)
        errors.append(error)
    numbers = [value for value in values if value is not None]
    total = sum(numbers)
    problem = ""
    if len(numbers) == len(NAMES) and not total and not any(errors):
        problem = _("Al menos un peso debe ser mayor que 0.")
    wrong = bool(problem) or any(errors) or len(numbers) < len(NAMES)
    return Trial(
        sliders=tuple(
            Slider(
                name=name,
                label=str(sentences.VARIABLES[at][0]),
                text=texts[at],
                position=formats.point(values[at] or 0),
                share=None if wrong else float(100 * (values[at] or 0) / total),
                error=errors[at],
            )
            for at, name in enumerate(NAMES)
        ),
        keep_order=keep_order,
        weights=None if wrong else tuple(float(value / total) for value in numbers),
        problem=problem,
    )


def _weight(text: str) -> tuple[Decimal | None, str]:
    try:
        value = formats.parse_decimal(text)
    except InvalidNumber as error:
        return None, str(error)
    if not 0 <= value <= HIGHEST:
        return None, _("Debe estar entre 0 y 100.")
    return value, ""
