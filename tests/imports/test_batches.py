"""A batch from its dry run to its confirmation and back."""

from decimal import Decimal

import pytest

from emra.agreements import batch_actions
from emra.agreements.models import Period, ProgressReport
from emra.lib.errors import Conflict, DomainError
from tests.imports import workbooks
from tests.imports.office import (
    CORTE,
    events,
    imported,
    outcomes,
    problems,
    proposed,
    stored,
)

SETBACK = {"setback_reason": "Se revisó la medición."}


def confirm(batch, by):
    return batch_actions.confirm_batch(batch=batch.pk, by=by)


def test_a_dry_run_says_of_each_row_what_it_would_do_and_stores_nothing(corte, secretary, draft):
    draft("A12", "40", note="Se instaló.")
    draft("A09", "40")
    before = stored()
    batch = imported(
        secretary,
        workbooks.xlsx(
            ("A12", 40), ("A09", "41,5"), ("A13", 12), ("A14", ""), ("A15", 0.5), ("A16", 140)
        ),
    )
    assert batch.state == "PREVIEW"
    assert outcomes(batch) == {
        "A12": "EQUAL",
        "A09": "CHANGED",
        "A13": "NEW",
        "A14": "EMPTY",
        "A15": "QUESTION",
        "A16": "ERROR",
    }
    changed = batch.rows.get(code_text="A09")
    assert (changed.before_percent, changed.percent) == (Decimal(40), Decimal("41.5"))
    assert stored() == before
    assert events("batch.confirmed") == []
    assert len(events("progress.recorded")) == 2


def test_a_setback_without_its_reason_is_foreseen_as_an_error_of_its_row(corte, secretary):
    batch = proposed(secretary, ("A01", 54), ("A02", 10, SETBACK))
    assert outcomes(batch) == {"A01": "ERROR", "A02": "NEW"}
    column, sentence = problems(batch)[2]
    assert column == "setback_reason"
    assert "explique el retroceso" in sentence


def test_a_confirmation_records_every_row_as_a_draft_of_the_person(corte, secretary):
    batch = proposed(secretary, ("A12", 40, {"note": "Se instaló."}), ("A13", 12))
    assert confirm(batch, secretary).state == "CONFIRMED"
    reports = ProgressReport.objects.filter(period=corte).order_by("agreement")
    assert [(r.agreement_id, r.percent, r.note, r.state, r.author) for r in reports] == [
        ("A12", Decimal(40), "Se instaló.", "DRAFT", secretary),
        ("A13", Decimal(12), "", "DRAFT", secretary),
    ]
    assert events("batch.confirmed") == [f"{CORTE}/lote-{batch.pk}"]
    assert events("progress.recorded") == [f"A12-{CORTE}-v1", f"A13-{CORTE}-v1"]


def test_a_batch_is_confirmed_once(corte, secretary):
    batch = proposed(secretary, ("A12", 40))
    confirm(batch, secretary)
    with pytest.raises(Conflict):
        confirm(batch, secretary)
    assert len(stored()) == 1


@pytest.mark.parametrize("wrong", [("A13", 140), ("A13", 0.5)], ids=["error", "question"])
def test_a_batch_with_an_open_row_stores_nothing(corte, secretary, wrong):
    batch = proposed(secretary, ("A12", 40), wrong)
    with pytest.raises(Conflict):
        confirm(batch, secretary)
    assert stored() == []


def test_a_report_that_moved_since_the_preview_leaves_the_whole_batch_out(corte, secretary, draft):
    batch = proposed(secretary, ("A12", 40), ("A13", 12))
    draft("A13", "20")
    before = stored()
    with pytest.raises(Conflict, match="A13"):
        confirm(batch, secretary)
    assert stored() == before
    assert events("batch.confirmed") == []
    batch.refresh_from_db()
    assert batch.state == "PREVIEW"


