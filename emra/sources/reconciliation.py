"""Does a printed figure follow from the data, and by which rule?

A document prints a figure; one or more declared rules recompute it. The verdict says whether a
rule gives the figure exactly, only after rounding or cutting decimals, or not at all, and what an
unnamed value would have to be for the figure to hold. Nothing is ever adjusted to agree: a figure
that no rule gives is a finding, and an implied value is a deduction, never a reading.
"""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from emra.lib import formats, percent
from emra.lib.percent import EXACT, exact, quantise
from emra.lib.speech import gettext as _
from emra.lib.speech import joined

How: TypeAlias = Literal["EXACT", "ROUNDED", "CUT", "AT_LEAST", ""]

UNKNOWN_AS_ZERO: Final = percent.RULE
REPORTED_ONLY: Final = "REPORTED_ONLY"
SUM_OF_PARTS: Final = "SUM_OF_PARTS"

# Each completes "El recálculo … da", or "La cota inferior … es".
RULE_PHRASES: Final[Mapping[str, str]] = {
    UNKNOWN_AS_ZERO: "contando los sin dato como 0",
    REPORTED_ONLY: "promediando solo los informados",
    SUM_OF_PARTS: "sumando las partidas",
}
ANY_RULE: Final = "según la regla declarada"
HOW_TEXT: Final[Mapping[str, str]] = {
    "EXACT": "coincide",
    "ROUNDED": "coincide si se redondea",
    "CUT": "coincide si se corta el decimal (no si se redondea)",
}
STORED_PLACES: Final = 2


class Verdict(enum.Enum):
    """What comparing a printed figure with its recalculation found."""

    MATCHES = "MATCHES"
    MATCHES_ROUNDED = "MATCHES_ROUNDED"
    NO_RULE_MATCHES = "NO_RULE_MATCHES"
    NOT_COMPUTABLE = "NOT_COMPUTABLE"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one rule gives: its code and the unrounded value, None when it cannot be computed."""

    rule: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Implied:
    """The whole percentages, both ends included, that the one unknown value would need to have.

    `rule` says how the mean is shortened to the printed figure: CUT or ROUNDED.
    """

    lower: Decimal
    upper: Decimal
    rule: Literal["CUT", "ROUNDED"]


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A printed figure beside its recalculation.

    Attributes
    ----------
    printed : Decimal or None
        None when the document prints no figure.
    verdict : Verdict
    rule : str
        Code of the rule that `recomputed` comes from: the matching one, otherwise the first that
        can be computed; empty when none can.
    how : str
        EXACT, ROUNDED or CUT when it matches; AT_LEAST where the rules give a lower bound, met or
        not; otherwise empty.
    recomputed, difference : Decimal or None
        The value of that rule with 2 decimals, or with `places` if more, and the printed figure
        less that value.
    implied : Implied or None
        Only with NO_RULE_MATCHES.
    candidates : tuple of Candidate
        All that were tried, unrounded, in the order given.
    """

    printed: Decimal | None
    verdict: Verdict
    rule: str
    how: How
    recomputed: Decimal | None
    difference: Decimal | None
    implied: Implied | None
    candidates: tuple[Candidate, ...]


def reconcile(
    printed: Decimal | None,
    candidates: Sequence[Candidate],
    *,
    places: int = 0,
    implied: Implied | None = None,
    at_least: bool = False,
) -> Reconciliation:
    """Find which rule, if any, gives a printed figure.

    Tried in this order, each over all candidates: the value, or the value rounded half up to 2
    decimals, equals the printed one; its rounding half up to `places` does; its cut to `places`
    does.

    Parameters
    ----------
    printed : Decimal or None
        In the unit of the candidates.
    candidates : sequence of Candidate
        The declared rules, the preferred one first.
    places : int
        Decimals that the document prints.
    implied : Implied, optional
        Kept only when no rule matches.
    at_least : bool
        The first rule that can be computed gives a lower bound: the printed figure matches when it
        is not below it.

    Raises
    ------
    ValueError
        For a float, NaN or infinity.
    """
    figure = None if printed is None else exact(printed)
    computed = [(c.rule, exact(c.value)) for c in candidates if c.value is not None]
    find = _bounded if at_least else _verdict
    verdict, how, rule, value = find(figure, computed, places)
    recomputed = None if value is None else quantise(value, max(STORED_PLACES, places))
    comparable = verdict is not Verdict.NOT_COMPUTABLE
    return Reconciliation(
        printed=figure,
        verdict=verdict,
        rule=rule,
        how=how,
        recomputed=recomputed,
        difference=_difference(figure, recomputed) if comparable else None,
        implied=implied if verdict is Verdict.NO_RULE_MATCHES else None,
        candidates=tuple(candidates),
    )


