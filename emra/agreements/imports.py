"""Spreadsheets from their upload to a dry run that waits for its confirmation.

The bytes lie under MEDIA_ROOT by their digest; the batch in the database is the record of work
to do, so a worker that dies in the middle leaves a batch that the next one reads from the start.
"""

import hashlib
import logging
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.agreements import batch_actions
from emra.agreements.models import EntryBatch
from emra.agreements.proposals import NoHeader, TypedCell, raw_rows
from emra.lib import files, spreadsheets
from emra.lib.errors import DomainError

logger = logging.getLogger(__name__)


def receive(*, period: str, upload: UploadedFile, by: User) -> EntryBatch:
    """Keep an upload and open its batch; raises DomainError for what is surely no spreadsheet."""
    spreadsheets.check_size(upload.size or 0)
    require_role_of(by, Role.SECRETARIAT)
    return batch_actions.start_batch(
        period=period,
        kind=EntryBatch.Kind.IMPORT,
        filename=upload.name or "",
        sha256=_store(upload),
        by=by,
    )


def path_of(sha256: str) -> Path:
    """Where an uploaded spreadsheet with this digest lies."""
    return Path(settings.MEDIA_ROOT) / "imports" / sha256


def read_waiting() -> int:
    """Read every import that waits; the number of those. Safe to run at any time, even twice."""
    waiting = EntryBatch.objects.filter(
        kind=EntryBatch.Kind.IMPORT, state=EntryBatch.State.READING
    ).order_by("pk")
    return sum(_read(pk) for pk in waiting.values_list("pk", flat=True))


def _read(pk: int) -> bool:
    batch = (
        EntryBatch.objects.select_related("period", "created_by")
        .filter(pk=pk, state=EntryBatch.State.READING)
        .first()
    )
    if batch is None:
        return False
    try:
        rows = spreadsheets.read(path_of(batch.sha256), batch.filename)
        typed = [[TypedCell(cell.kind, cell.text) for cell in row] for row in rows]
        batch_actions.propose(batch=batch, rows=raw_rows(typed))
    except (DomainError, NoHeader) as error:
        batch_actions.mark_unreadable(batch=batch, problem=str(error))
    except (OperationalError, InterfaceError):
        # The database, not the file: the batch waits for the next round.
        logger.exception("import %s put off", pk)
        return False
    except Exception:
        # One file nobody foresaw may not hold up those behind it.
        logger.exception("import %s given up", pk)
        batch_actions.mark_unreadable(
            batch=batch, problem=_("Archivo ilegible: no se pudo leer como planilla.")
        )
    return True


def _store(upload: UploadedFile) -> str:
    """Check the bytes and write them under their digest, whole or not at all; the digest."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    path = path_of(digest.hexdigest())
    with files.written(upload, path.parent) as target:
        spreadsheets.check(target, upload.name or "")
        target.replace(path)
    return digest.hexdigest()
