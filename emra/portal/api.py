"""Public API of attention and of reporting."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from emra.accounts.access import PUBLIC
from emra.agreements.api import CORTE
from emra.portal import attention_words, reporting_words
from emra.portal.accountability_views import day_asked
from emra.portal.attention import attention
from emra.portal.reporting import reporting


class AttentionOutput(serializers.Serializer):
    """What moved in the 90 days up to `until`; `last` is null where there was nothing."""

    class Table(serializers.Serializer):
        class Column(serializers.Serializer):
            code = serializers.CharField()
            title = serializers.CharField()
            meaning = serializers.CharField()
            state = serializers.BooleanField()

        class Row(serializers.Serializer):
            class Cell(serializers.Serializer):
                column = serializers.CharField()
                count = serializers.IntegerField()
                last = serializers.DateField(allow_null=True)

            code = serializers.CharField()
            title = serializers.CharField()
            moved = serializers.IntegerField()
            last = serializers.DateField(allow_null=True)
            still = serializers.BooleanField()
            cells = Cell(many=True)

        columns = Column(many=True)
        rows = Row(many=True)

    since = serializers.DateField()
    until = serializers.DateField()
    sentence = serializers.CharField()
    objectives = Table()
    dimensions = Table()


class AttentionMatrix(APIView):
    """Where something moved in the last 90 days: by objective and by dimension."""

    access = frozenset({PUBLIC})

    @extend_schema(
        responses=AttentionOutput,
        parameters=[OpenApiParameter("al", str)],
    )
    def get(self, request: Request) -> Response:
        found = attention(day_asked(request.query_params.get("al", "")))
        row: dict[str, Any] = {**vars(found), "sentence": attention_words.finding(found)}
        return Response(AttentionOutput(row).data)


class ReportingOutput(serializers.Serializer):
    """Who has reported; `running` is null while every corte is published."""

    class Reported(serializers.Serializer):
        dimension = serializers.CharField()
        office = serializers.CharField()
        agreements = serializers.IntegerField()
        reported = serializers.IntegerField()
        carried = serializers.IntegerField()
        no_data = serializers.IntegerField()
        not_applicable = serializers.IntegerField()

    class Running(serializers.Serializer):
        class Waiting(serializers.Serializer):
            dimension = serializers.CharField()
            agreements = serializers.IntegerField()
            approved = serializers.IntegerField()
            in_review = serializers.IntegerField()
            not_sent = serializers.IntegerField()

        corte = serializers.CharField()
        open = serializers.BooleanField()
        cutoff_on = serializers.DateField(allow_null=True)
        due_on = serializers.DateField(allow_null=True)
        rows = Waiting(many=True)

    class Punctuality(serializers.Serializer):
        corte = serializers.CharField()
        due_on = serializers.DateField()
        agreements = serializers.IntegerField()
        on_time = serializers.IntegerField()
        late = serializers.IntegerField()
        missing = serializers.IntegerField()
        worst_days = serializers.IntegerField()

    corte = serializers.CharField(source="edition.corte")
    edition = serializers.IntegerField(source="edition.number")
    sentence = serializers.CharField()
    rows = Reported(many=True)
    running = Running(allow_null=True)
    past = Punctuality(many=True)


class ReportingState(APIView):
    """Who has reported in a published corte, how far the open one is, who was on time."""

    access = frozenset({PUBLIC})

    @extend_schema(responses=ReportingOutput, parameters=[CORTE])
    def get(self, request: Request) -> Response:
        found = reporting(request.query_params.get("corte"))
        row: dict[str, Any] = {**vars(found), "sentence": reporting_words.finding(found)}
        return Response(ReportingOutput(row).data)