def implied_unknown(
    printed: Decimal, known_sum: Decimal, total: int, *, cut: bool
) -> Implied | None:
    """Find what the one unknown of a group would have to be for the printed mean to hold.

    The whole percentages w from 0 to 100 for which (known_sum + w) / total, cut or else rounded
    half up to a whole number, is the printed one.

    Parameters
    ----------
    printed : Decimal
        The printed mean, a whole percentage.
    known_sum : Decimal
        Sum of the known percentages.
    total : int
        How many are averaged, with the unknown one.
    cut : bool
        Whether the decimals are cut; otherwise the mean is rounded.

    Returns
    -------
    Implied or None
        None when no value from 0 to 100 gives the printed mean.

    Raises
    ------
    ValueError
        When `total` is less than 1, or for a float, NaN or infinity.

    Examples
    --------
    >>> implied_unknown(Decimal(47), Decimal(292), 7, cut=True)
    Implied(lower=Decimal('37'), upper=Decimal('43'), rule='CUT')
    """
    if total < 1:
        raise ValueError(f"total counts the unknown one too, so it is at least 1, got {total}")
    figure, known = exact(printed), exact(known_sum)
    shorten = percent.cut if cut else quantise
    fitting = [
        Decimal(whole)
        for whole in range(101)
        if shorten(EXACT.divide(EXACT.add(known, Decimal(whole)), Decimal(total)), 0) == figure
    ]
    if not fitting:
        return None
    return Implied(fitting[0], fitting[-1], "CUT" if cut else "ROUNDED")


def sentence(
    reconciliation: Reconciliation,
    *,
    unit: str = "%",
    phrases: Mapping[str, str] = RULE_PHRASES,
) -> str:
    """Say in the language of the page what a reconciliation means for a citizen.

    Parameters
    ----------
    reconciliation : Reconciliation
        What `reconcile` found.
    unit : str
        Written with every figure, money before it and any other unit after it.
    phrases : mapping
        From a rule's code to the words that complete "El recálculo … da", for rules other than
        those of `RULE_PHRASES`.
    """
    words = _Words(unit, phrases)
    if reconciliation.verdict is Verdict.NOT_COMPUTABLE:
        return words.not_computable(reconciliation)
    prints = _("La fuente imprime %(printed)s.") % {
        "printed": words.printed(reconciliation.printed)
    }
    if reconciliation.how == "AT_LEAST":
        return f"{prints} {words.bound(reconciliation)}"
    if reconciliation.verdict is Verdict.NO_RULE_MATCHES:
        return f"{prints} {words.no_rule(reconciliation)}"
    found = _("El recálculo %(rule)s da %(recomputed)s: %(how)s.") % {
        "rule": words.rule(reconciliation.rule),
        "recomputed": words.recomputed(reconciliation.recomputed),
        "how": _(HOW_TEXT[reconciliation.how]),
    }
    return f"{prints} {found}"


