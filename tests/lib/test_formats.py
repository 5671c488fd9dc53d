"""Numbers and dates for people and for machines, and the reading of what people type."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emra.lib import formats
from emra.lib.formats import InvalidDecimal, InvalidPercent, parse_decimal, parse_percent

NBSP = "\u00a0"
finite = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (formats.number(Decimal("1234567.80")), "1.234.567,8"),
        (formats.number(Decimal("1234567.85"), 1), "1.234.567,9"),
        (formats.number(Decimal("999.5"), 0), "1.000"),
        (formats.number(-1234.5), "-1.234,5"),
        (formats.number(Decimal("-0.04"), 1), "0,0"),
        (formats.number(Decimal("1E+3")), "1.000"),
        (formats.number(0), "0"),
        (formats.number(Decimal("-0.00")), "0"),
        (formats.number(None), "sin dato"),
        (formats.percent(Decimal("47.45")), f"47,5{NBSP}%"),
        (formats.percent(Decimal("11.5"), 2), f"11,50{NBSP}%"),
        (formats.percent(0), f"0,0{NBSP}%"),
        (formats.percent(None), "sin dato"),
        (formats.clp(1234567), f"${NBSP}1.234.567"),
        (formats.clp(-500), f"-${NBSP}500"),
        (formats.clp(None), "sin dato"),
        (formats.thousands_clp(4222529), f"M${NBSP}4.222.529"),
        (formats.millions_clp(70755), f"MM${NBSP}70.755"),
        (formats.millions_clp(Decimal("70.5"), None), f"MM${NBSP}70,5"),
        (formats.with_unit(5, "km"), f"5{NBSP}km"),
        (formats.with_unit(5, ""), "5"),
        (formats.day(date(2026, 11, 21)), "21-11-2026"),
        (formats.day(None), "sin dato"),
        # Santiago is at UTC-3 in November and at UTC-4 in July.
        (formats.moment(datetime(2026, 11, 21, 17, 32, tzinfo=UTC)), "21-11-2026 14:32"),
        (formats.moment(datetime(2026, 7, 1, 3, 5, tzinfo=UTC)), "30-06-2026 23:05"),
        (formats.day(datetime(2026, 7, 1, 3, 5, tzinfo=UTC)), "30-06-2026"),
        (formats.point(Decimal("1234567.80")), "1234567.8"),
        (formats.point(1e-9), "0"),
        (formats.point(-0.001), "0"),
        (formats.point(1e21), "1" + "0" * 21),
        (formats.point(Decimal("0.125"), 3), "0.125"),
        (formats.point(100, 0), "100"),
    ],
)
def test_a_value_is_shown_as_expected(shown, expected):
    assert shown == expected


@given(st.one_of(finite, st.floats(-1e15, 1e15)), st.integers(0, 6))
def test_a_machine_number_parses_and_stays_within_half_of_its_last_decimal(value, places):
    text = formats.point(value, places)
    assert re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?", text)
    assert text != "-0"
    assert abs(Decimal(text) - Decimal(str(value))) <= Decimal("0.5") / 10**places


@given(finite)
def test_a_number_for_people_holds_all_its_digits(value):
    assert Decimal(formats.number(value).replace(".", "").replace(",", ".")) == value


@pytest.mark.parametrize("unknown", [float("nan"), float("inf"), Decimal("NaN")])
@pytest.mark.parametrize("write", [formats.number, formats.percent, formats.point, formats.clp])
def test_nan_and_infinity_are_never_written(write, unknown):
    with pytest.raises(ValueError):
        write(unknown)


def test_a_machine_number_of_nothing_and_a_time_without_zone_are_refused():
    with pytest.raises(ValueError):
        formats.point(None)
    naive = datetime(2026, 11, 21, 14, 32, tzinfo=UTC).replace(tzinfo=None)
    for write in (formats.moment, formats.day):
        with pytest.raises(ValueError, match="time zone"):
            write(naive)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("47", "47"),
        ("47 %", "47"),
        ("47%", "47"),
        (f"{NBSP}47{NBSP}% ", "47"),
        ("47,5", "47.5"),
        ("47.5", "47.5"),
        ("47,25", "47.25"),
        ("0", "0"),
        ("0,00", "0"),
        ("100", "100"),
        ("100,00", "100"),
    ],
)
def test_a_percentage_is_read_however_people_write_it(typed, value):
    assert parse_percent(typed) == Decimal(value)


@given(st.decimals(0, 100, places=2))
def test_a_percentage_shown_with_its_decimals_reads_back(value):
    assert parse_percent(formats.percent(value, 2)) == value


MISTAKES = {
    "EMPTY": ["", "  ", NBSP],
    "NOT_A_NUMBER": [
        *("abc", "47,,5", "1.234,5", "4e1", "NaN", "Infinity", "\uff11\uff12", "%", "47 %%"),
        *("4 7", "+47", "47,", ",5", "0x1F", "1_0", "--4"),
    ],
    "NEGATIVE": ["-1", "-0,5", "- 3 %", "\u22124"],
    "OVER_100": ["101", "100,01", "100,001", "9" * 50],
    "TOO_MANY_DECIMALS": ["47,123", "1.234"],
}


@pytest.mark.parametrize(
    ("code", "typed"), [(code, text) for code, texts in MISTAKES.items() for text in texts]
)
def test_a_mistyped_percentage_is_answered_with_what_to_do(code, typed):
    with pytest.raises(InvalidPercent) as mistake:
        parse_percent(typed)
    assert mistake.value.code == code
    assert re.search(r"\b(escriba|redondee)\b", str(mistake.value))


@pytest.mark.parametrize(
    ("typed", "rounded"),
    [("47,555", "47,56"), ("47,554", "47,55"), ("1.234", "1,23"), ("0,001", "0,00")],
)
def test_too_many_decimals_are_answered_with_the_same_number_rounded(typed, rounded):
    with pytest.raises(InvalidPercent) as mistake:
        parse_percent(typed)
    said = f"«{typed}» tiene más de dos decimales: escriba {rounded}, redondeado a dos."
    assert str(mistake.value) == said


def test_each_kind_of_mistake_has_its_own_sentence():
    sentences = set()
    for texts in MISTAKES.values():
        with pytest.raises(InvalidPercent) as mistake:
            parse_percent(texts[0])
        sentences.add(str(mistake.value).replace(f"«{texts[0]}»", ""))
    assert len(sentences) == len(MISTAKES)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        *(("-3", "-3"), ("\u22123,5", "-3.5"), ("+2", "2"), (" 0,5 ", "0.5"), ("1234.5", "1234.5")),
        *(("1.234,5", "1234.5"), ("1.234.567", "1234567"), ("-1.234.567,89", "-1234567.89")),
        *(("1,234", "1.234"), ("0.125", "0.125"), ("1234.567", "1234.567"), ("12.34", "12.34")),
    ],
)
def test_a_measurement_is_read_when_it_has_one_meaning(typed, value):
    assert parse_decimal(typed) == Decimal(value)


def test_a_typed_minus_zero_is_plain_zero():
    assert str(parse_decimal("-0")) == "0"


def test_a_point_that_may_group_or_divide_is_refused_with_both_spellings():
    with pytest.raises(InvalidDecimal, match=r"«-1\.234».* -1234 .* -1,234 ") as mistake:
        parse_decimal("-1.234")
    assert mistake.value.code == "AMBIGUOUS"


@pytest.mark.parametrize(
    "typed", ["", "abc", "1,234.5", "1,2,3", "1.23,4", "0.123.456", "5 km", "1e3"]
)
def test_a_measurement_that_is_not_a_number_is_refused(typed):
    with pytest.raises(InvalidDecimal, match="escriba"):
        parse_decimal(typed)
