"""API addresses of the communications."""

from django.urls import path

from emra.communications import api
from emra.ledger.http import ledger_etag

urlpatterns = [
    path("communications/", ledger_etag(api.Items.as_view())),
    path("communications/campaigns/", ledger_etag(api.Campaigns.as_view())),
    path("communications/quotas/", ledger_etag(api.Quotas.as_view())),
    path("communications/fulfilment/", ledger_etag(api.MonthFulfilment.as_view())),
]
