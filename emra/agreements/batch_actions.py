"""Pasted and imported entries: proposed, confirmed whole, undone whole.

A confirmed batch leaves drafts, written through `record_progress` like any other: it is not above
the rules, only quicker.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.agreements import actions
from emra.agreements.actions import Entry, get_period
from emra.agreements.models import (
    Agreement,
    BatchRow,
    EntryBatch,
    Period,
    ProgressReport,
)
from emra.agreements.proposals import (
    COLUMN_NAMES,
    Fractions,
    Proposal,
    RawRow,
    TypedCell,
    interpret,
)
from emra.ledger import actions as ledger
from emra.lib.errors import Conflict, DomainError, Unknown

State = EntryBatch.State
Outcome = BatchRow.Outcome
TEXTS = ("absence_reason", "note", "setback_reason", "correction_reason")
ENTRY = ("percent", "absence", *TEXTS)
STEP = 500


def start_batch(
    *, period: str, kind: str, by: User, filename: str = "", sha256: str = ""
) -> EntryBatch:
    """Open a batch for a corte; its rows come next."""
    require_role_of(by, Role.SECRETARIAT)
    return EntryBatch.objects.create(
        period=get_period(period),
        kind=kind,
        state=State.READING,
        filename=filename[-200:],
        sha256=sha256,
        created_by=by,
        created_at=timezone.now(),
    )


def propose(*, batch: EntryBatch, rows: Sequence[RawRow]) -> EntryBatch:
    """Keep the rows as read and say of each what it would do: the dry run.

    Stops where the batch was discarded meanwhile. `rows_read` moves as it goes.
    """
    EntryBatch.objects.filter(pk=batch.pk).update(rows_total=len(rows), rows_read=0)
    proposals = _interpreted(rows, Fractions(batch.fractions))
    current = _current_reports(batch.period)
    kept: list[BatchRow] = []
    for start in range(0, len(rows), STEP):
        for raw, proposal in zip(
            rows[start : start + STEP], proposals[start : start + STEP], strict=True
        ):
            kept.append(_row(batch, raw, proposal, current))
        still = EntryBatch.objects.filter(pk=batch.pk, state=State.READING)
        if not still.update(rows_read=min(start + STEP, len(rows))):
            batch.refresh_from_db()
            return batch
    with transaction.atomic():
        # Locked: of two readers of the same batch only the first writes its rows.
        if EntryBatch.objects.filter(pk=batch.pk, state=State.READING).update(
            state=State.PREVIEW, rows_read=len(rows)
        ):
            BatchRow.objects.filter(batch=batch).delete()
            BatchRow.objects.bulk_create(kept, batch_size=STEP)
    batch.refresh_from_db()
    return batch


def answer_fractions(*, batch: int, fractions: str, by: User) -> EntryBatch:
    """Say what numbers between 0 and 1 mean in this batch, and look at its rows again."""
    require_role_of(by, Role.SECRETARIAT)
    if fractions not in (Fractions.AS_FRACTION.value, Fractions.AS_PERCENT.value):
        raise DomainError(_("Elija cómo leer los números entre 0 y 1."), field="fractions")
    with transaction.atomic():
        row = _own(batch, by, State.PREVIEW)
        raws = [_raw_again(kept) for kept in row.rows.order_by("number")]
        row.fractions, row.state = fractions, State.READING
        row.save(update_fields=["fractions", "state"])
        return propose(batch=row, rows=raws)


def confirm_batch(*, batch: int, by: User) -> EntryBatch:
    """Record every new and changed row as a draft: all of them or none.

    Raises Conflict when a row is in error or still asks, or a report moved since the preview.
    """
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = _own(batch, by, State.PREVIEW)
        open_rows = row.rows.filter(outcome__in=(Outcome.ERROR, Outcome.QUESTION)).count()
        if open_rows:
            raise Conflict(
                _("Quedan %(count)s filas por corregir: no se guardó nada.") % {"count": open_rows}
            )
        wanted = row.rows.filter(outcome__in=(Outcome.NEW, Outcome.CHANGED)).order_by("number")
        kept_rows = list(wanted.select_related("batch__period"))
        actions.lock_for_writing(row.period, [str(kept.agreement_id) for kept in kept_rows])
        current = _current_reports(row.period)
        for kept in kept_rows:
            try:
                _check_still(kept, current.get(str(kept.agreement_id)))
                report = _record(kept, by)
            except DomainError as error:
                raise Conflict(
                    _("Fila %(row)s, %(code)s: %(why)s No se guardó nada.")
                    % {"row": kept.number, "code": kept.agreement_id, "why": error}
                ) from error
            BatchRow.objects.filter(pk=kept.pk).update(
                report=report, stored_version=report.lock_version
            )
        _decide(row, State.CONFIRMED, "batch.confirmed", by)
    return row


def undo_batch(*, batch: int, by: User) -> EntryBatch:
    """Take a confirmed batch back: new drafts are withdrawn, changed ones get their old text.

    Raises Conflict when anybody touched one of its reports since.
    """
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = _own(batch, by, State.CONFIRMED)
        stored = list(row.rows.filter(stored_version__isnull=False).order_by("number"))
        actions.lock_for_writing(row.period, [str(kept.agreement_id) for kept in stored])
        reports = ProgressReport.objects.select_related("period").in_bulk(
            [kept.report_id for kept in stored if kept.report_id]
        )
        for kept in stored:
            report = reports.get(kept.report_id or 0)
            if report is None or _touched(kept, report):
                raise Conflict(
                    _("%(code)s cambió después de la importación: deshágalo a mano en su ficha.")
                    % {"code": kept.agreement_id}
                )
            if kept.outcome == Outcome.NEW:
                actions.withdraw_draft(report=report.code, expected=kept.stored_version, by=by)
            else:
                actions.record_progress(
                    agreement=str(kept.agreement_id),
                    period=row.period.code,
                    entry=Entry(**{name: getattr(kept, f"before_{name}") for name in ENTRY}),
                    expected=kept.stored_version,
                    by=by,
                )
        _decide(row, State.UNDONE, "batch.undone", by)
    return row


def discard_batch(*, batch: int, by: User) -> EntryBatch:
    """Drop a batch that was not confirmed; also stops one that is still being read."""
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = _own(batch, by, State.PREVIEW, State.READING)
        row.state, row.decided_at = State.DISCARDED, timezone.now()
        row.save(update_fields=["state", "decided_at"])
    return row


def mark_unreadable(*, batch: EntryBatch, problem: str) -> None:
    """Say why nothing could be read from a file."""
    EntryBatch.objects.filter(pk=batch.pk, state=State.READING).update(
        state=State.UNREADABLE, problem=problem, decided_at=timezone.now()
    )


# -- pieces ----------------------------------------------------------------------------------


def _own(pk: int, by: User, *states: State) -> EntryBatch:
    """A person's own batch in one of these states, locked until the transaction ends."""
    row = (
        EntryBatch.objects.select_for_update(of=("self",))
        .select_related("period")
        .filter(pk=pk)
        .first()
    )
    if row is None or row.created_by_id != by.pk:
        raise Unknown(_("Ese ingreso por lote no existe, o es de otra persona."))
    if row.state not in states:
        raise Conflict(
            _("El lote está «%(state)s»: esa acción ya no corresponde.")
            % {"state": State(row.state).label}
        )
    return row


