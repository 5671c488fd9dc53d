"""The page of the state of the system, for who administers it; as JSON also for a monitor."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from emra.accounts.access import access
from emra.accounts.models import Role
from emra.dashboard import metrics
from emra.dashboard.status import Status, status
from emra.notices.desk import page

View = Callable[..., HttpResponse]


def _or_token(view: View) -> View:
    """A monitor with METRICS_TOKEN has no session: it gets the JSON whatever it asks for."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in ("GET", "HEAD") and metrics.has_token(request):
            return _json(status(timezone.now()))
        return view(request, *args, **kwargs)

    return guarded


@never_cache
@_or_token
@access(Role.ADMIN)
@require_safe
def system_state(request: HttpRequest) -> HttpResponse:
    found = status(timezone.now())
    if request.GET.get("formato") == "json":
        return _json(found)
    return page(request, "dashboard/status.html", {"section": "system-state", "status": found})


def _json(found: Status) -> JsonResponse:
    return JsonResponse(found.as_json(), json_dumps_params={"ensure_ascii": False})
