"""Two published editions side by side, for programs."""

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from emra.agreements import comparison_sentences, queries
from emra.agreements.api import ANYONE, STATES, percent_field
from emra.agreements.compare_views import key_of
from emra.agreements.comparison import AgreementMove, AverageMove

A = OpenApiParameter("a", str)
B = OpenApiParameter("b", str)


class SideOutput(serializers.Serializer):
    """An average in one of the editions, never without its n, its rule and its bounds."""

    mean_zero = percent_field()
    mean_reported = percent_field()
    lower = percent_field()
    upper = percent_field()
    reported = serializers.IntegerField()
    applicable = serializers.IntegerField()
    rule = serializers.CharField()


class SharesOutput(serializers.Serializer):
    """Where the difference comes from, in percentage points; the four add up to it."""

    known_in_both = percent_field()
    appeared = percent_field()
    disappeared = percent_field()
    denominator = percent_field()


class AverageMoveOutput(serializers.Serializer):
    """An average in both; `common` counts the agreements with a percentage in both."""

    code = serializers.CharField()
    name = serializers.CharField()
    before = SideOutput()
    after = SideOutput()
    difference = percent_field()
    shares = SharesOutput(allow_null=True)
    same_readings = serializers.BooleanField()
    common = serializers.IntegerField()
    common_before = percent_field()
    common_after = percent_field()
    warnings = serializers.ListField(child=serializers.CharField())


class GoalpostOutput(serializers.Serializer):
    """Wording, target or baseline that is another one."""

    field = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()


class AgreementMoveOutput(serializers.Serializer):
    """An agreement in both; `of_*` is what it adds to the difference of an average, in points."""

    code = serializers.CharField()
    dimension = serializers.CharField()
    title = serializers.CharField(allow_null=True)
    before = percent_field()
    before_state = serializers.ChoiceField(STATES)
    after = percent_field()
    after_state = serializers.ChoiceField(STATES)
    difference = percent_field()
    kind = serializers.CharField()
    setback = serializers.BooleanField()
    carried_from = serializers.CharField()
    of_dimension = percent_field()
    of_all = percent_field()
    goalposts = GoalpostOutput(many=True)


class ComparisonOutput(serializers.Serializer):
    """Edition `a` against edition `b`; differences are `b` less `a`, in percentage points."""

    a = serializers.CharField()
    b = serializers.CharField()
    same = serializers.BooleanField()
    reversed = serializers.BooleanField()
    averages = AverageMoveOutput(many=True)
    agreements = AgreementMoveOutput(many=True)


class Comparison(APIView):
    """What changed between two cortes, or two editions of one: averages and agreements."""

    access = ANYONE

    @extend_schema(responses=ComparisonOutput, parameters=[A, B])
    def get(self, request: Request) -> Response:
        found = queries.comparison(request.query_params.get("a"), request.query_params.get("b"))
        row = {
            "a": key_of(found.a.edition),
            "b": key_of(found.b.edition),
            "same": found.same,
            "reversed": found.reversed,
            "averages": [_average(move) for move in (*found.averages, found.overall)],
            "agreements": [_agreement(move) for move in found.agreements],
        }
        return Response(ComparisonOutput(row).data)


def _average(move: AverageMove) -> dict[str, Any]:
    return {
        **vars(move),
        "code": move.code,
        "name": move.after.name,
        "same_readings": not move.other_readings,
        "warnings": comparison_sentences.warnings(move),
    }


def _agreement(move: AgreementMove) -> dict[str, Any]:
    said: dict[str, Decimal | str | None] = {
        "before": move.before.percent,
        "before_state": move.before.state,
        "after": move.after.percent,
        "after_state": move.after.state,
    }
    return {
        **said,
        "code": move.code,
        "dimension": move.after.dimension,
        "title": move.after.title,
        "difference": move.difference,
        "kind": move.kind,
        "setback": move.setback,
        "carried_from": move.carried_from,
        "of_dimension": move.of_dimension,
        "of_all": move.of_all,
        "goalposts": move.goalposts,
    }
