"""API addresses of the open data."""

from django.urls import path

from emra.ledger.http import ledger_etag
from emra.opendata import api

urlpatterns = [
    path("datasets/", ledger_etag(api.Datasets.as_view())),
    path("datasets/<slug:code>/", ledger_etag(api.DatasetDetail.as_view())),
]
