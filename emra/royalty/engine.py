"""How a fund is shared out among communes, to the peso.

Each indicator gives a commune its value over the sum of all eligible communes (equal parts: one
over their number); the shares are weighted, and the weights sum to 100. An indicator may itself
consist of weighted sub-indicators. The arithmetic is of integers only. Pesos are whole: every
amount is cut, and the pesos left over go one by one to the largest remainders; equal remainders
go by the commune's code, the lower first, so that the order of the rows changes nothing. What is
computed here is a calculation, never an official allocation.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import lcm
from typing import Final, TypeAlias

from emra.lib.formats import number
from emra.lib.percent import EXACT, exact
from emra.lib.speech import gettext as _

Values: TypeAlias = Mapping[str, Mapping[str, Decimal]]

WHOLE: Final = Decimal(100)
_NAMED: Final = 5


class CannotDistribute(ValueError):
    """The fund cannot be shared out with these data; the text is a Spanish sentence.

    Attributes
    ----------
    code : str
        WEIGHTS, TOTAL, NO_COMMUNES, REPEATED, UNKNOWN_COMMUNE, MISSING, NEGATIVE or NOTHING.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Indicator:
    """A criterion and its weight in percent of the level it belongs to.

    `equal_parts` needs no values; `parts` are its sub-indicators, whose weights sum to 100 too.
    """

    code: str
    name: str
    weight: Decimal
    equal_parts: bool = False
    parts: tuple["Indicator", ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What one indicator gives a commune; `weight` in percent of the fund, pesos to the cent."""

    code: str
    name: str
    weight: Decimal
    value: Decimal
    total_value: Decimal
    pesos: Decimal


@dataclass(frozen=True, slots=True)
class Amount:
    """What a commune gets; `pesos` is the sum of its parts and of `rounding`."""

    commune: str
    pesos: int
    parts: tuple[Part, ...]
    rounding: Decimal


@dataclass(frozen=True, slots=True)
class Distribution:
    """A fund shared out; the amounts stand in the order of the communes that were given."""

    total: int
    amounts: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A commune's pesos in two distributions."""

    commune: str
    before: int
    after: int

    @property
    def difference(self) -> int:
        return self.after - self.before


def check_weights(indicators: Sequence[Indicator], of: str = "") -> None:
    """Raise CannotDistribute unless the weights of every level are 0 or more and sum to 100."""
    for indicator in indicators:
        if exact(indicator.weight) < 0:
            raise CannotDistribute(
                "WEIGHTS",
                _("La ponderación de «%(name)s» es %(weight)s: debe ser 0 o más.")
                % {"name": indicator.name, "weight": number(indicator.weight)},
            )
    total = sum((indicator.weight for indicator in indicators), Decimal())
    if total != WHOLE:
        off = number(abs(WHOLE - total))
        raise CannotDistribute(
            "WEIGHTS",
            _unbalanced(of, total < WHOLE) % {"of": of, "total": number(total), "off": off},
        )
    for indicator in indicators:
        if indicator.parts:
            check_weights(indicator.parts, f"«{indicator.name}»")


def _unbalanced(of: str, short: bool) -> str:
    """What is said of weights that do not sum to 100; without `of` they are those of the fund."""
    if of and short:
        return _("Las ponderaciones de %(of)s suman %(total)s y deben sumar 100: faltan %(off)s.")
    if of:
        return _("Las ponderaciones de %(of)s suman %(total)s y deben sumar 100: sobran %(off)s.")
    if short:
        return _("Las ponderaciones del fondo suman %(total)s y deben sumar 100: faltan %(off)s.")
    return _("Las ponderaciones del fondo suman %(total)s y deben sumar 100: sobran %(off)s.")


def leaves(indicators: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """The indicators that take values or are equal parts, weighted in percent of the fund.

    Examples
    --------
    >>> mine = Indicator("n", "Yacimientos", Decimal(15))
    >>> leaves([Indicator("m", "Minería", Decimal(40), parts=(mine,))])[0].weight
    Decimal('6')
    """
    found: list[Indicator] = []
    for indicator in indicators:
        if not indicator.parts:
            found.append(indicator)
        for part in leaves(indicator.parts):
            weight = EXACT.multiply(indicator.weight, part.weight) / WHOLE
            found.append(Indicator(part.code, part.name, weight.normalize(), part.equal_parts))
    return tuple(found)


def distribute(
    total: int, communes: Sequence[str], indicators: Sequence[Indicator], values: Values
) -> Distribution:
    """Share `total` pesos out among the eligible communes.

    Parameters
    ----------
    total : int
        Whole pesos, 0 or more.
    communes : sequence of str
        Codes of the eligible communes, each once.
    indicators : sequence of Indicator
        Their weights sum to 100 on every level.
    values : mapping
        From an indicator's code to the value of each commune: 0 or more, and not all 0. An
        indicator without weight needs none.

    Raises
    ------
    CannotDistribute
        Naming the weights, communes or values that are wrong or missing.
    """
    check_weights(indicators)
    _check_communes(total, communes)
    used = [leaf for leaf in leaves(indicators) if leaf.weight]
    _check_values(communes, used, values)
    columns = [_column(leaf, communes, values) for leaf in used]
    weights = _integers([leaf.weight for leaf in used])
    sums = [sum(column) for column in columns]
    common = lcm(*sums)
    divisor = sum(weights) * common
    factors = [total * weight * (common // of) for weight, of in zip(weights, sums, strict=True)]
    shares = [
        sum(factor * column[place] for factor, column in zip(factors, columns, strict=True))
        for place in range(len(communes))
    ]
    pesos = _largest_remainder(total, communes, shares, divisor)
    totals = [_total(leaf, communes, values) for leaf in used]
    amounts = []
    for place, commune in enumerate(communes):
        parts = tuple(
            Part(
                leaf.code,
                leaf.name,
                leaf.weight,
                _value(leaf, commune, values),
                of,
                _cents(factor * column[place], divisor),
            )
            for leaf, column, factor, of in zip(used, columns, factors, totals, strict=True)
        )
        explained = sum((part.pesos for part in parts), Decimal())
        amounts.append(Amount(commune, pesos[place], parts, pesos[place] - explained))
    return Distribution(total, tuple(amounts))


def equal_parts(total: int, weight: Decimal, communes: int) -> Decimal:
    """What equal parts give each commune, unrounded: the least that any of them gets.

    Examples
    --------
    >>> equal_parts(70_755_000_000, Decimal(50), 300)
    Decimal('117925000')
    """
    if communes < 1:
        raise ValueError(f"communes is at least 1, got {communes}")
    share = EXACT.multiply(Decimal(total), exact(weight))
    return EXACT.divide(share, WHOLE * communes)


def compare(before: Distribution, after: Distribution) -> tuple[Change, ...]:
    """Each commune before and after, in the order of `before`; both have the same communes."""
    later = {amount.commune: amount.pesos for amount in after.amounts}
    return tuple(
        Change(amount.commune, amount.pesos, later[amount.commune]) for amount in before.amounts
    )


# -- pieces ----------------------------------------------------------------------------------


def _check_communes(total: int, communes: Sequence[str]) -> None:
    if total < 0:
        raise CannotDistribute("TOTAL", "El total del fondo no puede ser negativo.")
    if not communes:
        raise CannotDistribute("NO_COMMUNES", "No hay comunas entre las cuales repartir.")
    repeated = sorted(code for code, times in Counter(communes).items() if times > 1)
    if repeated:
        raise CannotDistribute("REPEATED", f"Hay comunas repetidas: {_listed(repeated)}.")


def _check_values(communes: Sequence[str], used: Sequence[Indicator], values: Values) -> None:
    eligible = set(communes)
    missing: list[str] = []
    for leaf in used:
        if leaf.equal_parts:
            continue
        given = values.get(leaf.code, {})
        strange = sorted(given.keys() - eligible)
        if strange:
            raise CannotDistribute(
                "UNKNOWN_COMMUNE",
                f"«{leaf.name}» trae valores de comunas que no participan: {_listed(strange)}.",
            )
        absent = sorted(eligible - given.keys())
        if absent:
            missing.append(f"«{leaf.name}» ({_listed(absent)})")
            continue
        negative = sorted(code for code, value in given.items() if exact(value) < 0)
        if negative:
            raise CannotDistribute(
                "NEGATIVE", f"«{leaf.name}» tiene valores negativos: {_listed(negative)}."
            )
        if not any(given.values()):
            raise CannotDistribute(
                "NOTHING",
                f"Todos los valores de «{leaf.name}» son 0: no se puede repartir según ellos.",
            )
    if missing:
        raise CannotDistribute("MISSING", f"Faltan valores de {'; '.join(missing)}.")


def _column(leaf: Indicator, communes: Sequence[str], values: Values) -> list[int]:
    if leaf.equal_parts:
        return [1] * len(communes)
    given = values[leaf.code]
    return _integers([given[commune] for commune in communes])


def _value(leaf: Indicator, commune: str, values: Values) -> Decimal:
    return Decimal(1) if leaf.equal_parts else values[leaf.code][commune]


def _total(leaf: Indicator, communes: Sequence[str], values: Values) -> Decimal:
    if leaf.equal_parts:
        return Decimal(len(communes))
    return sum((values[leaf.code][commune] for commune in communes), Decimal())


def _integers(numbers: Sequence[Decimal]) -> list[int]:
    """The same proportions as whole numbers."""
    ratios = [number.as_integer_ratio() for number in numbers]
    common = lcm(*(below for _above, below in ratios))
    return [above * (common // below) for above, below in ratios]


def _largest_remainder(
    total: int, communes: Sequence[str], shares: Sequence[int], divisor: int
) -> list[int]:
    whole, rest = zip(*(divmod(share, divisor) for share in shares), strict=True)
    pesos = list(whole)
    order = sorted(range(len(communes)), key=lambda place: (-rest[place], communes[place]))
    for place in order[: total - sum(pesos)]:
        pesos[place] += 1
    return pesos


def _cents(share: int, divisor: int) -> Decimal:
    """`share / divisor` pesos, rounded half up to the cent."""
    return Decimal((200 * share + divisor) // (2 * divisor)).scaleb(-2)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_NAMED])
    more = len(names) - _NAMED
    return f"{shown} y {more} más" if more > 0 else shown
