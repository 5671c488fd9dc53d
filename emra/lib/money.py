"""Amounts with their unit, and sums that never mix units. Pure.

M$ is a thousand Chilean pesos and MM$ a million. Nothing is converted: an amount is kept in the
unit it was stated in, and a sum of different units is refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from emra.lib import formats
from emra.lib.percent import EXACT, exact
from emra.lib.speech import gettext as _

# A unit's code, and how people write it before the number.
UNITS: Final = {"CLP": "$", "THOUSAND_CLP": "M$", "MILLION_CLP": "MM$", "USD": "US$"}
UNIT_NAMES: Final = {
    "CLP": "pesos ($)",
    "THOUSAND_CLP": "miles de pesos (M$)",
    "MILLION_CLP": "millones de pesos (MM$)",
    "USD": "dólares (US$)",
}


class MixedUnits(ValueError):
    """Amounts in different units have no sum; the text is a Spanish sentence for the person."""

    def __init__(self, units: Iterable[str]) -> None:
        self.units = tuple(sorted(set(units), key=list(UNITS).index))
        names = _(" y ").join(_(UNIT_NAMES[unit]) for unit in self.units)
        super().__init__(
            _(
                "No se suman montos en unidades distintas (%(names)s): cada unidad lleva su propio "
                "total."
            )
            % {"names": names}
        )


@dataclass(frozen=True, slots=True)
class Amount:
    """A value in a unit, one of `UNITS`; `str()` writes it as in Chile: `M$ 4.222.529`."""

    value: Decimal
    unit: str

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise ValueError(f"unit is one of {', '.join(UNITS)}, got {self.unit!r}")
        exact(self.value)

    def __str__(self) -> str:
        return formats.with_unit(self.value, UNITS[self.unit])


def total(amounts: Iterable[Amount]) -> Amount | None:
    """The exact sum of amounts of one unit; None where there are none.

    Raises
    ------
    MixedUnits
        When they are in more than one unit.

    Examples
    --------
    >>> str(total([Amount(Decimal(4222529), "THOUSAND_CLP"), Amount(Decimal(1), "THOUSAND_CLP")]))
    'M$\\xa04.222.530'
    >>> try:
    ...     total([Amount(Decimal(1), "CLP"), Amount(Decimal(1), "USD")])
    ... except MixedUnits as error:
    ...     error.units
    ('CLP', 'USD')
    """
    every = list(amounts)
    units = {amount.unit for amount in every}
    if not every:
        return None
    if len(units) > 1:
        raise MixedUnits(units)
    found = Decimal()
    for amount in every:
        found = EXACT.add(found, amount.value)
    return Amount(found, units.pop())


def totals(amounts: Iterable[Amount]) -> tuple[Amount, ...]:
    """A sum for each unit that occurs, in the order of `UNITS`."""
    by_unit: dict[str, list[Amount]] = {}
    for amount in amounts:
        by_unit.setdefault(amount.unit, []).append(amount)
    found = (total(by_unit.get(unit, ())) for unit in UNITS)
    return tuple(amount for amount in found if amount is not None)
