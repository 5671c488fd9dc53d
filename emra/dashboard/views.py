"""The pages that read every room: home, reconciliations, ledger, methodology, explorer."""

from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from districts import queries as districts
from emra.accounts.access import PUBLIC, access
from emra.agreements import queries as agreements
from emra.agreements.http import publication_etag
from emra.agreements.readmodel import Board, DimensionFigure
from emra.agreements.views import board_context, published_board
from emra.dashboard import charts, samples, sentences
from emra.dashboard import reconciliations as printed_figures
from emra.dashboard import territory as territories
from emra.ledger.http import ledger_etag
from emra.lib.tables import respond
from emra.strategy import queries as strategy

EVENTS_PER_PAGE = 50
LEDGER_COLUMNS = ("evento", "momento", "oficina", "persona", "accion", "objeto", "sello")
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
    every = printed_figures.chapters()
    verdict = request.GET.get("veredicto", "")
    if verdict and verdict not in printed_figures.ORDER:
        raise Http404(
            _("«%(value)s» no es un veredicto: use %(known)s.")
            % {"value": verdict[:40], "known": ", ".join(printed_figures.ORDER)}
        )
    counts = printed_figures.counts(every)
    return render(
        request,
        "dashboard/reconciliations.html",
        {
            "section": "reconciliations",
            "chapters": printed_figures.narrowed(every, verdict),
            "counts": counts,
            "total": sum(count for _verdict, count in counts),
            "unresolved": dict(counts)["NO_RULE_MATCHES"],
            "verdict": verdict,
        },
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
