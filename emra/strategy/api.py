"""Public API of the objectives."""

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from emra.accounts.access import PUBLIC
from emra.lib.api import ListView
from emra.sources.api import CitationOutput
from emra.strategy import queries
from emra.strategy.models import LineProgress


class ObjectiveOutput(serializers.Serializer):
    """A strategic objective with its lines of action; `follow_up` is null while nobody told."""

    class Line(serializers.Serializer):
        class FollowUp(serializers.Serializer):
            state = serializers.ChoiceField(LineProgress.choices)
            percent = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True)
            note = serializers.CharField()
            link = serializers.CharField()
            file = serializers.CharField()
            reference = serializers.CharField()
            office = serializers.CharField()
            recorded_at = serializers.DateTimeField()

        code = serializers.CharField()
        title = serializers.CharField()
        horizon = serializers.CharField()
        years = serializers.CharField()
        follow_up = FollowUp(allow_null=True)

    code = serializers.CharField()
    title = serializers.CharField()
    commission = serializers.CharField()
    citation = CitationOutput()
    lines = Line(many=True)


@extend_schema_view(get=extend_schema(responses=ObjectiveOutput(many=True)))
class Objectives(ListView):
    """The five objectives."""

    access = frozenset({PUBLIC})
    Output = ObjectiveOutput

    def rows(self, request: Request, **kwargs: Any) -> Sequence[Any]:
        return queries.objectives()


class ObjectiveDetail(APIView):
    """One objective."""

    access = frozenset({PUBLIC})

    @extend_schema(responses=ObjectiveOutput)
    def get(self, request: Request, code: str) -> Response:
        return Response(ObjectiveOutput(queries.objective(code)).data)
