"""Evaluations by the covenant's own schedule, and the self-assessment of a year."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction

from emra.cooperation import covenant_actions, evaluation_actions, queries, review_actions
from emra.cooperation.evaluation_actions import Answer
from emra.cooperation.models import CovenantEvaluation, SelfAssessment
from emra.dashboard import integrity
from emra.ledger.four_eyes import Stale
from emra.lib.errors import Conflict, DomainError, Forbidden, Unknown
from tests.cooperation.conftest import TODAY, content

pytestmark = pytest.mark.django_db
JUNE, DECEMBER = date(2026, 6, 30), date(2026, 12, 30)


def states():
    found = queries.covenant("prueba-2025", TODAY).evaluations
    return [(row.planned_on, row.state, row.days_late) for row in found]


def test_an_evaluation_that_nobody_told_of_is_late_and_its_covenant_comes_first(published):
    published()
    # 30 June to 21 November: 144 days.
    assert states() == [(JUNE, "LATE", 144), (DECEMBER, "COMING", 0)]
    assert queries.covenants(TODAY)[0].code == "prueba-2025"


def test_an_approved_evaluation_answers_its_day(published, evaluated, settle):
    published()
    row = evaluated()
    assert states()[0][1] == "LATE"
    settle(row)
    assert states() == [(JUNE, "DONE", 0), (DECEMBER, "COMING", 0)]
    found = queries.covenant("prueba-2025", TODAY)
    assert found.evaluated[0].findings == "Va según lo previsto."
    assert found.next_evaluation.planned_on == DECEMBER


def test_an_evaluation_stays_when_the_schedule_changes(published, evaluated, settle, secretary):
    published()
    settle(evaluated())
    settle(
        covenant_actions.write_covenant(
            covenant="prueba-2025",
            content=content(evaluation_first_on=date(2026, 9, 30), evaluation_every_months=12),
            by=secretary,
            reason="Otro calendario.",
        )
    )
    assert states() == [
        (JUNE, "DONE", 0),
        (date(2026, 9, 30), "LATE", 52),
        (date(2027, 9, 30), "COMING", 0),
    ]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"planned_on": date(2026, 7, 1)}, "planned_on"),
        ({"done_on": date(2026, 11, 22)}, "done_on"),
        ({"findings": " "}, ""),
        ({"link": "javascript:alert(1)"}, "link"),
    ],
)
def test_what_cannot_be_is_refused(published, evaluated, changed, field):
    published()
    with pytest.raises(DomainError) as error:
        evaluated(**changed)
    assert error.value.field in (field, "findings")
    assert not CovenantEvaluation.objects.exists()


def test_a_document_is_kept_by_its_digest(published, evaluated, settle):
    published()
    upload = SimpleUploadedFile("acta.pdf", b"%PDF-1.4 acta")
    row = settle(evaluated(upload=upload))
    assert queries.evaluation(row.pk).extension == "pdf"
    assert queries.covenant("prueba-2025", TODAY).evaluations[0].has_file
    with pytest.raises(Unknown):
        queries.evaluation(row.pk + 1)


def test_an_evaluation_is_written_by_the_secretariat_once(published, evaluated, reviewer):
    published()
    row = evaluated()
    with pytest.raises(Stale):
        evaluated(expected=row.lock_version + 1)
    with pytest.raises(Forbidden):
        evaluation_actions.write_evaluation(
            covenant="prueba-2025",
            planned_on=JUNE,
            told=evaluation_actions.Told(date(2026, 7, 1), "x"),
            by=reviewer,
        )
    assert evaluated().pk == row.pk


# -- self-assessments ------------------------------------------------------------------------


def test_an_approved_self_assessment_counts_what_is_not_known_apart(published, answered, settle):
    published()
    settle(answered())
    found = queries.covenant("prueba-2025", TODAY).assessments[0]
    assert len(found.answers) == 13
    assert found.counts == {"YES": 11, "PARTLY": 0, "NO": 1, "UNKNOWN": 1}


def test_it_is_not_submitted_with_a_question_unanswered(published, secretary):
    published()
    row = evaluation_actions.write_assessment(
        covenant="prueba-2025",
        year=2026,
        answers={"municipios": Answer("YES", "Firman.")},
        by=secretary,
    )
    with pytest.raises(DomainError, match="Faltan 12 respuestas") as error:
        review_actions.submit(code=row.code, by=secretary)
    assert error.value.field == "capacidad-negociadora-value"


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (Answer("NO"), "note"),
        (Answer("PARTLY", "  "), "note"),
        (Answer("YES"), "note"),
        (Answer("MAYBE", "x"), "value"),
        (Answer("YES", link="ftp://x.cl/a"), "link"),
    ],
)
def test_an_answer_says_what_it_rests_on(published, answered, answer, field):
    published()
    with pytest.raises(DomainError) as error:
        answered(answers={"municipios": answer})
    assert error.value.field == f"municipios-{field}"
    assert not SelfAssessment.objects.exists()


def test_a_correction_is_another_version_with_its_reason(published, answered, settle):
    published()
    settle(answered())
    fixed = {"municipios": Answer("PARTLY", "Ya va uno de tres.")}
    with pytest.raises(DomainError, match="motivo"):
        answered(answers=fixed)
    settle(answered(answers=fixed, reason="Se sumó un municipio."))
    found = queries.covenant("prueba-2025", TODAY).assessments
    assert [(row.year, row.version, row.counts["PARTLY"]) for row in found] == [(2026, 2, 1)]


def test_a_year_ahead_or_a_covenant_that_is_not_public_is_refused(draft, answered, secretary):
    draft()
    with pytest.raises(Unknown):
        answered()
    with pytest.raises(DomainError, match="todavía no llega"):
        answered(year=2027)
    with pytest.raises(Unknown):
        evaluation_actions.write_assessment(
            covenant="loa-1995", year=1999, answers={"no-hay": Answer("YES", "x")}, by=secretary
        )


def test_a_draft_that_is_gone_is_said(published, answered):
    published()
    row = answered()
    with pytest.raises(Stale):
        answered(expected=row.lock_version + 1)
    with pytest.raises(Conflict, match="ya se aprobó o se descartó"):
        answered(year=2025, expected=1)


# -- what is approved stays ------------------------------------------------------------------


@pytest.fixture
def all_approved(published, evaluated, answered, settle):
    published()
    settle(evaluated())
    settle(answered())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cooperation_covenantsheet SET programme = 'x' WHERE covenant_id = 'loa-1995'",
        "UPDATE cooperation_locality SET families = 1",
        "DELETE FROM cooperation_covenantparty",
        "DELETE FROM cooperation_axis",
        "UPDATE cooperation_result SET text = 'x'",
        "UPDATE cooperation_covenantevaluation SET findings = 'x'",
        "UPDATE cooperation_selfassessment SET year = 2020",
        "UPDATE cooperation_checklistanswer SET value = 'UNKNOWN'",
        "INSERT INTO cooperation_result (sheet_id, number, text) SELECT id, 90, 'x' "
        "FROM cooperation_covenantsheet",
    ],
)
def test_the_database_refuses_to_change_what_is_approved(all_approved, statement):
    refusal = pytest.raises(DatabaseError, match="sealed")
    with refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_ledger_says_what_was_approved(all_approved, monkeypatch):
    assert integrity.faults() == []
    kind = review_actions.KINDS["AE"]
    monkeypatch.setitem(
        review_actions.KINDS,
        "AE",
        review_actions.Kind(kind.model, kind.verb, lambda _row: {}, kind.check),
    )
    code = SelfAssessment.objects.get().code
    assert integrity.faults() == [f"FALLA en {code}: no dice lo que se aprobó."]
