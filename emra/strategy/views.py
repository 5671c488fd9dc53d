"""The strategic objectives and their lines of action."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.ledger.http import ledger_etag
from emra.lib import files
from emra.lib.errors import Unknown
from emra.lib.tables import Table, respond
from emra.strategy import queries

LINES = (
    "linea",
    "objetivo",
    "titulo_objetivo",
    "comision",
    "horizonte",
    "anos",
    "titulo",
    "seguimiento",
    "avance_pct",
    "nota",
    "respaldo",
    "segun",
    "registrado",
)


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
    rows = [
        (
            *(line.code, row.code, row.title, row.commission, line.horizon, line.years),
            *(line.title, line.state, *_followed(request, line.follow_up)),
        )
        for row in queries.objectives()
        for line in row.lines
    ]
    source = queries.strategy().citation
    about = [(_("Documento"), source.document_title), (_("Editor"), source.publisher)]
    return respond(Table("objetivos", LINES, rows, about), form)


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


def _followed(request: HttpRequest, told: queries.FollowUpView | None) -> tuple[object, ...]:
    """The columns of a line's state; empty cells while nobody has reported on it."""
    if told is None:
        return (None,) * 5
    backing = told.link or (request.build_absolute_uri(told.file) if told.file else None)
    return (told.percent, told.note, backing, told.reference, told.recorded_at)
