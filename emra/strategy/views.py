"""The strategic objectives and their lines of action."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.lib.tables import Table, respond
from emra.strategy import queries

LINES = ("linea", "objetivo", "titulo_objetivo", "comision", "horizonte", "anos", "titulo")


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
def objectives_table(request: HttpRequest, form: str) -> HttpResponse:
    """The 38 lines of action with their objective."""
    rows = [
        (line.code, row.code, row.title, row.commission, line.horizon, line.years, line.title)
        for row in queries.objectives()
        for line in row.lines
    ]
    source = queries.strategy().citation
    about = [(_("Documento"), source.document_title), (_("Editor"), source.publisher)]
    return respond(Table("objetivos", LINES, rows, about), form)


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
