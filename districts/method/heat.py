"""From amounts to heat: made comparable, weighted, smoothed, and tested for hot spots."""

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from districts.method.hexgrid import Floats, Integers
from districts.method.parameters import NORMALISATIONS, ParameterError

# Heats that differ by less are equal: the noise of floating point orders no cells.
DIGITS: Final = 12

# Of a ratio to an amount so small that the quotient overflows.
HUGE: Final = 1e300


def normalise(values: Floats, method: str = "log") -> Floats:
    """Each column from 0 to 1, 0 staying 0 and the highest becoming 1.

    For an amount a > 0 of a column with highest M and median m of its positive amounts:

    - ``log``: log(1 + a / m) / log(1 + M / m). Amounts of mining spread over three orders of
      magnitude: without a logarithm one giant hides every other site. Dividing by the median
      makes it independent of the unit.
    - ``sqrt``: sqrt(a / M).
    - ``min_max``: a / M, the lowest being that of the empty cell, 0.
    - ``rank``: the mean rank of a among the positive amounts, divided by their number.

    Parameters
    ----------
    values : n × k floats
        Finite and not negative.

    Returns
    -------
    n × k floats
        A column without positive amounts stays 0.

    Raises
    ------
    ValueError
        For negative amounts, NaN or infinity.
    ParameterError
        For another method.

    Examples
    --------
    >>> normalise(np.array([[0.0], [1.0], [4.0]]), "sqrt").ravel().tolist()
    [0.0, 0.5, 1.0]
    """
    values = _matrix(values)
    if method not in NORMALISATIONS:
        raise ParameterError("normalisation", f"Se espera una de: {', '.join(NORMALISATIONS)}.")
    scaled = np.zeros_like(values)
    for column, given in zip(scaled.T, values.T, strict=True):
        positive = given > 0
        if positive.any():
            column[positive] = _scaled(given[positive], method)
    return scaled


def combine(normalised: Floats, weights: Sequence[float]) -> Floats:
    """Heat of each cell: the weighted sum of its n × k normalised amounts.

    Added term by term: a matrix product may group the terms by the number of processors.

    Raises
    ------
    ValueError
        When the weights are not as many as the columns.
    """
    normalised = _matrix(normalised)
    if len(weights) != normalised.shape[1]:
        raise ValueError(f"Se esperan {normalised.shape[1]} pesos.")
    heat = np.zeros(len(normalised))
    for column, weight in zip(normalised.T, weights, strict=True):
        heat += weight * column
    return heat


def smooth(heat: Floats, neighbours: Integers, share: float = 0.3) -> Floats:
    """Heat shared with the six neighbours, as a share of the highest.

    (h + share × sum of the neighbours) / (1 + 6 share), divided by its highest. Coordinates are
    known to a kilometre and pits are larger than that: a site on one side of a border is also on
    the other. Rounded to `DIGITS` decimals.

    Parameters
    ----------
    heat : n floats
    neighbours : n × 6 integers
        As `hexgrid.neighbours`; a cell that is not given counts 0.
    share : float
        Weight of each neighbour beside the cell's own 1.

    Examples
    --------
    >>> pair = np.array([[1, -1, -1, -1, -1, -1], [-1, -1, -1, 0, -1, -1]])
    >>> smooth(np.array([1.0, 0.0]), pair, 0.25).tolist()
    [1.0, 0.25]
    """
    around = _around(heat, neighbours)
    smoothed = (heat + share * around) / (1 + 6 * share)
    highest = smoothed.max(initial=0.0)
    return np.round(smoothed / highest, DIGITS) if highest > 0 else smoothed


def gi_star(heat: Floats, neighbours: Integers) -> Floats:
    """Getis-Ord Gi* of each cell: how unusually hot it and its neighbours are together.

    With binary weights, the cell itself included, W its number of neighbours plus one:
    (Σ w h - mean W) / (s sqrt((n W - W²) / (n - 1))), s² = mean of squares - mean². Source: Ord
    and Getis (1995), "Local spatial autocorrelation statistics", Geographical Analysis
    27:286-306. A z-score under the hypothesis that the heats lie at random.

    Returns
    -------
    n floats
        All 0 when there is nothing to compare: fewer than two cells, or all alike.
    """
    n = len(heat)
    spread = np.mean(heat**2) - np.mean(heat) ** 2 if n > 1 else 0.0
    if spread <= 0:
        return np.zeros(n)
    size = 1.0 + np.count_nonzero(neighbours >= 0, axis=1)
    together = heat + _around(heat, neighbours)
    deviation = np.sqrt(spread * (n * size - size**2) / (n - 1))
    z = np.zeros(n)
    np.divide(together - np.mean(heat) * size, deviation, out=z, where=deviation > 0)
    return z


def significant(z: Floats, alpha: float = 0.05) -> NDArray[np.bool_]:
    """Which z-scores are high beyond chance at the false discovery rate `alpha`.

    One-sided p-values under the normal, and the step-up rule of Benjamini and Hochberg (1995),
    "Controlling the false discovery rate", JRSS B 57:289-300: the largest k with
    p(k) ≤ alpha k / n, and all from there down.

    Examples
    --------
    >>> significant(np.array([5.0, 0.0, 4.0]), 0.05).tolist()
    [True, False, True]
    """
    if not len(z):
        return np.zeros(0, dtype=bool)
    # Below the mean p is a half or more, which no alpha up to a half lets pass.
    p = np.array([math.erfc(one / math.sqrt(2)) / 2 if one > 0 else 1.0 for one in z.tolist()])
    ordered = np.sort(p)
    passing = np.flatnonzero(ordered <= alpha * np.arange(1, len(p) + 1) / len(p))
    return p <= ordered[passing[-1]] if len(passing) else np.zeros(len(p), dtype=bool)


def _scaled(positive: Floats, method: str) -> Any:
    highest = positive.max()
    if method == "log":
        with np.errstate(over="ignore"):
            times = np.minimum(positive / np.median(positive), HUGE)
        return np.log1p(times) / np.log1p(times.max())
    if method == "sqrt":
        return np.sqrt(positive / highest)
    if method == "min_max":
        return positive / highest
    _, inverse, counts = np.unique(positive, return_inverse=True, return_counts=True)
    mean_ranks = np.cumsum(counts) - (counts - 1) / 2
    return mean_ranks[inverse] / len(positive)


def _around(heat: Floats, neighbours: Integers) -> Floats:
    padded = np.append(heat, 0.0)
    total = np.zeros(len(heat))
    for column in neighbours.T:
        total += padded[column]
    return total


def _matrix(values: Floats) -> Floats:
    values = np.asarray(values, dtype=np.float64)
    if values.ndim != 2:
        raise ValueError("Se espera una fila por celda y una columna por variable.")
    if not np.all(np.isfinite(values)) or np.any(values < 0):
        raise ValueError("Las cantidades deben ser números finitos y no negativos.")
    return values
