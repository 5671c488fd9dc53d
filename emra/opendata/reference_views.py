"""The reference of the API: how to ask, and a page for each group of addresses."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.ledger.http import ledger_etag
from emra.lib.errors import Unknown
from emra.opendata import reference

SECTION = {"section": "opendata"}


@access(PUBLIC)
@require_safe
@ledger_etag
def reference_index(request: HttpRequest) -> HttpResponse:
    """Limits, keys, errors, ETags, what may change; and every address."""
    context = {
        **SECTION,
        "site": settings.SITE_URL,
        "sections": reference.sections(),
        "anonymous": settings.API_ANONYMOUS_PER_MINUTE,
        "with_key": settings.API_KEY_PER_MINUTE,
    }
    return render(request, "opendata/reference.html", context)


@access(PUBLIC)
@require_safe
@ledger_etag
def section(request: HttpRequest, section: str) -> HttpResponse:
    """Each address of a group with its parameters, fields, and an answer of today."""
    found = reference.sections().get(section)
    if found is None:
        raise Unknown(_("La API no tiene ese grupo de direcciones: véalos todos en /datos/api/."))
    told = [(one, reference.ask(one.example) if one.example else None) for one in found]
    context = {
        **SECTION,
        "name": section,
        "told": told,
        "objects": reference.components(found),
        "site": settings.SITE_URL,
    }
    return render(request, "opendata/reference_section.html", context)
