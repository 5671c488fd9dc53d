"""A person's inbox: notices, how often they are mailed, and the calendar's secret address."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from emra.accounts.access import PUBLIC, STAFF, access
from emra.agreements import calendar
from emra.agreements.forms import FrequencyForm
from emra.lib.errors import Unknown
from emra.notices import actions
from emra.notices.desk import me, page
from emra.notices.models import Notice, Preference

SHOWN = 100


@access(*STAFF)
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """What I was told, the newest first."""
    chosen = Preference.objects.filter(person=me(request)).first()
    form = FrequencyForm(initial={"frequency": chosen.frequency} if chosen else None)
    return _page(request, form)


def _page(request: HttpRequest, form: FrequencyForm, status: int = 200) -> HttpResponse:
    chosen = Preference.objects.filter(person=me(request)).first()
    context = {
        "section": "notices",
        "notices": Notice.objects.filter(person=me(request))[:SHOWN],
        "form": form,
        "has_feed": bool(chosen and chosen.feed_digest),
        "feed": request.session.get("new_feed", ""),
        "email": me(request).email,
    }
    return page(request, "notices/notices.html", context, status)


@access(*STAFF)
@require_POST
def mark_read(request: HttpRequest) -> HttpResponse:
    """I have read them all."""
    actions.mark_read(person=me(request))
    return redirect("notices")


@access(*STAFF)
@require_POST
def set_frequency(request: HttpRequest) -> HttpResponse:
    """How often I want mails."""
    form = FrequencyForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    actions.set_frequency(person=me(request), frequency=form.cleaned_data["frequency"])
    messages.success(request, _("Preferencia guardada."))
    return redirect("notices")


@access(*STAFF)
@require_POST
def new_feed(request: HttpRequest) -> HttpResponse:
    """A new address for my calendar; it is shown until I leave the session."""
    token = actions.new_feed(person=me(request))
    request.session["new_feed"] = f"{settings.SITE_URL}/calendario/{token}.ics"
    messages.success(request, _("Calendario creado. La dirección anterior dejó de servir."))
    return redirect("notices")


@access(*STAFF)
@require_POST
def revoke_feed(request: HttpRequest) -> HttpResponse:
    """Close my calendar's address."""
    actions.revoke_feed(person=me(request))
    request.session.pop("new_feed", None)
    messages.success(request, _("La dirección del calendario dejó de servir."))
    return redirect("notices")


@access(PUBLIC)
@require_safe
@never_cache
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a secret address."""
    digest = actions.digest_of(token)
    if not Preference.objects.filter(feed_digest=digest, person__is_active=True).exists():
        raise Unknown(_("Ese calendario no existe o fue revocado."))
    response = HttpResponse(calendar.cortes(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="emra.ics"'
    return response
