"""Is the process up (/healthz), is the whole able to work (/readyz)."""

from datetime import timedelta

from celery import current_app
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import F
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.agreements.models import DimensionAverage, Heartbeat
from emra.lib.jobs import BOUNDED

OK = "ok"


@access(PUBLIC)
@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": OK})


@access(PUBLIC)
@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when database, migrations, broker and sweeper all answer; 503 with what does not."""
    try:
        checks = {"database": OK, "migrations": migrations(), "sweeper": sweeper()}
    except DatabaseError:
        checks = {"database": "away"}
    if settings.REDIS_URL:
        checks["broker"] = broker()
    ready = all(state == OK for state in checks.values())
    return JsonResponse(
        {"status": OK if ready else "not ready", "checks": checks}, status=200 if ready else 503
    )


def migrations() -> str:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return "pending" if pending else OK


def sweeper() -> str:
    """Late when something is dirty and no sweep has run for three of its intervals."""
    if not DimensionAverage.objects.filter(dirty_seq__gt=F("computed_seq")).exists():
        return OK
    now, limit = timezone.now(), timedelta(seconds=3 * settings.SWEEP_SECONDS)
    # A sweep of the future was run before the clock was set back: it says nothing of now.
    recent = Heartbeat.objects.filter(name="sweep", at__range=(now - limit, now + limit))
    return OK if recent.exists() else "late"


def broker() -> str:
    try:
        with current_app.connection_for_write(
            transport_options=BOUNDED, connect_timeout=0.3
        ) as connected:
            connected.default_channel.client.ping()
    except Exception:  # whatever the broker's client raises, it is away
        return "away"
    return OK
