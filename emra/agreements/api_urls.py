"""API addresses of the agreements."""

from django.urls import path

from emra.agreements import api, comparison_api, write_api
from emra.agreements.http import publication_etag
from emra.ledger.http import ledger_etag

urlpatterns = [
    path("dimensions/", publication_etag(api.Dimensions.as_view())),
    path("dimensions/<str:code>/", publication_etag(api.DimensionDetail.as_view())),
    path("agreements/", publication_etag(api.Agreements.as_view())),
    path("agreements/<str:code>/", ledger_etag(api.AgreementDetail.as_view())),
    path("agreements/<str:code>/history/", publication_etag(api.AgreementHistory.as_view())),
    path("comparison/", ledger_etag(comparison_api.Comparison.as_view())),
    path("periods/", publication_etag(api.Periods.as_view())),
    path("reports/", write_api.Reports.as_view()),
    path("reports/<str:code>/submit/", write_api.Submit.as_view()),
    path("reports/<str:code>/approve/", write_api.Approve.as_view()),
    path("reports/<str:code>/return/", write_api.Return.as_view()),
    path("reports/<str:code>/evidence/", write_api.Evidence.as_view()),
]
