"""From what people type, paste or send to what a row asks for."""

from decimal import Decimal

import pytest

from emra.agreements.proposals import (
    Fractions,
    RawRow,
    TypedCell,
    agreement_code,
    interpret,
)

KNOWN = frozenset(f"A{n:02}" for n in range(1, 20))


def typed(value):
    if value is None:
        return TypedCell("empty", "")
    return value if isinstance(value, TypedCell) else TypedCell("text", value)


def asked(percent, code="A12", fractions=Fractions.ASK, **texts):
    cells = {"code": typed(code), "percent": typed(percent)}
    cells |= {name: typed(text) for name, text in texts.items()}
    [proposal] = interpret([RawRow(2, cells)], known=KNOWN, fractions=fractions)
    return proposal


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("47", "47"),
        ("47 %", "47"),
        ("47%", "47"),
        ("47,5", "47.5"),
        ("47.5", "47.5"),
        (" 47,53 ", "47.53"),
        ("0", "0"),
        ("1", "1"),
        ("100", "100"),
        ("0,5 %", "0.5"),
    ],
)
def test_a_percentage_is_read_as_people_write_it(text, percent):
    assert asked(text).percent == Decimal(percent)


@pytest.mark.parametrize("text", ["0,475", "0.475", "0,5", "0,01", ".5"])
def test_a_number_between_0_and_1_is_asked_about(text):
    assert asked(text).asks_fraction
    assert asked(text).percent is None
    assert not asked(text).problem


def test_the_answer_says_what_numbers_up_to_1_are():
    fraction = {"fractions": Fractions.AS_FRACTION}
    assert asked("0,475", **fraction).percent == Decimal("47.5")
    assert asked("1", **fraction).percent == 100
    assert asked("0", **fraction).percent == 0
    assert asked("47", **fraction).percent == 47
    assert asked("0,5 %", **fraction).percent == Decimal("0.5")
    assert asked("0,47555", **fraction).column == "percent"
    percent = {"fractions": Fractions.AS_PERCENT}
    assert asked("0,47", **percent).percent == Decimal("0.47")
    assert asked("1", **percent).percent == 1


@pytest.mark.parametrize("text", ["sin dato", "Sin  Dato", "S/D", "#N/D", "#N/A", "n/d"])
def test_no_data_needs_its_reason(text):
    assert asked(text).column == "absence_reason"
    assert "necesita su motivo" in asked(text).problem
    proposal = asked(text, absence_reason="No llegó.")
    assert (proposal.absence, proposal.percent) == ("NO_DATA", None)


@pytest.mark.parametrize("text", ["no aplica", "No Aplica", "N/A"])
def test_not_applicable_needs_its_reason_too(text):
    assert asked(text).column == "absence_reason"
    assert asked(text, absence_reason="No hay faenas.").absence == "NOT_APPLICABLE"


@pytest.mark.parametrize(
    "text", ["-3", "140", "cuarenta", "1.234,5", "47,555", "=1+1", "1e2", "٤٠"]
)
def test_what_is_no_percentage_is_an_error_of_its_column(text):
    assert (asked(text).column, asked(text).percent) == ("percent", None)
    assert asked(text).problem


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (TypedCell("date", "2026-05-04"), "es una fecha (2026-05-04)"),
        (TypedCell("bool", "True"), "verdadero o falso"),
    ],
)
def test_a_date_or_a_truth_value_is_never_taken_for_a_number(cell, said):
    assert said in asked(cell).problem


def test_an_empty_percentage_asks_for_nothing():
    assert asked(None, note="Algo.").is_empty
    assert asked("  ").is_empty


@pytest.mark.parametrize(("name", "most"), [("note", 4000), ("setback_reason", 2000)])
def test_a_text_too_long_is_refused_and_not_cut(name, most):
    assert asked("47", **{name: "x" * most}).percent == 47
    proposal = asked("47", **{name: "x" * (most + 1)})
    assert (proposal.column, proposal.percent) == (name, None)


@pytest.mark.parametrize(
    "text", ["A01", "a1", "1", "01", "1.0", "A01 Disminuir", "A01\u00a0Disminuir", "A01:", " A1. "]
)
def test_a_code_is_known_by_any_of_its_forms(text):
    assert agreement_code(text) == "A01"


@pytest.mark.parametrize("text", ["A00", "A20", "OE1", "Total", "A1B", "2026", "٣", "A-1", "+4"])
def test_an_unknown_code_is_named_in_its_error(text):
    proposal = asked("47", code=text)
    assert proposal.column == "code"
    assert proposal.problem == f"No existe el acuerdo «{text}»."