def _check_still(row: BatchRow, report: ProgressReport | None) -> None:
    """Refuse a row whose agreement was approved since the preview: no open version tells of it."""
    if row.seen_version or report is None or report.state != ProgressReport.State.APPROVED:
        return
    if any(getattr(row, f"before_{name}") != getattr(report, name) for name in ENTRY):
        raise actions.StaleReport(report)


def _touched(row: BatchRow, report: ProgressReport) -> bool:
    """Whether anybody worked on a report since the batch wrote it."""
    if report.lock_version != row.stored_version:
        return True
    return row.outcome == Outcome.NEW and report.evidence.exists()


def _decide(row: EntryBatch, state: State, verb: str, by: User) -> None:
    counts = {
        outcome: row.rows.filter(outcome=outcome).count()
        for outcome in (Outcome.NEW, Outcome.CHANGED)
    }
    row.state, row.decided_at = state, timezone.now()
    row.save(update_fields=["state", "decided_at"])
    ledger.append(
        verb=verb,
        object_code=f"{row.period.code}/lote-{row.pk}",
        by=by,
        new={"kind": row.kind, "sha256": row.sha256, **{str(k): v for k, v in counts.items()}},
    )


def _interpreted(rows: Sequence[RawRow], fractions: Fractions) -> list[Proposal]:
    known = frozenset(Agreement.objects.values_list("code", flat=True))
    return interpret(rows, known=known, fractions=fractions)


