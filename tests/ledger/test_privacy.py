"""What of the ledger is public: every header, and payloads of what was published."""

from datetime import timedelta
from typing import Any

import pytest

from emra.agreements import actions, period_actions, review_actions
from emra.ledger.models import Event
from emra.ledger.verbs import PUBLIC_VERBS, VERBS

pytestmark = pytest.mark.django_db


def shown(client: Any) -> dict[tuple[str, str], Any]:
    """Payload by verb and object, as the API tells it."""
    rows = client.get("/api/v1/ledger/?page_size=200").json()["results"]
    return {(row["verb"], row["object_code"]): row["payload"] for row in rows}


def test_headers_are_public_and_payloads_of_drafts_are_not(corte, draft, client):
    report = draft("A12", "33.31", note="Reservado")
    assert shown(client)["progress.recorded", report.code] is None
    for address in ("/bitacora/", "/bitacora.json", "/api/v1/ledger/"):
        text = client.get(address).content.decode()
        assert report.code in text
        assert "Reservado" not in text
        assert "33.31" not in text


def test_the_approval_s_payload_is_public_once_it_is_published(
    corte, submit, secretary, reviewer, publish, client
):
    report = submit("A12", "40", note="Nota de la cifra")
    review_actions.approve_progress(report=report.code, by=reviewer)
    place = ("progress.approved", report.code)
    assert shown(client)[place] is None
    publish()
    assert shown(client)[place] == {
        "old": None,
        "new": {"percent": "40.00", "state": "APPROVED", "note": "Nota de la cifra"},
        "reason": "",
    }
    everything = shown(client)
    for verb in ("progress.recorded", "progress.submitted"):
        assert everything[verb, report.code] is None


def test_reasons_of_return_and_evidence_stay_reserved_for_good(
    corte, submit, draft, secretary, reviewer, publish, client
):
    report = submit("A12", "40")
    review_actions.return_progress(report=report.code, reason="Falta el acta", by=reviewer)
    actions.submit_progress(report=report.code, by=secretary)
    review_actions.approve_progress(report=report.code, by=reviewer)
    publish()
    assert shown(client)["progress.returned", report.code] is None
    assert "Falta el acta" not in client.get("/bitacora.json").content.decode()


def test_openings_closings_and_publications_are_public_at_once(corte, secretary, publish, client):
    publish()
    publish(reason="Errata de redacción")
    told = shown(client)
    assert told["period.opened", "2026-T2"]["new"] == {
        "cutoff_on": "2026-06-30",
        "due_on": "2026-07-15",
    }
    assert told["publication.published", "2026-T2/2"]["reason"] == "Errata de redacción"
    assert set(told["strategy.loaded", "EMRA"]["new"]) == {"seed"}


def test_the_export_hides_salt_and_payload_together(corte, draft, publish, client):
    draft("A12", "40")
    publish()
    for event in client.get("/bitacora.json").json()["events"]:
        assert (event["payload"] is None) == (event["salt"] is None)
        assert (event["payload"] is None) == (event["verb"] not in PUBLIC_VERBS)


def test_every_verb_that_is_written_has_words(corte, draft, secretary, publish, client):
    actions.withdraw_draft(report=draft("A12", "40").code, by=secretary)
    publish()
    verbs = {verb for verb, _code in shown(client)}
    assert verbs <= set(VERBS)
    assert set(VERBS) >= PUBLIC_VERBS


def test_the_ledger_s_page_goes_back_fifty_events_at_a_time(corte, draft, client):
    loaded = Event.objects.count()
    for percent in range(60):
        draft("A12", str(percent))
    first = client.get("/bitacora/").content.decode()
    assert first.count("ingresó un avance <") == 50
    before = f"antes={loaded + 60 - 50 + 1}"
    assert before in first
    older = client.get(f"/bitacora/?{before}").content.decode()
    assert (older.count("ingresó un avance <"), older.count("abrió el corte <")) == (10, 1)


def test_publishing_does_not_uncover_what_waits_in_another_corte(
    corte, submit, secretary, reviewer, publish, client
):
    publish()
    later = corte.cutoff_on + timedelta(days=90)
    period_actions.open_period(code="2026-T3", cutoff_on=later, due_on=None, by=secretary)
    report = submit("A12", "40", corte="2026-T3")
    review_actions.approve_progress(report=report.code, by=reviewer)
    publish(reason="Errata")
    assert shown(client)["progress.approved", report.code] is None
