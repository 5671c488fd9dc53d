"""The desk's calendar behind a person's secret address, the one of their notices."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.communications import calendars
from emra.communications.views import as_calendar
from emra.lib.errors import Unknown
from emra.notices import actions
from emra.notices.desk import READERS
from emra.notices.models import Preference


@access(PUBLIC)
@require_safe
@never_cache
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Every piece with a day, in any state: for whoever may open the desk, until revoked."""
    known = Preference.objects.filter(
        feed_digest=actions.digest_of(token), person__is_active=True, person__role__in=READERS
    )
    if not known.exists():
        raise Unknown(_("Ese calendario no existe o fue revocado."))
    return as_calendar(calendars.internal(timezone.localdate()))
