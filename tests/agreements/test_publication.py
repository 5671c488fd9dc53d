"""Publishing a corte: what stops it, editions and errata, and tables that only grow."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from emra.accounts.models import Role
from emra.agreements import period_actions, queries, review_actions
from emra.agreements.models import (
    Agreement,
    Period,
    Publication,
    PublishedAverage,
    PublishedValue,
)
from emra.ledger.models import Event
from emra.lib.errors import Conflict, DomainError, Forbidden

pytestmark = pytest.mark.django_db


def test_an_open_corte_is_not_published(corte, secretary):
    with pytest.raises(Conflict, match="sigue abierto: ciérrelo"):
        period_actions.publish(period="2026-T2", by=secretary)
    assert Publication.objects.count() == 1


def test_what_waits_for_review_stops_a_publication_and_is_named(corte, submit, publish):
    submit("A12")
    submit("A16")
    with pytest.raises(Conflict, match=r"A12-2026-T2-v1, A16-2026-T2-v1\. Apruébelos"):
        publish()
    assert Publication.objects.count() == 1
    assert Period.objects.get(code="2026-T2").state == "CLOSED"


def test_a_draft_or_a_returned_report_does_not_stop_it_and_is_not_in_it(
    corte, draft, submit, reviewer, publish
):
    draft("A12")
    review_actions.return_progress(report=submit("A16").code, reason="Falta", by=reviewer)
    publication = publish()
    for value in publication.values.filter(agreement__in=["A12", "A16"]):
        assert (value.percent, value.carried_from) == (None, "2025-inicial")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECRETARIAT])
def test_only_the_secretariat_opens_closes_and_publishes(corte, person, role):
    other = person(role, "otra")
    for step in (period_actions.close_period, period_actions.publish):
        with pytest.raises(Forbidden, match="corresponde a: Secretaría Técnica"):
            step(period="2026-T2", by=other)
    with pytest.raises(Forbidden):
        period_actions.open_period(
            code="2026-T3", cutoff_on=date(2026, 9, 30), due_on=None, by=other
        )
    assert Period.objects.get(code="2026-T2").state == "OPEN"


def test_a_closed_corte_is_not_closed_again(corte, secretary):
    period_actions.close_period(period="2026-T2", by=secretary)
    with pytest.raises(Conflict, match="no está abierto"):
        period_actions.close_period(period="2026-T2", by=secretary)


def test_a_publication_holds_19_readings_five_averages_and_its_event(corte, approve, publish):
    approve("A12", "40")
    publication = publish()
    event = Event.objects.get(object_code="2026-T2/1")
    assert (publication.edition, publication.reason) == (1, "")
    assert (publication.values.count(), publication.averages.count()) == (19, 5)
    assert (publication.ledger_seq, publication.ledger_head) == (event.seq, event.hash)
    assert publication.digest in event.payload
    social = publication.averages.get(scope="social")
    # (25 + 31 + 12 + 17 + 40) / 5
    assert (str(social.mean_zero), social.reported, social.applicable) == ("25.00", 5, 5)


def test_a_second_edition_needs_a_reason_and_leaves_the_first_readable(
    corte, approve, publish, client
):
    approve("A12", "40")
    publish()
    with pytest.raises(DomainError, match="explique por qué se publica") as refused:
        publish(reason="  ")
    assert refused.value.field == "reason"
    approve("A12", "45", correction_reason="Faltaba una comuna")
    assert publish(reason="Faltaba una comuna").edition == 2

    assert client.get("/api/v1/agreements/A12/?corte=2026-T2/1").json()["percent"] == 40
    assert client.get("/api/v1/agreements/A12/?corte=2026-T2/2").json()["percent"] == 45
    assert client.get("/api/v1/agreements/A12/?corte=2026-T2").json()["percent"] == 45
    assert client.get("/api/v1/agreements/A12/").json()["percent"] == 45
    old = client.get("/acuerdos/A12/?corte=2026-T2/1").content.decode()
    assert "40,0\u00a0%" in old
    assert "45,0\u00a0%" not in old
    assert client.get("/?corte=2026-T2/3").status_code == 404


def test_an_old_edition_says_that_it_is_old(corte, approve, publish, client):
    approve("A12", "40")
    publish()
    publish(reason="Corrección de redacción")
    newest = client.get("/?corte=2026-T2/2").content.decode()
    oldest = client.get("/?corte=2026-T2/1").content.decode()
    notice = "note--warn"
    assert oldest.count(notice) == newest.count(notice) + 1
    assert "Corrección de redacción" in client.get("/api/v1/periods/").content.decode()


def test_the_reason_of_an_erratum_is_part_of_what_is_sealed(corte, publish):
    first = publish()
    second = publish(reason="Igual, con motivo")
    assert first.digest != second.digest
    values, means = list(second.values.all()), list(second.averages.all())
    again = period_actions.content_digest("2026-T2", 2, "Igual, con motivo", values, means)
    other = period_actions.content_digest("2026-T2", 2, "Otro motivo", values, means)
    assert again == second.digest != other


def test_the_digest_does_not_depend_on_the_order_of_the_rows(corte, publish):
    publication = publish()
    values, means = list(publication.values.all()), list(publication.averages.all())
    assert publication.digest == period_actions.content_digest(
        "2026-T2", 1, "", values[::-1], means[::-1]
    )


@pytest.mark.parametrize(
    ("model", "column"),
    [
        (Publication, "reason"),
        (PublishedValue, "percent"),
        (PublishedAverage, "mean_zero"),
        (Event, "payload"),
    ],
)
def test_what_is_published_is_neither_changed_nor_deleted(corte, publish, model, column):
    publish()
    before = list(model.objects.order_by("pk").values())
    attempts = [
        f"UPDATE {model._meta.db_table} SET {column} = {column}",
        f"DELETE FROM {model._meta.db_table}",
        f"INSERT INTO {model._meta.db_table} SELECT * FROM {model._meta.db_table}"
        f" WHERE true ON CONFLICT ({model._meta.pk.column}) DO UPDATE SET {column} = NULL",
    ]
    if connection.vendor == "postgresql":
        attempts.append(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {model._meta.db_table} CASCADE")
    else:
        attempts.append(f"REPLACE INTO {model._meta.db_table} SELECT * FROM {model._meta.db_table}")
    for sql in attempts:
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
    for change in (lambda rows: rows.update(**{column: None}), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(model.objects.all())
    assert list(model.objects.order_by("pk").values()) == before


def test_replacing_a_row_by_its_other_unique_key_is_refused_too(corte, publish):
    publish()
    if connection.vendor == "postgresql":
        conflict = "ON CONFLICT (period_id, edition) DO UPDATE SET reason = 'otra'"
        verb = "INSERT"
    else:
        conflict, verb = "", "INSERT OR REPLACE"
    columns = "period_id, edition, published_at, reason, ledger_seq, ledger_head, digest"
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"{verb} INTO agreements_publication ({columns})"
            f" SELECT {columns} FROM agreements_publication WHERE edition = 1 {conflict}"
        )


def test_a_publication_by_command_names_its_person_and_needs_one(corte, secretary):
    period_actions.close_period(period="2026-T2", by=secretary)
    out = io.StringIO()
    call_command("publish", "2026-T2", user=secretary.username, stdout=out)
    assert "Publicado 2026-T2, edición 1." in out.getvalue()
    with pytest.raises(CommandError, match="explique por qué"):
        call_command("publish", "2026-T2", user=secretary.username)
    with pytest.raises(CommandError, match="No existe el usuario «nadie»"):
        call_command("publish", "2026-T2", user="nadie")


def test_an_agreement_that_the_edition_before_did_not_have_has_not_changed(
    corte, approve, publish, client
):
    like = Agreement.objects.get(code="A13")
    Agreement.objects.create(
        code="A20",
        title="Un acuerdo que se suma",
        dimension=like.dimension,
        figure_citation=like.figure_citation,
        pairing=like.pairing,
    )
    approve("A20", "10")
    approve("A13", "99")
    publish()
    assert client.get("/").status_code == 200
    assert [change.code for change in queries.board().changes] == ["A13"]
