"""What the desks' views share: the page, the person, who may read."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from emra.accounts.models import Role, User
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


def me(request: HttpRequest) -> User:
    """The person signed in: `access` let nobody else in."""
    assert isinstance(request.user, User)
    return request.user
