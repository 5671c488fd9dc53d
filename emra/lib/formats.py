"""Numbers and dates as people in Chile write them, or read them in English, and as machines need.

Text for people groups thousands with a point and puts a comma before the decimals; the space
before a unit does not break. In an English page it is the other way round, without a space before
`%`, with the currency by its code and with months in words. Text for SVG, CSS and attributes uses
a decimal point, no grouping and no exponent. The parsers read what a person types and answer a
mistake with a Spanish sentence that says what to write instead; they never guess. `None` is shown
as "sin dato": an unknown is never shown as a zero.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from emra.lib import speech
from emra.lib.percent import HIGHEST, exact, quantise

Number: TypeAlias = Decimal | int | float

NO_BREAK: Final = "\u00a0"
SANTIAGO: Final = ZoneInfo("America/Santiago")
MAX_PERCENT_DECIMALS: Final = 2
MONTHS: Final = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)
ENGLISH_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# M$ is a thousand pesos and MM$ a million; abroad they would be read otherwise.
_ENGLISH_MONEY: Final = {
    "$": ("CLP", ""),
    "M$": ("CLP", "thousand"),
    "MM$": ("CLP", "million"),
    "US$": ("USD", ""),
    "MUS$": ("USD", "thousand"),
    "MMUS$": ("USD", "million"),
}

_LONGEST_QUOTE = 24
# [0-9] and not \d: full-width or Arabic digits are not accepted as typed figures.
_SIGN = "[-+\u2212]"
_PERCENT = re.compile(rf"({_SIGN}?)\s*([0-9]+)(?:[.,]([0-9]+))?\s*%?")
_PLAIN = re.compile(rf"({_SIGN}?)([0-9]+)(?:[.,]([0-9]+))?")
_GROUPED = re.compile(rf"({_SIGN}?)([1-9][0-9]{{0,2}}(?:\.[0-9]{{3}})+)(?:,([0-9]+))?")
# A number typed as in English, read as one typed as in Chile.
_SWAPPED = str.maketrans(".,", ",.")
_ONE_GROUP = re.compile(rf"{_SIGN}?[1-9][0-9]{{0,2}}\.[0-9]{{3}}")


class InvalidNumber(ValueError):
    """What was typed is not a usable number; the text is a Spanish sentence for the person.

    Attributes
    ----------
    code : str
        EMPTY, NOT_A_NUMBER, NEGATIVE, OVER_100, TOO_MANY_DECIMALS or AMBIGUOUS.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class InvalidPercent(InvalidNumber):
    """What was typed is not a percentage from 0 to 100 with at most two decimals."""


class InvalidDecimal(InvalidNumber):
    """What was typed is not a number, or can be read as two different ones."""


def no_data() -> str:
    """How an unknown is shown."""
    return speech.gettext("sin dato")


def number(value: Number | None, places: int | None = None) -> str:
    """Write a number for people: `1.234.567,8`, in English `1,234,567.8`.

    Parameters
    ----------
    value : Decimal, int, float or None
        None gives "sin dato".
    places : int, optional
        Decimals, rounded half up; without it, those the value has, less the trailing zeros.

    Raises
    ------
    ValueError
        For NaN or infinity: an unknown is None.
    """
    if value is None:
        return no_data()
    plain = _plain(value, places)
    sign = "-" if plain.startswith("-") else ""
    whole, _, decimals = plain.lstrip("-").partition(".")
    grouped, mark = f"{int(whole):,}", "."
    if not speech.english():
        grouped, mark = grouped.replace(",", "."), ","
    return f"{sign}{grouped}{mark}{decimals}" if decimals else f"{sign}{grouped}"


def percent(value: Number | None, places: int | None = 1) -> str:
    """Write a percentage (0-100) for people: `47,5 %` with a no-break space; `47.5%`."""
    return with_unit(value, "%", places)


def clp(value: Number | None) -> str:
    """Write pesos, rounded half up to the peso: `$ 1.234.567`."""
    return with_unit(value, "$", 0)