def test_a_correction_is_not_written_over_an_approval_its_preview_did_not_show(
    corte, secretary, approve
):
    approve("A12", "40")
    reason = {"correction_reason": "Faltaba una faena."}
    batch = proposed(secretary, ("A12", 42, reason))
    approve("A12", "45", correction_reason="Se contó de nuevo.")
    before = stored()
    with pytest.raises(Conflict, match="A12"):
        confirm(batch, secretary)
    assert stored() == before


def test_a_new_row_is_refused_where_a_figure_was_approved_since(corte, secretary, approve):
    batch = proposed(secretary, ("A12", 42, {"correction_reason": "Otra cosa."}))
    approve("A12", "45")
    with pytest.raises(Conflict, match="A12"):
        confirm(batch, secretary)
    assert ProgressReport.objects.filter(period=corte).count() == 1


def test_a_report_under_review_is_an_error_unless_the_row_is_equal(corte, secretary, submit):
    submit("A12", "40")
    submit("A13", "12")
    batch = proposed(secretary, ("A12", 41), ("A13", 12))
    assert outcomes(batch) == {"A12": "ERROR", "A13": "EQUAL"}
    assert "en revisión" in problems(batch)[2][1]


def test_a_closed_corte_takes_no_new_row(corte, secretary):
    Period.objects.filter(pk=corte.pk).update(state="CLOSED")
    batch = proposed(secretary, ("A12", 40))
    assert "cerrado" in problems(batch)[2][1]


def test_an_approved_figure_is_corrected_with_a_reason_of_its_own(corte, secretary, approve):
    approve("A12", "40")
    approve("A12", "41", correction_reason="Faltaba una faena.")
    batch = proposed(secretary, ("A12", 43))
    assert problems(batch)[2][0] == "correction_reason"
    batch = proposed(secretary, ("A12", 43, {"correction_reason": "Faltaban dos."}))
    assert outcomes(batch) == {"A12": "NEW"}
    confirm(batch, secretary)
    report = ProgressReport.objects.get(agreement="A12", period=corte, version=3)
    assert (report.state, report.correction_reason) == ("DRAFT", "Faltaban dos.")


def test_an_empty_text_leaves_the_one_that_stands(corte, secretary, draft):
    draft("A12", "40", note="Se instaló.")
    confirm(proposed(secretary, ("A12", 41)), secretary)
    report = ProgressReport.objects.get(agreement="A12", period=corte)
    assert (report.percent, report.note) == (Decimal(41), "Se instaló.")


def test_a_number_takes_the_place_of_an_absence_with_its_reason(corte, secretary, draft):
    draft("A12", None, absence="NO_DATA", absence_reason="No llegó.")
    confirm(proposed(secretary, ("A12", 0)), secretary)
    report = ProgressReport.objects.get(agreement="A12", period=corte)
    assert (report.percent, report.absence, report.absence_reason) == (Decimal(0), "", "")


def test_an_answer_about_fractions_reads_the_rows_again(corte, secretary):
    rows = (("A12", "0,475"), ("A16", 1), ("A14", 47))
    for answer, read in (("AS_FRACTION", ("47.50", "100.00")), ("AS_PERCENT", None)):
        batch = proposed(secretary, *rows)
        assert outcomes(batch) == {"A12": "QUESTION", "A16": "NEW", "A14": "NEW"}
        again = batch_actions.answer_fractions(batch=batch.pk, fractions=answer, by=secretary)
        figures = {row.code_text: row.percent for row in again.rows.all()}
        assert again.state == "PREVIEW"
        assert figures["A14"] == Decimal(47)
        if read:
            assert (figures["A12"], figures["A16"]) == tuple(map(Decimal, read))
        else:  # 0,475 % has three decimals
            assert outcomes(again)["A12"] == "ERROR"
            assert figures["A16"] == Decimal(1)


def test_an_unknown_answer_about_fractions_is_refused(corte, secretary):
    batch = proposed(secretary, ("A12", 0.5))
    with pytest.raises(DomainError):
        batch_actions.answer_fractions(batch=batch.pk, fractions="MAYBE", by=secretary)
    batch.refresh_from_db()
    assert batch.state == "PREVIEW"
