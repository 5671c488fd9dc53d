"""Goalposts move only by a decision, confirmed by a second person; what is published stays."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from emra.accounts.models import Role
from emra.agreements import (
    actions,
    goalpost_actions,
    reminders,
    review_actions,
    seed_actions,
)
from emra.agreements.actions import Entry, MeasurementEntry
from emra.agreements.goalpost_actions import Decision
from emra.agreements.goalpost_queries import in_force
from emra.agreements.goalposts import Goalposts, Reading, judge
from emra.agreements.models import Agreement, GoalpostChange
from emra.dashboard import integrity
from emra.ledger import triggers
from emra.ledger.models import Event
from emra.lib.errors import Conflict, DomainError, Forbidden
from emra.notices.models import Notice
from tests.conftest import SEALED

CORE = Decision("CORE", "1234-26", date(2026, 9, 1))
TABLE = "agreements_goalpostchange"

pytestmark = pytest.mark.django_db


@pytest.fixture
def propose(strategy: None, secretary: Any) -> Callable[..., GoalpostChange]:
    """Propose to move an agreement's goalposts; keywords name what moves."""

    def make(code: str = "A01", **moved: Any) -> GoalpostChange:
        by, decision = moved.pop("by", secretary), moved.pop("decision", CORE)
        reason = moved.pop("reason", "Lo acordó el consejo")
        return goalpost_actions.propose_goalposts(
            agreement=code,
            to=replace(in_force(Agreement.objects.get(code=code)), **moved),
            decision=decision,
            reason=reason,
            by=by,
        )

    return make


@pytest.fixture
def move(propose: Any, reviewer: Any) -> Callable[..., GoalpostChange]:
    """Propose and confirm."""

    def make(code: str = "A01", **moved: Any) -> GoalpostChange:
        change = propose(code, **moved)
        return goalpost_actions.confirm_goalposts(change=change.pk, by=reviewer)

    return make


@pytest.fixture
def measured(corte: Any, secretary: Any, reviewer: Any, publish: Any) -> Any:
    """A01 published in 2026-T2: 40 %, measured 80 on the way from 100 to 60 since 2026."""
    report = actions.record_progress(
        agreement="A01",
        period="2026-T2",
        entry=Entry(percent=Decimal(40), setback_reason="Se midió por primera vez"),
        measurement=MeasurementEntry(
            baseline=Decimal(100),
            baseline_on=date(2026, 1, 1),
            target=Decimal(60),
            value=Decimal(80),
            unit="%",
        ),
        by=secretary,
    )
    actions.submit_progress(report=report.code, by=secretary)
    review_actions.approve_progress(report=report.code, by=reviewer)
    return publish("2026-T2")


def api(client, corte=""):
    return client.get(f"/api/v1/agreements/A01/?corte={corte}").json()


# -- the arithmetic --------------------------------------------------------------------------


def test_a_reading_is_judged_under_both_by_hand():
    # From 2023-01-01 to 2030-12-31 are 2921 days, to 2040-12-31 6574; 2026-12-31 is day 1460.
    before = Goalposts("Uno", Decimal(60), "%", 2030, Decimal(100), None)
    reading = Reading(Decimal(30), date(2026, 12, 31), date(2026, 12, 31), Decimal(80))
    old = judge(reading, before)
    new = judge(reading, replace(before, target_year=2040, target_value=Decimal(20)))
    assert (old.expected_low, new.expected_low) == (Decimal("49.98"), Decimal("22.21"))
    assert (old.health, new.health) == ("AT_RISK", "ON_TRACK")
    # 100 (80 - 100) / (60 - 100) and / (20 - 100)
    assert (old.measured, new.measured) == (Decimal("50.00"), Decimal("25.00"))


# -- the actions -----------------------------------------------------------------------------


def test_nothing_holds_until_another_person_confirms_it(propose, secretary, reviewer, client):
    change = propose(target_year=2032)
    assert Agreement.objects.get(code="A01").target_year == 2030
    assert api(client)["goalpost_changes"] == []
    assert "2032" not in client.get("/acuerdos/cambios-de-metas/").content.decode()
    with pytest.raises(DomainError, match="otra persona"):
        goalpost_actions.confirm_goalposts(change=change.pk, by=secretary)
    goalpost_actions.confirm_goalposts(change=change.pk, by=reviewer)
    assert Agreement.objects.get(code="A01").target_year == 2032
    assert "2032" in client.get("/acuerdos/cambios-de-metas/").content.decode()
    with pytest.raises(Conflict, match="ya está resuelto"):
        goalpost_actions.confirm_goalposts(change=change.pk, by=reviewer)


def test_another_person_of_the_secretariat_may_confirm_and_nobody_else(propose, person):
    change = propose(target_year=2032)
    for role in (Role.ANALYST, Role.MEMBER, Role.ADMIN):
        with pytest.raises(Forbidden):
            goalpost_actions.confirm_goalposts(change=change.pk, by=person(role))
    other = person(Role.SECRETARIAT, "otra")
    assert goalpost_actions.confirm_goalposts(change=change.pk, by=other).state == "CONFIRMED"
    with pytest.raises(Forbidden):
        propose(by=person(Role.CLUSTER, "cluster"), target_year=2033)