def thousands_clp(value: Number | None, places: int | None = 0) -> str:
    """Write an amount that is already in thousands of pesos: `M$ 4.222.529`."""
    return with_unit(value, "M$", places)


def millions_clp(value: Number | None, places: int | None = 0) -> str:
    """Write an amount that is already in millions of pesos: `MM$ 70.755`."""
    return with_unit(value, "MM$", places)


def with_unit(value: Number | None, unit: str, places: int | None = None) -> str:
    """Write a number with its unit: money before it (`-M$ 5`), any other after it (`5 km`)."""
    text = number(value, places)
    if value is None or not unit:
        return text
    if unit == "%" and speech.english():
        return f"{text}%"
    if not unit.endswith("$"):
        return f"{text}{NO_BREAK}{unit}"
    sign, after = "-" if text.startswith("-") else "", ""
    if speech.english() and unit in _ENGLISH_MONEY:
        unit, after = _ENGLISH_MONEY[unit]
    end = f"{NO_BREAK}{after}" if after else ""
    return f"{sign}{unit}{NO_BREAK}{text.lstrip('-')}{end}"


def day(value: date | None) -> str:
    """Write a date as `21-11-2026`, in English `21 November 2026`.

    An aware datetime gives its day in Santiago.

    Raises
    ------
    ValueError
        For a datetime without time zone.
    """
    if value is None:
        return no_data()
    local = _in_santiago(value) if isinstance(value, datetime) else value
    if speech.english():
        return f"{local.day} {ENGLISH_MONTHS[local.month - 1]} {local.year:04}"
    return f"{local.day:02}-{local.month:02}-{local.year:04}"


def moment(value: datetime | None) -> str:
    """Write an aware datetime as `21-11-2026 14:32`, in the time of Santiago.

    Raises
    ------
    ValueError
        For a datetime without time zone.
    """
    if value is None:
        return no_data()
    local = _in_santiago(value)
    comma = "," if speech.english() else ""
    return f"{day(local)}{comma} {local.hour:02}:{local.minute:02}"


def month_name(month: int) -> str:
    """The name of a month, 1 to 12: `noviembre`, in English `November`."""
    return (ENGLISH_MONTHS if speech.english() else MONTHS)[month - 1]


def month_of_year(year: int | str, month: int) -> str:
    """`noviembre de 2026`, in English `November 2026`."""
    name = month_name(month)
    return f"{name} {year}" if speech.english() else f"{name} de {year}"


def point(value: Number, places: int = 2) -> str:
    """Write a number for SVG, CSS or an attribute: point, no grouping, no exponent, no `-0`.

    Raises
    ------
    ValueError
        For None, NaN or infinity: there is no machine number for an unknown.
    """
    return _without_trailing_zeros(_plain(value, places))


def parse_percent(text: str) -> Decimal:
    """Read a typed percentage: `47`, `47 %`, `47,5` or `47.5`.

    Returns
    -------
    Decimal
        From 0 to 100, with at most two decimals.

    Raises
    ------
    InvalidPercent
        With a different sentence for each kind of mistake.
    """
    typed = text.strip()
    if not typed:
        raise InvalidPercent(
            "EMPTY",
            speech.gettext(
                "Falta el porcentaje: escriba un número de 0 a 100, por ejemplo 47,5; "
                "si no hay dato, indíquelo como «sin dato»."
            ),
        )
    match = _PERCENT.fullmatch(typed)
    if match is None or match[1] == "+":
        raise InvalidPercent(
            "NOT_A_NUMBER",
            _about(
                typed,
                "%(typed)s no es un porcentaje: escriba solo cifras del 0 al 9 y, si hace falta, "
                "una coma para los decimales, por ejemplo 47,5.",
            ),
        )
    if match[1]:
        raise InvalidPercent(
            "NEGATIVE",
            _about(
                typed,
                "%(typed)s es negativo: un avance va de 0 a 100. Si hubo un retroceso, escriba el "
                "porcentaje alcanzado y explique el motivo.",
            ),
        )
    decimals = match[3] or ""
    value = Decimal(f"{match[2]}.{decimals}")
    if value > HIGHEST:
        raise InvalidPercent(
            "OVER_100",
            _about(typed, "%(typed)s es mayor que 100: escriba un número de 0 a 100."),
        )
    if len(decimals) > MAX_PERCENT_DECIMALS:
        raise InvalidPercent(
            "TOO_MANY_DECIMALS",
            _about(
                typed,
                "%(typed)s tiene más de dos decimales: escriba %(rounded)s, redondeado a dos.",
                rounded=number(quantise(value), MAX_PERCENT_DECIMALS),
            ),
        )
    return value


