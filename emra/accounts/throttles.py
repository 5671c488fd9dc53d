"""How often programs may ask: so many requests in each minute of the clock."""

import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from emra.lib.http import sender

MINUTE = 60


class PerMinute(BaseThrottle):
    """Count a key's requests, and those of an address without one; 0 in the settings: no limit.

    The counts live in the cache, one small number each. Where it does not answer nobody is held.
    """

    remaining = 0.0

    def allow_request(self, request: Request, view: Any) -> bool:
        if request.auth is not None:
            most, who = settings.API_KEY_PER_MINUTE, f"key {request.auth.pk}"
        else:
            most, who = settings.API_ANONYMOUS_PER_MINUTE, sender(request)
        if not most:
            return True
        now = time.time()
        self.remaining = MINUTE - now % MINUTE
        return _one_more(f"{who} {int(now // MINUTE)}") <= most

    def wait(self) -> float:
        return self.remaining


def _one_more(what: str) -> int:
    """How many there are now, this one included; 0 where the cache is away."""
    key = "requests." + salted_hmac("emra.accounts.throttles", what, algorithm="sha256").hexdigest()
    if cache.add(key, 1, timeout=2 * MINUTE):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # dropped in between, to make room
        return 1
