"""What the desks' views share: the page, the person, who may read."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from emra.accounts.models import Role, User
from emra.lib.errors import DomainError, Unknown
from emra.lib.forms import blame
from emra.notices.models import Notice

READERS = (Role.SECRETARIAT, Role.CLUSTER, Role.ANALYST)


def page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page of the desks, with what its bar shows."""
    shared = {
        "readers": READERS,
        "today": timezone.localdate(),
        "unread": Notice.objects.filter(person=me(request), read_at=None).count(),
    }
    return render(request, template, {**shared, **context}, status=status)


def after(
    request: HttpRequest, act: Callable[[], object], said: str, to: str, *args: int | str
) -> HttpResponse:
    """Do it, say so, and go to the page named `to`; a refusal is said there too."""
    try:
        act()
    except Unknown:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        if said:
            messages.success(request, said)
    return redirect(to, *args)


def with_form(
    request: HttpRequest,
    form: Form,
    act: Callable[[], object],
    again: Callable[[int], HttpResponse],
    said: str,
    to: str,
    *args: int | str,
) -> HttpResponse:
    """Do it where the form is good; otherwise its page `again`, with the form as it was sent."""
    if not form.is_valid():
        return again(400)
    try:
        act()
    except Unknown:
        raise
    except DomainError as error:
        blame(form, error)
        return again(error.status)
    messages.success(request, said)
    return redirect(to, *args)


def me(request: HttpRequest) -> User:
    """The person signed in: `access` let nobody else in."""
    assert isinstance(request.user, User)
    return request.user
