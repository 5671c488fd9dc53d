"""The portfolio: sums that foot and never mix units, delays, filters."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emra.lib.communes import by_code
from emra.lib.money import Amount
from emra.projects import portfolio, sentences
from emra.projects.delays import Deviation, against_plan
from emra.projects.portfolio import COMMUNE, SOURCE, Chosen, matching, totals
from emra.projects.readmodel import INITIATIVE, PROJECT
from tests.projects.given import TODAY, line, view

M = "THOUSAND_CLP"
SOURCES = ("FNDR", "FRPD", "LITHIUM", "PRIVATE", "UNSTATED")
TALTAL, CALAMA = by_code()["02104"], by_code()["02201"]


def thousands(value: int) -> Amount:
    return Amount(Decimal(value), M)


def test_the_two_amounts_of_the_source_sum_to_the_peso():
    rows = [
        view(
            "5.3",
            funding=(
                line("UNSTATED", thousands(4_222_529), basis="ASSUMED"),
                line("UNSTATED", thousands(176_306_356), basis="ASSUMED"),
                line("FNDR", None),
            ),
        )
    ]
    found = totals(rows, by=SOURCE, level=PROJECT)
    assert found.single == thousands(180_528_885)
    assert [(group.name, group.lines, group.unknown, group.assumed) for group in found.groups] == [
        ("Fndr", 1, 1, 0),
        ("Unstated", 2, 0, 2),
    ]


def test_different_units_have_no_single_total_and_it_says_why():
    rows = [view(funding=(line("FNDR", thousands(10)), line("PRIVATE", Amount(Decimal(5), "USD"))))]
    found = totals(rows, by=SOURCE, level=PROJECT)
    assert found.single is None
    assert found.refusal == (
        "No se suman montos en unidades distintas (miles de pesos (M$) y dólares (US$)): cada "
        "unidad lleva su propio total."
    )
    assert [str(cell) for cell in found.overall.cells] == ["M$\xa010", "US$\xa05"]
    one = totals(rows, by=SOURCE, level=PROJECT, unit="USD")
    assert (one.single, one.refusal) == (Amount(Decimal(5), "USD"), "")


def test_an_amount_stands_in_one_commune_alone():
    rows = [
        view(
            "5.1",
            communes=(TALTAL, CALAMA),
            funding=(line("FNDR", thousands(1)), line("FNDR", thousands(2), "02104")),
        ),
        view("5.2", communes=(CALAMA,), funding=(line("FNDR", thousands(4)),)),
        view("5.3", funding=(line("FNDR", thousands(8)), line("FNDR", None))),
    ]
    found = totals(rows, by=COMMUNE, level=PROJECT)
    assert [(group.name, group.cells) for group in found.groups] == [
        ("02104", (thousands(2),)),
        ("Calama", (thousands(4),)),
        ("Comuna no indicada", (thousands(8),)),
        ("Varias comunas, sin desglose", (thousands(1),)),
    ]
    assert found.single == thousands(15)


def test_projects_and_initiatives_are_never_in_one_sum():
    rows = [
        view("5.3", funding=(line("FNDR", thousands(100)),)),
        view("5.3-001", funding=(line("FNDR", thousands(7)),)),
    ]
    assert portfolio.levels(rows) == (PROJECT, INITIATIVE)
    assert [totals(rows, by=SOURCE, level=level).single for level in portfolio.levels(rows)] == [
        thousands(100),
        thousands(7),
    ]


amounts = st.one_of(
    st.none(),
    st.builds(
        Amount,
        st.decimals(min_value=0, max_value=10**14, places=2),
        st.sampled_from(("CLP", M, "MILLION_CLP", "USD")),
    ),
)
lines = st.builds(line, st.sampled_from(SOURCES), amounts, st.sampled_from(("", *by_code())))


@given(st.lists(lines, max_size=12), st.sampled_from((SOURCE, COMMUNE)))
def test_the_groups_foot_to_the_total_of_each_unit(funding, by):
    found = totals([view(funding=tuple(funding))], by=by, level=PROJECT)
    for place, unit in enumerate(found.units):
        cells = [group.cells[place] for group in found.groups]
        assert sum(cell.value for cell in cells if cell) == found.overall.cells[place].value
        exact = sum(row.amount.value for row in funding if row.amount and row.amount.unit == unit)
        assert found.overall.cells[place].value == exact
    assert sum(group.lines for group in found.groups) == len(funding)
    assert bool(found.refusal) == (len(found.units) > 1)


@pytest.mark.parametrize(
    ("planned", "happened", "state", "days"),
    [
        (None, None, "NO_PLAN", None),
        (None, date(2026, 1, 1), "DONE", None),
        (TODAY, None, "AHEAD", None),
        (date(2026, 11, 20), None, "OVERDUE", 1),
        (date(2026, 9, 30), None, "OVERDUE", 52),
        (date(2023, 12, 31), date(2024, 6, 30), "DONE", 182),
        (date(2026, 3, 1), date(2026, 2, 27), "DONE", -2),
    ],
)
def test_what_was_planned_is_held_against_what_happened(planned, happened, state, days):
    assert against_plan(planned, happened, TODAY) == Deviation(state, days)


def test_the_latest_come_first_and_codes_count_as_numbers():
    late, later = Deviation("OVERDUE", 5), Deviation("OVERDUE", 9)
    rows = [view("5.3-10"), view("5.3-2"), view("5.1", end=late), view("5.2", start=later)]
    assert [row.code for row in matching(rows, Chosen())] == ["5.2", "5.1", "5.3-2", "5.3-10"]
    assert [row.code for row in matching(rows, Chosen(late=True))] == ["5.2", "5.1"]


def test_what_has_no_plan_is_not_said_to_be_on_time():
    unplanned, late = view(), view("5.2", end=Deviation("OVERDUE", 5))
    assert sentences.portfolio([unplanned]) == (
        "1 proyecto estratégico y ninguna iniciativa. Ninguno informa un plazo: no se puede decir "
        "si van atrasados."
    )
    assert sentences.late([unplanned, late]) == (
        "1 de 1 con plazo informado está atrasado; 1 no informa plazo: no se puede decir si va "
        "atrasado."
    )
    ahead, ended = view(end=Deviation("AHEAD", None)), view(end=Deviation("DONE", 182))
    assert sentences.late([late, ahead]) == "1 de 2 con plazo informado está atrasado."
    assert sentences.late([ahead, ended]) == (
        "Ninguno de los 2 con plazo informado está atrasado; 1 terminó con atraso."
    )
    assert sentences.late([ahead]) == "El único con plazo informado no está atrasado."


@pytest.mark.parametrize(
    ("chosen", "codes"),
    [
        (Chosen(level=PROJECT), ["5.1"]),
        (Chosen(track="PUBLIC"), ["5.3-001"]),
        (Chosen(sector="salud"), ["5.3-001"]),
        (Chosen(commune="02104"), ["5.1"]),
        (Chosen(commune="02201"), ["5.3-001"]),
        (Chosen(source="FNDR"), ["5.1"]),
        (Chosen(rate="RS"), ["5.3-001"]),
        (Chosen(level=PROJECT, rate="RS"), []),
    ],
)
def test_each_filter_asks_for_what_it_says(chosen, codes):
    rows = [
        view("5.1", funding=(line("FNDR", None, "02104"),)),
        view("5.3-001", sector="salud", rate="RS", communes=(CALAMA,)),
    ]
    assert [row.code for row in matching(rows, chosen)] == codes
