"""A confirmed batch taken back whole, a batch dropped, and whose business it is."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from emra.accounts.models import Role
from emra.agreements import actions, batch_actions, evidence_actions, imports
from emra.agreements.models import BatchRow, EntryBatch, ProgressReport
from emra.lib.errors import Conflict, Forbidden, Unknown
from tests.imports import workbooks
from tests.imports.office import CORTE, events, outcomes, proposed, stored, upload

ACTIONS = (
    batch_actions.confirm_batch,
    batch_actions.undo_batch,
    batch_actions.discard_batch,
)


def undo(batch, by):
    return batch_actions.undo_batch(batch=batch.pk, by=by)


@pytest.fixture
def confirmed(corte, secretary, draft, approve):
    """A new draft, a changed one, one that lost its number, and a correction."""
    draft("A12", "40", note="Se instaló.")
    draft("A09", "30", note="=SUMA(A1)", setback_reason="Bajó.")
    approve("A13", "12")
    batch = proposed(
        secretary,
        ("A12", 41, {"note": "Otra nota."}),
        ("A09", "sin dato", {"absence_reason": "No llegó."}),
        ("A16", 3),
        ("A13", 14, {"correction_reason": "Faltaba una faena."}),
    )
    before = stored()
    batch_actions.confirm_batch(batch=batch.pk, by=secretary)
    return batch, before


def test_taking_a_batch_back_leaves_every_report_as_it_was(confirmed, secretary):
    batch, before = confirmed
    assert outcomes(batch) == {"A12": "CHANGED", "A09": "CHANGED", "A16": "NEW", "A13": "NEW"}
    assert stored() != before
    assert undo(batch, secretary).state == "UNDONE"
    assert stored() == before
    assert events("batch.undone") == [f"{CORTE}/lote-{batch.pk}"]
    assert events("progress.withdrawn") == [f"A16-{CORTE}-v1", f"A13-{CORTE}-v2"]


def test_a_batch_is_taken_back_once(confirmed, secretary):
    batch, before = confirmed
    undo(batch, secretary)
    with pytest.raises(Conflict):
        undo(batch, secretary)
    assert stored() == before


def edited(report, secretary):
    actions.record_progress(
        agreement=report.agreement_id,
        period=CORTE,
        entry=actions.Entry(percent=report.percent, note="Después."),
        by=secretary,
    )


def submitted(report, secretary):
    actions.submit_progress(report=report.code, by=secretary)


def withdrawn(report, secretary):
    actions.withdraw_draft(report=report.code, by=secretary)


def backed(report, secretary):
    file = SimpleUploadedFile("respaldo.csv", b"dato,valor\nagua,1\n")
    evidence_actions.attach_file(report=report.code, upload=file, title="Agua", by=secretary)


@pytest.mark.parametrize("touch", [edited, submitted, withdrawn, backed])
def test_a_batch_is_not_taken_back_over_what_was_done_since(confirmed, secretary, touch):
    batch, _before = confirmed
    touch(ProgressReport.objects.get(agreement="A16", period__code=CORTE), secretary)
    standing = stored()
    with pytest.raises(Conflict, match="A16"):
        undo(batch, secretary)
    assert stored() == standing
    assert events("batch.undone") == []


def test_evidence_added_since_stays_with_a_report_that_gets_its_old_text_back(confirmed, secretary):
    batch, _before = confirmed
    report = ProgressReport.objects.get(agreement="A12", period__code=CORTE)
    backed(report, secretary)
    undo(batch, secretary)
    report.refresh_from_db()
    assert (report.percent, report.note) == (40, "Se instaló.")
    assert report.evidence.count() == 1


@pytest.mark.parametrize("act", ACTIONS)
def test_the_batch_of_another_person_is_unknown(corte, secretary, person, act):
    batch = proposed(secretary, ("A12", 40))
    with pytest.raises(Unknown):
        act(batch=batch.pk, by=person(Role.SECRETARIAT, "otra"))
    with pytest.raises(Unknown):
        act(batch=batch.pk + 1000, by=secretary)
    assert stored() == []


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECRETARIAT])
def test_only_the_secretariat_has_batches(corte, secretary, person, role):
    batch = proposed(secretary, ("A12", 0.5))
    other = person(role)
    for act in ACTIONS:
        with pytest.raises(Forbidden):
            act(batch=batch.pk, by=other)
    with pytest.raises(Forbidden):
        batch_actions.answer_fractions(batch=batch.pk, fractions="AS_PERCENT", by=other)
    with pytest.raises(Forbidden):
        imports.receive(period=CORTE, upload=upload(workbooks.xlsx(("A12", 40))), by=other)
    assert EntryBatch.objects.count() == 1


def test_a_dropped_batch_stores_nothing_and_cannot_be_confirmed(corte, secretary):
    batch = proposed(secretary, ("A12", 40))
    dropped = batch_actions.discard_batch(batch=batch.pk, by=secretary)
    assert dropped.state == "DISCARDED"
    assert dropped.decided_at
    with pytest.raises(Conflict):
        batch_actions.confirm_batch(batch=batch.pk, by=secretary)
    assert stored() == []


def test_a_batch_dropped_while_it_is_read_is_not_read_further(corte, secretary):
    batch = imports.receive(period=CORTE, upload=upload(workbooks.xlsx(("A12", 40))), by=secretary)
    batch_actions.discard_batch(batch=batch.pk, by=secretary)
    assert imports.read_waiting() == 0
    stale = EntryBatch.objects.select_related("period").get(pk=batch.pk)
    stale.state = "READING"  # as a reader holds it that began before
    batch_actions.propose(batch=stale, rows=[])
    batch.refresh_from_db()
    assert batch.state == "DISCARDED"
    assert not BatchRow.objects.filter(batch=batch).exists()


def test_a_second_reader_leaves_the_rows_of_a_confirmed_batch_alone(corte, secretary):
    batch = proposed(secretary, ("A12", 40))
    batch_actions.confirm_batch(batch=batch.pk, by=secretary)
    rows = list(batch.rows.values_list("pk", "report_id"))
    batch_actions.propose(batch=EntryBatch.objects.get(pk=batch.pk), rows=[])
    assert list(batch.rows.values_list("pk", "report_id")) == rows


def test_a_file_nobody_foresaw_does_not_hold_up_those_behind_it(corte, secretary, monkeypatch):
    first, second = (
        imports.receive(
            period=CORTE, upload=upload(workbooks.xlsx((code, 40)), f"{code}.xlsx"), by=secretary
        )
        for code in ("A12", "A13")
    )
    sound = imports.spreadsheets.read

    def read(path, filename):
        if filename == "A12.xlsx":
            raise RuntimeError("never seen before")
        return sound(path, filename)

    monkeypatch.setattr(imports.spreadsheets, "read", read)
    imports.read_waiting()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("UNREADABLE", "PREVIEW")
    assert first.problem.startswith("Archivo ilegible")


def test_the_same_file_is_kept_once(corte, secretary, settings):
    content = workbooks.xlsx(("A12", 40))
    first, second = (
        imports.receive(period=CORTE, upload=upload(content), by=secretary) for _ in range(2)
    )
    assert first.sha256 == second.sha256
    lying = list((settings.MEDIA_ROOT / "imports").iterdir())
    assert lying == [imports.path_of(first.sha256)]
    assert lying[0].read_bytes() == content
