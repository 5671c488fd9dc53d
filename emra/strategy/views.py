"""The strategic objectives and their lines of action."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.ledger.http import ledger_etag
from emra.lib import files
from emra.lib.errors import Unknown
from emra.lib.tables import respond
from emra.strategy import queries, tables


@access(PUBLIC)
@require_safe
@ledger_etag
def objectives(request: HttpRequest) -> HttpResponse:
    found = queries.objectives()
    context = {
        "section": "objectives",
        "objectives": found,
        "states": queries.count_states(line for row in found for line in row.lines),
    }
    return render(request, "strategy/objectives.html", context)


@access(PUBLIC)
@require_safe
@ledger_etag
def objectives_table(request: HttpRequest, form: str) -> HttpResponse:
    """The 38 lines of action with their objective and how they go."""
    found = queries.objectives()
    source = queries.strategy().citation
    return respond(tables.lines(found, source, request.build_absolute_uri), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def objective(request: HttpRequest, code: str) -> HttpResponse:
    try:
        found = queries.objective(code)
    except queries.UnknownObjective as missing:
        raise Http404(
            _("No existe el objetivo «%(code)s». Los objetivos van de OE1 a OE5.") % {"code": code}
        ) from missing
    return render(request, "strategy/objective.html", {"section": "objectives", "objective": found})


@access(PUBLIC)
@require_safe
def line_evidence(request: HttpRequest, pk: int) -> FileResponse:
    """Download the file that backs a line's state."""
    row = queries.follow_up_file(pk)
    if row is None:
        raise Unknown(_("Ese respaldo no existe."))
    name = f"{row.line_id}-respaldo-{row.pk}.{row.extension}"
    return files.attachment(row.sha256, row.extension, name)
