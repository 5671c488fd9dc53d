"""The reports as the public finds them: what is kept of each edition, never made in a request."""

from dataclasses import dataclass
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.agreements import queries as agreements
from emra.agreements.readmodel import Edition
from emra.lib.http import etag_by
from emra.lib.tables import CONTENT_TYPES, XLSX
from emra.reports import store
from emra.reports.store import BOOK, DECK, KINDS, PAPER, Failure, Kept, Made

SECTION = {"section": "reports"}
# Seconds after which who waits may ask again: about when the next sweep has run.
RETRY = 60
TYPES = {
    DECK: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    PAPER: "application/pdf",
    BOOK: CONTENT_TYPES[XLSX],
}
NAMES = {
    DECK: gettext_lazy("Presentación para el directorio (PPTX)"),
    PAPER: gettext_lazy("Informe para imprimir (PDF, Carta)"),
    BOOK: gettext_lazy("Libro con los datos del corte (XLSX)"),
}
ROUTES = {DECK: "report-deck", PAPER: "report-paper", BOOK: "report-book"}


@dataclass(frozen=True)
class FileView:
    """A file with its address; `kept` is None while it is being made."""

    name: str
    path: str
    kept: Kept | None


@dataclass(frozen=True)
class EditionView:
    """An edition and its files; `asked`: they are to be made anew."""

    edition: Edition
    made: Made | None
    failure: Failure | None
    asked: bool
    files: tuple[FileView, ...]


def shelf() -> tuple[EditionView, ...]:
    """The latest edition of each corte, the newest first."""
    found = []
    for edition in agreements.editions():
        if edition.is_latest:
            made = store.made(edition)
            files = tuple(
                FileView(
                    str(NAMES[kind]),
                    reverse(ROUTES[kind], args=[edition.corte]),
                    made.file(kind) if made else None,
                )
                for kind in KINDS
            )
            failure, asked = store.failure(edition), store.is_asked(edition)
            found.append(EditionView(edition, made, failure, asked, files))
    return tuple(found)


def _state() -> object:
    return [(row.edition.id, row.made, row.failure) for row in shelf()]


@access(PUBLIC)
@require_safe
@etag_by(_state)
def reports(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/reports.html", {**SECTION, "shelf": shelf()})


@access(PUBLIC)
@require_safe
def file(request: HttpRequest, corte: str, kind: str) -> HttpResponse:
    """A file of the latest edition of a corte, or of `?edicion=1`."""
    number = request.GET.get("edicion", "")
    if number and not (number.isascii() and number.isdigit()):
        raise Http404(_("«edicion» es un número, por ejemplo ?edicion=1."))
    edition = agreements.choose(
        agreements.editions(), f"{corte}/{int(number)}" if number else corte
    )
    found = store.read(edition, kind)
    if found is None:
        failure = store.failure(edition)
        response = render(
            request,
            "reports/waiting.html",
            {**SECTION, "edition": edition, "failure": failure},
            status=HTTPStatus.SERVICE_UNAVAILABLE if failure else HTTPStatus.ACCEPTED,
        )
        response["Retry-After"] = str(RETRY)
        response["Cache-Control"] = "no-store"
        return response
    name = f"emra-{edition.corte}-{edition.number}-{kind}"
    return HttpResponse(
        found,
        content_type=TYPES[kind],
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "public, max-age=0, must-revalidate",
        },
    )