@dataclass(frozen=True, slots=True)
class _Words:
    unit: str
    phrases: Mapping[str, str]

    def printed(self, value: Decimal | None) -> str:
        return formats.with_unit(value, self.unit)

    def recomputed(self, value: Decimal | None) -> str:
        keeps_zeros = value is not None and self.unit == "%"
        return formats.with_unit(value, self.unit, _decimals(value) if keeps_zeros else None)

    def rule(self, code: str) -> str:
        return _(self.phrases.get(code, ANY_RULE))

    def not_computable(self, found: Reconciliation) -> str:
        if found.printed is not None:
            return _(
                "La fuente imprime %(printed)s, pero faltan datos para recalcular esa cifra."
            ) % {"printed": self.printed(found.printed)}
        if found.recomputed is None:
            return _("La fuente no imprime cifra ('-') y faltan datos para calcularla.")
        return _(
            "La fuente no imprime cifra ('-'): el cálculo %(rule)s da %(recomputed)s, pero no hay "
            "con qué compararlo."
        ) % {"rule": self.rule(found.rule), "recomputed": self.recomputed(found.recomputed)}

    def bound(self, found: Reconciliation) -> str:
        respected = found.verdict is Verdict.MATCHES
        text = (
            _("La cota inferior %(rule)s es %(bound)s: la cifra impresa la respeta.")
            if respected
            else _("La cota inferior %(rule)s es %(bound)s: la cifra impresa queda por debajo.")
        )
        return text % {"rule": self.rule(found.rule), "bound": self.recomputed(found.recomputed)}

    def no_rule(self, found: Reconciliation) -> str:
        places = _decimals(found.recomputed)
        results = [
            _("%(rule)s da %(recomputed)s")
            % {
                "rule": self.rule(candidate.rule),
                "recomputed": self.recomputed(quantise(candidate.value, places)),
            }
            for candidate in found.candidates
            if candidate.value is not None
        ]
        text = _("Ninguna regla llega a esa cifra: el recálculo %(listed)s.") % {
            "listed": joined(results)
        }
        if found.implied is None:
            return text
        low, high = self.printed(found.implied.lower), self.printed(found.implied.upper)
        needed = (
            _("ser %(value)s") % {"value": low}
            if low == high
            else _("estar entre %(low)s y %(high)s") % {"low": low, "high": high}
        )
        cut = found.implied.rule == "CUT"
        shortened = (
            _("si al promedio se le corta el decimal") if cut else _("si el promedio se redondea")
        )
        implied = _(
            "Para que resultara, el único valor sin dato tendría que %(needed)s (%(shortened)s); "
            "es una deducción, no un dato."
        ) % {"needed": needed, "shortened": shortened}
        return f"{text} {implied}"


def _verdict(
    printed: Decimal | None, computed: Sequence[tuple[str, Decimal]], places: int
) -> tuple[Verdict, How, str, Decimal | None]:
    if not computed:
        return Verdict.NOT_COMPUTABLE, "", "", None
    first_rule, first_value = computed[0]
    if printed is None:
        return Verdict.NOT_COMPUTABLE, "", first_rule, first_value
    for rule, value in computed:
        if printed in (value, quantise(value, STORED_PLACES)):
            return Verdict.MATCHES, "EXACT", rule, value
    for rule, value in computed:
        if printed == quantise(value, places):
            return Verdict.MATCHES_ROUNDED, "ROUNDED", rule, value
    for rule, value in computed:
        if printed == percent.cut(value, places):
            return Verdict.MATCHES_ROUNDED, "CUT", rule, value
    return Verdict.NO_RULE_MATCHES, "", first_rule, first_value


def _bounded(
    printed: Decimal | None, computed: Sequence[tuple[str, Decimal]], places: int
) -> tuple[Verdict, How, str, Decimal | None]:
    if printed is None or not computed:
        return _verdict(printed, computed, places)
    rule, value = computed[0]
    verdict = Verdict.MATCHES if printed >= value else Verdict.NO_RULE_MATCHES
    return verdict, "AT_LEAST", rule, value


def _decimals(value: Decimal | None) -> int:
    return 0 if value is None else len(f"{value:f}".partition(".")[2])


def _difference(printed: Decimal | None, recomputed: Decimal | None) -> Decimal | None:
    if printed is None or recomputed is None:
        return None
    return EXACT.subtract(printed, recomputed)
