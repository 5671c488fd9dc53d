"""The agreements and their dimensions as the public reads them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.agreements import figures, queries, tables
from emra.agreements.http import publication_etag
from emra.agreements.models import ProgressReport
from emra.agreements.progress import Health
from emra.agreements.readmodel import (
    AgreementFigure,
    Board,
    DimensionFigure,
    Sheet,
    VersionView,
)
from emra.agreements.workings import working
from emra.ledger import queries as ledger
from emra.ledger.http import ledger_etag
from emra.ledger.queries import EventView
from emra.lib.tables import respond

READINGS = {
    "REPORTED": gettext_lazy("Con avance informado"),
    "NO_DATA": gettext_lazy("Sin dato"),
    "NOT_APPLICABLE": gettext_lazy("No aplica"),
}
HEALTHS = {
    Health.ON_TRACK.value: gettext_lazy("Según lo esperado"),
    Health.AT_RISK.value: gettext_lazy("En riesgo"),
    Health.LATE.value: gettext_lazy("Atrasado"),
    Health.DONE.value: gettext_lazy("Cumplido"),
    Health.NO_DATA.value: gettext_lazy("Sin dato o no concluyente"),
}
SORTS = {
    "codigo": gettext_lazy("Código"),
    "avance": gettext_lazy("Mayor avance"),
    "estado": gettext_lazy("Estado"),
}
# The worst first: what needs attention is what one sorts by state for.
HEALTH_ORDER = ("LATE", "AT_RISK", "ON_TRACK", "DONE", "NO_DATA")


@dataclass(frozen=True)
class Filter:
    """One select of the list's form."""

    name: str
    label: str
    value: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Selection:
    """What the address asks of the list, and what of it cannot be done."""

    dimension: str
    reading: str
    health: str
    sort: str
    problems: tuple[str, ...]

    @property
    def filtered(self) -> bool:
        return bool(self.dimension or self.reading or self.health)


@access(PUBLIC)
@require_safe
@publication_etag
def agreements(request: HttpRequest) -> HttpResponse:
    board, corte = published_board(request)
    chosen = _selection(request, board)
    filters = _filters(board, chosen)
    parts = {"dimension": chosen.dimension, "dato": chosen.reading, "estado": chosen.health}
    return render(
        request,
        "agreements/agreements.html",
        {
            **board_context(board, corte, "agreements"),
            "figures": select(board.agreements, chosen),
            "filters": filters,
            "filtered": chosen.filtered,
            "kept": [(filter.name, filter.value) for filter in filters if filter.value],
            "problems": chosen.problems,
            "table_query": _query(
                corte, **parts, orden=chosen.sort if chosen.sort != "codigo" else ""
            ),
        },
        status=400 if chosen.problems else 200,
    )


