"""Small layers around every request: its id, no writes on GET, failures as pages."""

import random
import re
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.db import connection
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
)
from django.utils.functional import cached_property

from emra.lib import pages

GetResponse = Callable[[HttpRequest], HttpResponse]

current_request_id: ContextVar[str] = ContextVar("current_request_id", default="")

# What a decorator of a view can change of the policy.
PARTS = ("config", "update", "replace", "exempt")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
READS = re.compile(r"\s*(SELECT|EXPLAIN|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|PRAGMA)\b", re.I)
# Django itself drops a session that no longer verifies, whatever the method.
SESSION_TABLE = re.compile(r"\bdjango_session\b")


class WriteOnGet(RuntimeError):
    """A GET tried to change the database: a defect of the view, never of the user."""


def request_id(get_response: GetResponse) -> GetResponse:
    """Give each request an id; ledger events and the answer's X-Request-ID carry it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        # Told to everybody: it has to be new, not hard to guess.
        token = current_request_id.set(f"{random.getrandbits(128):032x}")
        request.id = current_request_id.get()  # type: ignore[attr-defined]
        try:
            response = get_response(request)
            response["X-Request-ID"] = current_request_id.get()
            return response
        finally:
            current_request_id.reset(token)

    return middleware


class ContentPolicy(CSPMiddleware):
    """The library's, with the policy that no view changes written once and not for each answer."""

    OWN = tuple(f"_csp_{name}{kind}" for name in PARTS for kind in ("", "_ro"))

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        own = any(hasattr(response, name) for name in self.OWN)
        if own or hasattr(request, "_csp_nonce") or HEADER in response:
            return super().process_response(request, response)
        response[HEADER] = self._of_the_house
        return response

    @cached_property
    def _of_the_house(self) -> str:
        return build_policy()


def bounded_bodies(get_response: GetResponse) -> GetResponse:
    """Refuse, unread, a request that announces a body larger than any form takes."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isascii() and length.isdigit() and int(length) > settings.BODY_MAX_BYTES:
            return pages.too_large(request)
        return get_response(request)

    return middleware


def select_only_on_get(get_response: GetResponse) -> GetResponse:
    """Refuse any statement but a reading one while a safe method is answered."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE_METHODS:
            return get_response(request)
        with connection.execute_wrapper(_select_only):
            return get_response(request)

    return middleware


def domain_errors(get_response: GetResponse) -> GetResponse:
    """Answer an expected failure that a view let through, or a method it refused, with a page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:  # no code has one, and PostgreSQL cannot look for it
            raise Http404
        response = get_response(request)
        bare = isinstance(response, HttpResponseNotAllowed) and not response.content
        return pages.not_allowed(request, response) if bare else response

    middleware.process_exception = pages.domain_error  # type: ignore[attr-defined]
    return middleware


def _select_only(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    if not READS.match(sql) and not SESSION_TABLE.search(sql):
        raise WriteOnGet(sql[:80])
    return execute(sql, params, many, context)
