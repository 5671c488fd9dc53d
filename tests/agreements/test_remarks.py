"""What is said of a report in its review: for the desks, or for everyone once it is published."""

import json
from decimal import Decimal

import pytest

from emra.accounts.models import Role
from emra.agreements import actions, review_actions
from emra.agreements.models import Remark
from emra.ledger.models import Event
from emra.lib.errors import DomainError, Forbidden, Unknown

pytestmark = pytest.mark.django_db
INTERNAL, PUBLIC = "Solo para la oficina", "Falta la serie completa"


def remarked(report, by):
    """Say one thing for the desks and one for everyone."""
    for text, public in ((INTERNAL, False), (PUBLIC, True)):
        review_actions.add_remark(report=report.code, text=text, public=public, by=by)


@pytest.mark.parametrize("role", [Role.CLUSTER, Role.SECRETARIAT])
def test_the_cluster_and_the_secretariat_may_remark_and_the_ledger_says_so(
    corte, submit, person, role
):
    report, somebody = submit("A12", "40"), person(role, "alguien")
    remark = review_actions.add_remark(
        report=report.code, text=f"  {PUBLIC} ", public=True, by=somebody
    )
    assert (remark.text, remark.is_public, remark.is_return, remark.field) == (
        PUBLIC,
        True,
        False,
        "",
    )
    event = Event.objects.get(verb="remark.added")
    assert (event.object_code, event.actor) == (report.code, somebody)
    assert json.loads(event.payload)["new"] == {"text": PUBLIC, "public": True}


@pytest.mark.parametrize("role", [Role.ANALYST, Role.MEMBER, Role.ADMIN])
def test_nobody_else_may_remark(corte, submit, person, role):
    report = submit("A12", "40")
    with pytest.raises(Forbidden, match="corresponde a: Corporación Clúster Minero"):
        review_actions.add_remark(
            report=report.code, text=PUBLIC, public=False, by=person(role, "alguien")
        )
    assert not Remark.objects.exists()


def test_an_analyst_reads_the_thread_and_is_offered_no_form(
    corte, submit, reviewer, person, signed_in
):
    report = submit("A12", "40")
    remarked(report, reviewer)
    client = signed_in(person(Role.ANALYST))
    address = f"/gestion/revision/{report.code}/"
    page = client.get(address).content.decode()
    assert INTERNAL in page
    assert f"{address}observar/" not in page
    assert client.post(f"{address}observar/", {"text": "Mío"}).status_code == 403
    assert Remark.objects.count() == 2


def test_an_empty_remark_and_one_on_nothing_are_refused(corte, submit, reviewer):
    with pytest.raises(DomainError, match="Escriba la observación") as refused:
        review_actions.add_remark(
            report=submit("A12", "40").code, text=" ", public=False, by=reviewer
        )
    assert refused.value.field == "text"
    with pytest.raises(Unknown, match="No existe el avance"):
        review_actions.add_remark(report="A12-2026-T2-v9", text="X", public=False, by=reviewer)
    assert not Remark.objects.exists()


def test_the_page_takes_a_remark_and_refuses_an_empty_one(corte, submit, secretary, signed_in):
    report, client = submit("A12", "40"), signed_in(secretary)
    address = f"/gestion/revision/{report.code}/"
    refused = client.post(f"{address}observar/", {"text": "   "})
    assert refused.status_code == 400
    assert "Escriba la observación." in refused.content.decode()
    taken = client.post(f"{address}observar/", {"text": PUBLIC, "public": "on"})
    assert (taken.status_code, taken["Location"]) == (302, address)
    assert PUBLIC in client.get(address).content.decode()
    assert Remark.objects.get().is_public


def test_a_public_remark_is_public_from_the_publication_on_and_an_internal_one_never(
    corte, submit, reviewer, publish, client
):
    report = submit("A12", "40")
    remarked(report, reviewer)
    addresses = ("/acuerdos/A12/", "/api/v1/agreements/A12/", "/bitacora/")

    def said():
        return "".join(client.get(address).content.decode() for address in addresses)

    assert PUBLIC not in said()
    review_actions.approve_progress(report=report.code, by=reviewer)
    assert PUBLIC not in said(), "approved is not yet published"
    publish()
    assert PUBLIC in client.get("/acuerdos/A12/").content.decode()
    assert INTERNAL not in said()


def test_the_remarks_of_a_correction_wait_for_its_own_edition(
    corte, approve, submit, reviewer, publish, client
):
    approve("A12", "40")
    publish()
    correction = submit("A12", "41", correction_reason="Error de suma")
    remarked(correction, reviewer)
    assert PUBLIC not in client.get("/acuerdos/A12/").content.decode()
    review_actions.approve_progress(report=correction.code, by=reviewer)
    publish(reason="Error de suma")
    assert PUBLIC in client.get("/acuerdos/A12/").content.decode()
    before = client.get("/acuerdos/A12/?corte=2026-T2/1").content.decode()
    assert PUBLIC not in before, "the first edition had another version"


def test_the_reasons_of_a_return_are_never_public(corte, submit, reviewer, draft, publish, client):
    report = submit("A12", "40")
    review_actions.return_progress(
        report=report.code, by_field={"percent": INTERNAL}, reason=INTERNAL, by=reviewer
    )
    actions.submit_progress(report=report.code, by=draft("A12", "41").author)
    review_actions.approve_progress(report=report.code, by=reviewer)
    publish()
    assert INTERNAL not in client.get("/acuerdos/A12/").content.decode()


def test_a_measurement_moved_since_the_return_is_said_in_words_on_the_page(
    corte, secretary, reviewer, signed_in
):
    # A09 stands at 31 % in the source.
    def measured(value):
        return actions.record_progress(
            agreement="A09",
            period="2026-T2",
            entry=actions.Entry(percent=Decimal(35)),
            measurement=actions.MeasurementEntry(
                baseline=Decimal(10), target=Decimal(25), value=Decimal(value), unit="%"
            ),
            by=secretary,
        )

    report = measured("15.5")
    actions.submit_progress(report=report.code, by=secretary)
    review_actions.return_progress(report=report.code, reason="Falta", by=reviewer)
    again = measured("16.5")
    around = "línea base 10, meta 25, valor medido {}, unidad %"
    assert review_actions.changes_since_return(again) == [
        ("measurement", around.format("15,5"), around.format("16,5"))
    ]
    page = signed_in(reviewer).get(f"/gestion/revision/{report.code}/").content.decode()
    assert "Qué cambió desde la devolución" in page
    assert around.format("16,5") in page


def test_a_page_of_a_report_mended_with_nothing_says_nothing_moved(
    corte, submit, draft, reviewer, signed_in
):
    report = submit("A12", "40")
    review_actions.return_progress(report=report.code, reason="Falta", by=reviewer)
    draft("A12", "40")
    page = signed_in(reviewer).get(f"/gestion/revision/{report.code}/").content.decode()
    assert "Qué cambió desde la devolución" not in page
