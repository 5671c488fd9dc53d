"""Public answers: an ETag per state of the data, asked for again each time; who asks.

What was answered for a tag is kept in the process, so that the same page is drawn once for each
state of the data and not once for each visitor.
"""

import hashlib
import ipaddress
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from threading import Lock
from typing import Any

from cachetools import LRUCache
from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils.cache import get_conditional_response, patch_cache_control

from emra import __version__

View = Callable[..., HttpResponseBase]
# What an answer says of itself, and its body.
Kept = tuple[dict[str, str], bytes]

# What caches between us and visitors may do (RFC 9213); browsers ask again each time.
SHARED = "max-age=5, stale-while-revalidate=60, stale-if-error=86400"


@dataclass(frozen=True, slots=True)
class Seal:
    """Of when a page is: the last event of the ledger, or of the publication, that it shows."""

    seq: int
    head: str
    at: datetime | None


_kept: LRUCache[str, Kept] = LRUCache(settings.ANSWERS_MAX_BYTES, lambda kept: 1000 + len(kept[1]))
_lock = Lock()


class State:
    """The first row of a query whose SQL is written once: an ETag asks for it at each request."""

    def __init__(self, rows: Callable[[], QuerySet[Any, Any]]) -> None:
        self._rows = rows
        self._sql: tuple[str, tuple[Any, ...]] | None = None

    def __call__(self) -> Any:
        if self._sql is None:
            self._sql = self._rows()[:1].query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(*self._sql)
            return cursor.fetchone()


def etag_by(
    state: Callable[[], Any], seal: Callable[[Any], tuple[Any, ...] | None] | None = None
) -> Callable[[View], View]:
    """Answer 304 while `state()`, address and version are the same; let caches keep the page.

    `seal` tells a state's event, head and moment: `request.seal`, which the page prints.
    """

    def tag(request: HttpRequest) -> str:
        address = request.scheme, request.get_host(), request.get_full_path()
        now = state()
        request.seal = _seal(seal(now) if seal else None)  # type: ignore[attr-defined]
        parts = (__version__, now, address, request.META.get("HTTP_ACCEPT"))
        return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'

    def declare(view: View) -> View:
        @wraps(view)
        def cached(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in ("GET", "HEAD"):
                return view(request, *args, **kwargs)
            etag = tag(request)
            response = get_conditional_response(request, etag=etag) or _answer(
                etag, lambda: view(request, *args, **kwargs), request
            )
            if response.status_code in (200, 304):
                response["ETag"] = etag
                patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
                response["CDN-Cache-Control"] = SHARED
            return response

        return cached

    return declare


def sender(request: HttpRequest) -> str:
    """The address a request comes from; of IPv6 the network, which one person has whole.

    Behind proxies, the one the outermost of ours saw: what a client writes itself is not believed.
    """
    found = request.META.get("REMOTE_ADDR", "")
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    if settings.PROXIES and len(hops) >= settings.PROXIES and hops[-settings.PROXIES]:
        found = hops[-settings.PROXIES]
    try:
        address = ipaddress.ip_address(found)
    except ValueError:
        return "unknown"
    if address.version == 6:
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def forget() -> None:
    """Keep no answer any more."""
    with _lock:
        _kept.clear()


def _seal(told: tuple[Any, ...] | None) -> Seal | None:
    return Seal(told[0], told[1], _moment(told[2])) if told else None


def _moment(at: datetime | str | None) -> datetime | None:
    """A moment of the database, which SQLite tells in words, and in UTC."""
    if not at:
        return None
    found = datetime.fromisoformat(at) if isinstance(at, str) else at
    return found.replace(tzinfo=found.tzinfo or UTC)


def _answer(
    etag: str, draw: Callable[[], HttpResponseBase], request: HttpRequest
) -> HttpResponseBase:
    """The answer kept for `etag`, or the drawn one, which is kept if it is for everybody."""
    # A key of the API is looked at, even where the answer would be the same without it.
    if "Authorization" in request.headers:
        return draw()
    with _lock:
        kept = _kept.get(etag)
    if kept:
        return HttpResponse(kept[1], headers=kept[0])
    response = draw()
    if isinstance(response, SimpleTemplateResponse):
        response.render()
    theirs = response.cookies or "CSRF_COOKIE_NEEDS_UPDATE" in request.META
    if response.status_code == 200 and isinstance(response, HttpResponse) and not theirs:
        with _lock, suppress(ValueError):  # larger than all that may be kept
            _kept[etag] = dict(response.items()), response.content
    return response
