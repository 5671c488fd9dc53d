"""The matrix of attention: what moved, what did not, and that nothing is tied that is not told."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from emra.governance import commitment_actions
from emra.governance.models import Commitment
from emra.lib.errors import DomainError
from emra.portal import attention_words
from emra.portal.attention import DAYS, attention, overdue_on
from emra.strategy import follow_up
from emra.strategy.follow_up import FollowUp

pytestmark = pytest.mark.django_db


def cells(found, table, code):
    row = next(row for row in getattr(found, table).rows if row.code == code)
    return {cell.column: cell.count for cell in row.cells}


def told(line, by):
    state = FollowUp(state="UNDER_WAY")
    return follow_up.record_follow_up(line=line, follow_up=state, reference="prueba", by=by)


def promise(by, due_on, subject=""):
    return commitment_actions.record_commitment(
        body="comision-4", text="Medir.", owner="gore", due_on=due_on, subject=subject, by=by
    )


def test_after_the_load_nothing_moved_and_the_sentence_says_so(strategy):
    found = attention()
    assert [row.code for row in found.objectives.rows] == ["OE1", "OE2", "OE3", "OE4", "OE5"]
    assert all(row.still for row in (*found.objectives.rows, *found.dimensions.rows))
    said = attention_words.finding(found)
    assert said == "En los últimos 90 días no se movió nada en ninguno de los 5 objetivos."


def test_a_line_that_was_told_twice_is_one_line_and_only_its_objective_moved(strategy, reviewer):
    told("OE1-CP1", reviewer)
    told("OE1-CP1", reviewer)
    found = attention()
    assert cells(found, "objectives", "OE1")["lines"] == 1
    assert [row.code for row in found.objectives.rows if row.still] == ["OE2", "OE3", "OE4", "OE5"]
    assert "no se movió nada en OE2, OE3, OE4 y OE5" in attention_words.finding(found)


def test_progress_moves_its_dimension_and_no_objective(corte, approve, publish):
    approve("A12", "40")
    publish()
    found = attention()
    assert cells(found, "dimensions", "social")["readings"] == 1
    assert cells(found, "dimensions", "ambiental")["readings"] == 0
    assert all(row.still for row in found.objectives.rows)


def test_a_late_commitment_is_no_movement_but_is_told(strategy, secretary):
    today = timezone.localdate()
    row = promise(secretary, today, "AGREEMENT:A12")
    # Time goes by: nobody can promise something for the past.
    Commitment.objects.filter(pk=row.pk).update(due_on=today - timedelta(days=20))
    found = attention()
    assert cells(found, "objectives", "OE4")["commitments_made"] == 1
    assert cells(found, "objectives", "OE4")["commitments_overdue"] == 1
    assert cells(found, "dimensions", "social")["commitments_overdue"] == 1
    row = next(row for row in found.objectives.rows if row.code == "OE4")
    assert row.moved == 1
    assert "Tienen compromisos atrasados: OE4 (1)." in attention_words.finding(found)


@pytest.mark.parametrize(
    ("day", "late"),
    [("2026-03-31", False), ("2026-04-06", True), ("2026-04-10", False), ("2026-05-08", True),
     ("2026-05-20", False)],
)  # fmt: skip
def test_what_was_overdue_on_a_day_goes_by_the_deadline_and_the_state_of_that_day(day, late):
    # Decided on 2 March for Wednesday 1 April, moved on 8 April to 6 May, closed on 15 May.
    step = SimpleNamespace(due_to=date(2026, 5, 6), at=datetime(2026, 4, 8, 15, tzinfo=UTC))
    row = SimpleNamespace(
        decided_at=datetime(2026, 3, 2, 15, tzinfo=UTC),
        closed_at=datetime(2026, 5, 15, 15, tzinfo=UTC),
        first_due_on=date(2026, 4, 1),
        steps=(step,),
    )
    assert overdue_on(row, date.fromisoformat(day)) is late


def test_the_90_days_end_on_the_day_that_is_asked_for_and_never_tomorrow(strategy, reviewer):
    told("OE1-CP1", reviewer)
    today = timezone.localdate()
    assert attention(today).since == today - timedelta(days=DAYS - 1)
    assert attention(today - timedelta(days=1)).objectives.rows[0].still
    with pytest.raises(DomainError, match="posterior a hoy"):
        attention(today + timedelta(days=1))


@pytest.mark.parametrize(
    "text", ["ayer", "2026-13-01", "20261121", "2999-01-01", "0001-01-01", "2022-12-31"]
)
def test_a_day_that_is_none_is_refused_by_page_and_api(strategy, client, text):
    assert client.get(f"/atencion/?al={text}").status_code == 400
    assert client.get(f"/api/v1/attention/?al={text}").status_code == 400


def test_page_table_and_api_say_the_same(world, client):
    page = client.get("/atencion/").content.decode()
    answer = client.get("/api/v1/attention/").json()
    assert answer["sentence"] in page.replace("&nbsp;", "\u00a0")
    rows = list(csv.DictReader(io.StringIO(client.get("/atencion.csv").content.decode())))
    listed = {(row["tabla"], row["codigo"], row["columna"]): int(row["cantidad"]) for row in rows}
    names = {"objetivos": "objectives", "dimensiones": "dimensions"}
    for spanish, name in names.items():
        columns = {column["code"]: column for column in answer[name]["columns"]}
        for row in answer[name]["rows"]:
            counted = {cell["column"]: cell["count"] for cell in row["cells"]}
            for column, count in counted.items():
                assert listed.pop((spanish, row["code"], column)) == count
            moved = sum(n for column, n in counted.items() if not columns[column]["state"])
            assert row["moved"] == moved
            assert row["still"] is (moved == 0)
    assert listed == {}
    assert any(row["moved"] for row in answer["objectives"]["rows"])
    for column in answer["objectives"]["columns"]:
        assert column["meaning"] in page
