"""An initiative's way through the stages of its track: entry and exit of each, in order."""

from datetime import date

import pytest

from emra.lib.errors import DomainError
from emra.projects import in_force, parts_actions
from emra.projects.models import Passage, Project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strategy", "today")]
MARCH, MAY, JULY = date(2026, 3, 2), date(2026, 5, 4), date(2026, 7, 6)


@pytest.fixture
def pass_through(secretary):
    def write(entry, stage, entered_on, left_on=None, reason=""):
        return parts_actions.set_passage(
            entry=entry,
            stage=stage,
            entered_on=entered_on,
            left_on=left_on,
            reason=reason,
            by=secretary,
        )

    return write


def test_stages_follow_each_other_on_each_track(initiative, settle, pass_through):
    public, private = initiative(), initiative("Jardín", "PUBLIC_PRIVATE")
    pass_through(public, "publica-1", MARCH, MAY)
    pass_through(public, "publica-2", MAY)
    pass_through(private, "publico-privada-1", MARCH)
    for entry in (public, private):
        settle(entry)
    now = in_force.of(Project.objects.filter(parent="5.3"))
    assert [(row.stage_id, row.entered_on, row.left_on) for row in now["5.3-001"].passages] == [
        ("publica-1", MARCH, MAY),
        ("publica-2", MAY, None),
    ]
    assert [row.stage.order for row in now["5.3-002"].passages] == [1]


def test_a_stage_is_not_entered_before_the_one_before_was_left(initiative, pass_through):
    entry = initiative()
    pass_through(entry, "publica-1", MARCH)
    with pytest.raises(
        DomainError, match="Falta la salida de «Preparación etapa de diseño»"
    ) as one:
        pass_through(entry, "publica-2", MAY)
    assert one.value.field == "entered_on"
    pass_through(entry, "publica-1", MARCH, MAY)
    with pytest.raises(DomainError, match="no puede ser anterior al 04-05-2026, salida de «Prep"):
        pass_through(entry, "publica-2", date(2026, 5, 3))
    pass_through(entry, "publica-2", MAY)
    with pytest.raises(DomainError) as two:
        pass_through(entry, "publica-1", MARCH, JULY)
    assert two.value.field == "left_on"
    assert Passage.objects.get(stage="publica-1").left_on == MAY


def test_a_stage_nothing_is_known_of_stands_in_nobodys_way(initiative, pass_through):
    entry = initiative()
    pass_through(entry, "publica-3", MAY)
    pass_through(entry, "publica-1", MARCH, MAY)
    with pytest.raises(DomainError):
        pass_through(entry, "publica-2", MARCH, JULY)


def test_a_passage_that_cannot_be_is_refused(initiative, pass_through):
    entry = initiative()
    for stage, entered_on, left_on, field in (
        ("publico-privada-1", MARCH, None, "stage"),
        ("otra", MARCH, None, "stage"),
        ("publica-1", date(2026, 11, 22), None, "entered_on"),
        ("publica-1", MARCH, date(2026, 11, 22), "left_on"),
        ("publica-1", MAY, MARCH, "left_on"),
    ):
        with pytest.raises(DomainError) as refusal:
            pass_through(entry, stage, entered_on, left_on)
        assert refusal.value.field == field, stage


def test_a_strategic_project_goes_no_track(start, pass_through):
    with pytest.raises(DomainError, match="vía de la iniciativa"):
        pass_through(start(), "publica-1", MARCH)


def test_an_exit_needs_no_words_but_a_moved_entry_does(
    initiative, settle, pass_through, secretary, start
):
    first = initiative()
    pass_through(first, "publica-1", MARCH)
    settle(first)
    again = start("5.3-001")
    with pytest.raises(DomainError, match="motivo"):
        pass_through(again, "publica-1", MAY)
    left = pass_through(again, "publica-1", MARCH, MAY)
    assert (left.version, left.reason) == (2, "Salió de la etapa.")
    settle(again)
    third = start("5.3-001")
    with pytest.raises(DomainError, match="motivo"):
        pass_through(third, "publica-1", MARCH, JULY)


def test_a_passage_recorded_by_mistake_is_taken_back_with_its_reason(
    initiative, settle, pass_through, secretary, start
):
    first = initiative()
    pass_through(first, "publica-1", MARCH, MAY)
    pass_through(first, "publica-2", MAY)
    settle(first)
    again = start("5.3-001")
    wrong = {"entry": again, "stage": "publica-2", "entered_on": MAY, "dropped": True}
    with pytest.raises(DomainError, match="motivo"):
        parts_actions.set_passage(by=secretary, **wrong)
    parts_actions.set_passage(by=secretary, reason="Era otra iniciativa.", **wrong)
    settle(again)
    now = in_force.of_one(Project.objects.get(pk="5.3-001"))
    assert [row.stage_id for row in now.passages] == ["publica-1"]
    with pytest.raises(DomainError, match="motivo"):
        pass_through(start("5.3-001"), "publica-2", MAY, JULY)
