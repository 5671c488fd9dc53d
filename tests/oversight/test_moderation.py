"""What is read before it is public, and why some of it never is."""

import pytest

from emra.accounts.models import Role
from emra.ledger.models import Event
from emra.lib.errors import Conflict, DomainError, Forbidden, Unknown
from emra.oversight import actions
from emra.oversight.models import Observation, PrivateReason
from tests.oversight.conftest import TEXT, reply_to

pytestmark = pytest.mark.django_db


def keep(row, by, reason="ADVERTISING", **more):
    return actions.keep_private(code=row.code, reason=reason, note="", by=by, **more)


def test_a_published_one_is_on_its_page_and_its_agreements(observe, secretary, client):
    row, _secret = observe(name="Ana", name_public=True)
    for address in (f"/contraloria/{row.code}/", "/contraloria/", "/acuerdos/A12/"):
        assert TEXT not in client.get(address).content.decode()
    actions.publish(code=row.code, evidence=False, note="", by=secretary)
    for address in (f"/contraloria/{row.code}/", "/contraloria/", "/acuerdos/A12/"):
        assert TEXT in client.get(address).content.decode(), address
    assert "Ana" in client.get(f"/contraloria/{row.code}/").content.decode()


def test_a_private_one_is_only_a_number_for_its_reason(observe, secretary, client):
    row, secret = observe()
    kept = keep(row, secretary)
    assert kept.closed_at == kept.moderated_at, "it owes no answer"
    assert client.get(f"/contraloria/{row.code}/").status_code == 404
    shown = client.get("/contraloria/").content.decode()
    assert "Es publicidad o un envío automático: 1" in shown
    assert TEXT not in shown
    mine = client.get(f"/contraloria/seguimiento/{secret}/").content.decode()
    assert "Motivo: Es publicidad o un envío automático." in mine


def test_personal_data_is_kept_private_and_still_owes_its_answer(observe, secretary, client):
    row, secret = observe()
    assert keep(row, secretary, "PERSONAL_DATA").closed_at is None
    reply_to(row, secretary, "Se revisó.")
    assert "Se revisó." in client.get(f"/contraloria/seguimiento/{secret}/").content.decode()
    assert client.get(f"/contraloria/{row.code}/").status_code == 404
    assert "Se revisó." not in client.get("/contraloria.csv").content.decode()


def test_a_reason_must_be_of_the_list_and_the_citizens_own_is_not_offered(observe, secretary):
    row, _secret = observe()
    for reason in ("", "PORQUE_SI", PrivateReason.WITHDRAWN):
        with pytest.raises(DomainError, match="Elija el motivo") as refusal:
            keep(row, secretary, reason)
        assert refusal.value.field == "reason"


def test_moderation_may_be_changed_both_ways(published, secretary):
    row, _secret = published()
    kept = keep(row, secretary, "OFFENSIVE")
    assert (kept.state, kept.evidence_public) == ("PRIVATE", False)
    back = actions.publish(code=row.code, evidence=False, note="", by=secretary)
    assert (back.state, back.private_reason, back.closed_at) == ("PUBLISHED", "", None)
    with pytest.raises(Conflict, match="ya está publicada"):
        actions.publish(code=row.code, evidence=False, note="", by=secretary)


@pytest.mark.parametrize("role", [Role.CLUSTER, Role.ANALYST, Role.MEMBER, Role.ADMIN])
def test_only_the_secretariat_moderates_and_answers(observe, person, role):
    row, _secret = observe()
    other = person(role)
    with pytest.raises(Forbidden):
        actions.publish(code=row.code, evidence=False, note="", by=other)
    with pytest.raises(Forbidden):
        keep(row, other)
    with pytest.raises(Forbidden):
        actions.extend(code=row.code, reason="x", by=other, on=row.due_on)
    with pytest.raises(Forbidden):
        actions.answer(code=row.code, text="x", office="x", by=other, at=row.received_at)


def test_the_cluster_knows_only_of_what_is_published(observe, reviewer, secretary, signed_in):
    row, _secret = observe()
    with pytest.raises(Unknown):
        actions.take_up(code=row.code, body="comision-1", by=reviewer)
    client = signed_in(reviewer)
    assert client.get(f"/gestion/observaciones/{row.code}/").status_code == 404
    assert TEXT not in client.get("/gestion/observaciones/").content.decode()
    actions.publish(code=row.code, evidence=False, note="Nota-interna", by=secretary)
    shown = client.get(f"/gestion/observaciones/{row.code}/").content.decode()
    assert TEXT in shown
    assert "Nota-interna" not in shown


def test_two_who_moderate_at_once_do_not_overwrite_each_other(observe, secretary, signed_in):
    row, _secret = observe()
    client, address = signed_in(secretary), f"/gestion/observaciones/{row.code}/"
    stale = {"version": row.lock_version, "reason": "OFF_TOPIC", "note": "Mi nota larga"}
    assert client.post(f"{address}publicar/", {"version": row.lock_version}).status_code == 302
    refused = client.post(f"{address}reservar/", stale)
    assert refused.status_code == 409
    assert "Mi nota larga" in refused.content.decode()
    assert Observation.objects.get().state == "PUBLISHED"
    seen = refused.context["keep"]["version"].value()
    assert client.post(f"{address}reservar/", {**stale, "version": seen}).status_code == 302
    assert Observation.objects.get().state == "PRIVATE"


def test_the_ledger_tells_what_happened_and_no_word_of_the_citizen(observe, secretary):
    row, _secret = observe(
        name="Zqxnombre", email="zqx@example.cl", link="https://zqx.example.cl/zqx"
    )
    actions.publish(code=row.code, evidence=True, note="zqxnota", by=secretary)
    keep(row, secretary, "OFFENSIVE")
    events = Event.objects.filter(object_code=row.code).order_by("seq")
    verbs = [event.verb.partition(".")[2] for event in events]
    assert verbs == ["received", "published", "kept"]
    told = "".join(f"{event.payload}{event.office}{event.actor_code}" for event in events).lower()
    assert "zqx" not in told
    assert TEXT.lower() not in told
    assert "text_sha256" in told
    assert (events[0].actor, events[0].role) == (None, "CITIZEN")
