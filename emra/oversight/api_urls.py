"""API addresses of the contraloría social."""

from django.urls import path

from emra.ledger.http import ledger_etag
from emra.oversight import api

urlpatterns = [
    path("observations/", ledger_etag(api.Observations.as_view())),
    path("observations/indicators/", ledger_etag(api.OversightIndicators.as_view())),
    path("observations/<str:code>/", ledger_etag(api.OneObservation.as_view())),
]
