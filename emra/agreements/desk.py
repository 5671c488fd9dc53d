"""What the desks' views share: the page, the person, who may read."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from emra.accounts.models import Role, User
from emra.agreements.models import Period

READERS = (Role.SECRETARIAT, Role.CLUSTER, Role.ANALYST)


def page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    corte = Period.objects.filter(state=Period.State.OPEN).order_by("-id").first()
    return render(
        request,
        template,
        {"current_corte": corte.code if corte else "", "readers": READERS, **context},
        status=status,
    )


def me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # `access` let nobody else in
    return request.user
