"""Texts and pictures to post of an agreement's figure."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.agreements import queries
from emra.agreements.http import publication_etag
from emra.agreements.readmodel import Sheet
from emra.agreements.views import board_context, corte_query, published_board
from emra.communications import average_cards, cards, posts
from emra.communications.posts import SHORT_LENGTH
from emra.ledger.http import ledger_etag


@access(PUBLIC)
@require_safe
@ledger_etag
def cards_index(request: HttpRequest) -> HttpResponse:
    """The agreements, each with its card."""
    board, corte = published_board(request)
    context = {**board_context(board, corte, "communications"), "figures": board.agreements}
    return render(request, "communications/cards.html", context)


@access(PUBLIC)
@require_safe
@ledger_etag
def card(request: HttpRequest, code: str) -> HttpResponse:
    """Two texts, the picture and its alternative text."""
    sheet, corte = _sheet(request, code)
    return render(
        request,
        "communications/card.html",
        {
            "section": "communications",
            "edition": sheet.edition,
            "newest": next(row for row in sheet.editions if row.corte == sheet.edition.corte),
            "editions": sheet.editions,
            "corte": corte,
            "post": posts.of_sheet(sheet),
            "sheet": sheet,
            "most": SHORT_LENGTH,
            "corte_query": corte_query(corte),
        },
    )


@access(PUBLIC)
@require_safe
@ledger_etag
def card_svg(request: HttpRequest, code: str) -> HttpResponse:
    sheet, _corte = _sheet(request, code)
    return HttpResponse(cards.svg(posts.of_sheet(sheet)), content_type="image/svg+xml")


@access(PUBLIC)
@require_safe
@ledger_etag
def card_png(request: HttpRequest, code: str) -> HttpResponse:
    sheet, _corte = _sheet(request, code)
    return HttpResponse(cards.png(posts.of_sheet(sheet)), content_type="image/png")


@access(PUBLIC)
@require_safe
@publication_etag
def average_png(request: HttpRequest, code: str) -> HttpResponse:
    """The picture of an average: `avance` of the 19, `dimension-social` of a dimension."""
    board, _corte = published_board(request)
    for row in (*board.dimensions, board.overall):
        if code == average_cards.code(row):
            drawn = cards.png(average_cards.of_average(board, row))
            return HttpResponse(drawn, content_type="image/png")
    raise Http404(
        _("No hay una tarjeta «%(code)s»: las hay de «avance» y de cada dimensión.")
        % {"code": code[:60]}
    )


def _sheet(request: HttpRequest, code: str) -> tuple[Sheet, str]:
    corte = request.GET.get("corte", "")
    try:
        return queries.sheet(code, corte or None), corte
    except (queries.NotPublished, queries.UnknownAgreement) as missing:
        raise Http404(str(missing)) from missing
