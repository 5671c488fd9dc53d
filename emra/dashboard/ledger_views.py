"""The bitácora: its events, narrowed as asked; the export and the verifier to check it with."""

from dataclasses import dataclass
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.agreements import queries as agreements
from emra.dashboard import tables
from emra.ledger import queries as ledger_queries
from emra.ledger import verificador
from emra.ledger.verbs import ROOMS, VERBS
from emra.lib.tables import respond

EVENTS_PER_PAGE = 50


@dataclass(frozen=True)
class Chosen:
    """What the list is narrowed to; "" and None for everything."""

    room: str
    verb: str
    about: str
    event: int | None

    @property
    def any(self) -> bool:
        return bool(self.room or self.verb or self.about)

    def verbs(self, told: tuple[str, ...]) -> tuple[str, ...] | None:
        """The verbs that match, of those the ledger has; None for all of them."""
        if not (self.room or self.verb):
            return None
        begins = ROOMS[self.room][1] if self.room else ()
        return tuple(
            verb
            for verb in told
            if self.verb in ("", verb) and (not begins or verb.partition(".")[0] in begins)
        )


@access(PUBLIC)
@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    before = _number(request, "antes")
    chosen = _chosen(request)
    seq, head = ledger_queries.head()
    if chosen.event is not None:
        if not 1 <= chosen.event <= seq:
            raise Http404(
                _("No existe el evento %(n)s: la bitácora va de 1 a %(seq)s.")
                % {"n": chosen.event, "seq": seq}
            )
        before = chosen.event + 1
    told = ledger_queries.verbs_told()
    verbs = chosen.verbs(told)
    events = (
        ledger_queries.events(
            published=agreements.published_reports(),
            before=before,
            limit=EVENTS_PER_PAGE + 1,
            about=chosen.about,
            verbs=verbs or (),
        )
        if verbs != ()
        else ()
    )
    shown = events[:EVENTS_PER_PAGE]
    latest = agreements.editions()[:1]
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
            "chosen": chosen,
            "rooms": _rooms(told),
            "verbs": [(verb, VERBS[verb]) for verb in told],
            "latest": latest[0] if latest else None,
        },
    )


@access(PUBLIC)
@require_safe
def table(request: HttpRequest, form: str) -> HttpResponse:
    """The headers of all events; `/bitacora.json` is the export that can be verified."""
    return respond(tables.ledger(), form)


@access(PUBLIC)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    seq, head = ledger_queries.head()
    events = list(ledger_queries.export(agreements.published_reports()))
    response = JsonResponse(
        {"seq": seq, "head": head, "events": events}, json_dumps_params={"ensure_ascii": False}
    )
    response["Content-Disposition"] = 'attachment; filename="bitacora.json"'
    return response


@access(PUBLIC)
@require_safe
def verifier(request: HttpRequest) -> FileResponse:
    return FileResponse(
        Path(verificador.__file__).open("rb"),
        as_attachment=True,
        filename="verificador.py",
        content_type="text/x-python; charset=utf-8",
    )


def _chosen(request: HttpRequest) -> Chosen:
    """What the address asks for; a room or a verb that there is not is said."""
    room, verb = request.GET.get("sala", ""), request.GET.get("accion", "")
    for name, value, known in (("sala", room, ROOMS), ("accion", verb, VERBS)):
        if value and value not in known:
            raise Http404(
                _("«%(value)s» no es un valor de «%(name)s».") % {"value": value[:40], "name": name}
            )
    return Chosen(
        room=room,
        verb=verb,
        about=request.GET.get("objeto", "").strip()[:60],
        event=_number(request, "evento"),
    )


def _rooms(told: tuple[str, ...]) -> list[tuple[str, str | Promise]]:
    """The parts of the site of which the ledger has something."""
    begun = {verb.partition(".")[0] for verb in told}
    return [(code, title) for code, (title, begins) in ROOMS.items() if begun & set(begins)]


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        raise Http404(
            _("«%(name)s» debe ser el número de un evento, por ejemplo ?%(name)s=120.")
            % {"name": name}
        )
    return int(text)
