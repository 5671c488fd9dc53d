"""The reviewer's desk: what is looked at on its own, several at once, returns and what they moved.

The source gives A01 60, A08 25 and A09 31 %; A12 and A16 have no figure.
"""

import pytest

from emra.accounts.models import Role
from emra.agreements import actions, review_actions, staff_queries
from emra.agreements.models import ProgressReport, Remark
from emra.agreements.review_actions import approve_many, changes_since_return, flags
from emra.ledger.models import Event
from emra.lib.errors import Conflict, DomainError, Forbidden, Unknown
from tests.world import attach

pytestmark = pytest.mark.django_db


@pytest.fixture
def backed(draft, secretary):
    """Write a draft with evidence and hand it over for review."""

    def make(*args, **entry):
        report = draft(*args, **entry)
        attach(report, secretary)
        return actions.submit_progress(report=report.code, by=secretary)

    return make


def states(*reports):
    found = ProgressReport.objects.in_bulk([report.pk for report in reports])
    return [found[report.pk].state for report in reports]


@pytest.mark.parametrize(
    ("agreement", "percent", "setback", "jump"),
    [
        ("A09", "51", False, False),  # 51 - 31 = 20: not more than 20
        ("A09", "51.01", False, True),  # 20.01
        ("A09", "31", False, False),
        ("A09", "30.99", True, False),
        ("A09", "11", True, False),  # 31 - 11 = 20
        ("A09", "10.99", True, True),
        ("A12", "100", False, False),  # nothing to compare a first figure with
    ],
)
def test_a_setback_and_a_jump_are_measured_from_the_last_approved_figure(
    corte, backed, agreement, percent, setback, jump
):
    report = backed(agreement, percent, setback_reason="Se volvió a medir")
    found = flags(report)
    assert (found.setback, found.jump, found.without_evidence) == (setback, jump, False)
    assert found.plain == (not setback and not jump)


def test_a_report_without_evidence_is_looked_at_on_its_own(corte, submit):
    found = flags(submit("A12", "40"))
    assert (found.setback, found.jump, found.without_evidence, found.plain) == (
        False,
        False,
        True,
        False,
    )


def test_an_absence_is_neither_a_setback_nor_a_jump(corte, backed):
    report = backed("A09", None, absence="NO_DATA", absence_reason="Sin medición")
    assert flags(report).plain


def test_a_correction_is_compared_with_the_version_it_corrects(corte, approve, backed):
    approve("A09", "50")
    # 70 - 50 = 20; from the source's 31 it would be 39.
    assert flags(backed("A09", "70", correction_reason="Error de suma")).plain


def test_several_plain_reports_are_approved_at_once(corte, backed, reviewer):
    first, second = backed("A12", "40"), backed("A16", "12")
    before = Event.objects.count()
    assert {row.code for row in approve_many(reports=[second.code, first.code], by=reviewer)} == {
        first.code,
        second.code,
    }
    assert states(first, second) == ["APPROVED"] * 2
    assert Event.objects.count() == before + 2


def test_those_to_look_at_are_named_and_none_is_approved(corte, backed, submit, reviewer):
    plain, bare = backed("A12", "40"), submit("A16", "12")
    jumped = backed("A09", "90")
    before = Event.objects.count()
    with pytest.raises(Conflict) as refused:
        approve_many(reports=[plain.code, jumped.code, bare.code], by=reviewer)
    assert str(refused.value) == (
        "Revise por separado: A09-2026-T2-v1, A16-2026-T2-v1. No se aprobó ninguno."
    )
    assert states(plain, bare, jumped) == ["SUBMITTED"] * 3
    assert Event.objects.count() == before


def test_a_jump_over_a_figure_of_the_same_list_is_a_jump(world, backed, reviewer):
    # A16 first at 10 in 2026-T2, then at 31 in 2026-T3: 21 points once the first is approved.
    first = backed("A16", "10")
    later = backed("A16", "31", corte="2026-T3")
    with pytest.raises(Conflict, match="por separado: A16-2026-T3-v1"):
        approve_many(reports=[later.code, first.code], by=reviewer)
    assert states(first, later) == ["SUBMITTED"] * 2


