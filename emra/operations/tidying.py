"""What is not needed any more goes: sessions, traces of signing in, uploaded spreadsheets.

`docs/adr/0022` says why these and no others. Safe to run at any time, even twice at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Max, Min

from emra.agreements import imports
from emra.agreements.models import EntryBatch, Period
from emra.operations.models import Incident

SIGN_IN_DAYS = 90
# How far before an incident its traces are kept, and exported.
BEFORE_AN_INCIDENT = timedelta(days=1)
# A file that no row names may still be on its way in.
UPLOAD_HOURS = 24
_FINISHED = ("CONFIRMED", "UNDONE", "DISCARDED", "UNREADABLE")


@dataclass(frozen=True)
class Tidied:
    """How many of each went, or would go."""

    sessions: int
    sign_ins: int
    spreadsheets: int
    leftovers: int

    def __str__(self) -> str:
        return (
            f"sesiones vencidas {self.sessions}, rastros de ingreso {self.sign_ins}, "
            f"planillas importadas {self.spreadsheets}, restos de subidas {self.leftovers}"
        )


def tidy(*, now: datetime, dry: bool = False) -> Tidied:
    """Take away what is past its time; with `dry`, only count it."""
    sessions = Session.objects.filter(expire_date__lt=now)
    limit = _sign_in_limit(now)
    traces = [
        model.objects.filter(attempt_time__lt=limit)
        for model in (AccessAttempt, AccessFailureLog, AccessLog)
    ]
    spreadsheets, leftovers = list(_spreadsheets(now)), list(_leftovers(now))
    found = Tidied(
        sessions=sessions.count(),
        sign_ins=sum(rows.count() for rows in traces),
        spreadsheets=len(spreadsheets),
        leftovers=len(leftovers),
    )
    if not dry:
        for rows in (sessions, *traces):
            rows.delete()
        for path in (*spreadsheets, *leftovers):
            path.unlink(missing_ok=True)
    return found


def _sign_in_limit(now: datetime) -> datetime:
    """What an open incident may need stays, however old."""
    limit = now - timedelta(days=SIGN_IN_DAYS)
    since = Incident.objects.still_open().aggregate(at=Min("noticed_at"))["at"]
    return min(limit, since - BEFORE_AN_INCIDENT) if since else limit


def _spreadsheets(now: datetime) -> Iterator[Path]:
    """Imports whose work has ended IMPORT_DAYS ago; digest, name and rows stay in the database.

    One that was confirmed counts from the publication of its corte, and stays until there is one.
    """
    limit = now - timedelta(days=settings.IMPORT_DAYS)
    published = dict(
        Period.objects.filter(publications__isnull=False)
        .annotate(last=Max("publications__published_at"))
        .values_list("pk", "last")
    )
    ended: dict[str, bool] = {}
    batches = EntryBatch.objects.filter(kind=EntryBatch.Kind.IMPORT).exclude(sha256="")
    for batch in batches.only("sha256", "state", "decided_at", "period_id"):
        since = batch.decided_at if batch.state in _FINISHED else None
        if batch.state == EntryBatch.State.CONFIRMED:
            told = published.get(batch.period_id)
            since = max(since, told) if since and told else None
        past = since is not None and since < limit
        ended[batch.sha256] = ended.get(batch.sha256, True) and past
    for sha256, past in sorted(ended.items()):
        path = imports.path_of(sha256)
        # Uploaded again since, its row perhaps not there yet: a new file is left alone.
        if past and _older(path, limit):
            yield path


def _leftovers(now: datetime) -> Iterator[Path]:
    """Parts of uploads that were cut off, and spreadsheets that no row names."""
    limit = now - timedelta(hours=UPLOAD_HOURS)
    media = Path(settings.MEDIA_ROOT)
    for path in sorted(media.rglob("tmp*")):
        if path.is_file() and _older(path, limit):
            yield path
    named = set(EntryBatch.objects.values_list("sha256", flat=True))
    for path in sorted((media / "imports").glob("*")):
        orphan = path.name not in named and not path.name.startswith("tmp")
        if orphan and path.is_file() and _older(path, limit):
            yield path


def _older(path: Path, limit: datetime) -> bool:
    try:
        return path.stat().st_mtime < limit.timestamp()
    except FileNotFoundError:
        return False
