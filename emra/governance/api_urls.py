"""API addresses of governance."""

from django.urls import path

from emra.governance import api
from emra.ledger.http import ledger_etag

urlpatterns = [
    path("commissions/", ledger_etag(api.Commissions.as_view())),
    path("commissions/<str:code>/", ledger_etag(api.CommissionDetail.as_view())),
    path("commissions/<str:code>/reviews/", ledger_etag(api.CommissionReviews.as_view())),
    path("sessions/", ledger_etag(api.Sessions.as_view())),
    path("commitments/", ledger_etag(api.Commitments.as_view())),
]
