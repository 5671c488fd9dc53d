"""An entry: opened, told, handed over, approved by another person, returned, discarded."""

from datetime import date, timedelta

import pytest

from emra.accounts.models import Role
from emra.ledger.models import Event
from emra.lib.errors import Conflict, DomainError, Forbidden, Unknown
from emra.notices.models import Notice
from emra.projects import actions, in_force, parts_actions, sector_actions
from emra.projects.models import Entry, Particulars, Project, Sector
from tests.projects.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strategy", "today")]


def test_projects_go_on_after_those_of_the_source_and_initiatives_count_from_one(
    secretary, initiative, settle
):
    first = actions.open_project(name="  Puerto   seco ", on=TODAY, by=secretary)
    assert (first.project_id, first.state) == ("5.4", "DRAFT")
    assert Particulars.objects.get(entry=first).name == "Puerto seco"
    codes = [actions.find_entry(initiative(name)).project_id for name in ("Posta", "Jardín")]
    assert codes == ["5.3-001", "5.3-002"]
    assert not Project.objects.public().filter(pk__in=["5.4", *codes]).exists()
    settle(first.code)
    assert Project.objects.public().filter(pk="5.4").exists()


NOT_OPENED = [
    ({"code": "5.1"}, "code"),
    ({"code": "cinco"}, "code"),
    ({"code": "5.4-001"}, "code"),
    ({"parent": "5.3", "track": "PUBLIC", "code": "5.1-001"}, "code"),
    ({"parent": "5.3", "track": ""}, "track"),
    ({"parent": "9.9", "track": "PUBLIC"}, "parent"),
    ({"track": "PUBLIC"}, ""),
    ({"name": " "}, "name"),
    ({"on": TODAY + timedelta(days=1)}, "on"),
]


def test_a_project_that_cannot_be_opened_leaves_nothing(secretary):
    before = Project.objects.count()
    for options, field in NOT_OPENED:
        with pytest.raises(DomainError) as refusal:
            actions.open_project(**{"name": "Algo", "on": TODAY, "by": secretary, **options})
        assert refusal.value.field == field, options
    assert Project.objects.count() == before


def test_a_code_is_written_one_way_only(secretary, initiative):
    entry = initiative(code="5.3-7")
    assert actions.find_entry(entry).project_id == "5.3-007"
    with pytest.raises(DomainError, match="Ya hay un proyecto"):
        initiative(code="5.3-07")
    assert actions.next_code("5.3") == "5.3-008"


def test_one_entry_of_a_project_is_open_at_a_time(start, secretary):
    code = start()
    with pytest.raises(Conflict, match=f"en curso de 5.1: {code}"):
        actions.start_entry(project="5.1", on=TODAY, by=secretary)


def test_whoever_wrote_any_of_an_entry_never_approves_it(start, secretary, reviewer, person):
    code = start(text="Se adjudicó el estudio.")
    actions.submit_entry(entry=code, by=secretary)
    secretary.role = Role.CLUSTER
    secretary.save()
    with pytest.raises(Forbidden, match="otra persona"):
        actions.approve_entry(entry=code, by=secretary)
    with pytest.raises(Forbidden):
        actions.return_entry(entry=code, reason="No.", by=secretary)
    with pytest.raises(Forbidden):
        actions.approve_entry(entry=code, by=person(Role.SECRETARIAT, "otra"))
    assert actions.approve_entry(entry=code, by=reviewer).state == "APPROVED"


def test_only_the_secretariat_writes(start, reviewer, person, secretary):
    code = start(text="Algo pasó.")
    for other in (reviewer, person(Role.ANALYST), person(Role.MEMBER), person(Role.ADMIN)):
        for refused in (
            lambda by: actions.open_project(name="x", on=TODAY, by=by),
            lambda by: actions.start_entry(project="5.2", on=TODAY, by=by),
            lambda by: actions.write_entry(entry=code, on=TODAY, text="x", by=by),
            lambda by: parts_actions.set_dates(entry=code, days={}, by=by),
            lambda by: actions.submit_entry(entry=code, by=by),
            lambda by: actions.discard_entry(entry=code, by=by),
            lambda by: sector_actions.add_sector(name="x", by=by),
        ):
            with pytest.raises(Forbidden):
                refused(other)
    assert Entry.objects.open().count() == 1


