"""The search of the whole site."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.dashboard import searching
from emra.lib import findables
from emra.lib.errors import DomainError, Unknown

SHOWN = 20


@access(PUBLIC)
@require_safe
@never_cache
def search(request: HttpRequest) -> HttpResponse:
    """What is asked is kept nowhere: neither here nor by caches on the way."""
    text = " ".join(request.GET.get("q", "").split())
    context: dict[str, object] = {
        "section": "search",
        "q": text[: searching.LONGEST],
        "kinds": findables.kinds(),
        "longest": searching.LONGEST,
    }
    if len(text) > searching.LONGEST:
        problem = _(
            "El texto tiene %(n)s caracteres y aquí caben %(most)s: busque con menos palabras."
        ) % {"n": len(text), "most": searching.LONGEST}
        return render(request, "dashboard/search.html", context | {"problem": problem}, status=400)
    if not text:
        return render(request, "dashboard/search.html", context)
    found = searching.find(text)
    chosen = request.GET.get("tipo", "")
    context |= {"found": found, "chosen": chosen}
    if chosen:
        context |= _one_kind(request, found, chosen)
    return render(request, "dashboard/search.html", context)


def _one_kind(request: HttpRequest, found: searching.Found, chosen: str) -> dict[str, object]:
    known = {kind.code: kind for kind in findables.kinds()}
    if chosen not in known:
        raise DomainError(
            _("«%(value)s» no es un valor de «tipo»: use %(allowed)s.")
            % {"value": chosen[:40], "allowed": ", ".join(known)}
        )
    hits = next((group.hits for group in found.groups if group.kind.code == chosen), ())
    pages = Paginator(hits, SHOWN)
    number = request.GET.get("pagina", "1")
    if not (number.isascii() and number.isdigit() and 1 <= int(number[:9]) <= pages.num_pages):
        raise Unknown(
            _("No hay una página «%(page)s»: van de 1 a %(last)s.")
            % {"page": number[:20], "last": pages.num_pages}
        )
    return {"kind": known[chosen], "page": pages.page(int(number))}
