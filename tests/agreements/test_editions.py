"""What an edition says, row by row, and the seal over it, computed here a second time.

The source gives A09 31 %; A12 and A16 have no figure.
"""

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from emra.accounts.models import User
from emra.agreements import period_actions, review_actions
from emra.agreements.models import Agreement, Period, ProgressReport, Publication
from emra.ledger.models import Event
from emra.lib.errors import Conflict, DomainError

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(corte: Any, approve: Any, submit: Any, reviewer: User, publish: Any) -> Publication:
    """A12 at 40 for the first time, A09 from 31 to 35, A16 without a figure and why."""
    approve("A12", "40")
    approve("A09", "35")
    silent = submit("A16", None, absence="NO_DATA", absence_reason="No se midió")
    review_actions.approve_progress(report=silent.code, by=reviewer)
    return publish()


def value(publication: Publication, agreement: str) -> tuple[Any, ...]:
    row = publication.values.get(agreement=agreement)
    return (row.percent, row.absence, row.absence_reason, row.carried_from, row.previous)


def report(agreement: str, corte: str) -> ProgressReport:
    return ProgressReport.objects.get(agreement=agreement, period__code=corte)


def test_an_edition_says_of_each_agreement_what_is_in_force_and_what_was_before(edition):
    assert value(edition, "A12") == (40, "", "", "", None)
    assert value(edition, "A09") == (35, "", "", "", 31)
    assert value(edition, "A16") == (None, "NO_DATA", "No se midió", "", None)
    assert value(edition, "A01") == (60, "", "", "2025-inicial", None)
    found = dict(edition.values.values_list("agreement", "report"))
    assert found["A12"] == report("A12", "2026-T2").pk
    assert found["A01"] == report("A01", "2025-inicial").pk


def test_an_edition_keeps_title_and_target_of_each_agreement_as_they_were(edition):
    told = ("title", "target_value", "target_unit", "target_year")
    kept = {row["agreement_id"]: row for row in edition.values.values("agreement_id", *told)}
    for agreement in Agreement.objects.values("code", *told):
        assert kept[agreement.pop("code")].items() >= agreement.items()
    assert any(row["target_value"] for row in kept.values())


def test_a_corte_before_the_source_s_has_no_figure_and_says_so(strategy, secretary, publish):
    period_actions.open_period(
        code="2024-T4", cutoff_on=date(2024, 12, 31), due_on=None, by=secretary
    )
    publication = publish("2024-T4")
    told = ("report", "percent", "absence", "absence_reason", "carried_from", "previous")
    rows = set(publication.values.values_list(*told))
    assert rows == {(None, None, "NO_DATA", "No se ha informado.", "", None)}


def as_text(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: f"{found:.2f}" if isinstance(found, Decimal) else found
        for name, found in row.items()
        if name not in ("id", "publication_id")
    }


def test_the_seal_is_sha_256_over_all_that_the_edition_says(edition, secretary):
    content = {
        "period": "2026-T2",
        "edition": 1,
        "reason": "",
        "values": [as_text(row) for row in edition.values.order_by("agreement_id").values()],
        "averages": [as_text(row) for row in edition.averages.order_by("scope").values()],
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    seal = hashlib.sha256(text.encode("utf-8")).hexdigest()
    event = Event.objects.get(verb="publication.published", object_code="2026-T2/1")
    assert edition.digest == seal
    assert (event.seq, event.hash, event.at, event.actor) == (
        *(edition.ledger_seq, edition.ledger_head, edition.published_at, secretary),
    )
    assert edition.published_by == secretary
    assert json.loads(event.payload) == {
        "old": None,
        "new": {"digest": seal, "edition": 1},
        "reason": "",
    }


def test_the_reason_of_an_erratum_stands_in_the_edition_and_in_the_ledger(edition, publish):
    again = publish(reason="Faltaba una comuna")
    event = Event.objects.get(object_code="2026-T2/2")
    assert again.reason == json.loads(event.payload)["reason"] == "Faltaba una comuna"
    assert again.edition == 2
    assert Period.objects.get(code="2026-T2").state == "PUBLISHED"


def test_a_publication_waits_for_no_job(edition):
    # The source's 14 figures add up to 440; A12 brings 40, and A09 four points: 484.
    whole = edition.averages.get(scope="all")
    assert (whole.reported, whole.applicable, whole.total) == (15, 19, 19)
    assert str(whole.mean_zero) == "25.47"  # 484 / 19
    assert str(whole.mean_reported) == "32.27"  # 484 / 15
    assert (str(whole.lower), str(whole.upper)) == ("25.47", "46.53")  # 884 / 19
    assert whole.rule == "UNKNOWN_AS_ZERO"


def test_the_load_publishes_an_open_corte_without_a_person(corte):
    publication = period_actions.publish(period="2026-T2", by=None)
    assert (publication.published_by, publication.reason) == (None, "")
    assert Event.objects.get(object_code="2026-T2/1").actor_code == "SISTEMA"


def test_what_is_not_approved_is_listed_by_agreement_in_one_query(corte, draft, submit, approve):
    approve("A09", "35")
    submit("A16", "12")
    draft("A12", "40")
    with CaptureQueriesContext(connection) as queries:
        waiting = [(row.code, row.agreement.code) for row in period_actions.pending(corte)]
    assert waiting == [("A12-2026-T2-v1", "A12"), ("A16-2026-T2-v1", "A16")]
    assert len(queries) == 1


def test_each_refusal_says_the_whole_of_what_to_do(corte, submit, secretary, publish):
    def refused(**options: Any) -> str:
        with pytest.raises(DomainError) as said:
            period_actions.publish(period="2026-T2", by=secretary, **options)
        return f"{said.value.field}|{said.value}"

    assert refused() == "|El corte 2026-T2 sigue abierto: ciérrelo antes de publicar."
    reports = [submit("A12", "40"), submit("A16", "12")]
    period_actions.close_period(period="2026-T2", by=secretary)
    assert refused() == (
        "|Faltan por revisar: A12-2026-T2-v1, A16-2026-T2-v1."
        " Apruébelos o devuélvalos antes de publicar."
    )
    with pytest.raises(Conflict) as again:
        period_actions.close_period(period="2026-T2", by=secretary)
    assert str(again.value) == "El corte 2026-T2 no está abierto."
    ProgressReport.objects.filter(pk__in=[row.pk for row in reports]).update(state="DRAFT")
    publish()
    assert refused() == (
        "reason|El corte ya está publicado: explique por qué se publica una nueva edición."
    )
