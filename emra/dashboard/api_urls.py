"""API addresses of the ledger, the index and the schema."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from emra.accounts.access import PUBLIC
from emra.dashboard import api
from emra.ledger.http import ledger_etag


class Schema(SpectacularAPIView):
    """The OpenAPI description of this API."""

    access = frozenset({PUBLIC})


urlpatterns = [
    path("", api.Index.as_view()),
    path("reconciliations/", ledger_etag(api.Reconciliations.as_view())),
    path("ledger/", api.Ledger.as_view()),
    path("schema/", Schema.as_view()),
]
