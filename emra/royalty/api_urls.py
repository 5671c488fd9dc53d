"""API addresses of the royalty funds."""

from django.urls import path

from emra.ledger.http import ledger_etag
from emra.royalty import api

urlpatterns = [
    path("royalty/funds/", ledger_etag(api.Funds.as_view())),
    path("royalty/regions/", ledger_etag(api.Regions.as_view())),
    path("royalty/communes/", ledger_etag(api.Communes.as_view())),
]
