"""Caching of public answers: their ETag is the publication they show."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition

from emra import __version__
from emra.agreements.models import Agreement, Pairing, Publication

View = Callable[..., HttpResponseBase]


def publication_tag(request: HttpRequest, *args: Any, **kwargs: Any) -> str | None:
    """An ETag that moves with each publication or confirmed pairing, address and version."""
    last = Publication.objects.order_by("-id").values_list("id", "digest").first()
    confirmed = Agreement.objects.filter(pairing=Pairing.CONFIRMED).count()
    parts = (__version__, last, confirmed, request.get_full_path(), request.headers.get("Accept"))
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def publication_etag(view: View) -> View:
    """Answer 304 while nothing was published since; let caches keep the page and ask again."""
    conditional = condition(etag_func=publication_tag)(view)

    @wraps(view)
    def cached(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = conditional(request, *args, **kwargs)
        if response.status_code in (200, 304):
            patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
        return response

    return cached
