"""The contraloría social as everybody reads it: what was observed, what was answered."""

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.ledger.http import ledger_etag
from emra.lib import files
from emra.lib.errors import Unknown
from emra.lib.tables import respond
from emra.oversight import citizen_actions, clock, queries, tables
from emra.oversight.queries import Selection

SHOWN = 20


@access(PUBLIC)
@require_safe
@ledger_etag
def oversight(request: HttpRequest) -> HttpResponse:
    """Indicators, filters and the published observations."""
    chosen = _selection(request)
    today = timezone.localdate()
    found = queries.published(chosen, today)
    context = {
        "section": "oversight",
        "indicators": queries.indicators(today),
        "chosen": chosen,
        "kinds": citizen_actions.kinds(),
        "stages": queries.stages(),
        "about": queries.titles_of({chosen.subject.partition(":")[0]}).get(chosen.subject),
        "page": Paginator(found, SHOWN).get_page(request.GET.get("pagina")),
        "answer_days": clock.ANSWER_DAYS,
        "extension_days": clock.EXTENSION_DAYS,
    }
    return render(request, "oversight/oversight.html", context)


@access(PUBLIC)
@require_safe
@ledger_etag
def observations_table(request: HttpRequest, form: str) -> HttpResponse:
    """The published observations that were asked for."""
    found = queries.published(_selection(request), timezone.localdate())
    return respond(tables.observations(found), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def indicators_table(request: HttpRequest, form: str) -> HttpResponse:
    return respond(tables.indicators(queries.indicators(timezone.localdate())), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def observation(request: HttpRequest, code: str) -> HttpResponse:
    """One observation with its answer, its reply and what came of it."""
    view = queries.views([queries.row_of(code)], timezone.localdate())[0]
    return render(
        request, "oversight/observation.html", {"section": "oversight", "observation": view}
    )


@access(PUBLIC)
@require_safe
def evidence(request: HttpRequest, code: str) -> FileResponse:
    """The file that backs an observation, where moderation published it too."""
    row = queries.row_of(code)
    if not (row.evidence_public and row.sha256):
        raise Unknown(_("Esta observación no tiene un archivo público."))
    name = f"{row.code}.{row.extension}"
    return files.attachment(row.sha256, row.extension, name, files.CITIZENS)


def _selection(request: HttpRequest) -> Selection:
    return queries.selection(
        kind=request.GET.get("tipo", ""),
        subject=request.GET.get("sobre", ""),
        stage=request.GET.get("estado", ""),
    )
