"""Who has reported: counts that add up, offices and no names, nothing of a draft."""

import csv
import io
from datetime import date

import pytest

from emra.agreements import period_actions
from emra.agreements.models import Period, ProgressReport
from emra.portal.reporting import reporting
from emra.portal.reporting_words import finding

pytestmark = pytest.mark.django_db
COUNTS = ("agreements", "reported", "carried", "no_data", "not_applicable")


def totals(found):
    return tuple(getattr(found.totals, name) for name in COUNTS)


def test_the_initial_corte_was_told_by_the_document_alone(strategy):
    found = reporting()
    # 6/7, 4/5, 3/4 and 1/3 of the source
    assert [(row.name, row.reported, row.agreements) for row in found.rows] == [
        ("Ambiental", 6, 7), ("Social", 4, 5), ("Económica", 3, 4), ("Institucional", 1, 3),
    ]  # fmt: skip
    assert {row.office for row in found.rows} == {"Documento fuente"}
    assert totals(found) == (19, 14, 0, 5, 0)
    assert found.past == ()
    assert "No hay un corte abierto." in finding(found)


def test_the_readings_of_a_corte_add_up_by_office(corte, approve, publish):
    approve("A12", "40")
    approve("A01", "61")
    publish()
    found = reporting()
    # Two of the corte; of the other 17, 13 had a figure and 4 none.
    assert totals(found) == (19, 2, 13, 4, 0)
    for row in found.rows:
        parts = (row.reported, row.carried, row.no_data, row.not_applicable)
        assert sum(parts) == row.agreements
    offices = {(row.dimension, row.office): row.reported for row in found.rows}
    assert offices["social", "Secretaría Técnica (GORE)"] == 1
    assert offices["social", "Documento fuente"] == 0
    assert totals(reporting("2025-inicial")) == (19, 14, 0, 5, 0)


def test_an_open_corte_tells_how_many_and_never_what(corte, draft, submit, approve, client):
    draft("A01", "77.77", note="No es para nadie todavía.")
    submit("A02", "66.66")
    approve("A03", "55.55")
    running = reporting().running
    assert (running.corte, running.open) == ("2026-T2", True)
    assert (running.approved, running.in_review, running.not_sent) == (1, 1, 17)
    assert sum(row.agreements for row in running.rows) == 19
    for address in ("/estado-de-reporte/", "/estado-de-reporte.csv", "/api/v1/reporting/"):
        said = client.get(address).content.decode()
        for reserved in ("77,7", "77.7", "66,6", "66.6", "55,5", "55.5", "No es para nadie"):
            assert reserved not in said, (address, reserved)


def test_a_correction_that_waits_counts_once_as_waiting(corte, approve, submit):
    approve("A12", "40")
    submit("A12", "41", correction_reason="Faltaba una comuna.")
    running = reporting().running
    assert (running.approved, running.in_review, running.not_sent) == (0, 1, 18)


def test_a_closed_corte_is_told_as_closed_and_a_published_one_no_more(corte, secretary, publish):
    period_actions.close_period(period="2026-T2", by=secretary)
    assert "está cerrado y sin publicar" in finding(reporting())
    publish()
    assert reporting().running is None


def test_punctuality_counts_by_the_due_date(corte, approve, publish):
    approve("A12", "40")
    approve("A01", "61")
    # Sent on 16 July in Santiago, a day late; the other one on the last day.
    for code, at in (("A12", "2026-07-17T02:00:00Z"), ("A01", "2026-07-16T02:00:00Z")):
        ProgressReport.objects.filter(agreement=code, period=corte).update(submitted_at=at)
    publish()
    (past,) = reporting().past
    assert (past.corte, past.due_on) == ("2026-T2", date(2026, 7, 15))
    assert (past.on_time, past.late, past.worst_days, past.missing) == (1, 1, 1, 17)


def test_page_table_and_api_say_the_same(corte, approve, publish, client, secretary):
    approve("A12", "40")
    publish()
    answer = client.get("/api/v1/reporting/").json()
    rows = list(csv.DictReader(io.StringIO(client.get("/estado-de-reporte.csv").content.decode())))
    assert [
        (row["dimension"], row["oficina"], int(row["informados"]), int(row["sin_dato"]))
        for row in rows
    ] == [(r["dimension"], r["office"], r["reported"], r["no_data"]) for r in answer["rows"]]
    page = client.get("/estado-de-reporte/").content.decode()
    assert answer["sentence"] in page
    assert secretary.username not in page
    assert Period.objects.count() == 2


def test_a_corte_that_is_not_published_is_refused(corte, client):
    for address in ("/estado-de-reporte/", "/estado-de-reporte.csv", "/api/v1/reporting/"):
        assert client.get(f"{address}?corte=2026-T2").status_code == 404


def test_before_the_first_publication_there_is_nothing_to_tell(client):
    assert "Todavía no se ha publicado" in client.get("/estado-de-reporte/").content.decode()
    assert client.get("/estado-de-reporte.csv").status_code == 404
