"""How a result goes: met only where an approved report says so and reaches the minimum."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from emra.cooperation import bilateral_actions as actions
from emra.cooperation import bilateral_queries, bilateral_records
from emra.cooperation import bilateral_report_actions as reports
from emra.cooperation.bilateral_verdicts import Told, verdict
from emra.cooperation.models import ResultReport
from emra.lib.errors import Conflict, DomainError, Forbidden, Unknown
from tests.cooperation.bilaterals import CODE, approved, reported, standing, upload

pytestmark = pytest.mark.django_db


def states():
    return [row.verdict for row in bilateral_queries.project(CODE).results]


@pytest.mark.parametrize(
    ("minimum", "last", "expected"),
    [
        (6, None, "UNREPORTED"),
        (6, Told(False, 9), "UNDER_WAY"),
        (6, Told(True, None), "UNCOUNTED"),
        (6, Told(True, 0), "BELOW"),
        (6, Told(True, 5), "BELOW"),
        (6, Told(True, 6), "MET"),
        (None, Told(True, None), "MET"),
    ],
)
def test_a_result_is_met_by_the_minimum_of_its_target(minimum, last, expected):
    assert verdict(minimum, last) == expected


def test_nothing_is_met_before_an_approved_report_says_so(strategy, secretary, reviewer):
    assert states() == ["UNREPORTED"] * 3
    row = reported(secretary, done=True, reached=6, upload=upload())
    reports.submit_report(report=row.pk, by=secretary)
    assert states()[0] == "UNREPORTED"
    reports.approve_report(report=row.pk, by=reviewer)
    assert states() == ["MET", "UNREPORTED", "UNREPORTED"]
    assert (
        bilateral_records.records(timezone.localdate())[0].state_name
        == "1 de 3 resultados cumplidos"
    )


@pytest.mark.parametrize(
    ("reached", "said"), [(5, "pide 6 mujeres y hay 5"), (None, "mínimo de 6")]
)
def test_it_cannot_be_met_below_its_minimum(strategy, secretary, reached, said):
    with pytest.raises(DomainError, match=said) as error:
        reported(secretary, done=True, reached=reached, upload=upload())
    assert error.value.field == "reached"


def test_what_is_met_brings_its_evidence(strategy, secretary):
    with pytest.raises(DomainError, match="respaldo"):
        reported(secretary, 2, done=True)
    assert reported(secretary, 2, done=True, link="https://www.example.cl/agenda").pk


def test_an_unknown_count_is_no_zero(strategy, secretary, reviewer):
    approved(secretary, reviewer, reached=0)
    approved(secretary, reviewer, 2)
    first, second, _third = bilateral_queries.project(CODE).results
    assert (first.last.reached, second.last.reached) == (0, None)
    assert states() == ["UNDER_WAY", "UNDER_WAY", "UNREPORTED"]


def test_the_latest_day_decides(strategy, secretary, reviewer):
    today = timezone.localdate()
    approved(secretary, reviewer, 3, on=today, done=True, link="https://www.example.cl/a")
    approved(secretary, reviewer, 3, on=today - timedelta(days=9))
    assert states()[2] == "MET"


def test_a_raised_minimum_takes_the_verdict_back(strategy, secretary, reviewer):
    approved(secretary, reviewer, done=True, reached=6, upload=upload())
    told = standing()
    more = replace(told.results[0], minimum=8, target="mínimo 8 mujeres")
    content = replace(told, results=(more, *told.results[1:]))
    actions.write_sheet(project=CODE, content=content, reason="Nueva meta", by=secretary)
    actions.submit_sheet(project=CODE, by=secretary)
    actions.approve_sheet(project=CODE, by=reviewer)
    assert states()[0] == "BELOW"


def test_no_day_to_come_and_no_result_that_is_not_there(strategy, secretary):
    with pytest.raises(DomainError, match="posterior a hoy"):
        reported(secretary, on=timezone.localdate() + timedelta(days=1))
    with pytest.raises(Unknown, match="no tiene un resultado 9"):
        reported(secretary, 9)


def test_two_people_stand_behind_a_report(strategy, secretary, reviewer, person):
    row = reported(secretary)
    with pytest.raises(Forbidden):
        reported(reviewer, 2)
    with pytest.raises(Conflict):
        reports.approve_report(report=row.pk, by=reviewer)
    reports.submit_report(report=row.pk, by=secretary)
    secretary.role = reviewer.role
    secretary.save()
    with pytest.raises(Forbidden, match="otra persona"):
        reports.approve_report(report=row.pk, by=secretary)
    with pytest.raises(Conflict, match="Otra persona"):
        reports.approve_report(report=row.pk, by=reviewer, expected=1)
    reports.return_report(report=row.pk, reason="Falta la lista", by=reviewer)
    assert ResultReport.objects.get().state == "RETURNED"


def test_the_file_is_public_once_approved(strategy, secretary, reviewer, client):
    row = reported(secretary, upload=upload())
    address = f"/cooperacion/bilaterales/respaldos/{row.pk}/"
    assert client.get(address).status_code == 404
    reports.submit_report(report=row.pk, by=secretary)
    reports.approve_report(report=row.pk, by=reviewer)
    assert b"lista,7" in b"".join(client.get(address).streaming_content)


def test_an_approved_report_never_changes(strategy, secretary, reviewer):
    approved(secretary, reviewer)
    for sql in (
        "UPDATE cooperation_resultreport SET reached = 9",
        "DELETE FROM cooperation_resultreport",
    ):
        with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
            connection.cursor().execute(sql)


def test_a_draft_is_written_again_and_discarded(strategy, secretary):
    row = reported(secretary, upload=upload())
    again = reported(secretary, text="Otra cosa", expected=row.lock_version)
    assert (again.pk, again.text, again.sha256) == (row.pk, "Otra cosa", row.sha256)
    with pytest.raises(Conflict):
        reported(secretary, expected=1)
    reports.discard_report(report=row.pk, by=secretary)
    assert not ResultReport.objects.exists()
