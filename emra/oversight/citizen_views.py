"""What a citizen opens without an account: the form, and the private page of what they sent."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emra.accounts.access import PUBLIC, access
from emra.lib import subjects
from emra.lib.errors import DomainError, Unknown
from emra.lib.forms import blame
from emra.lib.http import sender
from emra.oversight import citizen_actions, clock, protection, queries
from emra.oversight.forms import EraseForm, ObservationForm, ReplyForm
from emra.oversight.models import State
from emra.oversight.protection import DECOY, OldForm, TooMany

SECTION = {"section": "oversight"}


def private(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The page is one person's: no cache keeps it, no robot lists it, no link tells its address."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex, nofollow"
        # "no-referrer" would take the Origin off the forms too, and CSRF would refuse them.
        response["Referrer-Policy"] = "strict-origin"
        return response

    return guarded


@access(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_cache=True)
def send(request: HttpRequest) -> HttpResponse:
    """The form, about `?sobre=` where a page leads here; what is written in it is never lost.

    A browser may keep it: going back shows the form that was sent, with the number that tells it.
    """
    now = timezone.now()
    if request.method != "POST":
        asked = request.GET.get("sobre", "")[:80]
        form = ObservationForm(initial={"subject": asked})
        return _form(request, form, protection.new_form(now), unknown=_unknown(asked))
    form = ObservationForm(request.POST, request.FILES)
    opened = request.POST.get("opened", "")[:400]
    address = sender(request)
    try:
        protection.count([protection.TRIES], address, now)
        number = protection.number_of(opened, request.POST.get(DECOY, ""), now)
        if not form.is_valid():
            return _form(request, form, opened, status=400)
        with transaction.atomic():  # what is refused takes nothing from the allowance
            protection.count(protection.SENT, address, now)
            _row, secret = citizen_actions.receive(
                draft=form.draft(), number=number, upload=form.cleaned_data["file"], at=now
            )
    except DomainError as error:
        blame(form, error)
        if isinstance(error, OldForm | citizen_actions.AlreadySent):
            opened = protection.new_form(now)
        return _form(request, form, opened, error=error, status=error.status)
    return redirect(reverse("observation-tracking", args=[secret]) + "?nueva=1")


def _form(
    request: HttpRequest,
    form: ObservationForm,
    opened: str,
    *,
    status: int = 200,
    error: DomainError | None = None,
    unknown: bool = False,
) -> HttpResponse:
    context = {
        **SECTION,
        "form": form,
        "opened": opened,
        "decoy": DECOY,
        "unknown": unknown,
        "had_file": bool(request.FILES),
        "answer_days": clock.ANSWER_DAYS,
        "data_days": settings.CITIZEN_DATA_DAYS,
    }
    response = render(request, "oversight/send.html", context, status=status)
    if isinstance(error, TooMany):
        response["Retry-After"] = str(error.seconds)
    return response


def _unknown(asked: str) -> bool:
    """Whether a page or a link asked for something that is not there."""
    if not asked:
        return False
    try:
        return subjects.find(asked).kind in citizen_actions.NOT_OBSERVED
    except DomainError:
        return True


@access(PUBLIC)
@require_safe
@private
def tracking(request: HttpRequest, secret: str) -> HttpResponse:
    """What became of an observation, for whoever holds its secret."""
    return _tracking(request, secret)


@access(PUBLIC)
@require_POST
@private
def reply(request: HttpRequest, secret: str) -> HttpResponse:
    """The citizen's one reply."""
    form = ReplyForm(request.POST)
    return _do(
        request,
        secret,
        "reply",
        form,
        lambda: citizen_actions.reply(
            secret=secret, text=form.cleaned_data["text"], at=timezone.now()
        ),
        "?replica=1",
    )


@access(PUBLIC)
@require_POST
@private
def erase(request: HttpRequest, secret: str) -> HttpResponse:
    """Erase the citizen's data."""
    form = EraseForm(request.POST)
    return _do(
        request,
        secret,
        "erase",
        form,
        lambda: citizen_actions.erase(secret=secret, at=timezone.now()),
        "",
    )


def _do(
    request: HttpRequest, secret: str, name: str, form: Any, act: Callable[[], object], then: str
) -> HttpResponse:
    """Count the try, validate, do it, show the page again; what is wrong stands at its field."""
    try:
        protection.count([protection.TRIES], sender(request), timezone.now())
        if not form.is_valid():
            return _tracking(request, secret, status=400, **{name: form})
        act()
    except Unknown:
        raise
    except DomainError as error:
        blame(form, error)
        response = _tracking(request, secret, status=error.status, **{name: form})
        if isinstance(error, TooMany):
            response["Retry-After"] = str(error.seconds)
        return response
    return redirect(reverse("observation-tracking", args=[secret]) + then)


def _tracking(request: HttpRequest, secret: str, status: int = 200, **forms: Any) -> HttpResponse:
    row = citizen_actions.tracked(secret)
    given = getattr(row, "reply", None)
    today = timezone.localdate()
    context = {
        **SECTION,
        "row": row,
        "secret": secret,
        "new": "nueva" in request.GET,
        "sent_reply": "replica" in request.GET,
        "address": request.build_absolute_uri(reverse("observation-tracking", args=[secret])),
        "subject": queries.subject_of(row, queries.titles_of({row.subject_kind})),
        "stage": queries.stage_of(row, today),
        "answers": queries.answers_of(row),
        "given": given,
        "taken": getattr(row, "take_up", None),
        "is_public": row.state == State.PUBLISHED,
        "reply": forms.get("reply") or ReplyForm(auto_id="reply_%s"),
        "may_reply": row.answers.exists() and given is None and not row.erased_at,
        "erase": forms.get("erase") or EraseForm(auto_id="erase_%s"),
        "data_days": settings.CITIZEN_DATA_DAYS,
    }
    return render(request, "oversight/tracking.html", context, status=status)
