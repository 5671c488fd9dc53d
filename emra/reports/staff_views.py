"""The desk: files made again, and a draft deck for the next session."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from emra.accounts.access import access
from emra.accounts.models import Role
from emra.agreements import queries as agreements
from emra.agreements.models import Period
from emra.governance import queries as governance
from emra.lib import jobs
from emra.notices.desk import after, page
from emra.reports import content, deck, store
from emra.reports.store import DECK
from emra.reports.views import TYPES, shelf

MAKERS = (Role.SECRETARIAT, Role.CLUSTER)


@never_cache
@access(*MAKERS)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    now = content.state()
    context = {
        "section": "reports-desk",
        "shelf": shelf(),
        "periods": Period.objects.order_by("-id"),
        "sessions": [row for row in governance.sessions() if row.at <= now.at],
    }
    return page(request, "reports/desk.html", context)


@never_cache
@access(*MAKERS)
@require_safe
def draft(request: HttpRequest) -> HttpResponse:
    """A deck of what is approved and not yet published: made on the spot, kept nowhere."""
    corte = request.GET.get("corte") or Period.objects.latest("id").code
    report = content.draft(corte, content.state(), request.GET.get("sesion", ""))
    return HttpResponse(
        deck.render(report),
        content_type=TYPES[DECK],
        headers={"Content-Disposition": f'attachment; filename="borrador-{report.day}.pptx"'},
    )


@access(*MAKERS)
@require_POST
def again(request: HttpRequest, corte: str) -> HttpResponse:
    """Have the files of a corte made anew; those that are there stay until then."""
    edition = agreements.choose(agreements.editions(), corte)

    def ask() -> None:
        store.ask_again(edition)
        jobs.hint(store.MAKE)

    said = _("Pedido: los informes de %(corte)s se hacen de nuevo.") % {"corte": edition.corte}
    return after(request, ask, said, "reports-desk")
