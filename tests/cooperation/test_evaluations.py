"""Evaluations by the covenant's own schedule."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from emra.cooperation import covenant_actions, evaluation_actions, queries
from emra.cooperation.models import CovenantEvaluation
from emra.ledger.four_eyes import Stale
from emra.lib.errors import DomainError, Forbidden, Unknown
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
