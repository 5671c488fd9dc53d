"""A bilateral sheet: versions with reasons, two people, sealed once approved."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction

from emra.accounts.models import Role
from emra.cooperation import bilateral_actions as actions
from emra.cooperation import bilateral_queries
from emra.cooperation.models import BilateralProject, BilateralResult, BilateralSheet
from emra.dashboard.integrity import faults
from emra.ledger.models import Event
from emra.lib.errors import Conflict, DomainError, Forbidden
from emra.lib.subjects import find
from tests.cooperation.bilaterals import CODE, SMALL, standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(strategy, secretary):
    """A second version in review: another duration, everything else as it stood."""
    content = replace(standing(), months=12)
    actions.write_sheet(project=CODE, content=content, reason="Se extendió", by=secretary)
    return actions.submit_sheet(project=CODE, by=secretary)


def test_a_project_is_entered_submitted_approved_and_then_public(strategy, secretary, reviewer):
    sheet = actions.record_project(content=SMALL, by=secretary)
    assert (sheet.code, sheet.state) == ("bilateral-2-v1", "DRAFT")
    assert [row.code for row in bilateral_queries.projects()] == [CODE]
    actions.submit_sheet(project="bilateral-2", by=secretary)
    actions.approve_sheet(project="bilateral-2", by=reviewer)
    view = bilateral_queries.project("bilateral-2")
    assert (view.content, view.countries) == (SMALL, ("Chile", "Perú"))
    assert find("BILATERAL:bilateral-2").path == "/cooperacion/bilaterales/bilateral-2/"


def test_who_wrote_any_of_it_never_approves_it(second, person, secretary):
    # The author moved to the Cluster since.
    secretary.role = Role.CLUSTER
    secretary.save()
    with pytest.raises(Forbidden, match="otra persona"):
        actions.approve_sheet(project=CODE, by=secretary)


def test_each_step_asks_for_its_role(strategy, secretary, reviewer, person):
    with pytest.raises(Forbidden):
        actions.record_project(content=SMALL, by=reviewer)
    with pytest.raises(Forbidden):
        actions.write_sheet(project=CODE, content=SMALL, reason="x", by=person(Role.ANALYST))
    with pytest.raises(Forbidden):
        actions.approve_sheet(project=CODE, by=secretary)


def test_the_version_in_force_stands_until_the_next_is_approved(second, reviewer):
    assert bilateral_queries.project(CODE).content.months == 9
    actions.approve_sheet(project=CODE, by=reviewer)
    view = bilateral_queries.project(CODE)
    assert (view.version, view.content.months) == (2, 12)
    newest, first = view.history
    assert (newest.reason, first.origin) == ("Se extendió", "SOURCE")
    assert [new.key for _old, new in newest.changed] == ["duration"]


def test_a_row_that_did_not_change_keeps_its_source_and_a_changed_one_has_none(second, reviewer):
    actions.approve_sheet(project=CODE, by=reviewer)
    cited = {row.row.key: row.citation for row in bilateral_queries.project(CODE).rows}
    assert cited["duration"] is None
    duration = next(row for row in bilateral_queries.project(CODE).rows if row.citation is None)
    assert duration.source == "Ingresado por la Secretaría Técnica"
    assert cited["name"].line_from == 6
    assert sum(1 for citation in cited.values() if citation) == 10


def test_a_second_version_says_why_and_is_the_only_open_one(strategy, secretary):
    with pytest.raises(DomainError, match="motivo del cambio"):
        actions.write_sheet(project=CODE, content=SMALL, by=secretary)
    actions.write_sheet(project=CODE, content=SMALL, reason="Otra", by=secretary)
    with pytest.raises(Conflict, match="Otra persona"):
        actions.write_sheet(project=CODE, content=SMALL, reason="Otra", by=secretary)
    again = actions.write_sheet(
        project=CODE, content=SMALL, reason="Otra más", by=secretary, expected=1
    )
    assert (again.version, again.lock_version, again.reason) == (2, 2, "Otra más")


def test_a_return_says_why_and_the_draft_can_be_written_again(second, secretary, reviewer):
    with pytest.raises(DomainError, match="motivo"):
        actions.return_sheet(project=CODE, reason=" ", by=reviewer)
    row = actions.return_sheet(project=CODE, reason="Falta un mes", by=reviewer)
    with pytest.raises(Conflict):
        actions.approve_sheet(project=CODE, by=reviewer)
    actions.write_sheet(
        project=CODE, content=SMALL, reason="Corregida", by=secretary, expected=row.lock_version
    )
    actions.submit_sheet(project=CODE, by=secretary)
    actions.approve_sheet(project=CODE, by=reviewer)
    assert bilateral_queries.project(CODE).content == SMALL


def test_a_stale_page_approves_nothing(second, reviewer):
    with pytest.raises(Conflict, match="Otra persona"):
        actions.approve_sheet(project=CODE, by=reviewer, expected=1)


def test_a_discarded_first_draft_takes_its_project_with_it(strategy, secretary, second, reviewer):
    with pytest.raises(Conflict):
        actions.discard_sheet(project=CODE, by=secretary)
    actions.record_project(content=SMALL, by=secretary)
    actions.discard_sheet(project="bilateral-2", by=secretary)
    assert not BilateralProject.objects.filter(pk="bilateral-2").exists()
    assert Event.objects.filter(verb="bilateral.discarded").count() == 1


def test_two_results_cannot_have_one_number(strategy, secretary):
    twice = replace(SMALL, results=SMALL.results * 2)
    with pytest.raises(DomainError, match="mismo número"):
        actions.record_project(content=twice, by=secretary)
    assert BilateralSheet.objects.count() == 1


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE cooperation_bilateralsheet SET name = 'Otro'",
        "DELETE FROM cooperation_bilateralsheet",
        "UPDATE cooperation_bilateralresult SET minimum = 1 WHERE number = 1",
        "DELETE FROM cooperation_bilateralfact",
        "DELETE FROM cooperation_bilateralsource",
        "UPDATE cooperation_bilateralinstitution SET name = 'Otra'",
    ],
)
def test_an_approved_sheet_and_its_parts_never_change(strategy, sql):
    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
        connection.cursor().execute(sql)


def test_no_part_is_added_to_an_approved_sheet(strategy):
    sheet = BilateralSheet.objects.get()
    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
        BilateralResult.objects.create(sheet=sheet, order=4, number=4, text="Otro")


def test_the_ledger_tells_a_changed_sheet(second, reviewer):
    actions.approve_sheet(project=CODE, by=reviewer)
    assert not [text for text in faults() if "bilateral" in text]
    for table in ("bilateralresult", "bilateralsheet"):
        from emra.ledger import triggers

        triggers.remove(connection, f"cooperation_{table}")
    BilateralResult.objects.filter(number=1).update(minimum=1)
    assert sum("bilateral-1-v" in text for text in faults()) == 2