def _current_reports(period: Period) -> dict[str, ProgressReport]:
    """The latest version of each agreement in the corte: what a new row is compared with."""
    reports: Iterable[ProgressReport] = period.reports.order_by("version")
    return {report.agreement_id: report for report in reports}


def _row(
    batch: EntryBatch, raw: RawRow, proposal: Proposal, current: dict[str, ProgressReport]
) -> BatchRow:
    cell = raw.cells.get("percent", TypedCell("empty", ""))
    row = BatchRow(
        batch=batch,
        number=raw.number,
        code_text=raw.text("code")[:300],
        percent_kind=cell.kind,
        percent_text=cell.text[:300],
        column=proposal.column,
        problem=proposal.problem[:500],
        **{name: raw.text(name) for name in TEXTS},
    )
    if proposal.problem:
        row.outcome = Outcome.ERROR
        return row
    row.agreement_id = proposal.code
    report = current.get(proposal.code)
    if report is not None:
        for name in ENTRY:
            setattr(row, f"before_{name}", getattr(report, name))
    if proposal.asks_fraction:
        row.outcome = Outcome.QUESTION
    else:
        _compare(row, proposal, report)
    return row


def _compare(row: BatchRow, proposal: Proposal, report: ProgressReport | None) -> None:
    """Set the outcome of a sound row against what stands in the corte."""
    if proposal.is_empty:
        row.outcome = Outcome.EMPTY
        return
    row.percent, row.absence = proposal.percent, proposal.absence
    row.outcome = Outcome.NEW if report is None else _against(row, report)
    if row.percent is not None:
        row.absence_reason = ""
    if row.outcome in (Outcome.NEW, Outcome.CHANGED):
        _foresee(row)


def _against(row: BatchRow, report: ProgressReport) -> BatchRow.Outcome:
    """The outcome over a report; an empty text leaves the one that stands.

    Of an approved report the new version takes over the note alone: why that one went back or was
    corrected is no reason for this one.
    """
    approved = report.state == ProgressReport.State.APPROVED
    if not approved:
        row.seen_version = report.lock_version
    texts = ("absence_reason", "note") if row.absence else ("note",)
    compared = (*texts, "setback_reason", "correction_reason")
    same = (row.percent, row.absence) == (report.percent, report.absence) and all(
        not getattr(row, name) or _spaced(getattr(row, name)) == _spaced(getattr(report, name))
        for name in compared
    )
    for name in TEXTS:
        stands = getattr(report, name)
        kept = same or (not approved and name != "absence_reason") or name in texts
        if kept and (not getattr(row, name) or _spaced(getattr(row, name)) == _spaced(stands)):
            setattr(row, name, stands)
    if same:
        return Outcome.EQUAL
    return Outcome.NEW if approved else Outcome.CHANGED


def _spaced(text: str) -> str:
    """A text without what a spreadsheet changes on its way: kinds of line end, spaces at ends."""
    return "\n".join(line.strip() for line in text.strip().splitlines())


def _foresee(row: BatchRow) -> None:
    """Record it and take it back, so that the preview says what the confirmation would refuse."""
    try:
        with transaction.atomic():
            _record(row, row.batch.created_by)
            transaction.set_rollback(True)
    except DomainError as error:
        row.outcome = Outcome.ERROR
        row.column = error.field if error.field in COLUMN_NAMES else "percent"
        row.problem = str(error)[:500]


def _record(row: BatchRow, by: User) -> ProgressReport:
    return actions.record_progress(
        agreement=str(row.agreement_id),
        period=row.batch.period.code,
        entry=Entry(**{name: getattr(row, name) for name in ENTRY}),
        expected=row.seen_version,
        by=by,
    )


def _raw_again(row: BatchRow) -> RawRow:
    cells = {
        "code": TypedCell("text", row.code_text),
        "percent": TypedCell(row.percent_kind, row.percent_text),
        **{name: TypedCell("text", getattr(row, name)) for name in TEXTS},
    }
    return RawRow(row.number, cells)
