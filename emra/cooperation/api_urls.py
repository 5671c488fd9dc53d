"""API addresses of cooperation."""

from django.urls import path

from emra.cooperation import api
from emra.ledger.http import ledger_etag

urlpatterns = [
    path("cooperation/", ledger_etag(api.Records.as_view())),
    path("cooperation/instruments/", ledger_etag(api.Instruments.as_view())),
    path("cooperation/bilateral/<slug:code>/", ledger_etag(api.BilateralDetail.as_view())),
    path("cooperation/<slug:code>/", ledger_etag(api.CovenantDetail.as_view())),
]
