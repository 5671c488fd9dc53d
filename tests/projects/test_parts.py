"""Parts of an entry: versions that follow each other, reasons, days, milestones, risks."""

from datetime import date

import pytest

from emra.lib.errors import DomainError, Unknown
from emra.projects import actions, changes, in_force, parts_actions
from emra.projects.models import Entry, Project
from emra.projects.parts_actions import Told
from tests.projects.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strategy", "today")]
START, END = date(2026, 3, 1), date(2027, 6, 30)


def holds(code="5.1"):
    return in_force.of_one(Project.objects.get(pk=code))


def test_a_day_is_not_moved_without_a_reason(start, settle, secretary):
    entry = start()
    parts_actions.set_dates(
        entry=entry,
        days={"PLANNED_START": START, "PLANNED_END": END, "ACTUAL_END": None},
        by=secretary,
    )
    settle(entry)
    assert {what: row.day for what, row in holds().dates.items()} == {
        "PLANNED_START": START,
        "PLANNED_END": END,
    }
    again = start()
    later = {"PLANNED_START": START, "PLANNED_END": date(2028, 1, 31)}
    with pytest.raises(DomainError, match="motivo"):
        parts_actions.set_dates(entry=again, days=later, by=secretary)
    moved = parts_actions.set_dates(entry=again, days=later, reason="Atraso.", by=secretary)
    assert [(row.what, row.version) for row in moved] == [("PLANNED_END", 2)]
    parts_actions.set_dates(
        entry=again, days={"PLANNED_START": None}, reason="No tenía respaldo.", by=secretary
    )
    settle(again)
    assert {what: row.day for what, row in holds().dates.items()} == {
        "PLANNED_END": date(2028, 1, 31)
    }


def test_days_that_cannot_be_are_refused_at_their_field(start, secretary):
    entry = start()
    for days, field in (
        ({"ACTUAL_START": date(2026, 11, 22)}, "actual_start"),
        ({"PLANNED_START": END, "PLANNED_END": START}, "planned_end"),
        ({"ACTUAL_START": TODAY, "ACTUAL_END": date(2026, 11, 20)}, "actual_end"),
    ):
        with pytest.raises(DomainError) as refusal:
            parts_actions.set_dates(entry=entry, days=days, by=secretary)
        assert refusal.value.field == field


def test_what_is_in_force_already_is_not_recorded(start, secretary):
    entry = start()
    name = holds().particulars.name
    seen = actions.find_entry(entry).lock_version
    same = Told(name=name, lead="epa")
    assert parts_actions.set_particulars(entry=entry, told=same, by=secretary) is None
    assert actions.find_entry(entry).lock_version == seen
    other = Told(name=name, lead="epa", communes=("02101",), lines=("OE1-CP1",), objective="OE1")
    part = parts_actions.set_particulars(
        entry=entry, told=other, reason="Se precisa el lugar.", by=secretary
    )
    assert (part.version, [row.commune for row in part.places.all()]) == (2, ["02101"])
    assert parts_actions.set_particulars(entry=entry, told=same, by=secretary) is None
    assert not changes.of_entry(actions.find_entry(entry))
    assert actions.find_entry(entry).lock_version == seen + 2


def test_a_draft_is_written_over_without_a_new_version(start, secretary, settle):
    entry = start()
    for text in ("Norma de ruido.", "Norma de ruido y polvo."):
        risk = parts_actions.set_risk(
            entry=entry,
            number=None if "polvo" not in text else 1,
            text=text,
            level="LOW",
            by=secretary,
        )
        assert (risk.number, risk.version) == (1, 1)
    second = parts_actions.set_risk(entry=entry, text="Costos.", level="MEDIUM", by=secretary)
    assert second.number == 2
    settle(entry)
    assert [row.text for row in holds().risks] == ["Norma de ruido y polvo.", "Costos."]


def test_a_milestone_is_reached_without_more_words_but_its_day_is_not_moved(
    start, settle, secretary
):
    entry = start()
    told = {"title": "Bases de licitación", "planned_on": START}
    parts_actions.set_milestone(entry=entry, by=secretary, **told)
    settle(entry)
    again = start()
    with pytest.raises(DomainError, match="motivo"):
        parts_actions.set_milestone(
            entry=again, number=1, by=secretary, **{**told, "planned_on": END}
        )
    with pytest.raises(DomainError, match="no ha llegado"):
        parts_actions.set_milestone(entry=again, number=1, done_on=END, by=secretary, **told)
    done = parts_actions.set_milestone(entry=again, number=1, done_on=TODAY, by=secretary, **told)
    assert (done.version, done.reason) == (2, "Se cumplió.")


def test_a_high_risk_says_what_is_done_about_it(start, secretary):
    entry = start()
    with pytest.raises(DomainError) as refusal:
        parts_actions.set_risk(entry=entry, text="Sequía.", level="HIGH", by=secretary)
    assert refusal.value.field == "response"
    closed = parts_actions.set_risk(
        entry=entry, text="Sequía.", level="HIGH", closed=True, by=secretary
    )
    assert closed.response == ""


def test_a_part_is_taken_off_its_draft_and_of_no_other(start, secretary):
    entry, other = start(), start("5.2")
    part = parts_actions.set_risk(entry=entry, text="Costos.", level="LOW", by=secretary)
    for wrong in ({"entry": other}, {"kind": "funding"}, {"kind": "x"}):
        with pytest.raises(Unknown):
            parts_actions.remove_part(
                **{"entry": entry, "kind": "risks", "part": part.pk, "by": secretary, **wrong}
            )
    parts_actions.remove_part(entry=entry, kind="risks", part=part.pk, by=secretary)
    assert not changes.of_entry(Entry.objects.get(project="5.1", state="DRAFT"))


NOT_ON_A_LIST = [
    ({"bip": "40045543-7"}, "bip"),
    ({"bip": "123"}, "bip"),
    ({"name": ""}, "name"),
    ({"lead": "nadie"}, "lead"),
    ({"lead": "epa", "partners": ("epa",)}, "partners"),
    ({"partners": ("nadie",)}, "partners"),
    ({"objective": "OE9"}, "objective"),
    ({"lines": ("OE1-XX",)}, "lines"),
    ({"sector": "minas"}, "sector"),
    ({"communes": ("13101",)}, "communes"),
    ({"rate": "ZZ"}, "rate"),
]


def test_a_code_that_is_on_no_list_is_refused_at_its_field(initiative, secretary):
    entry = initiative()
    for told, field in NOT_ON_A_LIST:
        with pytest.raises(DomainError) as refusal:
            parts_actions.set_particulars(
                entry=entry, told=Told(**{"name": "Posta", **told}), by=secretary
            )
        assert refusal.value.field == field, told
    told = Told(name="Posta", bip=" 400455430 ", rate="RS", sector="salud")
    assert parts_actions.set_particulars(entry=entry, told=told, by=secretary).bip == "40045543-0"
