"""Sharing a fund out among all communes, beside the same shares in numpy's floating point.

346 communes by 5 indicators. The engine computes with whole numbers, so that the total is exact
and each amount explained by indicator; numpy gives rounded shares that need not add up.
"""

from decimal import Decimal
from typing import Any

from bench.common import Row, interleaved, milliseconds
from emra.royalty import engine

COMMUNES = [f"{number:05}" for number in range(1, 347)]
TOTAL = 22_891_000_000
WEIGHTS = ("40", "7.5", "5", "7.5", "40")
REPETITIONS = 40
LIMIT = 1.0


def measure() -> list[Row]:
    import numpy as np

    random = np.random.default_rng(2024)
    table = random.integers(1, 10**9, size=(len(WEIGHTS), len(COMMUNES)))
    table[0] = 1
    indicators = [
        engine.Indicator(f"i{place}", f"Indicador {place}", Decimal(weight), place == 0)
        for place, weight in enumerate(WEIGHTS)
    ]
    values = {
        indicator.code: dict(zip(COMMUNES, (Decimal(int(v)) / 1000 for v in row), strict=True))
        for indicator, row in zip(indicators[1:], table[1:], strict=True)
    }
    weights = np.array([float(weight) for weight in WEIGHTS]) / 100

    def exact() -> engine.Distribution:
        return engine.distribute(TOTAL, COMMUNES, indicators, values)

    def rounded() -> Any:
        return np.rint(TOTAL * (weights @ (table / table.sum(axis=1, keepdims=True))))

    shared = np.array([amount.pesos for amount in exact().amounts])
    assert shared.sum() == TOTAL
    assert np.abs(shared - rounded()).max() <= 1
    interleaved({"exact": exact, "rounded": rounded}, 3)
    taken = interleaved({"exact": exact, "rounded": rounded}, REPETITIONS)
    assert taken["exact"] < LIMIT, "a distribution must take well under a second"
    what = f"{len(COMMUNES)} communes x {len(WEIGHTS)} indicators"
    return [
        Row(f"{what}, numpy, shares only", milliseconds(taken["rounded"])),
        Row(
            f"{what}, exact and explained",
            milliseconds(taken["exact"]),
            taken["exact"] / taken["rounded"],
            "numpy",
        ),
    ]
