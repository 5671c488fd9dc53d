"""No draft in any public answer: a token in every text of unpublished work is searched for."""

import re
from typing import Any

import pytest
from django.db import models

from emra.accounts.models import Role
from emra.agreements import actions, review_actions
from emra.agreements.models import Evidence, Measurement, ProgressReport
from emra.notices.models import Mail
from emra.operations.models import Incident, IncidentNote
from emra.oversight.models import Answer, Observation, Reply
from tests.house import content, public_addresses, text_of
from tests.world import SOLD, TOKEN

PERSON = "Zqxpersona"

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def named(world: Any, secretary: Any, reviewer: Any) -> Any:
    """The world, its people with names and addresses that must never show."""
    for number, user in enumerate((secretary, reviewer)):
        user.username = f"{PERSON}{number}"
        user.first_name, user.last_name = f"{PERSON}Nombre", f"{PERSON}Apellido"
        user.email = f"{PERSON}{number}@example.cl"
        user.save()
    return world


def public_answers(client: Any, world: Any) -> dict[str, str]:
    """Body and headers of every public address, logged out."""
    client.logout()
    found = {}
    for address in public_addresses(world):
        response = client.get(address)
        headers = "\n".join(f"{name}: {value}" for name, value in response.items())
        found[address] = text_of(response) + headers
    assert len(found) > 80
    return found


_TOLD: dict[str, str] = {}


@pytest.fixture
def told(named: Any, client: Any) -> dict[str, str]:
    """What the untouched world tells, asked once for those who only read it."""
    if not _TOLD:
        _TOLD.update(public_answers(client, named))
    return _TOLD


def telling(answers: dict[str, str], *words: str) -> set[str]:
    return {address for address, text in answers.items() for word in words if word in text}


