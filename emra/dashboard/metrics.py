"""/metrics: what a monitor watches, in the text format of Prometheus.

Gauges of the whole house, read from the database: any process gives the same answer.
"""

import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db.models import Count, F, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.agreements.models import DimensionAverage, Heartbeat, ProgressReport, Publication
from emra.ledger.models import Event
from emra.notices.models import Mail
from emra.operations.models import Incident, Verification

LOOPBACK = ("127.0.0.1", "::1")

# Name, what it says, its label or "", its values by label.
Gauge = tuple[str, str, str, dict[str, float]]


@access(PUBLIC)
@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """For this host itself, and for whoever has the token; to others there is nothing here."""
    if not _may_read(request):
        raise Http404
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
    from prometheus_client import Gauge as Written

    registry = CollectorRegistry()
    for name, about, label, values in gauges():
        gauge = Written(f"emra_{name}", about, [label] if label else [], registry=registry)
        for key, value in values.items():
            (gauge.labels(key) if label else gauge).set(value)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def gauges() -> Iterator[Gauge]:
    now = timezone.now()
    last = Event.objects.order_by("-seq").first()
    yield _one("ledger_events", "Events in the ledger.", last.seq if last else 0)
    if last:
        yield _one("ledger_last_event_seconds", "When the last one was.", last.at.timestamp())
    newest = Publication.objects.order_by("-published_at").first()
    if newest:
        at = newest.published_at.timestamp()
        yield _one("publication_last_seconds", "When the last corte was published.", at)
    dirty = DimensionAverage.objects.filter(dirty_seq__gt=F("computed_seq")).count()
    yield _one("averages_dirty", "Averages that wait to be recomputed.", dirty)
    reports = ProgressReport.objects.order_by().values_list("state").annotate(n=Count("pk"))
    yield "reports", "Progress reports by state.", "state", dict(reports)
    runs = {row.name: row.at.timestamp() for row in Heartbeat.objects.all()}
    yield "job_last_run_seconds", "When a background job last ran.", "job", runs
    checked = Verification.objects.first()
    if checked:
        yield _one("ledger_verified", "1 where the last check of the ledger held.", checked.holds)
        at = checked.at.timestamp()
        yield _one("ledger_verified_seconds", "When the ledger was last checked.", at)
    open_ones = Incident.objects.still_open().count()
    yield _one("incidents_open", "Incidents that nobody has closed.", open_ones)
    waiting = Mail.objects.filter(sent_at=None)
    oldest = waiting.aggregate(at=Min("created_at"))["at"]
    yield _one("mail_waiting", "Mails that the mail server has not taken.", waiting.count())
    age = max(0, (now - oldest).total_seconds()) if oldest else 0  # the clock may go back
    yield _one("mail_oldest_age_seconds", "How long the oldest of them waits.", age)
    kept = Path(settings.DATA_DIR) / "snapshot" / "current" / "state.json"
    if kept.exists():
        at = kept.stat().st_mtime
        yield _one("snapshot_seconds", "When the public site was last kept on disk.", at)
    made = backed_up_at()
    if made:
        yield _one("backup_seconds", "When the newest archive in backups/ was made.", made)
    free = shutil.disk_usage(settings.DATA_DIR).free
    yield _one("disk_free_bytes", "Room left where evidence is kept.", free)


def backed_up_at() -> float | None:
    """When the newest archive under DATA_DIR was written; None where there is none."""
    archives = (Path(settings.DATA_DIR) / "backups").glob("emra-*.tar.gz")
    return max((path.stat().st_mtime for path in archives), default=None)


def _one(name: str, about: str, value: float) -> Gauge:
    return name, about, "", {"": value}


def has_token(request: HttpRequest) -> bool:
    """Whether a monitor asks, with METRICS_TOKEN as its bearer key."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
    wanted = settings.METRICS_TOKEN.encode()
    return bool(wanted) and secrets.compare_digest(given, wanted)


def _may_read(request: HttpRequest) -> bool:
    if has_token(request):
        return True
    # Behind a proxy everybody comes from this host: what it adds tells them apart.
    here = request.META.get("REMOTE_ADDR") in LOOPBACK
    return here and "X-Forwarded-For" not in request.headers
