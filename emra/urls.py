"""Addresses: each room brings its own."""

from django.contrib import admin
from django.urls import include, path, register_converter

from emra.lib.languages import in_both
from emra.lib.tables import FormatConverter

register_converter(FormatConverter, "form")

API = [
    path("", include("emra.agreements.api_urls")),
    path("", include("districts.api_urls")),
    path("", include("emra.strategy.api_urls")),
    path("", include("emra.royalty.api_urls")),
    path("", include("emra.communications.api_urls")),
    path("", include("emra.governance.api_urls")),
    path("", include("emra.projects.api_urls")),
    path("", include("emra.cooperation.api_urls")),
    path("", include("emra.oversight.api_urls")),
    path("", include("emra.portal.api_urls")),
    path("", include("emra.dashboard.api_urls")),
    path("", include("emra.opendata.api_urls")),
]
# Rooms whose pages the public reads, in Spanish and under /en/; the desks are Spanish.
PUBLIC_ROOMS = (
    "emra.dashboard.urls",
    "emra.opendata.urls",
    "emra.reports.urls",
    "emra.portal.urls",
    "emra.agreements.urls",
    "districts.urls",
    "emra.strategy.urls",
    "emra.royalty.urls",
    "emra.communications.urls",
    "emra.governance.urls",
    "emra.projects.urls",
    "emra.cooperation.urls",
    "emra.oversight.urls",
)
urlpatterns = [
    path("api/v1/", include(API)),
    *in_both(*PUBLIC_ROOMS),
    path("", include("emra.agreements.staff_urls")),
    path("", include("districts.staff_urls")),
    path("", include("emra.royalty.staff_urls")),
    path("", include("emra.communications.staff_urls")),
    path("", include("emra.governance.staff_urls")),
    path("", include("emra.projects.staff_urls")),
    path("", include("emra.cooperation.staff_urls")),
    path("", include("emra.oversight.staff_urls")),
    path("", include("emra.operations.staff_urls")),
    path("", include("emra.reports.staff_urls")),
    path("", include("emra.accounts.urls")),
    path("", include("emra.keys.urls")),
    path("", include("emra.signin.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "emra.lib.pages.bad_request"
handler403 = "emra.lib.pages.refused"
handler404 = "emra.lib.pages.not_found"
handler500 = "emra.lib.pages.failed"
