"""The source's bilateral project is in the application as the facts and the document say."""

import json
from datetime import date

import pytest

from emra.cooperation import bilateral_queries, bilateral_seed_actions
from emra.cooperation.bilateral_rows import goal, month
from emra.cooperation.models import BilateralSheet
from emra.dashboard.integrity import faults
from emra.ledger.models import Event
from tests.cooperation.bilaterals import CODE

pytestmark = pytest.mark.django_db


@pytest.fixture
def view(strategy):
    return bilateral_queries.project(CODE)


def test_the_sheet_says_what_the_facts_say(view):
    told = view.content
    assert told.name.startswith("Fortalecimiento del capital humano de la pequeña minería")
    assert (told.area, told.sdg) == ("Cooperación económica para el desarrollo", 8)
    assert [(row.country, row.name.split()[0]) for row in told.institutions] == [
        ("Bolivia", "Federación"),
        ("Chile", "Unidad"),
        ("Chile", "Corporación"),
    ]
    assert [row.country for row in told.places] == ["Chile", "Bolivia"]
    assert (told.months, told.starts, told.updated_on) == (9, "2024-07", date(2025, 3, 20))
    assert len(told.topics) == 4
    first, *others = told.results
    assert (first.target, first.minimum, first.minimum_unit) == ("mínimo 6 mujeres", 6, "mujeres")
    assert [row.minimum for row in others] == [None, None]
    assert [(row.value, row.unit) for row in told.facts] == [
        ("92,6", "%"),
        ("2019", ""),
        ("julio de 2023", ""),
        ("cerca de 2.500", ""),
        ("Potosí y Oruro", ""),
    ]


def test_the_rows_keep_the_order_of_the_source_and_name_their_lines(view):
    lines = [(row.row.key, row.citation.line_from, row.citation.line_to) for row in view.rows]
    assert [line for _key, line, _to in lines] == [6, 7, 8, 9, 10, 11, 12, 13, 14, 17, 19]
    assert lines[8] == ("description", 14, 16)
    assert {row.citation.document_code for row in view.rows} == {"urai-bilateral-2025"}


def test_it_is_approved_by_the_load_and_by_nobody_else(view):
    sheet = BilateralSheet.objects.get()
    assert (sheet.origin, sheet.state) == ("SOURCE", "APPROVED")
    assert (sheet.author, sheet.reviewer) == (None, None)
    event = Event.objects.get(verb="bilateral.approved")
    assert (event.actor, event.object_code) == (None, "bilateral-1-v1")
    assert json.loads(event.payload)["new"]["results"][0]["minimum"] == 6


def test_loading_again_changes_nothing(strategy):
    before = Event.objects.count()
    bilateral_seed_actions.load()
    assert (BilateralSheet.objects.count(), Event.objects.count()) == (1, before)


def test_the_ledger_answers_for_it(strategy):
    assert not [text for text in faults() if "bilateral" in text]


def test_a_month_and_a_goal_are_written_out():
    assert month("2024-07") == "julio de 2024"
    assert goal(8) == "Objetivo 8: Trabajo decente y crecimiento económico"
    assert (month(""), goal(None)) == ("", "")
