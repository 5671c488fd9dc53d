"""Public, read-only API of the agreements: the read model as JSON, unknown as null."""

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import (
    OpenApiParameter,
    extend_schema,
    extend_schema_field,
    extend_schema_view,
)
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from emra.accounts.access import PUBLIC
from emra.agreements import queries
from emra.agreements.goalpost_queries import Comparison
from emra.agreements.models import Absence
from emra.agreements.readmodel import REPORTED
from emra.lib.api import ListView, one_of
from emra.lib.errors import Unknown
from emra.sources.api import CitationOutput

CORTE = OpenApiParameter("corte", str)
ANYONE = frozenset({PUBLIC})
STATES = [REPORTED, *Absence.values]


def percent_field(**options: Any) -> serializers.DecimalField:
    return serializers.DecimalField(
        max_digits=5, decimal_places=2, allow_null=True, read_only=True, **options
    )


class DimensionOutput(serializers.Serializer):
    """A dimension's average: n of N, both means, both bounds, the rule and what was printed."""

    code = serializers.CharField()
    name = serializers.CharField()
    corte = serializers.CharField()
    total = serializers.IntegerField()
    applicable = serializers.IntegerField()
    reported = serializers.IntegerField()
    mean_zero = percent_field()
    mean_reported = percent_field()
    lower = percent_field()
    upper = percent_field()
    rule = serializers.CharField()
    printed = percent_field()
    previous = percent_field()


class AgreementOutput(serializers.Serializer):
    """An agreement's published reading in a corte."""

    code = serializers.CharField()
    dimension = serializers.CharField()
    title = serializers.CharField(allow_null=True)
    corte = serializers.CharField()
    percent = percent_field()
    state = serializers.CharField()
    reason = serializers.CharField()
    pairing = serializers.CharField()
    carried_from = serializers.CharField()
    previous = percent_field()
    setback = serializers.BooleanField()
    setback_reason = serializers.CharField()
    expected_low = percent_field()
    expected_high = percent_field()
    health = serializers.CharField()
    health_reason = serializers.CharField()
    target_value = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    target_unit = serializers.CharField()
    target_year = serializers.IntegerField(allow_null=True)


class HistoryOutput(serializers.Serializer):
    """One corte of an agreement's history."""

    corte = serializers.CharField()
    cutoff_on = serializers.DateField(allow_null=True)
    percent = percent_field()
    state = serializers.CharField()
    reason = serializers.CharField()
    carried_from = serializers.CharField()
    expected_low = percent_field()
    expected_high = percent_field()
    published_at = serializers.DateTimeField()


class MeasurementOutput(serializers.Serializer):
    """The measured value; `percent` is undefined (null) where `undefined` says why."""

    baseline = serializers.FloatField(allow_null=True)
    baseline_on = serializers.DateField(allow_null=True)
    target = serializers.FloatField(allow_null=True)
    value = serializers.FloatField(allow_null=True)
    unit = serializers.CharField()
    direction = serializers.CharField()
    percent = serializers.FloatField(allow_null=True)
    undefined = serializers.CharField()


class EvidenceOutput(serializers.Serializer):
    """A published piece of evidence."""

    kind = serializers.CharField()
    title = serializers.CharField()
    url = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField(allow_null=True)
    sha256 = serializers.CharField()
    page = serializers.CharField()
    quote = serializers.CharField()


class GoalpostChangeOutput(serializers.Serializer):
    """A change of wording, target or baseline, and the published reading under both."""

    class MovedField(serializers.Serializer):
        field = serializers.CharField()
        before = serializers.CharField(allow_null=True)
        after = serializers.CharField(allow_null=True)

    class Judgement(serializers.Serializer):
        expected_low = percent_field()
        expected_high = percent_field()
        health = serializers.CharField()
        measured = serializers.FloatField(allow_null=True)

    code = serializers.CharField(source="change.code")
    changes = serializers.SerializerMethodField()
    decision = serializers.CharField(source="change.decision_kind")
    decision_code = serializers.CharField(source="change.decision_code")
    decision_on = serializers.DateField(source="change.decision_on")
    decision_url = serializers.CharField(source="change.decision_url")
    reason = serializers.CharField(source="change.reason")
    proposed_by = serializers.CharField(source="change.proposed_by")
    confirmed_by = serializers.CharField(source="change.decided_by")
    confirmed_at = serializers.DateTimeField(source="change.decided_at")
    held_in_this_edition = serializers.BooleanField(source="held")
    under_before = Judgement(source="before")
    under_after = Judgement(source="after")

    @extend_schema_field(MovedField(many=True))
    def get_changes(self, comparison: Comparison) -> list[dict[str, str | None]]:
        change = comparison.change
        return [
            {
                "field": moved.field,
                "before": _plain(getattr(change.before, moved.field)),
                "after": _plain(getattr(change.after, moved.field)),
            }
            for moved in change.fields
        ]


