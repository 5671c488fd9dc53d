"""Public API of the contraloría social: published observations and the counts of all."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from emra.accounts.access import PUBLIC
from emra.lib.api import ListView
from emra.oversight import queries

ANYONE = frozenset({PUBLIC})


class ObservationOutput(serializers.Serializer):
    """A published observation; `name` is empty unless its author made it public."""

    class ObservedSubject(serializers.Serializer):
        kind = serializers.CharField()
        code = serializers.CharField()
        title = serializers.CharField()
        path = serializers.CharField()

    class OfficialAnswer(serializers.Serializer):
        office = serializers.CharField()
        at = serializers.DateTimeField()
        text = serializers.CharField()

    code = serializers.CharField()
    subject = ObservedSubject()
    text = serializers.CharField()
    name = serializers.CharField()
    received_at = serializers.DateTimeField()
    due_on = serializers.DateField()
    extension_reason = serializers.CharField()
    stage = serializers.ChoiceField(choices=[queries.WAITING, queries.OVERDUE, queries.ANSWERED])
    working_days = serializers.IntegerField(source="days", allow_null=True)
    answers = OfficialAnswer(many=True)
    reply = serializers.CharField()
    commission = serializers.CharField(source="body")
    commitment = serializers.CharField()
    link = serializers.CharField()
    has_file = serializers.BooleanField()


class IndicatorsOutput(serializers.Serializer):
    """What came in and what became of it; `median_days` is null where nothing was answered."""

    class KeptPrivate(serializers.Serializer):
        reason = serializers.CharField()
        count = serializers.IntegerField()

    received = serializers.IntegerField()
    unread = serializers.IntegerField()
    published = serializers.IntegerField()
    private = KeptPrivate(many=True)
    answered = serializers.IntegerField()
    median_days = serializers.FloatField(source="days", allow_null=True)
    waiting = serializers.IntegerField()
    overdue = serializers.IntegerField()
    replied = serializers.IntegerField()
    taken_up = serializers.IntegerField()
    committed = serializers.IntegerField()


@extend_schema_view(
    get=extend_schema(
        responses=ObservationOutput(many=True),
        parameters=[
            OpenApiParameter("kind", str),
            OpenApiParameter("subject", str),
            OpenApiParameter("stage", str),
        ],
    )
)
class Observations(ListView):
    """The published observations, newest first."""

    access = ANYONE
    Output = ObservationOutput

    def rows(self, request: Request, **kwargs: Any) -> Sequence[Any]:
        asked = {name: request.query_params.get(name, "") for name in ("kind", "subject", "stage")}
        return queries.published(queries.selection(**asked), timezone.localdate())


class OneObservation(APIView):
    """A published observation; 404 for any other."""

    access = ANYONE

    @extend_schema(responses=ObservationOutput)
    def get(self, request: Request, code: str) -> Response:
        view = queries.views([queries.row_of(code)], timezone.localdate())[0]
        return Response(ObservationOutput(view).data)


class OversightIndicators(APIView):
    """Counts over everything received, published or not."""

    access = ANYONE

    @extend_schema(responses=IndicatorsOutput)
    def get(self, request: Request) -> Response:
        return Response(IndicatorsOutput(queries.indicators(timezone.localdate())).data)
