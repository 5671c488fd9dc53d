"""The bodies, their sessions and commitments as the public reads them."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.lib.errors import Unknown


@access(PUBLIC)
@require_safe
def session(request: HttpRequest, code: str) -> HttpResponse:
    raise Unknown(_("No hay una sesión pública «%(code)s».") % {"code": code[:20]})
