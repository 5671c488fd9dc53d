"""API addresses of attention and of reporting."""

from django.urls import path

from emra.portal import api
from emra.portal.http import portal_etag

urlpatterns = [
    path("attention/", portal_etag(api.AttentionMatrix.as_view())),
    path("reporting/", portal_etag(api.ReportingState.as_view())),
]
