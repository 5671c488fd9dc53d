"""What the tests of batches share: an upload taken in and read, and what came of it."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from emra.accounts.models import User
from emra.agreements import batch_actions, imports
from emra.agreements.models import Agreement, EntryBatch, ProgressReport
from emra.agreements.proposals import RawRow, TypedCell
from emra.ledger.models import Event

CORTE = "2026-T2"


def upload(content: bytes, name: str = "avances.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def imported(by: User, content: bytes, name: str = "avances.xlsx") -> EntryBatch:
    """A spreadsheet sent and read: its dry run."""
    batch = imports.receive(period=CORTE, upload=upload(content, name), by=by)
    imports.read_waiting()
    batch.refresh_from_db()
    return batch


def proposed(by: User, *rows: tuple[str, Any] | tuple[str, Any, dict[str, str]]) -> EntryBatch:
    """A batch of rows (code, percent, texts) as if typed, without a file."""
    batch = batch_actions.start_batch(period=CORTE, kind=EntryBatch.Kind.PASTE, by=by)
    raws = []
    for number, (code, percent, *texts) in enumerate(rows, start=2):
        cells = {"code": typed(code), "percent": typed(percent)}
        cells |= {name: typed(value) for each in texts for name, value in each.items()}
        raws.append(RawRow(number, cells))
    return batch_actions.propose(batch=batch, rows=raws)


def typed(value: Any) -> TypedCell:
    if value == "":
        return TypedCell("empty", "")
    return TypedCell("number" if isinstance(value, int | float) else "text", str(value))


def outcomes(batch: EntryBatch) -> dict[str, str]:
    """The outcome of each row by the code that was read."""
    return dict(batch.rows.values_list("code_text", "outcome"))


def problems(batch: EntryBatch) -> dict[int, tuple[str, str]]:
    """Column and sentence of each row in error, by its number."""
    wrong = batch.rows.filter(outcome="ERROR")
    return {row.number: (row.column, row.problem) for row in wrong}


def stored() -> list[tuple[Any, ...]]:
    """Every entered report in full, but for its key and its time."""
    names = [
        field.attname
        for field in ProgressReport._meta.concrete_fields
        if field.name not in ("id", "changed_at", "lock_version")
    ]
    return sorted(ProgressReport.objects.filter(origin="ENTRY").values_list(*names), key=str)


def events(verb: str) -> list[str]:
    found = Event.objects.filter(verb=verb).order_by("seq")
    return list(found.values_list("object_code", flat=True))


def all_codes() -> list[str]:
    return sorted(Agreement.objects.values_list("code", flat=True))
