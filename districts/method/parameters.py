"""What a run is told: every choice that the study does not print is a named, recorded parameter."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, Self

PRODUCTION, EMPLOYMENT, INFRASTRUCTURE, SMALL_MINING, INVESTMENT = range(5)

# In the order of importance that the study prints.
VARIABLES: Final = ("production", "employment", "infrastructure", "small_mining", "investment")
VARIABLE_TEXT: Final[Mapping[str, str]] = {
    "production": "Producción",
    "employment": "Empleo",
    "infrastructure": "Infraestructura",
    "small_mining": "Pequeña Minería",
    "investment": "Inversión",
}

NORMALISATIONS: Final = ("log", "sqrt", "min_max", "rank")
WEIGHT_METHODS: Final = ("roc", "rank_sum", "reciprocal", "direct")
SCORINGS: Final = ("mean", "peak")
CLUSTERINGS: Final = ("watershed", "threshold", "gi_star", "dbscan", "hdbscan")


class ParameterError(ValueError):
    """A parameter that the method refuses, with a Spanish sentence; `name` says which."""

    def __init__(self, name: str, message: str) -> None:
        self.name, self.message = name, message
        super().__init__(f"{name}: {message}" if name else message)


@dataclass(frozen=True, slots=True)
class Parameters:
    """Every choice of a run; the defaults are those of the published run.

    What the study prints is taken from it: side, years, variables and their order. The rest has
    the reason given below, and was settled among coarse values by looking at the result beside
    Tables 2 and 3 over grid origins: agreement with the study is no independent test of it. Each
    default lies inside a range, also given, in which the result hardly changes.

    Attributes
    ----------
    side_m : float
        Side of the hexagons in metres. 10 000 is what the study prints.
    origin : (float, float)
        Where the centre of cell (0, 0) lies, in metres of EPSG:32719. The study does not say; the
        zone's own origin is as good as any, and `stability.origins` says what others give.
    years : int
        Years over which production and employment are projected. 5 is what the study prints.
    production_growth, employment_growth : (float, float)
        Yearly growth in percent of large and of other mining. No plan by site is public: flat.
    normalisation : str
        How amounts become comparable, one of `NORMALISATIONS`; see `heat.normalise`. ``sqrt``
        gives much the same districts, ``min_max`` lets one giant hide half of them.
    weights_method : str
        How the printed order becomes numbers, one of `WEIGHT_METHODS`; see `weights`.
    weights : five floats or None
        The numbers themselves with `direct` (in the order of `VARIABLES`), else None.
    smoothing : float
        Weight of each of the six neighbours beside the cell's own 1; see `heat.smooth`. A half,
        for a pit of several kilometres whose place is known to one is as likely as not to reach
        over a border. Hardly changes from 0.4 to 0.8; without any, the grid decides.
    clustering : str
        How concentrations are found, one of `CLUSTERINGS`; see `clusters`.
    seed_threshold : float
        Smoothed heat, as a share of the highest, from which a peak starts a district. It alone
        decides how many there are; 0.37 is the middle of 0.33 to 0.40, which give 13 to 16.
    grow_threshold, grow_share : float
        Smoothed heat, as a share of the highest and of its own peak, that a cell of a district
        keeps. A tenth of the whole and a fifth of the peak are little: a district ends where its
        heat fades, not where it is merely lower. Hardly change from 0.08 to 0.18 and up to 0.3.
    grow_rings : int
        A district ends this many rings from its peak. 3 rings are 52 km, about a day's commute;
        with 4 or 5 the named sites stay together and more of the others are taken in.
    spacing_rings : int
        A peak starts no district this near to another's or nearer. 2, for the smoothing makes one
        of any two peaks within a ring of each other's.
    alpha : float
        False discovery rate of hot spots.
    reach_m : float
        Distance between cell centres that DBSCAN takes for near, in metres.
    minimum_cells : int
        Fewest cells of a concentration with DBSCAN and HDBSCAN.
    scoring : str
        What of the heat of a district is its score, one of `SCORINGS`; see `scores`.
    seed : int
        Of the stability studies of this run; the run itself draws nothing at random.
    """

    side_m: float = 10_000.0
    origin: tuple[float, float] = (0.0, 0.0)
    years: int = 5
    production_growth: tuple[float, float] = (0.0, 0.0)
    employment_growth: tuple[float, float] = (0.0, 0.0)
    normalisation: str = "log"
    weights_method: str = "roc"
    weights: tuple[float, ...] | None = None
    smoothing: float = 0.5
    clustering: str = "watershed"
    seed_threshold: float = 0.37
    grow_threshold: float = 0.12
    grow_share: float = 0.20
    grow_rings: int = 3
    spacing_rings: int = 2
    alpha: float = 0.05
    reach_m: float = 20_000.0
    minimum_cells: int = 3
    scoring: str = "mean"
    seed: int = 20230

    def __post_init__(self) -> None:
        _settle(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any] | str) -> Self:
        """Parameters from a mapping or JSON text; what is not named keeps its default.

        Raises
        ------
        ParameterError
            For an unknown name, a value of another kind or one out of range.
        """
        if isinstance(values, str):
            try:
                values = json.loads(values)
            except ValueError:
                raise ParameterError("", "Los parámetros no son un JSON válido.") from None
        if not isinstance(values, Mapping):
            raise ParameterError("", "Se espera un objeto JSON con los parámetros.")
        known = {field.name: field for field in fields(cls)}
        given: dict[str, Any] = {}
        for name, value in values.items():
            if name not in known:
                raise ParameterError(str(name), f"No existe; los hay: {', '.join(known)}.")
            given[name] = tuple(value) if isinstance(value, list) else value
        return cls(**given)

    def to_json(self) -> str:
        """Canonical text: every parameter, sorted by name; `from_json` reads it back."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return json.dumps(values, sort_keys=True, separators=(",", ":"))


