"""A project on other pages: on its objective's, in decisions, in what citizens observe."""

from datetime import date

import pytest
from django.utils import timezone

from emra.governance import commitment_actions
from emra.oversight import citizen_actions
from emra.oversight.actions import publish as publish_observation
from emra.projects.parts_actions import Told
from tests.projects.given import told
from tests.projects.test_public_pages import text

pytestmark = pytest.mark.django_db


def test_an_objective_shows_the_projects_that_serve_it_and_no_other_does(
    strategy, today, client, secretary, reviewer
):
    assert "Proyectos que lo sirven" not in text(client, "/objetivos/OE2/")
    particulars = Told(name="Zona extraportuaria", objective="OE2", communes=("02101",))
    told("5.1", secretary, reviewer, particulars=particulars, reason="Se precisa.")
    assert "Zona extraportuaria" in text(client, "/objetivos/OE2/")
    assert "Proyectos que lo sirven" not in text(client, "/objetivos/OE1/")


def test_decisions_and_observations_can_be_about_a_project(
    strategy, today, client, secretary, reviewer
):
    commitment_actions.record_commitment(
        body="comision-1",
        text="Informar las fechas de 5.1.",
        owner="gore",
        due_on=date(2026, 12, 18),
        subject="PROJECT:5.1",
        by=reviewer,
    )
    draft = citizen_actions.Draft(
        subject="PROJECT:5.1", text="Falta decir cuándo empieza esta obra.", link=""
    )
    sent, _secret = citizen_actions.receive(draft=draft, number="1", at=timezone.now())
    publish_observation(code=sent.code, evidence=False, note="", by=secretary)
    page = text(client, "/proyectos/5.1/")
    assert "Informar las fechas de 5.1." in page
    assert "Falta decir cuándo empieza esta obra." in page
    assert "Zona Extra Portuaria" in text(client, "/comisiones/compromisos/")
    assert "PROJECT:5.1" in text(client, "/contraloria/enviar/?sobre=PROJECT:5.1")


def test_a_commitment_about_a_project_shows_what_changed_after_it(
    strategy, today, client, secretary, reviewer, time_machine
):
    told("5.1", secretary, reviewer, days={"PLANNED_END": date(2026, 6, 30)})
    made = commitment_actions.record_commitment(
        body="comision-1",
        text="Fijar otra fecha.",
        owner="gore",
        due_on=date(2026, 12, 18),
        subject="PROJECT:5.1",
        by=reviewer,
    )
    time_machine.move_to("2026-11-23T15:00:00Z", tick=False)
    told("5.1", secretary, reviewer, days={"PLANNED_END": date(2026, 7, 30)}, reason="Por acuerdo.")
    page = text(client, f"/comisiones/compromisos/{made.code}/")
    assert "5.1, Término previsto: 30-06-2026 → 30-07-2026" in page
