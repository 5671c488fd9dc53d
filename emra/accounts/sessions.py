"""Whose a session is and how long it lasts.

Everything is decided where somebody first asks for `request.user`: a public page asks for nobody,
so that it never looks at the session and stays the same for all. `request.user` is a person only
while the session is within its limits and their second factor, where they have or need one, was
shown; until then they stand at the door (`entering`), for every view and for the admin alike.
"""

import time
from collections.abc import Callable
from enum import StrEnum

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from emra.accounts import second_factor
from emra.accounts.models import User

GetResponse = Callable[[HttpRequest], HttpResponse]

# What a session keeps beside Django's own.
BEGAN, SEEN, FACTOR = "began", "seen", "factor"
# How old `SEEN` may be: a session is not written at every request.
FRESH_SECONDS = 60


class Factor(StrEnum):
    """What a session knows of the person's second factor."""

    NONE = "NONE"
    OWED = "OWED"
    SHOWN = "SHOWN"


def people(get_response: GetResponse) -> GetResponse:
    """Put behind `request.user` only who may act now; no answer that asked for them is kept."""

    def middleware(request: HttpRequest) -> HttpResponse:
        known = request.user
        request.user = SimpleLazyObject(lambda: _person(request, known))  # type: ignore[assignment]
        response = get_response(request)
        if hasattr(request, "_personal"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware


def keep_no_copy(request: HttpRequest) -> None:
    """The answer is for one person: no cache holds it, nor the browser after they sign out."""
    request._personal = True  # type: ignore[attr-defined]


def entering(request: HttpRequest) -> User | None:
    """Who gave the right password and has yet to show, or to set up, a second factor."""
    if request.user.is_authenticated:
        return None
    return getattr(request, "_entering", None)


def owes_code(request: HttpRequest) -> bool:
    """Whether who stands at the door has a second factor to show; otherwise one is to be set up."""
    return request.session.get(FACTOR) == Factor.OWED


def ended(request: HttpRequest) -> str:
    """Why the session that this request came with has ended; empty where it has not."""
    return "" if request.user.is_authenticated else getattr(request, "_ended", "")


def seconds_left(request: HttpRequest) -> int:
    """How long the session lasts if nothing more is done."""
    session = request.session
    end = min(session[BEGAN] + _longest(), session[SEEN] + _idle())
    return max(0, int(end - time.time()))


def mark(request: HttpRequest, factor: Factor, person: User) -> None:
    """Take down where the second factor stands; the session stays the person's."""
    request.session[FACTOR] = factor
    keep(request, person)


def keep(request: HttpRequest, person: User) -> None:
    """Keep this session, under a new key, when what all of the person's sessions carry changed."""
    request.session.cycle_key()
    request.session[HASH_SESSION_KEY] = person.get_session_auth_hash()


def vouch(request: HttpRequest, person: User) -> None:
    """After `login`: whoever signed the person in has asked for a second factor itself."""
    request.session[BEGAN] = request.session[SEEN] = time.time()
    mark(request, Factor.SHOWN, person)


def _person(request: HttpRequest, known: User | AnonymousUser) -> User | AnonymousUser:
    keep_no_copy(request)
    if not isinstance(known, User):
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            _tell(request, _("Su sesión se cerró."))
        return AnonymousUser()
    session, now = request.session, time.time()
    if BEGAN not in session:
        has_one = second_factor.has_one(known)
        session.update({BEGAN: now, SEEN: now, FACTOR: Factor.OWED if has_one else Factor.NONE})
    why = _over(session[BEGAN], session[SEEN], now)
    if why:
        session.flush()
        _tell(request, why)
        return AnonymousUser()
    if now - session[SEEN] >= FRESH_SECONDS and _is_somebody_s(request):
        session[SEEN] = now
    lacks = session[FACTOR] == Factor.NONE and second_factor.required(known)
    if session[FACTOR] == Factor.OWED or lacks:
        request._entering = known  # type: ignore[attr-defined]
        return AnonymousUser()
    return known


def _over(began: float, seen: float, now: float) -> str:
    if now - began >= _longest():
        return _("Su sesión terminó: dura a lo más %(hours)s horas.") % {
            "hours": settings.SESSION_HOURS
        }
    if now - seen >= _idle():
        return _("Su sesión terminó: pasaron %(minutes)s minutos sin uso.") % {
            "minutes": settings.SESSION_IDLE_MINUTES
        }
    return ""


def _is_somebody_s(request: HttpRequest) -> bool:
    """Whether a person asked: what a script reads on its own does not keep a session alive."""
    return request.method != "GET" or request.headers.get("Sec-Fetch-Dest") != "empty"


def _tell(request: HttpRequest, why: str) -> None:
    """For the answer to this request, and for the sign-in page it leads to."""
    request._ended = why  # type: ignore[attr-defined]
    messages.warning(request, why, fail_silently=True)


def _longest() -> int:
    return settings.SESSION_HOURS * 3600


def _idle() -> int:
    return settings.SESSION_IDLE_MINUTES * 60
