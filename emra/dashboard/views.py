"""The pages that read every room: home, reconciliations, ledger, methodology, explorer."""

from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from districts import queries as districts
from emra.accounts.access import PUBLIC, access
from emra.agreements import queries as agreements
from emra.agreements.figures import of_dimensions
from emra.agreements.http import publication_etag
from emra.agreements.readmodel import Board, DimensionFigure
from emra.agreements.views import board_context, corte_query, published_board
from emra.dashboard import briefing, charts, figures, samples, sentences
from emra.dashboard import reconciliations as printed_figures
from emra.dashboard import territory as territories
from emra.ledger.http import ledger_etag
from emra.lib import happenings
from emra.lib.tables import respond
from emra.strategy import queries as strategy

# Of what happened, on the home page.
NEWS = 5

# Plotly adds one empty <style> element and fills it by script: its hash is that of no text.
EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
PLOTLY_CSP = {"style-src": [EMPTY_STYLE], "img-src": ["blob:"]}


@access(PUBLIC)
@require_safe
@ledger_etag
def home(request: HttpRequest) -> HttpResponse:
    """One page for who wants it plain, who will quote it and who must act: figures and news of
    the corte, commitments of the day that is said."""
    told = strategy.strategy()
    context: dict[str, object] = {"section": "home", "strategy": told}
    try:
        board, corte = published_board(request)
    except Http404:
        if request.GET.get("corte"):
            raise
        return render(request, "dashboard/home.html", context)
    context |= board_context(board, corte, "home")
    context["sentence"] = sentences.state_of_the_strategy(board.overall)
    context["brief"] = briefing.briefing(board, told, timezone.localdate())
    context["news"] = _news(board)
    context["chart"] = figures.overall(board, corte_query(corte))
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
    whole = {chapter.code: chapter.rows for chapter in every}
    return render(
        request,
        "dashboard/reconciliations.html",
        {
            "section": "reconciliations",
            "chapters": [
                (chapter, sum(map(printed_figures.matches, whole[chapter.code])))
                for chapter in printed_figures.narrowed(every, verdict)
            ],
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
    context: dict[str, object] = {}
    try:
        board, corte = published_board(request)
        context = board_context(board, corte, "districts")
        context["sentence"] = sentences.state_of_the_strategy(board.overall)
    except Http404:
        if request.GET.get("corte"):
            raise
    context |= {
        "section": "districts",
        "territory": territories.territory(),
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
    corte = request.GET.get("corte", "")
    boards = agreements.trend(corte or None)
    if not boards:
        raise Http404(_("Todavía no hay un corte publicado que explorar."))
    last = boards[-1]
    return render(
        request,
        "dashboard/explorer.html",
        {
            **board_context(last, corte, "explorer"),
            "boards": boards,
            "series": _series(boards),
            "trend": figures.trend(boards),
            "dimensions": of_dimensions(last),
            "paths": figures.paths(last),
            "grid": figures.grid(boards),
            "shares": figures.shares(last),
        },
    )


@access(PUBLIC)
@require_safe
@publication_etag
def explorer_data(request: HttpRequest) -> JsonResponse:
    return JsonResponse(charts.figures(agreements.trend(request.GET.get("corte"))))


@access(PUBLIC)
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "dashboard/gallery.html", samples.context())


def _news(board: Board) -> tuple[happenings.Happening, ...]:
    """The last that was published: under an older edition, when it came out."""
    every = happenings.everything()
    if board.edition.id != board.editions[0].id:
        every = tuple(row for row in every if row.at <= board.edition.published_at)
    return every[:NEWS]


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
