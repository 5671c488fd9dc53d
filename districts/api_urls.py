"""API addresses of the districts."""

from django.urls import path

from districts import api
from emra.ledger.http import ledger_etag

urlpatterns = [
    path("districts/", ledger_etag(api.Districts.as_view())),
    path("districts/runs/", ledger_etag(api.Runs.as_view())),
    path("districts/runs/<str:code>/", ledger_etag(api.RunDetail.as_view())),
]
