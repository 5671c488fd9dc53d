"""Caching of public answers: an ETag per state of the data, asked for again each time."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition

from emra import __version__

View = Callable[..., HttpResponseBase]

# What caches between us and visitors may do (RFC 9213); browsers ask again each time.
SHARED = "max-age=5, stale-while-revalidate=60, stale-if-error=86400"


def etag_by(state: Callable[[], object]) -> Callable[[View], View]:
    """Answer 304 while `state()`, address and version are the same; let caches keep the page."""

    def tag(request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        parts = (__version__, state(), request.get_full_path(), request.headers.get("Accept"))
        return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'

    def declare(view: View) -> View:
        conditional = condition(etag_func=tag)(view)

        @wraps(view)
        def cached(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = conditional(request, *args, **kwargs)
            if response.status_code in (200, 304):
                patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
                response["CDN-Cache-Control"] = SHARED
            return response

        return cached

    return declare
