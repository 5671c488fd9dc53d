"""How alike two groupings or two rankings are."""

from collections.abc import Hashable, Sequence
from math import comb

import numpy as np


def adjusted_rand(first: Sequence[Hashable], second: Sequence[Hashable]) -> float | None:
    """Adjusted Rand index of two groupings of the same things: 1 the same, 0 as by chance.

    (I - E) / (M - E), with I the pairs together in both, M the mean of the pairs together in
    each, E the pairs expected together in both by chance. Source: Hubert and Arabie (1985),
    "Comparing partitions", Journal of Classification 2:193-218. None with fewer than two things.

    Examples
    --------
    >>> adjusted_rand("aabb", [1, 1, 2, 2])
    1.0
    """
    if len(first) != len(second):
        raise ValueError("Se esperan tantas etiquetas en un agrupamiento como en el otro.")
    if len(first) < 2:
        return None
    together = _pairs(list(zip(first, second, strict=True)))
    in_first, in_second = _pairs(first), _pairs(second)
    expected = in_first * in_second / comb(len(first), 2)
    most = (in_first + in_second) / 2
    return 1.0 if most == expected else (together - expected) / (most - expected)


def spearman(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Spearman's rank correlation, equal values sharing their mean rank.

    None with fewer than three pairs, or when one of the two does not vary.

    Examples
    --------
    >>> spearman([1, 2, 3, 4], [10, 20, 40, 30])
    0.8
    """
    if len(first) != len(second):
        raise ValueError("Se esperan tantos valores en una lista como en la otra.")
    if len(first) < 3:
        return None
    a, b = mean_ranks(first), mean_ranks(second)
    a, b = a - a.mean(), b - b.mean()
    spread = float(np.sqrt((a**2).sum() * (b**2).sum()))
    return round(float((a * b).sum()) / spread, 12) if spread else None


def mean_ranks(values: Sequence[float]) -> np.ndarray:
    """Rank of each value from 1 up, equal values sharing the mean of theirs."""
    _, inverse, counts = np.unique(
        np.asarray(values, dtype=np.float64), return_inverse=True, return_counts=True
    )
    return (np.cumsum(counts) - (counts - 1) / 2)[inverse]


def _pairs(labels: Sequence[Hashable]) -> int:
    counts: dict[Hashable, int] = {}
    for label in labels:
        counts[label] = counts.get(label, 0) + 1
    return sum(comb(count, 2) for count in counts.values())