_LIMITS: Final[Mapping[str, tuple[float, float]]] = {
    "side_m": (500.0, 200_000.0),
    "years": (1, 50),
    "smoothing": (0.0, 1.0),
    "seed_threshold": (0.0, 1.0),
    "grow_threshold": (0.0, 1.0),
    "grow_share": (0.0, 1.0),
    "grow_rings": (0, 50),
    "spacing_rings": (0, 50),
    "alpha": (1e-6, 0.5),
    "reach_m": (500.0, 500_000.0),
    "minimum_cells": (1, 1000),
    "seed": (0, 2**32 - 1),
}
_WHOLE: Final = ("years", "grow_rings", "spacing_rings", "minimum_cells", "seed")
_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "normalisation": NORMALISATIONS,
    "weights_method": WEIGHT_METHODS,
    "clustering": CLUSTERINGS,
    "scoring": SCORINGS,
}
_PAIRS: Final[Mapping[str, tuple[float, float]]] = {
    "origin": (-1e7, 1e7),
    "production_growth": (-99.0, 1000.0),
    "employment_growth": (-99.0, 1000.0),
}


def _settle(parameters: Parameters) -> None:
    """Refuse what is out of range and write each number as one kind, so that equal is equal."""
    for name, choices in _CHOICES.items():
        if getattr(parameters, name) not in choices:
            raise ParameterError(name, f"Se espera uno de: {', '.join(choices)}.")
    for name, limits in _LIMITS.items():
        value = _number(name, getattr(parameters, name), limits)
        if name in _WHOLE:
            if not value.is_integer():
                raise ParameterError(name, "Se espera un número entero.")
            value = int(value)
        object.__setattr__(parameters, name, value)
    for name, limits in _PAIRS.items():
        object.__setattr__(parameters, name, _numbers(name, getattr(parameters, name), 2, limits))
    if parameters.weights_method == "direct":
        if parameters.weights is None:
            raise ParameterError("weights", "Con «direct» se esperan cinco números.")
        weights = _numbers("weights", parameters.weights, len(VARIABLES), (0.0, 1e9))
        if not sum(weights):
            raise ParameterError("weights", "Al menos un peso debe ser mayor que 0.")
        object.__setattr__(parameters, "weights", weights)
    elif parameters.weights is not None:
        raise ParameterError("weights", "Solo se dan con el método «direct».")


def _numbers(
    name: str, values: object, count: int, limits: tuple[float, float]
) -> tuple[float, ...]:
    if not isinstance(values, tuple) or len(values) != count:
        raise ParameterError(name, f"Se esperan {count} números.")
    return tuple(_number(name, value, limits) for value in values)


def _number(name: str, value: object, limits: tuple[float, float]) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ParameterError(name, "Se espera un número.")
    # Not a number is not between anything.
    if not limits[0] <= value <= limits[1]:
        raise ParameterError(name, f"Debe estar entre {limits[0]:g} y {limits[1]:g}.")
    return float(value)
