"""The self-assessment of a year: thirteen answers, corrected by another version."""

import pytest

from emra.cooperation import evaluation_actions, queries, review_actions
from emra.cooperation.evaluation_actions import Answer
from emra.cooperation.models import SelfAssessment
from emra.ledger.four_eyes import Stale
from emra.lib.errors import Conflict, DomainError, Unknown
from tests.cooperation.conftest import TODAY

pytestmark = pytest.mark.django_db


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
