"""How the lines of action go: nothing is known until the Cluster says so, and nothing is unsaid."""

import csv
import io
import json
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction

from emra.accounts.models import Role
from emra.dashboard import integrity
from emra.ledger import triggers
from emra.ledger.models import Event
from emra.lib import files
from emra.lib.errors import DomainError, Forbidden, Unknown
from emra.strategy import queries
from emra.strategy.models import LineState
from tests.conftest import APPEND_ONLY
from tests.strategy.conftest import LINK

pytestmark = pytest.mark.django_db


def lines(client):
    rows = client.get("/api/v1/objectives/").json()["results"]
    return {line["code"]: line["follow_up"] for row in rows for line in row["lines"]}


def test_all_38_lines_start_without_information(strategy, client):
    assert list(lines(client).values()) == [None] * 38
    page = client.get("/objetivos/").content.decode()
    assert "<strong>38</strong>" in page
    table = list(csv.DictReader(io.StringIO(client.get("/objetivos.csv").content.decode())))
    assert {row["seguimiento"] for row in table} == {"NO_INFORMATION"}
    assert {row["avance_pct"] + row["registrado"] for row in table} == {""}


def test_what_is_said_of_a_line_is_shown_everywhere_with_who_said_it(follow, client):
    before = client.get("/objetivos/OE1/")["ETag"]
    follow(percent=Decimal("12.5"), note="Primera etapa", link=LINK)
    answer = client.get("/objetivos/OE1/")
    page = answer.content.decode()
    assert answer["ETag"] != before
    for said in ('id="OE1-CP1"', "En marcha", "12,5\u00a0%", "Primera etapa", LINK, "comision-1"):
        assert said in page
    told = lines(client)["OE1-CP1"]
    assert (told["state"], told["percent"], told["link"]) == ("UNDER_WAY", 12.5, LINK)
    table = client.get("/objetivos.csv").content.decode()
    assert f"UNDER_WAY,12.50,Primera etapa,{LINK},comision-1 2026-T2" in table


def test_the_last_state_is_in_force_and_the_earlier_ones_are_kept(follow, client):
    follow(percent=Decimal(10))
    follow(state="STOPPED", note="Falta el permiso")
    assert lines(client)["OE1-CP1"]["state"] == "STOPPED"
    line = next(line for line in queries.objective("OE1").lines if line.code == "OE1-CP1")
    assert [told.state for told in line.history] == ["STOPPED", "UNDER_WAY"]
    assert "Lo que se dijo antes" in client.get("/objetivos/OE1/").content.decode()
    payloads = [
        json.loads(event.payload)
        for event in Event.objects.filter(verb="line.followed").order_by("seq")
    ]
    assert payloads[0]["old"] is None
    assert payloads[1]["old"] == payloads[0]["new"]
    newest = client.get("/api/v1/ledger/").json()["results"][0]
    assert newest["payload"]["new"]["state"] == "STOPPED"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"state": "DONE"}, "necesita un respaldo"),
        ({"state": "STOPPED"}, "por qué la línea está detenida"),
        ({"state": "DONE", "link": LINK, "percent": Decimal(80)}, "contradice el estado"),
        ({"state": "NOT_STARTED", "percent": Decimal(5)}, "contradice el estado"),
        ({"percent": Decimal(101)}, "de 0 a 100"),
        ({"link": "javascript:alert(1)"}, "URL"),
        ({"state": "PERHAPS"}, "PERHAPS"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_leaves_nothing(follow, told, said):
    with pytest.raises(DomainError, match=said):
        follow(**told)
    assert not LineState.objects.exists()
    assert not Event.objects.filter(verb="line.followed").exists()


def test_only_the_cluster_says_how_a_line_goes(follow, person):
    for role in (Role.SECRETARIAT, Role.ANALYST, Role.MEMBER, Role.ADMIN):
        with pytest.raises(Forbidden):
            follow(by=person(role, f"otra-{role}".lower()))
    with pytest.raises(Unknown):
        follow("OE1-CP99")


def test_a_kept_file_backs_a_line_and_is_checked(follow, client, settings):
    digest = files.store(SimpleUploadedFile("acta.csv", b"dato,valor\nobra,1\n"))
    row = follow(state="DONE", sha256=digest, extension="csv")
    told = lines(client)["OE1-CP1"]
    assert told["file"] == f"/objetivos/respaldos/{row.pk}/"
    answer = client.get(told["file"])
    assert b"".join(answer) == b"dato,valor\nobra,1\n"
    assert "attachment" in answer["Content-Disposition"]
    assert "sandbox" in answer["Content-Security-Policy"]
    assert integrity.faults() == []
    files.path_of(digest).write_bytes(b"otra cosa")
    assert any("OE1-CP1" in fault for fault in integrity.faults())


def test_a_state_without_a_file_has_nothing_to_download(follow, client):
    assert client.get(f"/objetivos/respaldos/{follow().pk}/").status_code == 404


def test_three_queries_whatever_the_number_of_states(follow, django_assert_num_queries):
    for percent in range(5):
        follow(percent=Decimal(percent))
    with django_assert_num_queries(3):
        queries.objectives()


def test_plain_sql_cannot_change_what_was_said(follow):
    row = follow(note="Como se dijo")
    for sql in (
        "UPDATE strategy_linestate SET note = 'otra'",
        "DELETE FROM strategy_linestate",
    ):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
    row.refresh_from_db()
    assert row.note == "Como se dijo"


def test_the_ledger_tells_when_a_state_was_altered_past_the_triggers(follow):
    follow(note="Como se dijo")
    assert integrity.faults() == []
    triggers.remove(connection, "strategy_linestate")
    try:
        LineState.objects.update(note="otra cosa")
    finally:
        triggers.install(connection, "strategy_linestate", APPEND_ONLY["strategy_linestate"])
    assert any("OE1-CP1" in fault for fault in integrity.faults())