def test_a_returned_entry_is_mended_and_handed_over_again(start, secretary, reviewer):
    code = start(text="Primera versión.")
    actions.submit_entry(entry=code, by=secretary)
    with pytest.raises(Conflict):
        actions.write_entry(entry=code, on=TODAY, text="Otra cosa.", by=secretary)
    with pytest.raises(DomainError, match="motivo"):
        actions.return_entry(entry=code, reason=" ", by=reviewer)
    actions.return_entry(entry=code, reason="Falta el monto.", by=reviewer)
    assert Notice.objects.get(person=secretary).text.endswith("fue devuelto: Falta el monto.")
    actions.write_entry(entry=code, on=TODAY, text="Con el monto.", by=secretary)
    actions.submit_entry(entry=code, by=secretary)
    approved = actions.approve_entry(entry=code, by=reviewer)
    assert (approved.state, approved.return_reason) == ("APPROVED", "")
    assert Notice.objects.filter(person=reviewer).count() == 2


def test_an_empty_entry_is_not_handed_over(start, secretary):
    with pytest.raises(DomainError, match="vacío"):
        actions.submit_entry(entry=start(), by=secretary)


def test_a_page_that_showed_another_version_is_told_so(start, secretary, reviewer):
    code = start()
    seen = Entry.objects.get(project="5.1", origin="ENTRY").lock_version
    actions.write_entry(entry=code, on=TODAY, text="Uno.", by=secretary, expected=seen)
    with pytest.raises(Conflict, match="Otra persona cambió"):
        actions.write_entry(entry=code, on=TODAY, text="Dos.", by=secretary, expected=seen)
    actions.submit_entry(entry=code, by=secretary)
    with pytest.raises(Conflict, match="Otra persona cambió"):
        actions.approve_entry(entry=code, by=reviewer, expected=seen)


def test_a_project_of_which_nothing_was_approved_goes_with_its_last_draft(
    secretary, initiative, start
):
    entry = initiative()
    parts_actions.set_particulars(
        entry=entry,
        told=parts_actions.Told(name="Posta", communes=("02201",), partners=("fcab",)),
        by=secretary,
    )
    assert actions.discard_entry(entry=entry, by=secretary) is None
    assert not Project.objects.filter(pk="5.3-001").exists()
    kept = actions.discard_entry(entry=start(text="Algo."), by=secretary)
    assert kept is not None
    assert kept.pk == "5.1"
    assert in_force.of_one(kept).particulars is not None


def test_a_project_with_initiatives_is_not_discarded(secretary):
    first = actions.open_project(name="Otro mecanismo", on=TODAY, by=secretary)
    actions.open_project(name="Una", parent="5.4", track="PUBLIC", on=TODAY, by=secretary)
    with pytest.raises(Conflict, match="iniciativas"):
        actions.discard_entry(entry=first.code, by=secretary)


def test_what_was_approved_is_told_whole_in_the_ledger(start, settle):
    code = start(text="Se firmó el convenio.")
    settle(code)
    event = Event.objects.get(verb="project.approved", object_code=code)
    assert "Se firmó el convenio." in event.payload
    assert '"on":"2026-11-21"' in event.payload


def test_an_unknown_entry_or_project_is_said_to_be(secretary):
    for code in ("E-9999", "E-1", "x", "E-00012345678901"):
        with pytest.raises(Unknown):
            actions.submit_entry(entry=code, by=secretary)
    with pytest.raises(Unknown):
        actions.start_entry(project="7.7", on=date(2026, 1, 1), by=secretary)


def test_a_sector_is_added_once(secretary):
    assert sector_actions.add_sector(name=" Deporte ", by=secretary).code == "deporte"
    for name in ("DEPORTE", "salud", "  "):
        with pytest.raises(DomainError):
            sector_actions.add_sector(name=name, by=secretary)
    assert Sector.objects.count() == 4
