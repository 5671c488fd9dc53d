"""What a district is like: its variables, products, size of mining and place."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np

from districts.method.hexgrid import Floats
from districts.method.layers import LARGE
from districts.method.records import Site

MIXED: Final = "mixta"
UNKNOWN: Final = ""
DIGITS: Final = 6


def profiles(totals: Floats) -> Floats:
    """Each total as a percentage of the highest of its column (n × k), 0 where all are 0.

    Examples
    --------
    >>> profiles(np.array([[4.0, 0.0], [1.0, 0.0]])).tolist()
    [[100.0, 0.0], [25.0, 0.0]]
    """
    highest = totals.max(axis=0, initial=0.0)
    shares = np.divide(totals, highest, out=np.zeros_like(totals), where=highest > 0)
    percent: Floats = np.round(100 * shares, DIGITS)
    return percent


def product_amounts(sites: Iterable[Site]) -> dict[str, float]:
    """Known production per product, in kilotonnes of copper equivalent, sorted by product."""
    amounts: dict[str, float] = {}
    for site in sorted(sites, key=lambda one: (one.product, one.name)):
        amounts[site.product] = amounts.get(site.product, 0.0) + (site.cu_eq_kt or 0.0)
    return amounts


def product_shares(sites: Sequence[Site]) -> tuple[tuple[str, float], ...]:
    """Share in percent of each product in the known production, largest first.

    Products without production are left out.
    """
    amounts = product_amounts(sites)
    total = sum(amounts.values())
    shares = [
        (product, round(100 * amount / total, DIGITS))
        for product, amount in amounts.items()
        if amount > 0
    ]
    return tuple(sorted(shares, key=lambda one: (-one[1], one[0])))


def location_quotients(
    sites: Sequence[Site], everywhere: Mapping[str, float]
) -> tuple[tuple[str, float], ...]:
    """How many times more of each product the district has than all the sites together.

    (x / X) / (p / P) with x the product and X all production of the district, p and P the same
    of all sites: above 1 the district is specialised in it. Source: the location quotient of
    regional economics (Isard, 1960, "Methods of Regional Analysis", MIT Press).

    Parameters
    ----------
    sites : sequence of Site
        Those of the district.
    everywhere : mapping
        `product_amounts` of all sites.
    """
    total = sum(everywhere.values())
    return tuple(
        (product, round(share / 100 / (everywhere[product] / total), DIGITS))
        for product, share in product_shares(sites)
    )


def size_class(sites: Iterable[Site]) -> str:
    """The category of all its known production, or `MIXED`; `UNKNOWN` where none is known."""
    categories = {site.category for site in sites if site.cu_eq_kt}
    if len(categories) > 1:
        return MIXED
    return next(iter(categories), UNKNOWN)


def share_of_large(sites: Iterable[Site]) -> float | None:
    """Share, 0-1, of large mining in the known production; None where none is known."""
    known = [(site.cu_eq_kt, site.category) for site in sites if site.cu_eq_kt]
    total = sum(amount for amount, _ in known)
    return sum(amount for amount, of in known if of == LARGE) / total if total else None
