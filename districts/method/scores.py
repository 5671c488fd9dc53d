"""The score of each district, from 1 to 100, and its rank."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from districts.method.hexgrid import Floats, Integers
from districts.method.parameters import SCORINGS, ParameterError

LOWEST: Final = 1.0
HIGHEST: Final = 100.0
DIGITS: Final = 2


def intensity(heat: Floats, labels: Integers, count: int, scoring: str = "mean") -> Floats:
    """How hot each of `count` concentrations is, from its heat before smoothing.

    - ``mean``: the mean heat of its cells, each weighing its own heat: Σ h² / Σ h. It hardly
      depends on how many cool cells the border takes in, nor on whether the grid happens to put
      two neighbouring mines in one cell or in two.
    - ``peak``: the highest heat of its cells. Simpler, and changed by exactly that accident:
      over 50 grid origins its ranking agrees less with Table 3 (Spearman 0.75 beside 0.81).

    Parameters
    ----------
    heat : n floats
    labels : n integers
        0 to `count` - 1; others are in no concentration.

    Raises
    ------
    ParameterError
        For another scoring.

    Examples
    --------
    >>> heat, labels = np.array([0.8, 0.2, 0.0]), np.array([0, 0, 0])
    >>> [round(float(intensity(heat, labels, 1, way)[0]), 2) for way in ("mean", "peak")]
    [0.68, 0.8]
    """
    if scoring not in SCORINGS:
        raise ParameterError("scoring", f"Se espera uno de: {', '.join(SCORINGS)}.")
    inside = (labels >= 0) & (labels < count)
    own, of = heat[inside], labels[inside]
    if scoring == "peak":
        highest = np.zeros(count)
        np.maximum.at(highest, of, own)
        return highest
    total = np.bincount(of, weights=own, minlength=count)
    squares = np.bincount(of, weights=own**2, minlength=count)
    return np.divide(squares, total, out=np.zeros(count), where=total > 0)


def score(intensities: Sequence[float] | Floats) -> tuple[float, ...]:
    """1 + 99 × intensity / highest intensity, to two decimals: the hottest has 100, no heat 1.

    Examples
    --------
    >>> score([0.5, 0.25, 0.0])
    (100.0, 50.5, 1.0)
    """
    given = np.asarray(intensities, dtype=np.float64)
    if not np.all(np.isfinite(given)) or np.any(given < 0):
        raise ValueError("Las intensidades deben ser números finitos y no negativos.")
    highest = given.max(initial=0.0)
    shares = given / highest if highest > 0 else given
    return tuple(np.round(LOWEST + (HIGHEST - LOWEST) * shares, DIGITS).tolist())


def ranks(scores: Sequence[float]) -> tuple[int, ...]:
    """Place of each score, 1 the highest; equal scores share the first of their places.

    Examples
    --------
    >>> ranks((50.0, 100.0, 50.0))
    (2, 1, 2)
    """
    return tuple(1 + sum(other > one for other in scores) for one in scores)
