"""The strategic objectives and their lines of action."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.strategy import queries


@access(PUBLIC)
@require_safe
def objectives(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "strategy/objectives.html",
        {"section": "objectives", "objectives": queries.objectives()},
    )


@access(PUBLIC)
@require_safe
def objective(request: HttpRequest, code: str) -> HttpResponse:
    try:
        found = queries.objective(code)
    except queries.UnknownObjective as missing:
        raise Http404(
            _("No existe el objetivo «%(code)s». Los objetivos van de OE1 a OE5.") % {"code": code}
        ) from missing
    return render(request, "strategy/objective.html", {"section": "objectives", "objective": found})