@pytest.mark.parametrize(
    ("moved", "field", "said"),
    [
        ({}, "", "Nada cambia"),
        ({"title": " "}, "", "sin título"),
        ({"target_year": 2051}, "", "de 2023 a 2050"),
        ({"target_value": None}, "", "Sin meta numérica"),
        ({"baseline_on": date(2026, 1, 1)}, "", "la línea base de esa fecha"),
        (
            {"baseline": Decimal(1), "baseline_on": date(2031, 1, 1)},
            "baseline_on",
            "anterior al plazo",
        ),
        ({"target_year": 2032, "reason": " "}, "reason", "por qué cambia"),
        ({"decision": Decision("CORE", "1", date(2050, 1, 1))}, "decision_on", "posterior a hoy"),
        (
            {"decision": Decision("SESSION", "S-0009", date(2026, 1, 1))},
            "decision_code",
            "su acta debe estar aprobada",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(propose, moved, field, said):
    with pytest.raises(DomainError, match=said) as refused:
        propose(**moved)
    assert refused.value.field == field
    assert not GoalpostChange.objects.exists()


def test_one_proposal_of_an_agreement_at_a_time_and_it_can_be_taken_back(propose, secretary):
    change = propose(target_year=2032)
    with pytest.raises(Conflict, match="Ya hay un cambio por confirmar"):
        propose(target_year=2033)
    goalpost_actions.withdraw_goalposts(change=change.pk, by=secretary)
    assert propose(target_year=2033).state == "PENDING"


def test_a_refusal_says_why_and_leaves_what_held(propose, reviewer):
    change = propose(target_year=2032)
    with pytest.raises(DomainError, match="por qué se rechaza"):
        goalpost_actions.reject_goalposts(change=change.pk, reason=" ", by=reviewer)
    goalpost_actions.reject_goalposts(change=change.pk, reason="No está firmado", by=reviewer)
    assert Agreement.objects.get(code="A01").target_year == 2030


def test_a_proposal_over_something_that_moved_meanwhile_is_not_confirmed(propose, reviewer):
    change = propose(target_year=2032)
    Agreement.objects.filter(code="A01").update(target_year=2031)
    with pytest.raises(Conflict, match="cambió desde que se propuso"):
        goalpost_actions.confirm_goalposts(change=change.pk, by=reviewer)


def test_the_unnamed_agreement_gets_its_wording_by_a_decision(move, client):
    move("A07", title="El  título acordado")
    assert Agreement.objects.get(code="A07").title == "El título acordado"


# -- the load, the publications --------------------------------------------------------------


def test_a_load_of_the_seed_does_not_undo_what_was_confirmed(move, client):
    move(title="Título nuevo", target_year=2032)
    Agreement.objects.filter(code="A01").update(target_unit="otra")
    seed_actions.load()
    row = Agreement.objects.get(code="A01")
    assert (row.title, row.target_year) == ("Título nuevo", 2032)
    assert row.target_unit == "%", "what no decision moved still follows the seed"
    call_command("load_strategy", stdout=io.StringIO())
    assert Agreement.objects.get(code="A01").target_year == 2032


def test_published_cortes_keep_what_was_true_and_the_next_one_uses_the_new(
    measured, move, client, secretary, publish
):
    before = api(client)
    digest = client.get("/api/v1/periods/").json()["results"][0]["digest"]
    move(target_year=2040, baseline=Decimal(120), baseline_on=date(2025, 1, 1))
    after = api(client)
    assert after["goalpost_changes"][0]["held_in_this_edition"] is False
    for name in ("target_year", "expected_low", "health", "measurement"):
        assert after[name] == before[name], name
    assert client.get("/api/v1/periods/").json()["results"][0]["digest"] == digest
    publish("2026-T2", reason="Rige la meta nueva")
    new = api(client)
    assert new["goalpost_changes"][0]["held_in_this_edition"] is True
    assert new["target_year"] == 2040
    # 545 days of 5843, from 2025-01-01 to 2040-12-31.
    assert new["expected_low"] == 9.33
    # 100 (80 - 120) / (60 - 120)
    assert (new["measurement"]["baseline"], new["measurement"]["percent"]) == (120, 66.67)
    old = api(client, "2026-T2/1")
    for name in ("target_year", "expected_low", "health", "measurement"):
        assert old[name] == before[name], name
    assert integrity.faults() == []


def test_the_sheet_shows_old_and_new_and_the_reading_under_both(measured, move, client):
    move(target_value=Decimal(20), target_year=2040)
    page = client.get("/acuerdos/A01/").content.decode()
    for said in ("Cambios de metas", "1234-26", "01-09-2026", "La misma lectura de 2026-T2"):
        assert said in page
    change = api(client)["goalpost_changes"][0]
    assert change["changes"] == [
        {"field": "target_value", "before": "60.00", "after": "20.00"},
        {"field": "target_year", "before": "2030", "after": "2040"},
    ]
    # 100 (80 - 100) / (60 - 100) and / (20 - 100)
    assert change["under_before"]["measured"] == 50
    assert change["under_after"]["measured"] == 25
    assert change["under_before"]["expected_low"] > change["under_after"]["expected_low"]
    table = client.get("/acuerdos/cambios-de-metas.csv").content.decode()
    assert "target_value,60.00,20.00,CORE,1234-26,2026-09-01" in table


def test_a_measurement_cannot_move_the_baseline_by_itself(measured, corte, secretary):
    def record(**entry: Any) -> Any:
        return actions.record_progress(
            agreement="A01",
            period="2026-T2",
            entry=Entry(percent=Decimal(41), correction_reason="Faltaba un dato"),
            measurement=MeasurementEntry(value=Decimal(79), unit="%", **entry),
            by=secretary,
        )

    with pytest.raises(DomainError, match="proponga un cambio de metas") as refused:
        record(baseline=Decimal(90), target=Decimal(60))
    assert refused.value.field == "baseline"
    with pytest.raises(DomainError, match="proponga un cambio de metas"):
        record(baseline_on=date(2024, 1, 1))
    with pytest.raises(DomainError, match="La meta medida hasta ahora"):
        record(target=Decimal(75))
    kept = record(target=Decimal(60)).measurement
    assert (kept.baseline, kept.baseline_on) == (Decimal(100), date(2026, 1, 1))


# -- the record ------------------------------------------------------------------------------


def test_the_ledger_tells_what_was_confirmed_and_keeps_proposals(propose, reviewer, client):
    change = propose(target_year=2032)
    waiting = client.get("/api/v1/ledger/").json()["results"][0]
    assert (waiting["verb"], waiting["payload"]) == ("goalpost.proposed", None)
    goalpost_actions.confirm_goalposts(change=change.pk, by=reviewer)
    told = client.get("/api/v1/ledger/").json()["results"][0]["payload"]
    assert told["old"] == {"target_year": "2030"}
    assert told["new"]["decision_code"] == "1234-26"
    assert Event.objects.filter(verb="goalpost.confirmed").count() == 1


def test_plain_sql_cannot_change_a_decided_change(move):
    change = move(target_year=2032)
    for sql in (
        f"UPDATE {TABLE} SET after_target_year = 2049",
        f"UPDATE {TABLE} SET state = 'PENDING', decided_by_id = NULL, decided_at = NULL",
        f"DELETE FROM {TABLE}",
    ):
        with (
            pytest.raises(DatabaseError, match="is sealed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
    change.refresh_from_db()
    assert change.after_target_year == 2032


def test_the_ledger_tells_when_a_change_was_altered_past_the_triggers(move):
    move(target_year=2032)
    unique, sealed, closed = SEALED[TABLE]
    triggers.remove(connection, TABLE)
    try:
        GoalpostChange.objects.update(after_target_year=2049)
    finally:
        triggers.seal(connection, TABLE, unique, sealed, closed=closed)
    assert any("M-" in fault for fault in integrity.faults())


# -- the desk --------------------------------------------------------------------------------


def test_the_desk_proposes_keeps_what_was_typed_and_confirms(
    strategy, secretary, reviewer, signed_in
):
    client = signed_in(secretary)
    page = client.get("/gestion/metas/A01/").content.decode()
    assert 'value="2030"' in page
    typed = {
        **{"title": "Título nuevo", "target_value": "55,5", "target_unit": "%"},
        **{"target_year": "2032", "baseline": "", "baseline_on": ""},
        **{"decision": "CORE", "decision_code": "", "decision_on": "2026-09-01", "reason": "Sí"},
    }
    refused = client.post("/gestion/metas/A01/", typed)
    assert refused.status_code == 400
    assert "Escriba el número de la decisión" in refused.content.decode()
    assert "Título nuevo" in refused.content.decode()
    assert client.post("/gestion/metas/A01/", typed | {"decision_code": "7"}).status_code == 302
    change = GoalpostChange.objects.get()
    reminders.remind()
    assert Notice.objects.filter(person=reviewer, key=f"goalpost:{change.code}").exists()
    own = client.post(f"/gestion/metas/{change.pk}/confirmar/")
    assert own.status_code == 400
    assert "corresponde a otra persona" in own.content.decode()
    client = signed_in(reviewer)
    assert "La misma lectura" in client.get("/gestion/metas/").content.decode()
    assert client.post(f"/gestion/metas/{change.pk}/rechazar/", {}).status_code == 400
    assert client.post(f"/gestion/metas/{change.pk}/confirmar/").status_code == 302
    assert Agreement.objects.get(code="A01").target_value == Decimal("55.50")
