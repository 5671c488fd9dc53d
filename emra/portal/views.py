"""The pages of the institution: glossary, accessibility, privacy, transparency, contact, maps."""

from django.conf import settings
from django.contrib.sitemaps import views as sitemap_views
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.lib import navigation
from emra.operations.retention import Keep
from emra.operations.tidying import SIGN_IN_DAYS, UPLOAD_HOURS
from emra.oversight.clock import ANSWER_DAYS, EXTENSION_DAYS
from emra.portal import citing
from emra.portal.glossary import terms
from emra.portal.http import portal_etag
from emra.portal.institution import institution, security_txt
from emra.portal.sitemaps import Pages

TEXT = "text/plain; charset=utf-8"
# What holds nothing to be found: doors, and pages that are somebody's own.
NOT_FOR_ROBOTS = ("/gestion/", "/admin/", "/ingresar/", "/buscar/", "/contraloria/seguimiento/")


@access(PUBLIC)
@require_safe
@portal_etag
def glossary(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/glossary.html", {"section": "glossary", "terms": terms()})


@access(PUBLIC)
@require_safe
@portal_etag
def accessibility(request: HttpRequest) -> HttpResponse:
    context = {"section": "accessibility", "institution": institution()}
    return render(request, "portal/accessibility.html", context)


@access(PUBLIC)
@require_safe
@portal_etag
def privacy(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "portal/privacy.html",
        {
            "section": "privacy",
            "institution": institution(),
            "cookies": {
                "session": settings.SESSION_COOKIE_NAME,
                "csrf": settings.CSRF_COOKIE_NAME,
                "messages": f"{settings.COOKIE_PREFIX}messages",
                "preferences": settings.PREFERENCES_COOKIE_NAME,
            },
            "session_hours": settings.SESSION_HOURS,
            "idle_minutes": settings.SESSION_IDLE_MINUTES,
            "citizen_days": settings.CITIZEN_DATA_DAYS,
            "import_days": settings.IMPORT_DAYS,
            "sign_in_days": SIGN_IN_DAYS,
            "upload_hours": UPLOAD_HOURS,
            "keep": Keep(),
            "answer_days": ANSWER_DAYS,
            "extension_days": EXTENSION_DAYS,
        },
    )


@access(PUBLIC)
@require_safe
@portal_etag
def transparency(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "portal/transparency.html",
        {
            "section": "transparency",
            "institution": institution(),
            "citation": citing.asked(request.GET.get("corte", ""), request.GET.get("cifra", "")),
        },
    )


@access(PUBLIC)
@require_safe
@portal_etag
def contact(request: HttpRequest) -> HttpResponse:
    context = {
        "section": "contact",
        "institution": institution(),
        "answer_days": ANSWER_DAYS,
        "extension_days": EXTENSION_DAYS,
    }
    return render(request, "portal/contact.html", context)


@access(PUBLIC)
@require_safe
@portal_etag
def site_map(request: HttpRequest) -> HttpResponse:
    return render(
        request, "portal/site_map.html", {"section": "site-map", "groups": navigation.SITE}
    )


@access(PUBLIC)
@require_safe
@portal_etag
def sitemap(request: HttpRequest) -> HttpResponseBase:
    return sitemap_views.sitemap(request, {"pages": Pages})


@access(PUBLIC)
@require_safe
@portal_etag
def robots(request: HttpRequest) -> HttpResponse:
    lines = (
        "User-agent: *",
        *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS),
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
    )
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type=TEXT)


@access(PUBLIC)
@require_safe
@portal_etag
def security(request: HttpRequest) -> HttpResponse:
    of = institution()
    if not of.security_contact:
        raise Http404(_("Nadie ha indicado todavía a quién avisar de una falla de seguridad."))
    text = security_txt(
        of,
        canonical=f"{settings.SITE_URL}{reverse('security')}",
        page=f"{settings.SITE_URL}{reverse('contact')}#seguridad",
        today=timezone.localdate(),
    )
    return HttpResponse(text, content_type=TEXT)