def parse_decimal(text: str) -> Decimal:
    """Read a typed measurement: `-3`, `0,5`, `1234.5`, `1.234,5` or `1.234.567`.

    In an English page also `1,234.5` and `1,234,567`, so that an address that carries numbers
    says the same in both languages.

    A point before exactly three final digits (`1.234`) may group thousands or begin the decimals:
    it is refused. `0.125` and `1234.567` can only be decimals, so they are read.

    Raises
    ------
    InvalidDecimal
        Empty, not a number, or ambiguous, each with its own sentence.
    """
    typed = text.strip()
    if not typed:
        raise InvalidDecimal(
            "EMPTY", speech.gettext("Falta el valor: escriba un número, por ejemplo 1234,5.")
        )
    # Two groups are English whatever the page: its addresses lead to files that are Spanish.
    swapped = typed
    if speech.english() or typed.count(",") > 1:
        swapped = typed.translate(_SWAPPED)
    if _ONE_GROUP.fullmatch(typed) or _ONE_GROUP.fullmatch(swapped):
        whole = re.sub("[.,]", "", typed)
        # In English neither mark tells thousands from decimals: a fourth decimal does.
        decimal = f"{typed[:-4]}.{typed[-3:]}0" if speech.english() else typed.replace(".", ",")
        raise InvalidDecimal(
            "AMBIGUOUS",
            _about(
                typed,
                "%(typed)s se puede leer de dos maneras: escriba %(whole)s si el punto separa los "
                "miles, o %(decimal)s si separa los decimales.",
                whole=whole,
                decimal=decimal,
            ),
        )
    match = _PLAIN.fullmatch(typed) or _GROUPED.fullmatch(typed) or _GROUPED.fullmatch(swapped)
    if match is None:
        raise InvalidDecimal(
            "NOT_A_NUMBER",
            _about(
                typed,
                "%(typed)s no es un número: escriba solo cifras del 0 al 9, con una coma para los "
                "decimales y sin unidades, por ejemplo 1234,5.",
            ),
        )
    sign = "-" if match[1] in ("-", "\u2212") else ""
    value = Decimal(f"{sign}{match[2].replace('.', '')}.{match[3] or ''}")
    return value if value else abs(value)


def _plain(value: Number, places: int | None) -> str:
    """Decimal text with a point and without exponent, minus sign only for what is not zero."""
    # repr of the float itself, so that a NumPy scalar gives digits and not its constructor.
    decimal = exact(Decimal(repr(float(value))) if isinstance(value, float) else value)
    if places is not None:
        return f"{quantise(decimal, places):f}"
    return _without_trailing_zeros(f"{decimal if decimal else abs(decimal):f}")


def _without_trailing_zeros(plain: str) -> str:
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _in_santiago(value: datetime) -> datetime:
    if value.utcoffset() is None:
        raise ValueError(f"expected a datetime with time zone, got {value!r}")
    return value.astimezone(SANTIAGO)


def _about(typed: str, sentence: str, **parts: str) -> str:
    return speech.gettext(sentence) % {"typed": _quoted(typed), **parts}


def _quoted(typed: str) -> str:
    short = typed if len(typed) <= _LONGEST_QUOTE else f"{typed[:_LONGEST_QUOTE]}…"
    return f"“{short}”" if speech.english() else f"«{short}»"