@access(PUBLIC)
@require_safe
@publication_etag
def agreements_table(request: HttpRequest, form: str) -> HttpResponse:
    board, _corte = published_board(request)
    chosen = _selection(request, board)
    if chosen.problems:
        return HttpResponse(
            " ".join(chosen.problems), status=400, content_type="text/plain; charset=utf-8"
        )
    return respond(tables.agreements(board, select(board.agreements, chosen)), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def agreement(request: HttpRequest, code: str) -> HttpResponse:
    sheet, corte = _published_sheet(request, code)
    return render(
        request,
        "agreements/agreement.html",
        {
            "section": "agreements",
            "edition": sheet.edition,
            "newest": sheet.editions[0],
            "editions": sheet.editions,
            "sheet": sheet,
            "path": figures.expected_path(sheet),
            "chart": figures.of_sheet(sheet, corte_query(corte)),
            "entered": _entered(sheet),
            "events": _events(sheet),
            "corte": corte,
            "corte_query": corte_query(corte),
        },
    )


@access(PUBLIC)
@require_safe
@publication_etag
def agreement_table(request: HttpRequest, code: str, form: str) -> HttpResponse:
    sheet, _corte = _published_sheet(request, code)
    return respond(tables.history(sheet), form)


@access(PUBLIC)
@require_safe
@publication_etag
def dimensions(request: HttpRequest) -> HttpResponse:
    board, corte = published_board(request)
    context = {
        **board_context(board, corte, "dimensions"),
        "chart": figures.of_dimensions(board, corte_query(corte)),
    }
    return render(request, "agreements/dimensions.html", context)


@access(PUBLIC)
@require_safe
@publication_etag
def dimension(request: HttpRequest, code: str) -> HttpResponse:
    board, corte = published_board(request)
    figure = _dimension(board, code)
    rows = tuple(row for row in board.agreements if row.dimension == code)
    return render(
        request,
        "agreements/dimension.html",
        {
            **board_context(board, corte, "dimensions"),
            "figure": figure,
            "figures": rows,
            "chart": figures.of_dimension(board, figure, corte_query(corte)),
            "working": working(rows, figure.mean_zero),
            "table_query": _query(corte, dimension=code),
        },
    )


def published_board(request: HttpRequest) -> tuple[Board, str]:
    """The board of `?corte=`, or the latest, and the corte that was asked for ("" for none)."""
    corte = request.GET.get("corte", "")
    try:
        return queries.board(corte or None), corte
    except queries.NotPublished as missing:
        raise Http404(str(missing)) from missing


def board_context(board: Board, corte: str, section: str) -> dict[str, object]:
    """What every page over a board needs."""
    return {
        "section": section,
        "edition": board.edition,
        "newest": board.editions[0],
        "editions": board.editions,
        "board": board,
        "corte": corte,
        "corte_query": corte_query(corte),
    }


def corte_query(corte: str) -> str:
    return f"?{urlencode({'corte': corte})}" if corte else ""


def select(figures: Iterable[AgreementFigure], chosen: Selection) -> list[AgreementFigure]:
    """Filter and sort; an unknown percent goes last, never among the zeros."""
    kept = [
        figure
        for figure in figures
        if chosen.dimension in ("", figure.dimension)
        and chosen.reading in ("", figure.state)
        and chosen.health in ("", figure.health)
    ]
    if chosen.sort == "avance":
        kept.sort(key=lambda row: (row.percent is None, -(row.percent or Decimal(0)), row.code))
    elif chosen.sort == "estado":
        kept.sort(key=lambda row: (HEALTH_ORDER.index(row.health), row.percent is None, row.code))
    return kept


def _published_sheet(request: HttpRequest, code: str) -> tuple[Sheet, str]:
    corte = request.GET.get("corte", "")
    try:
        return queries.sheet(code, corte or None), corte
    except (queries.NotPublished, queries.UnknownAgreement) as missing:
        raise Http404(str(missing)) from missing


def _entered(sheet: Sheet) -> VersionView | None:
    """The version in force when people entered it; None while it is the source's own."""
    for version in sheet.versions:
        if (
            version.code == sheet.figure.report_code
            and version.origin == ProgressReport.Origin.ENTRY
        ):
            return version
    return None


def _dimension(board: Board, code: str) -> DimensionFigure:
    for figure in board.dimensions:
        if figure.code == code:
            return figure
    known = ", ".join(figure.code for figure in board.dimensions)
    raise Http404(
        _("No existe la dimensión «%(code)s». Las dimensiones son: %(known)s.")
        % {"code": code, "known": known}
    )


def _selection(request: HttpRequest, board: Board) -> Selection:
    problems: list[str] = []

    def chosen(name: str, allowed: Iterable[str], default: str = "") -> str:
        value = request.GET.get(name, "")
        if not value or value in allowed:
            return value or default
        problems.append(
            _("«%(value)s» no es un valor de «%(name)s»: use %(allowed)s.")
            % {"value": value[:40], "name": name, "allowed": ", ".join(allowed)}
        )
        return default

    return Selection(
        dimension=chosen("dimension", [figure.code for figure in board.dimensions]),
        reading=chosen("dato", READINGS),
        health=chosen("estado", HEALTHS),
        sort=chosen("orden", SORTS, "codigo"),
        problems=tuple(problems),
    )


def _filters(board: Board, chosen: Selection) -> tuple[Filter, ...]:
    every = ("", _("Todos"))
    names = tuple((figure.code, figure.name) for figure in board.dimensions)
    return (
        Filter("dimension", _("Dimensión"), chosen.dimension, (("", _("Todas")), *names)),
        Filter("dato", _("Dato"), chosen.reading, (every, *_options(READINGS))),
        Filter("estado", _("Estado"), chosen.health, (every, *_options(HEALTHS))),
        Filter("orden", _("Ordenar por"), chosen.sort, _options(SORTS)),
    )


def _options(labels: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((value, str(label)) for value, label in labels.items())


def _query(corte: str, **parts: str) -> str:
    kept = {name: value for name, value in {**parts, "corte": corte}.items() if value}
    return f"?{urlencode(kept)}" if kept else ""


@access(PUBLIC)
@require_safe
@publication_etag
def dimensions_table(request: HttpRequest, form: str) -> HttpResponse:
    board, _corte = published_board(request)
    return respond(tables.dimensions(board), form)


def _events(sheet: Sheet) -> tuple[EventView, ...]:
    """What the ledger says of the report in force, up to this edition; its drafts stay unnamed."""
    code = sheet.figure.report_code
    if not code:
        return ()
    return ledger.events(
        published=frozenset(), before=sheet.edition.ledger_seq, object_code=code, limit=20
    )
