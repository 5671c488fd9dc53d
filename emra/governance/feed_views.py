"""The calendars of a body: the public one, and the desk's behind a person's secret address."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.accounts.models import Role
from emra.governance import calendars
from emra.governance.models import Body
from emra.governance.seats import may_read
from emra.ledger.http import ledger_etag
from emra.lib.errors import Unknown
from emra.notices import actions
from emra.notices.models import Preference


@access(PUBLIC)
@require_safe
@ledger_etag
def public(request: HttpRequest, code: str) -> HttpResponse:
    """The sessions and deadlines that are public."""
    return _as_calendar(calendars.public(_body(code)), code)


@access(PUBLIC)
@require_safe
@never_cache
def feed(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """With the links of the sessions: for whoever may open the body's desk, until revoked."""
    known = (
        Preference.objects.select_related("person")
        .filter(feed_digest=actions.digest_of(token), person__is_active=True)
        .first()
    )
    if known is None or known.person.role == Role.ADMIN or not may_read(known.person, code):
        raise Unknown(_("Ese calendario no existe o fue revocado."))
    return _as_calendar(calendars.internal(_body(code)), code)


def _body(code: str) -> Body:
    found = Body.objects.filter(pk=code).first()
    if found is None:
        raise Unknown(_("No existe la instancia «%(code)s».") % {"code": code[:40]})
    return found


def _as_calendar(content: bytes, code: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{code}.ics"'
    return response