def test_ones_own_entry_stops_the_whole_list(corte, backed, secretary, person):
    mine = backed("A12", "40")
    other = person(Role.SECRETARIAT, "otra")
    theirs = actions.record_progress(
        agreement="A16", period="2026-T2", entry=actions.Entry(percent=12), by=other
    )
    attach(theirs, other)
    actions.submit_progress(report=theirs.code, by=other)
    secretary.role = "CLUSTER"
    secretary.save()
    with pytest.raises(Forbidden, match="Quien ingresó la cifra no puede revisarla"):
        approve_many(reports=[theirs.code, mine.code], by=secretary)
    assert states(mine, theirs) == ["SUBMITTED"] * 2
    rows = {row.report.code: row for row in staff_queries.review_rows(secretary)}
    assert (rows[mine.code].is_own, rows[mine.code].can_approve) == (True, False)
    assert (rows[theirs.code].is_own, rows[theirs.code].can_approve) == (False, True)


def test_an_empty_list_and_unknown_or_decided_reports_are_refused(corte, backed, approve, reviewer):
    report, done = backed("A12", "40"), approve("A16", "12")
    with pytest.raises(DomainError, match="Elija al menos un avance"):
        approve_many(reports=[], by=reviewer)
    with pytest.raises(Unknown, match="No existe el avance"):
        approve_many(reports=[report.code, "A99-2026-T2-v1"], by=reviewer)
    with pytest.raises(Conflict, match=done.code):
        approve_many(reports=[report.code, done.code], by=reviewer)
    assert states(report) == ["SUBMITTED"]


def test_the_page_approves_the_ticked_and_says_how_many(corte, backed, reviewer, signed_in):
    reports = [backed("A12", "40"), backed("A16", "12")]
    address = "/gestion/revision/aprobar/"
    client = signed_in(reviewer)
    answer = client.post(address, {"report": [row.code for row in reports]}, follow=True)
    assert "2 avances aprobados." in answer.content.decode()
    assert states(*reports) == ["APPROVED"] * 2
    again = client.post(address, {"report": reports[0].code}, follow=True)
    assert "esa acción ya no corresponde" in again.content.decode()


def test_a_return_by_field_leaves_a_remark_for_each_and_one_composed_reason(
    corte, submit, reviewer
):
    report = submit("A12", "40")
    back = review_actions.return_progress(
        report=report.code,
        reason=" Falta respaldo ",
        by_field={"percent": "No cuadra con el acta", "note": "  ", "evidence": "Adjunte el acta"},
        by=reviewer,
    )
    assert back.return_reason == (
        "Falta respaldo\nAvance: No cuadra con el acta\nMedios de verificación: Adjunte el acta"
    )
    remarks = Remark.objects.filter(report=report).values_list("field", "text", "is_return")
    assert list(remarks) == [
        ("percent", "No cuadra con el acta", True),
        ("evidence", "Adjunte el acta", True),
    ]
    assert not Remark.objects.filter(is_public=True).exists()
    assert Event.objects.get(verb="progress.returned").payload.count("No cuadra con el acta") == 1


def test_a_reason_by_field_is_reason_enough_and_none_at_all_is_refused(corte, submit, reviewer):
    report = submit("A12", "40")
    with pytest.raises(DomainError, match="Escriba el motivo") as refused:
        review_actions.return_progress(report=report.code, by_field={"note": " "}, by=reviewer)
    assert refused.value.field == "reason"
    assert states(report) == ["SUBMITTED"]
    back = review_actions.return_progress(report=report.code, by_field={"note": "X"}, by=reviewer)
    assert (back.state, back.return_reason) == ("RETURNED", "Nota: X")


def test_what_moved_since_the_return_is_listed_and_nothing_else(
    corte, draft, submit, secretary, reviewer
):
    report = submit("A12", "40", note="Primera")
    assert changes_since_return(report) == []
    review_actions.return_progress(report=report.code, reason="Falta", by=reviewer)
    assert changes_since_return(draft("A12", "40", note="Primera")) == []
    moved = draft("A12", "41.5", note="Segunda")
    assert changes_since_return(moved) == [
        ("note", "Primera", "Segunda"),
        ("percent", "40,00\u00a0%", "41,50\u00a0%"),
    ]
    actions.submit_progress(report=report.code, by=secretary)
    review_actions.return_progress(report=report.code, reason="Otra vez", by=reviewer)
    moved.refresh_from_db()
    assert changes_since_return(moved) == [], "the last return counts"
