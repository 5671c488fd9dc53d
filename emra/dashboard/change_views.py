"""What happened, the latest first: as a page to read and as a feed to subscribe to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.dashboard import atom
from emra.ledger import queries as ledger
from emra.ledger.http import ledger_etag
from emra.lib import happenings, subjects
from emra.lib.errors import DomainError, Unknown
from emra.lib.happenings import Happening

SHOWN = 30
IN_FEED = 50
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Chosen:
    """What the address asks for; "" for everything."""

    room: str
    about: str
    month: str = ""

    @property
    def any(self) -> bool:
        return bool(self.room or self.about or self.month)

    def query(self, **more: str) -> str:
        parts = {"tema": self.room, "sobre": self.about, "mes": self.month, **more}
        kept = {name: value for name, value in parts.items() if value}
        return f"?{urlencode(kept)}" if kept else ""


@access(PUBLIC)
@require_safe
@ledger_etag
def changes(request: HttpRequest) -> HttpResponse:
    chosen = _chosen(request, month=request.GET.get("mes", ""))
    every = happenings.everything(chosen.room)
    found = _about(every, chosen)
    months = sorted({_month(row) for row in found}, reverse=True)
    rows = [row for row in found if chosen.month in ("", _month(row))]
    pages = Paginator(rows, SHOWN)
    number = request.GET.get("pagina", "1")
    if not (number.isascii() and number.isdigit() and 1 <= int(number[:9]) <= pages.num_pages):
        raise Unknown(
            _("No hay una página «%(page)s»: van de 1 a %(last)s.")
            % {"page": number[:20], "last": pages.num_pages}
        )
    page = pages.page(int(number))
    days = groupby(page.object_list, lambda row: timezone.localdate(row.at))
    return render(
        request,
        "dashboard/changes.html",
        {
            "section": "changes",
            "chosen": chosen,
            "rooms": happenings.rooms(),
            "labels": {room.code: room.label for room in happenings.rooms()},
            "months": [(month, date(*_numbers(month), 1)) for month in months],
            "page": page,
            "days": [(day, list(found)) for day, found in days],
            "feed_query": Chosen(chosen.room, chosen.about).query(),
            "older": chosen.query(pagina=str(page.next_page_number())) if page.has_next() else "",
            "newer": chosen.query(pagina=str(page.previous_page_number()))
            if page.has_previous()
            else "",
        },
    )


@access(PUBLIC)
@require_safe
@ledger_etag
def changes_feed(request: HttpRequest) -> HttpResponse:
    chosen = _chosen(request)
    began = ledger.first()
    if began is None:
        raise Http404(_("Todavía no hay nada publicado."))
    entries = _about(happenings.everything(chosen.room), chosen)[:IN_FEED]
    query = chosen.query()
    content = atom.feed(
        title=_title(chosen),
        subtitle=_("Lo publicado en el seguimiento de la estrategia minera de Antofagasta."),
        author="EMRA Seguimiento",
        language=translation.get_language() or settings.LANGUAGE_CODE,
        origin=settings.SITE_URL,
        page=reverse("changes") + query,
        address=reverse("changes-feed") + query,
        began=began,
        entries=entries,
        labels={room.code: str(room.label) for room in happenings.rooms()},
    )
    return HttpResponse(content, content_type=atom.CONTENT_TYPE)


def _title(chosen: Chosen) -> str:
    labels = {room.code: str(room.label) for room in happenings.rooms()}
    parts = [_("Qué cambió"), labels.get(chosen.room, ""), chosen.about]
    return f"{' · '.join(filter(None, parts))} · EMRA Seguimiento"


def _chosen(request: HttpRequest, month: str = "") -> Chosen:
    """Filters that exist; a wrong one is said, never an empty list."""
    room, about = request.GET.get("tema", ""), request.GET.get("sobre", "")
    known = [each.code for each in happenings.rooms()]
    if room and room not in known:
        raise DomainError(
            _("«%(value)s» no es un valor de «tema»: use %(allowed)s.")
            % {"value": room[:40], "allowed": ", ".join(known)}
        )
    if about and not any(
        row.code == about for kind in subjects.kinds() for row in kind.everything()
    ):
        raise Unknown(
            _("«%(value)s» no es el código de algo publicado, como A12 u OE1-CP1.")
            % {"value": about[:40]}
        )
    if month and not _MONTH.fullmatch(month):
        raise DomainError(_("«mes» debe ser un año y un mes, por ejemplo ?mes=2026-11."))
    return Chosen(room, about, month)


def _about(rows: Sequence[Happening], chosen: Chosen) -> list[Happening]:
    return [row for row in rows if not chosen.about or chosen.about in row.about]


def _month(row: Happening) -> str:
    return f"{timezone.localdate(row.at):%Y-%m}"


def _numbers(month: str) -> tuple[int, int]:
    year, number = month.split("-")
    return int(year), int(number)