def _plain(value: Any) -> str | None:
    return None if value in (None, "") else str(value)


class SheetOutput(AgreementOutput):
    """An agreement with its sources, measurement, evidence and moved goalposts."""

    note = serializers.CharField()
    title_citation = CitationOutput(allow_null=True)
    figure_citation = CitationOutput(allow_null=True)
    measurement = MeasurementOutput(allow_null=True)
    evidence = EvidenceOutput(many=True)
    goalpost_changes = GoalpostChangeOutput(many=True)


class EditionOutput(serializers.Serializer):
    """A publication of a corte; `ledger_seq` and `ledger_head` seal what it followed."""

    corte = serializers.CharField()
    name = serializers.CharField(source="corte_name")
    cutoff_on = serializers.DateField(allow_null=True)
    edition = serializers.IntegerField(source="number")
    published_at = serializers.DateTimeField()
    reason = serializers.CharField()
    ledger_seq = serializers.IntegerField()
    ledger_head = serializers.CharField()
    digest = serializers.CharField()
    is_latest = serializers.BooleanField()


def _with_corte(figures: Sequence[Any], corte: str) -> list[dict[str, Any]]:
    return [{**vars(figure), "corte": corte} for figure in figures]


@extend_schema_view(get=extend_schema(responses=DimensionOutput(many=True), parameters=[CORTE]))
class Dimensions(ListView):
    """Averages of the four dimensions; `/dimensions/all/` gives that of the 19."""

    access = ANYONE
    Output = DimensionOutput

    def rows(self, request: Request, **kwargs: Any) -> list[dict[str, Any]]:
        board = queries.board(request.query_params.get("corte"))
        return _with_corte(board.dimensions, board.edition.corte)


class DimensionDetail(APIView):
    """The average of one dimension, or of "all"."""

    access = ANYONE

    @extend_schema(responses=DimensionOutput, parameters=[CORTE])
    def get(self, request: Request, code: str) -> Response:
        board = queries.board(request.query_params.get("corte"))
        for figure in (*board.dimensions, board.overall):
            if figure.code == code:
                row = _with_corte([figure], board.edition.corte)[0]
                return Response(DimensionOutput(row).data)
        raise Unknown(f"No existe la dimensión «{code}».")


@extend_schema_view(
    get=extend_schema(
        responses=AgreementOutput(many=True),
        parameters=[
            CORTE,
            OpenApiParameter("dimension", str),
            OpenApiParameter("state", str, enum=STATES),
        ],
    )
)
class Agreements(ListView):
    """The 19 agreements with their published reading."""

    access = ANYONE
    Output = AgreementOutput

    def rows(self, request: Request, **kwargs: Any) -> list[dict[str, Any]]:
        board = queries.board(request.query_params.get("corte"))
        asked = {
            "dimension": one_of(request, "dimension", [row.code for row in board.dimensions]),
            "state": one_of(request, "state", STATES),
        }
        figures = [
            figure
            for figure in board.agreements
            if all(value in ("", getattr(figure, name)) for name, value in asked.items())
        ]
        return _with_corte(figures, board.edition.corte)


class AgreementDetail(APIView):
    """One agreement with sources, measurement and evidence."""

    access = ANYONE

    @extend_schema(responses=SheetOutput, parameters=[CORTE])
    def get(self, request: Request, code: str) -> Response:
        sheet = queries.sheet(code, request.query_params.get("corte"))
        row = {
            **vars(sheet.figure),
            "corte": sheet.edition.corte,
            "title_citation": sheet.title_citation,
            "figure_citation": sheet.figure_citation,
            "measurement": sheet.measurement,
            "evidence": sheet.evidence,
            "goalpost_changes": sheet.goalposts,
        }
        return Response(SheetOutput(row).data)


@extend_schema_view(get=extend_schema(responses=HistoryOutput(many=True)))
class AgreementHistory(ListView):
    """An agreement's reading in each published corte, oldest first."""

    access = ANYONE
    Output = HistoryOutput

    def rows(self, request: Request, **kwargs: Any) -> Sequence[Any]:
        return queries.history(kwargs["code"])


@extend_schema_view(get=extend_schema(responses=EditionOutput(many=True)))
class Periods(ListView):
    """Every publication, newest first."""

    access = ANYONE
    Output = EditionOutput

    def rows(self, request: Request, **kwargs: Any) -> Sequence[Any]:
        return queries.editions()
