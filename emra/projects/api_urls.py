"""API addresses of the projects."""

from django.urls import path

from emra.ledger.http import ledger_etag
from emra.projects import api

urlpatterns = [
    path("projects/", ledger_etag(api.Projects.as_view())),
    path("projects/totals/", ledger_etag(api.ProjectTotals.as_view())),
    path("projects/tracks/", ledger_etag(api.ProjectTracks.as_view())),
    path("projects/<str:code>/", ledger_etag(api.ProjectDetail.as_view())),
]
