"""Public API of cooperation: approved records only."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from emra.accounts.access import PUBLIC
from emra.cooperation import bilateral_queries, instrument_queries, queries, records
from emra.cooperation.models import PromotionInstrument
from emra.lib.api import ListView, one_of
from emra.sources.api import CitationOutput

ANYONE = frozenset({PUBLIC})


class RecordOutput(serializers.Serializer):
    """A covenant or bilateral project; null and "" are what is not stated."""

    code = serializers.CharField()
    kind = serializers.CharField()
    name = serializers.CharField()
    partners = serializers.ListField(child=serializers.CharField())
    starts = serializers.CharField()
    ends = serializers.CharField()
    months = serializers.IntegerField(allow_null=True)
    amount = serializers.FloatField(allow_null=True)
    unit = serializers.CharField(allow_null=True)
    state = serializers.CharField()
    state_name = serializers.CharField()
    path = serializers.CharField()
    updated_on = serializers.DateField(allow_null=True)


class CovenantOutput(serializers.Serializer):
    """A covenant with its parts; each figure of a source has its citation."""

    class Amount(serializers.Serializer):
        value = serializers.FloatField()
        unit = serializers.CharField()

    class Party(serializers.Serializer):
        name = serializers.CharField()
        side = serializers.CharField()
        role = serializers.CharField()
        citation = CitationOutput(allow_null=True)

    class Locality(serializers.Serializer):
        commune = serializers.CharField()
        commune_name = serializers.CharField()
        name = serializers.CharField()
        families = serializers.IntegerField(allow_null=True)
        citation = CitationOutput(allow_null=True)

    class Axis(serializers.Serializer):
        commune = serializers.CharField()
        name = serializers.CharField()
        citation = CitationOutput(allow_null=True)

    class Result(serializers.Serializer):
        text = serializers.CharField()
        citation = CitationOutput(allow_null=True)

    class Evaluation(serializers.Serializer):
        planned_on = serializers.DateField()
        state = serializers.CharField()
        done_on = serializers.DateField(allow_null=True)
        days_late = serializers.IntegerField()
        findings = serializers.CharField()
        link = serializers.CharField()

    class Assessment(serializers.Serializer):
        class Answer(serializers.Serializer):
            item = serializers.CharField()
            kind = serializers.CharField()
            question = serializers.CharField()
            value = serializers.CharField()
            note = serializers.CharField()
            link = serializers.CharField()

        year = serializers.IntegerField()
        version = serializers.IntegerField()
        answers = Answer(many=True)

    code = serializers.CharField()
    kind = serializers.SerializerMethodField()
    version = serializers.IntegerField()
    origin = serializers.CharField()
    name = serializers.CharField()
    programme = serializers.CharField()
    province = serializers.CharField()
    state = serializers.CharField()
    starts = serializers.CharField()
    ends = serializers.CharField()
    term_note = serializers.CharField()
    amount = Amount(allow_null=True)
    contribution_note = serializers.CharField()
    predecessor = serializers.CharField()
    successors = serializers.ListField(child=serializers.CharField())
    families = serializers.IntegerField(allow_null=True)
    evaluation_rules = serializers.CharField()
    evaluation_every_months = serializers.IntegerField(allow_null=True)
    evaluation_first_on = serializers.DateField(allow_null=True)
    citation = CitationOutput(allow_null=True)
    term_citation = CitationOutput(allow_null=True)
    contribution_citation = CitationOutput(allow_null=True)
    evaluation_citation = CitationOutput(allow_null=True)
    parties = Party(many=True)
    localities = Locality(many=True)
    axes = Axis(many=True)
    results = Result(many=True)
    evaluations = Evaluation(many=True)
    assessments = Assessment(many=True)

    def get_kind(self, row: Any) -> str:
        return records.COVENANT


class BilateralOutput(serializers.Serializer):
    """A bilateral project: its sheet in force and the verdict of each result."""

    class BilateralInstitution(serializers.Serializer):
        country = serializers.CharField()
        name = serializers.CharField()

    class FichaRow(serializers.Serializer):
        """A row of the ficha as people read it, with the passage it was read from."""

        class FichaPart(serializers.Serializer):
            heading = serializers.CharField(source="head")
            lines = serializers.ListField(child=serializers.CharField())

        key = serializers.CharField(source="row.key")
        heading = serializers.CharField(source="row.label")
        parts = FichaPart(many=True, source="row.parts")
        citation = CitationOutput(allow_null=True)

    class BilateralResult(serializers.Serializer):
        number = serializers.IntegerField(source="result.number")
        text = serializers.CharField(source="result.text")
        target = serializers.CharField(source="result.target")
        minimum = serializers.IntegerField(source="result.minimum", allow_null=True)
        minimum_unit = serializers.CharField(source="result.minimum_unit")
        verdict = serializers.CharField()
        reports = serializers.IntegerField(source="told")

    code = serializers.CharField()
    kind = serializers.SerializerMethodField()
    version = serializers.IntegerField()
    origin = serializers.CharField()
    name = serializers.CharField(source="content.name")
    area = serializers.CharField(source="content.area")
    sdg = serializers.IntegerField(source="content.sdg", allow_null=True)
    countries = serializers.ListField(child=serializers.CharField())
    institutions = BilateralInstitution(many=True, source="content.institutions")
    starts = serializers.CharField(source="content.starts")
    months = serializers.IntegerField(source="content.months", allow_null=True)
    updated_on = serializers.DateField(source="content.updated_on", allow_null=True)
    rows = FichaRow(many=True)
    results = BilateralResult(many=True)

    def get_kind(self, row: Any) -> str:
        return records.BILATERAL


class InstrumentOutput(serializers.Serializer):
    """A promotion instrument of the annex."""

    number = serializers.IntegerField()
    name = serializers.CharField()
    institution = serializers.CharField()
    area = serializers.CharField()
    group = serializers.CharField()
    document = serializers.CharField()
    line_from = serializers.IntegerField()
    line_to = serializers.IntegerField()


@extend_schema_view(
    get=extend_schema(
        responses=RecordOutput(many=True),
        parameters=[
            OpenApiParameter("kind", str, enum=list(records.KINDS)),
        ],
    )
)
class Records(ListView):
    """Every record of cooperation."""

    access = ANYONE
    Output = RecordOutput

    def rows(self, request: Request, **kwargs: Any) -> Sequence[Any]:
        kind = one_of(request, "kind", records.KINDS)
        return records.records(timezone.localdate(), kind)


class CovenantDetail(APIView):
    """One covenant with everything told of it."""

    access = ANYONE

    @extend_schema(responses=CovenantOutput)
    def get(self, request: Request, code: str) -> Response:
        return Response(CovenantOutput(queries.covenant(code, timezone.localdate())).data)


class BilateralDetail(APIView):
    """One bilateral project with its ficha, row by row."""

    access = ANYONE

    @extend_schema(responses=BilateralOutput)
    def get(self, request: Request, code: str) -> Response:
        return Response(BilateralOutput(bilateral_queries.project(code)).data)


@extend_schema_view(
    get=extend_schema(
        responses=InstrumentOutput(many=True),
        parameters=[
            OpenApiParameter("group", str, enum=list(PromotionInstrument.Group.values)),
        ],
    )
)
class Instruments(ListView):
    """The promotion instruments, in the order of the annex."""

    access = ANYONE
    Output = InstrumentOutput

    def rows(self, request: Request, **kwargs: Any) -> Sequence[Any]:
        group = one_of(request, "group", PromotionInstrument.Group.values)
        return instrument_queries.instruments(instrument_queries.Asked(group=group))
