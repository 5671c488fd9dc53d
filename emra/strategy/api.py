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


class ObjectiveOutput(serializers.Serializer):
    """A strategic objective with its lines of action."""

    class Line(serializers.Serializer):
        code = serializers.CharField()
        title = serializers.CharField()
        horizon = serializers.CharField()
        years = serializers.CharField()

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
