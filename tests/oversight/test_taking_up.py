"""From a published observation to a commission and its commitment."""

from datetime import date

import pytest
import time_machine

from emra.governance.models import Commitment, Organisation
from emra.lib.errors import Conflict, DomainError
from emra.oversight import actions
from tests.oversight.conftest import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def owner():
    return Organisation.objects.first().code


def commit(row, by, **more):
    values = {"text": "Publicar la planilla.", "owner": owner(), "due_on": date(2026, 6, 30)}
    return actions.commit(code=row.code, by=by, **{**values, **more})


def test_a_commission_takes_it_up_and_it_becomes_a_commitment_about_the_same(
    published, reviewer, client
):
    row, secret = published()
    actions.take_up(code=row.code, body="comision-1", by=reviewer)
    made = commit(row, reviewer).commitment
    stored = Commitment.objects.get()
    assert stored == made
    assert (stored.body_id, stored.origin) == ("comision-1", row.code)
    assert (stored.subject_kind, stored.subject_code) == ("AGREEMENT", "A12")
    for address in (f"/contraloria/{row.code}/", f"/contraloria/seguimiento/{secret}/"):
        assert made.code in client.get(address).content.decode()
    told = client.get(f"/api/v1/observations/{row.code}/").json()
    assert (told["commission"], told["commitment"]) == ("comision-1", made.code)


def test_each_step_is_taken_once_and_in_order(published, observe, reviewer, secretary):
    unread, _secret = observe("Una observación que nadie ha leído.")
    with pytest.raises(Conflict, match="Solo una observación publicada"):
        actions.take_up(code=unread.code, body="comision-1", by=secretary)
    row, _secret = published()
    with pytest.raises(Conflict, match="Primero debe tomarla"):
        commit(row, reviewer)
    with pytest.raises(DomainError, match="Elija una instancia"):
        actions.take_up(code=row.code, body="comision-9", by=reviewer)
    actions.take_up(code=row.code, body="comision-2", by=reviewer)
    with pytest.raises(Conflict, match="Ya la tomó Comisión Minería sustentable"):
        actions.take_up(code=row.code, body="comision-1", by=reviewer)
    with pytest.raises(Conflict, match="no se puede reservar"):
        actions.keep_private(code=row.code, reason="OFFENSIVE", note="", by=secretary)
    commit(row, reviewer)
    with pytest.raises(Conflict, match="Ya es el compromiso"):
        commit(row, reviewer)
    assert Commitment.objects.count() == 1


def test_a_refused_commitment_says_why_at_its_field_and_keeps_the_text(
    published, reviewer, signed_in
):
    row, _secret = published()
    taken = actions.take_up(code=row.code, body="comision-1", by=reviewer)
    version = taken.observation.lock_version
    sent = {
        "version": version,
        "text": "Publicar la planilla con su fecha.",
        "owner": owner(),
        "due_on": "2020-01-01",
    }
    refused = signed_in(reviewer).post(f"/gestion/observaciones/{row.code}/compromiso/", sent)
    assert refused.status_code == 400
    shown = refused.content.decode()
    assert "El plazo no puede ser anterior" in shown
    assert "Publicar la planilla con su fecha." in shown
    assert not Commitment.objects.exists()