def text_columns(model: type[models.Model]) -> list[str]:
    """The columns people write into: text without a fixed list of values."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and field.name not in ("sha256", "extension")
    ]


@pytest.mark.parametrize("model", [ProgressReport, Evidence, Measurement])
def test_the_token_is_planted_in_every_text_of_unpublished_work(world, model):
    reports = ProgressReport.objects.exclude(state="APPROVED")
    rows = reports if model is ProgressReport else model.objects.filter(report__in=reports)
    for column in text_columns(model):
        assert rows.filter(**{f"{column}__contains": TOKEN}).exists(), column


def test_the_token_is_planted_in_every_private_text_of_what_citizens_sent(world):
    reserved = [row.pk for row in world.observed.reserved]
    rows = Observation.objects.filter(pk__in=reserved)
    for name in ("text", "name", "email", "link", "moderation_note", "extension_reason"):
        assert rows.filter(**{f"{name}__contains": TOKEN}).exists(), name
    assert Observation.objects.filter(state="PUBLISHED", email__contains=TOKEN).exists()
    assert Reply.objects.get(text__contains=TOKEN).moderation_note == TOKEN
    assert Answer.objects.filter(text=TOKEN, office=TOKEN).exists()
    assert Mail.objects.filter(address__contains=TOKEN, text__contains=TOKEN).exists()


def test_the_token_is_planted_in_every_text_of_the_incidents(world):
    for model in (Incident, IncidentNote):
        for column in set(text_columns(model)) - {"cause"}:
            assert model.objects.filter(**{f"{column}__contains": TOKEN}).exists(), column


def test_unpublished_work_is_in_three_states_and_in_a_published_corte_too(world):
    reports = ProgressReport.objects.filter(note__contains=TOKEN)
    assert set(reports.values_list("state", flat=True)) == {"DRAFT", "SUBMITTED", "RETURNED"}
    assert set(reports.values_list("period__code", flat=True)) == {"2026-T2", "2026-T3"}


def test_no_public_answer_tells_a_draft(told):
    assert telling(told, TOKEN) == set()


def test_no_public_answer_tells_a_draft_percentage(told):
    # Every draft says 33,31 % and measures 26,73; no published figure does. A longer number that
    # begins so, or a latitude, is another figure.
    figure = re.compile(r"(?<![\d.,-])(33[.,]31|26[.,]73)(?!\d)")
    assert {address for address, text in told.items() if figure.search(text)} == set()


def test_no_public_answer_tells_a_name_or_an_email(told):
    assert telling(told, PERSON) == set()


def test_the_search_finds_the_token_in_the_pages_of_the_staff(named, client, secretary):
    client.force_login(secretary)
    places = [
        "/gestion/avances/2026-T3/A12/",
        f"/gestion/revision/{named.submitted.code}/",
        f"/gestion/revision/{named.returned.code}/",
        f"/gestion/medios/{named.draft_file.pk}/",
        "/gestion/cooperacion/bilaterales/",
        "/gestion/cooperacion/bilaterales/bilateral-1/",
        f"/gestion/cooperacion/bilaterales/{named.bilateral.untold.project_id}/",
        f"/gestion/cooperacion/bilaterales/informes/{named.bilateral.owed.pk}/respaldo/",
        f"/gestion/fondos/{named.royalty.pk}/",
        *(f"/gestion/observaciones/{row.code}/" for row in named.observed.reserved),
        f"/gestion/comisiones/sesiones/{named.chamber.untold.code}/",
        f"/gestion/comisiones/compromisos/{named.chamber.owed.code}/",
        "/gestion/comisiones/comision-1/",
        f"/gestion/proyectos/seguimientos/{named.followed.draft.code}/",
        f"/gestion/proyectos/seguimientos/{named.followed.returned.code}/",
        f"/gestion/proyectos/{named.followed.returned.project_id}/",
        f"/gestion/incidentes/{named.incident.code}/",
    ]
    for address in places:
        assert TOKEN in content(client.get(address)).decode(), address


@pytest.mark.parametrize("role", [Role.MEMBER, Role.ADMIN])
def test_roles_that_may_not_open_drafts_do_not_find_them_on_their_desk(named, client, person, role):
    client.force_login(person(role))
    page = content(client.get("/gestion/")).decode()
    assert TOKEN not in page
    assert "33,31" not in page
    for address in (f"/gestion/medios/{named.draft_file.pk}/", "/gestion/revision/"):
        assert client.get(address).status_code == 403


def test_what_was_approved_and_published_is_told_and_nothing_else(
    named, client, secretary, reviewer, publish
):
    review_actions.approve_progress(report=named.submitted.code, by=reviewer)
    waiting = ProgressReport.objects.get(agreement="A04", state="SUBMITTED")
    review_actions.approve_progress(report=waiting.code, by=reviewer)
    before = public_answers(client, named)
    assert telling(before, TOKEN) == set(), "approved but not published"
    publish("2026-T3")
    found = public_answers(client, named)
    told = telling(found, TOKEN)
    assert {"/acuerdos/A09/", "/acuerdos/A04/", "/api/v1/agreements/A09/"} <= told
    assert {"/bitacora.json", "/api/v1/ledger/?page_size=200"} <= told
    # Those three agreements alone; A12, A02 and A01 keep their drafts to themselves.
    assert not told & {"/acuerdos/A12/", "/acuerdos/A01/", "/acuerdos/A02/"}
    assert telling(found, PERSON) == set()
    assert SOLD in found["/acuerdos/A12/"]


def test_a_reason_of_return_is_never_told_not_even_after_approval(
    named, client, secretary, reviewer, publish
):
    reason = "Falta-el-acta-zqx"
    review_actions.return_progress(report=named.submitted.code, reason=reason, by=reviewer)
    again = actions.submit_progress(report=named.submitted.code, by=secretary)
    review_actions.approve_progress(report=again.code, by=reviewer)
    waiting = ProgressReport.objects.get(agreement="A04", state="SUBMITTED")
    review_actions.return_progress(report=waiting.code, reason=reason, by=reviewer)
    publish("2026-T3")
    found = public_answers(client, named)
    assert TOKEN in found["/acuerdos/A09/"]
    assert telling(found, reason) == set()


def test_draft_evidence_answers_404_to_the_public_and_published_evidence_its_file(named, client):
    assert client.get(f"/evidencia/{named.draft_file.pk}/").status_code == 404
    assert SOLD in content(client.get(f"/evidencia/{named.public_file.pk}/")).decode()
