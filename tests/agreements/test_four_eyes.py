"""Who entered a figure can never approve it: service, database, API and page."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from emra.accounts.models import Role
from emra.agreements import actions, evidence_actions, review_actions
from emra.agreements.models import ProgressReport
from emra.ledger.models import Event
from emra.lib.errors import Forbidden

pytestmark = pytest.mark.django_db


def become(user: Any, role: Role) -> Any:
    """A person changes office: their role is another from now on."""
    user.role = role
    user.save()
    return user


def state_of(report: ProgressReport) -> str:
    return ProgressReport.objects.get(pk=report.pk).state


def test_another_person_approves_and_the_figure_counts(corte, submit, reviewer):
    report = review_actions.approve_progress(report=submit().code, by=reviewer)
    assert (report.state, report.reviewer) == ("APPROVED", reviewer)


@pytest.mark.parametrize("role", Role)
def test_the_author_cannot_approve_under_any_role(corte, submit, secretary, role):
    report = submit()
    events = Event.objects.count()
    with pytest.raises(Forbidden, match="Quien ingresó la cifra no puede revisarla"):
        review_actions.approve_progress(report=report.code, by=become(secretary, role))
    assert state_of(report) == "SUBMITTED"
    assert Event.objects.count() == events


@pytest.mark.parametrize("role", Role)
def test_the_author_cannot_return_it_under_any_role(corte, submit, secretary, role):
    report = submit()
    with pytest.raises(Forbidden, match="Quien ingresó la cifra"):
        review_actions.return_progress(
            report=report.code, reason="Falta", by=become(secretary, role)
        )
    assert state_of(report) == "SUBMITTED"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CLUSTER])
def test_only_the_cluster_approves(corte, submit, person, role):
    report = submit()
    with pytest.raises(Forbidden, match="corresponde a: Corporación Clúster Minero"):
        review_actions.approve_progress(report=report.code, by=person(role, "otra-persona"))
    assert state_of(report) == "SUBMITTED"


def test_who_wrote_an_earlier_draft_cannot_approve_a_later_one(corte, draft, person, secretary):
    first = person(Role.SECRETARIAT, "primera")
    actions.record_progress(
        agreement="A12", period="2026-T2", entry=actions.Entry(percent=35), by=first
    )
    report = draft()
    assert report.author == secretary
    actions.submit_progress(report=report.code, by=secretary)
    with pytest.raises(Forbidden, match="Quien ingresó la cifra"):
        review_actions.approve_progress(report=report.code, by=become(first, Role.CLUSTER))


def test_who_wrote_a_withdrawn_draft_cannot_approve_its_successor(corte, submit, person):
    first = person(Role.SECRETARIAT, "primera")
    withdrawn = actions.record_progress(
        agreement="A12", period="2026-T2", entry=actions.Entry(percent=35), by=first
    )
    actions.withdraw_draft(report=withdrawn.code, by=first)
    with pytest.raises(Forbidden, match="Quien ingresó la cifra"):
        review_actions.approve_progress(report=submit().code, by=become(first, Role.CLUSTER))


def test_who_only_submitted_it_cannot_approve_it(corte, draft, person):
    sender = person(Role.SECRETARIAT, "quien-envia")
    report = actions.submit_progress(report=draft().code, by=sender)
    with pytest.raises(Forbidden, match="Quien ingresó la cifra"):
        review_actions.approve_progress(report=report.code, by=become(sender, Role.CLUSTER))


def test_who_only_attached_evidence_cannot_approve_it(corte, draft, secretary, person):
    helper = person(Role.SECRETARIAT, "quien-adjunta")
    report = draft()
    evidence_actions.attach_link(
        report=report.code, url="https://www.sea.gob.cl/x", title="Acta", by=helper
    )
    actions.submit_progress(report=report.code, by=secretary)
    with pytest.raises(Forbidden, match="Quien ingresó la cifra"):
        review_actions.approve_progress(report=report.code, by=become(helper, Role.CLUSTER))


def test_the_author_of_version_one_may_review_a_correction_by_someone_else(
    corte, approve, person, secretary, reviewer
):
    approve("A12", "40")
    other = person(Role.SECRETARIAT, "otra")
    report = actions.record_progress(
        agreement="A12",
        period="2026-T2",
        entry=actions.Entry(percent=45, correction_reason="Error de suma"),
        by=other,
    )
    actions.submit_progress(report=report.code, by=other)
    become(secretary, Role.CLUSTER)
    assert review_actions.approve_progress(report=report.code, by=secretary).state == "APPROVED"


def test_the_database_refuses_an_author_as_reviewer_through_the_orm(corte, submit, secretary):
    report = submit()
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressReport.objects.filter(pk=report.pk).update(
            state="APPROVED", reviewer=secretary, reviewed_at=report.submitted_at
        )
    assert state_of(report) == "SUBMITTED"


def test_the_database_refuses_an_author_as_reviewer_in_plain_sql(corte, submit, secretary):
    report = submit()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE agreements_progressreport SET state = 'APPROVED', reviewer_id = author_id,"
            " reviewed_at = submitted_at WHERE id = %s",
            [report.pk],
        )
    assert state_of(report) == "SUBMITTED"


def test_the_database_refuses_to_make_the_reviewer_the_author(corte, approve, reviewer):
    report = approve("A12", "40")
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressReport.objects.filter(pk=report.pk).update(author=reviewer)


def test_the_api_refuses_the_author_with_403_and_accepts_another(
    corte, submit, secretary, reviewer, api
):
    report = submit()
    address = f"/api/v1/reports/{report.code}/approve/"
    assert api().post(address).status_code == 401
    assert api(secretary).post(address).status_code == 403
    refused = api(become(secretary, Role.CLUSTER)).post(address)
    assert refused.status_code == 403
    assert "Quien ingresó la cifra" in refused.json()["detail"]
    assert state_of(report) == "SUBMITTED"
    assert api(reviewer).post(address).json()["state"] == "APPROVED"


@pytest.mark.parametrize("decision", ["aprobar", "devolver"])
def test_the_page_refuses_the_author_with_403(corte, submit, secretary, signed_in, decision):
    report = submit()
    client = signed_in(secretary)
    data = {"version": report.lock_version, "reason": "x"}
    address = f"/gestion/revision/{report.code}/{decision}/"
    assert client.post(address, data).status_code == 403
    become(secretary, Role.CLUSTER)
    answer = client.post(address, data)
    assert answer.status_code == 403
    assert "Quien ingresó la cifra no puede revisarla" in answer.content.decode()
    assert state_of(report) == "SUBMITTED"


def test_the_review_page_offers_the_decision_to_others_only(
    corte, submit, secretary, reviewer, signed_in
):
    report = submit()
    address = f"/gestion/revision/{report.code}/"
    approve_form = f'action="{address}aprobar/"'
    assert approve_form in signed_in(reviewer).get(address).content.decode()
    become(secretary, Role.CLUSTER)
    own = signed_in(secretary).get(address).content.decode()
    assert "Usted ingresó esta cifra" in own
    assert approve_form not in own


def test_no_admin_page_changes_a_report(corte, submit, person, signed_in):
    report = submit()
    client = signed_in(person(Role.ADMIN))
    address = f"/admin/agreements/progressreport/{report.pk}/change/"
    assert client.post(address, {"state": "APPROVED"}).status_code in (403, 404)
    assert state_of(report) == "SUBMITTED"
