"""The pages that read every room: home, reconciliations, ledger, methodology, explorer."""

from pathlib import Path

from csp.decorators import csp_update
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from districts import queries as districts
from emra.accounts.access import PUBLIC, access
from emra.agreements import progress
from emra.agreements import queries as agreements
from emra.agreements.http import publication_etag
from emra.agreements.readmodel import Board, DimensionFigure
from emra.agreements.views import board_context, published_board
from emra.agreements.workings import working
from emra.dashboard import charts, samples, sentences, tables
from emra.dashboard import reconciliations as printed_figures
from emra.dashboard import territory as territories
from emra.ledger import queries as ledger_queries
from emra.ledger import verificador
from emra.ledger.http import ledger_etag
from emra.lib.tables import respond
from emra.strategy import queries as strategy

EVENTS_PER_PAGE = 50
WORKED_EXAMPLE = "social"

# Plotly adds one empty <style> element and fills it by script: its hash is that of no text.
EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
PLOTLY_CSP = {"style-src": [EMPTY_STYLE], "img-src": ["blob:"]}


@access(PUBLIC)
@require_safe
@publication_etag
def home(request: HttpRequest) -> HttpResponse:
    context: dict[str, object] = {"section": "home", "strategy": strategy.strategy()}
    try:
        board, corte = published_board(request)
    except Http404:
        if request.GET.get("corte"):
            raise
        return render(request, "dashboard/home.html", context)
    context |= board_context(board, corte, "home")
    context["sentence"] = sentences.state_of_the_strategy(board.overall)
    context["groups"] = [
        (figure, [row for row in board.agreements if row.dimension == figure.code])
        for figure in board.dimensions
    ]
    return render(request, "dashboard/home.html", context)


@access(PUBLIC)
@require_safe
@ledger_etag
def reconciliations(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "dashboard/reconciliations.html",
        {"section": "reconciliations", "chapters": printed_figures.chapters()},
    )


@access(PUBLIC)
@require_safe
@ledger_etag
def reconciliation_chapter(request: HttpRequest, code: str) -> HttpResponse:
    chapter = next((item for item in printed_figures.chapters() if item.code == code), None)
    if chapter is None:
        raise Http404(_("Ese capítulo de cuadraturas no existe."))
    return render(
        request,
        "dashboard/reconciliation_chapter.html",
        {"section": "reconciliations", "chapter": chapter},
    )


@access(PUBLIC)
@require_safe
@ledger_etag
def reconciliations_table(request: HttpRequest, form: str) -> HttpResponse:
    return respond(printed_figures.table(), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def territory(request: HttpRequest) -> HttpResponse:
    board = agreements.published_or_none()
    context = {
        "section": "districts",
        "territory": territories.territory(),
        "sentence": sentences.state_of_the_strategy(board.overall) if board else "",
        "borders": districts.borders(),
    }
    return render(request, "dashboard/territory.html", context)


@access(PUBLIC)
@require_safe
@ledger_etag
def territory_table(request: HttpRequest, form: str) -> HttpResponse:
    return respond(territories.table(territories.territory()), form)


@access(PUBLIC)
@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    before = _before(request)
    events = ledger_queries.events(
        published=agreements.published_reports(), before=before, limit=EVENTS_PER_PAGE + 1
    )
    shown = events[:EVENTS_PER_PAGE]
    seq, head = ledger_queries.head()
    return render(
        request,
        "dashboard/ledger.html",
        {
            "section": "ledger",
            "events": shown,
            "older": shown[-1].seq if len(events) > EVENTS_PER_PAGE else None,
            "before": before,
            "seq": seq,
            "head": head,
        },
    )


@access(PUBLIC)
@require_safe
def ledger_table(request: HttpRequest, form: str) -> HttpResponse:
    """The headers of all events; `/bitacora.json` is the export that can be verified."""
    return respond(tables.ledger(), form)


@access(PUBLIC)
@require_safe
def ledger_export(request: HttpRequest) -> HttpResponse:
    seq, head = ledger_queries.head()
    events = list(ledger_queries.export(agreements.published_reports()))
    response = JsonResponse(
        {"seq": seq, "head": head, "events": events}, json_dumps_params={"ensure_ascii": False}
    )
    response["Content-Disposition"] = 'attachment; filename="bitacora.json"'
    return response


@access(PUBLIC)
@require_safe
def ledger_verifier(request: HttpRequest) -> FileResponse:
    return FileResponse(
        Path(verificador.__file__).open("rb"),
        as_attachment=True,
        filename="verificador.py",
        content_type="text/x-python; charset=utf-8",
    )


@access(PUBLIC)
@require_safe
@publication_etag
def methodology(request: HttpRequest) -> HttpResponse:
    context: dict[str, object] = {
        "section": "methodology",
        "at_risk_gap": progress.AT_RISK_GAP,
        "late_gap": progress.LATE_GAP,
        "start": progress.STRATEGY_START,
        "default_year": progress.DEFAULT_TARGET_YEAR,
        "minimum_points": progress.MINIMUM_POINTS,
    }
    try:
        board, corte = published_board(request)
    except Http404:
        if request.GET.get("corte"):
            raise
        return render(request, "dashboard/methodology.html", context)
    figures = [row for row in board.agreements if row.dimension == WORKED_EXAMPLE]
    example = next((row for row in board.dimensions if row.code == WORKED_EXAMPLE), None)
    context |= board_context(board, corte, "methodology")
    if example is not None:
        context |= {"example": example, "working": working(figures, example.mean_zero)}
    return render(request, "dashboard/methodology.html", context)


@access(PUBLIC)
@csp_update(PLOTLY_CSP)
@require_safe
@publication_etag
def explorer(request: HttpRequest) -> HttpResponse:
    boards = agreements.trend()
    if not boards:
        raise Http404(_("Todavía no hay un corte publicado que explorar."))
    last = boards[-1]
    return render(
        request,
        "dashboard/explorer.html",
        {
            "section": "explorer",
            "edition": last.edition,
            "boards": boards,
            "board": last,
            "series": _series(boards),
            "columns": [board.edition.corte for board in boards],
            "rows": charts.grid_rows(boards),
            "titled_rows": list(zip(last.agreements, charts.grid_rows(boards), strict=True)),
            "shares": charts.shares(last),
            "averages_sentence": sentences.averages_by_corte(boards),
            "paths_sentence": sentences.against_path(last.agreements),
            "grid_sentence": sentences.grid(boards),
            "shares_sentence": sentences.share_by_dimension(last),
        },
    )


@access(PUBLIC)
@require_safe
@publication_etag
def explorer_data(request: HttpRequest) -> JsonResponse:
    return JsonResponse(charts.figures(agreements.trend()))


@access(PUBLIC)
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "dashboard/gallery.html", samples.context())


def _series(
    boards: tuple[Board, ...],
) -> list[tuple[DimensionFigure, list[DimensionFigure | None]]]:
    """Each dimension and the 19 with its figure in every corte, for the table."""
    return [
        (
            row,
            [
                next(
                    (item for item in (*board.dimensions, board.overall) if item.code == row.code),
                    None,
                )
                for board in boards
            ],
        )
        for row in (*boards[-1].dimensions, boards[-1].overall)
    ]


def _before(request: HttpRequest) -> int | None:
    text = request.GET.get("antes", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        raise Http404(_("«antes» debe ser el número de un evento, por ejemplo ?antes=120."))
    return int(text)
