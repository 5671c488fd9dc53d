"""Public API of the communications: published pieces, campaigns, quotas, fulfilment."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from emra.accounts.access import PUBLIC
from emra.communications import months, plan_queries, queries
from emra.communications.models import ContentKind
from emra.lib.api import ListView, one_of
from emra.lib.errors import DomainError
from emra.sources.api import CitationOutput
from emra.strategy.models import Objective

ANYONE = frozenset({PUBLIC})
MONTH = OpenApiParameter("month", str)


class QuoteOutput(serializers.Serializer):
    """A figure a piece quotes, and whether a later edition of its corte says another."""

    figure = serializers.CharField()
    corte = serializers.CharField()
    edition = serializers.IntegerField()
    quoted = serializers.CharField()
    corrected = serializers.BooleanField()
    last_edition = serializers.IntegerField()
    now = serializers.CharField()


class ItemOutput(serializers.Serializer):
    """A published piece; an unknown reach is null."""

    code = serializers.CharField()
    title = serializers.CharField()
    state = serializers.CharField()
    published_on = serializers.DateField(source="on")
    channel = serializers.CharField()
    format = serializers.CharField()
    kind = serializers.CharField()
    campaign = serializers.IntegerField(allow_null=True)
    objective = serializers.CharField()
    link = serializers.CharField()
    reach = serializers.IntegerField(allow_null=True)
    interactions = serializers.IntegerField(allow_null=True)
    measured_on = serializers.DateField(allow_null=True)
    quotes = QuoteOutput(many=True)


class CampaignOutput(serializers.Serializer):
    """A campaign; null dates are to be scheduled."""

    number = serializers.IntegerField()
    name = serializers.CharField()
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    scheduled = serializers.BooleanField()
    objective = serializers.CharField()
    theme = serializers.CharField()
    citation = CitationOutput()


class QuotaVersionOutput(serializers.Serializer):
    """A version of the monthly quotas, first days of its first and last months."""

    class QuotaLine(serializers.Serializer):
        scope = serializers.CharField()
        target = serializers.CharField()
        label = serializers.CharField(source="line.label")  # type: ignore[assignment]
        channel = serializers.CharField()
        minimum = serializers.IntegerField(source="line.minimum")
        maximum = serializers.IntegerField(source="line.maximum", allow_null=True)
        citation = CitationOutput(allow_null=True)

    version = serializers.IntegerField(source="number")
    valid_from = serializers.DateField()
    until = serializers.DateField(allow_null=True)
    reason = serializers.CharField()
    citation = CitationOutput(allow_null=True)
    lines = QuotaLine(many=True)


class FulfilmentOutput(serializers.Serializer):
    """A month against the quotas that rule it."""

    class QuotaMeter(serializers.Serializer):
        target = serializers.CharField(source="line.code")
        label = serializers.CharField(source="line.label")  # type: ignore[assignment]
        minimum = serializers.IntegerField(source="line.minimum")
        maximum = serializers.IntegerField(source="line.maximum", allow_null=True)
        done = serializers.IntegerField()
        missing = serializers.IntegerField()
        state = serializers.CharField()
        sentence = serializers.CharField()

    month = serializers.CharField(source="code")
    version = serializers.IntegerField(source="version.number")
    meters = QuotaMeter(many=True)


def _month(request: Request) -> date | None:
    text = request.query_params.get("month", "")
    try:
        return months.parse(text) if text else None
    except months.NotAMonth as error:
        raise DomainError(str(error), field="month") from error


@extend_schema_view(
    get=extend_schema(
        responses=ItemOutput(many=True),
        parameters=[
            MONTH,
            OpenApiParameter("objective", str),
            OpenApiParameter("kind", str),
            OpenApiParameter("campaign", str),
        ],
    )
)
class Items(ListView):
    """The published pieces, newest first."""

    access = ANYONE
    Output = ItemOutput

    def rows(self, request: Request, **kwargs: Any) -> Sequence[Any]:
        numbers = [str(row.number) for row in plan_queries.campaigns()]
        campaign = one_of(request, "campaign", numbers)
        return queries.published(
            month=_month(request),
            objective=one_of(request, "objective", _codes(Objective)),
            kind=one_of(request, "kind", _codes(ContentKind)),
            campaign=int(campaign) if campaign else None,
        )


@extend_schema_view(get=extend_schema(responses=CampaignOutput(many=True)))
class Campaigns(ListView):
    """The seven campaigns."""

    access = ANYONE
    Output = CampaignOutput

    def rows(self, request: Request, **kwargs: Any) -> Sequence[Any]:
        return plan_queries.campaigns()


@extend_schema_view(get=extend_schema(responses=QuotaVersionOutput(many=True)))
class Quotas(ListView):
    """Every version of the quotas, that of the latest month first."""

    access = ANYONE
    Output = QuotaVersionOutput

    def rows(self, request: Request, **kwargs: Any) -> Sequence[Any]:
        return plan_queries.versions()


class MonthFulfilment(APIView):
    """A month, today's without `month`, against its quotas; 404 where none rules it."""

    access = ANYONE

    @extend_schema(responses=FulfilmentOutput, parameters=[MONTH])
    def get(self, request: Request) -> Response:
        today = timezone.localdate()
        found = plan_queries.fulfilment(
            _month(request) or months.of(today), today=today, public=True
        )
        return Response(FulfilmentOutput(found).data)


def _codes(model: Any) -> list[str]:
    return list(model.objects.values_list("code", flat=True))
