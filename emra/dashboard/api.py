"""API addresses that belong to no single room: reconciliations, ledger and index."""

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from emra.accounts.access import PUBLIC
from emra.agreements.queries import published_reports
from emra.dashboard import reconciliations
from emra.ledger import queries as ledger
from emra.ledger.models import Event
from emra.lib.api import ListView
from emra.sources.api import ReconciliationOutput


class EventOutput(serializers.Serializer):
    """A ledger event; `payload` is null while it is reserved."""

    seq = serializers.IntegerField()
    at = serializers.DateTimeField()
    office = serializers.CharField()
    actor_code = serializers.CharField()
    role = serializers.CharField()
    verb = serializers.CharField()
    object_code = serializers.CharField()
    prev_hash = serializers.CharField()
    hash = serializers.CharField()
    payload = serializers.JSONField(allow_null=True)


class _PublicEvents(Sequence[Any]):
    """The events newest first, read only for the page that is asked for."""

    def __init__(self) -> None:
        self.published = published_reports()
        self.rows = Event.objects.order_by("-seq")

    def __len__(self) -> int:
        return self.rows.count()

    def __getitem__(self, place: Any) -> Any:
        return [ledger.view(event, self.published) for event in self.rows[place]]


@extend_schema_view(get=extend_schema(responses=EventOutput(many=True)))
class Ledger(ListView):
    """The bitácora, newest first; `/bitacora.json` is the whole of it for the verifier."""

    access = frozenset({PUBLIC})
    Output = EventOutput

    def rows(self, request: Request, **kwargs: Any) -> Sequence[Any]:
        return _PublicEvents()


@extend_schema_view(get=extend_schema(responses=ReconciliationOutput(many=True)))
class Reconciliations(ListView):
    """Printed figures beside the recomputed ones, of every room."""

    access = frozenset({PUBLIC})
    Output = ReconciliationOutput

    def rows(self, request: Request, **kwargs: Any) -> list[dict[str, Any]]:
        return [
            {**vars(row), "chapter": chapter.code}
            for chapter in reconciliations.chapters()
            for row in chapter.rows
        ]


class IndexOutput(serializers.Serializer):
    """Where to go from here."""

    addresses = serializers.ListField(child=serializers.CharField())


class Index(APIView):
    """The addresses of this API."""

    access = frozenset({PUBLIC})

    @extend_schema(responses=IndexOutput)
    def get(self, request: Request) -> Response:
        names = (
            "dimensions",
            "agreements",
            "comparison",
            "periods",
            "reconciliations",
            "objectives",
            "districts",
            "districts/runs",
            "royalty/funds",
            "royalty/regions",
            "royalty/communes",
            "communications",
            "communications/campaigns",
            "communications/quotas",
            "communications/fulfilment",
            "commissions",
            "sessions",
            "commitments",
            "projects",
            "projects/totals",
            "projects/tracks",
            "cooperation",
            "cooperation/instruments",
            "observations",
            "observations/indicators",
            "attention",
            "reporting",
            "ledger",
            "datasets",
            "schema",
        )
        return Response({"addresses": [request.build_absolute_uri(f"{n}/") for n in names]})
