"""Printed pages as the tests read them."""

from collections import defaultdict
from itertools import pairwise
from typing import Any


def tightest(sheet: Any) -> float:
    """The least distance between baselines of lines that begin one below the other, in points."""
    columns: dict[int, set[float]] = defaultdict(set)

    def visit(said: str, page: list[float], at: list[float], font: Any, size: float) -> None:
        if said.strip():
            x, y = at[4] * page[0] + page[4], at[5] * page[3] + page[5]
            columns[round(x / 3)].add(round(y, 1))

    sheet.extract_text(visitor_text=visit)
    return min(
        after - before
        for heights in columns.values()
        for before, after in pairwise(sorted(heights))
    )
