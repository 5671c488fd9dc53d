"""Printed pages as the tests read them."""

from itertools import pairwise
from typing import Any


def tightest(sheet: Any) -> float:
    """The least distance between the baselines of lines that begin at the left edge, in points."""
    found: list[tuple[float, float]] = []

    def visit(said: str, page: list[float], at: list[float], font: Any, size: float) -> None:
        if said.strip():
            found.append((at[4] * page[0] + page[4], at[5] * page[3] + page[5]))

    sheet.extract_text(visitor_text=visit)
    left = min(x for x, _y in found)
    heights = sorted({round(y, 1) for x, y in found if x < left + 3})
    return min(after - before for before, after in pairwise(heights))
