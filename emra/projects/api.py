"""Public, read-only API of the projects: approved entries only, unknown as null."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from emra.accounts.access import PUBLIC
from emra.lib import communes
from emra.lib.api import ListView, one_of
from emra.lib.errors import DomainError
from emra.lib.money import UNITS
from emra.projects import portfolio, queries
from emra.projects.models import FundingLine, Sector, Stage, Track
from emra.projects.models.parts import Rate
from emra.projects.portfolio import BY, Chosen, Totals
from emra.projects.readmodel import INITIATIVE, PROJECT
from emra.sources.api import CitationOutput

ANYONE = frozenset({PUBLIC})
LEVELS = (PROJECT, INITIATIVE)


class AmountOutput(serializers.Serializer):
    """A value in its unit: CLP, THOUSAND_CLP (M$), MILLION_CLP (MM$) or USD; never converted."""

    value = serializers.DecimalField(max_digits=30, decimal_places=2)
    unit = serializers.CharField()


class NamedOutput(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()


class DayOutput(serializers.Serializer):
    """The day in force, the one told first, and how often it was changed."""

    day = serializers.DateField(allow_null=True)
    first = serializers.DateField(allow_null=True)
    moves = serializers.IntegerField()


class DeviationOutput(serializers.Serializer):
    """NO_PLAN, AHEAD, OVERDUE or DONE; `days` of delay, null where there is none to tell."""

    state = serializers.CharField()
    days = serializers.IntegerField(allow_null=True)


class FundingOutput(serializers.Serializer):
    """A line of money; `amount` is null where none is known, `unit_basis` STATED or ASSUMED."""

    number = serializers.IntegerField()
    source = serializers.CharField()  # type: ignore[assignment]
    for_stage = serializers.CharField(source="stage")
    amount = AmountOutput(allow_null=True)
    unit_basis = serializers.CharField(source="basis")
    unit_reason = serializers.CharField()
    price_date = serializers.DateField(allow_null=True)
    commune = serializers.CharField()
    note = serializers.CharField()
    citation = CitationOutput(allow_null=True)


class StageOutput(serializers.Serializer):
    """A stage; `so_far` are the days of one that goes on, `waited` those since the one before."""

    code = serializers.CharField()
    order = serializers.IntegerField()
    name = serializers.CharField()
    entered_on = serializers.DateField(allow_null=True)
    left_on = serializers.DateField(allow_null=True)
    days = serializers.IntegerField(allow_null=True)
    so_far = serializers.IntegerField(allow_null=True)
    waited = serializers.IntegerField(allow_null=True)


class MilestoneOutput(serializers.Serializer):
    number = serializers.IntegerField()
    title = serializers.CharField()
    planned_on = serializers.DateField(allow_null=True)
    done_on = serializers.DateField(allow_null=True)
    deviation = DeviationOutput()
    moves = serializers.IntegerField()


class RiskOutput(serializers.Serializer):
    number = serializers.IntegerField()
    text = serializers.CharField()
    level = serializers.CharField()
    response = serializers.CharField()
    closed = serializers.BooleanField()


class ChangeOutput(serializers.Serializer):
    """A date (DATE) or a cost (COST) that was changed; `days` or `difference` say by how much."""

    kind = serializers.CharField()
    what = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()
    days = serializers.IntegerField(allow_null=True)
    difference = AmountOutput(allow_null=True)
    reason = serializers.CharField()
    entry = serializers.CharField()
    at = serializers.DateTimeField()


class ProjectOutput(serializers.Serializer):
    """A strategic project, or an initiative (with `parent` and `track`)."""

    code = serializers.CharField()
    parent = serializers.CharField()  # type: ignore[assignment]
    level = serializers.CharField()
    track = serializers.CharField()
    name = serializers.CharField()
    summary = serializers.CharField()
    lead = serializers.CharField()
    lead_name = serializers.CharField()
    partners = NamedOutput(many=True)
    objective = serializers.CharField()
    lines = NamedOutput(many=True)
    sector = serializers.CharField()
    communes = NamedOutput(many=True)
    bip = serializers.CharField()
    rate = serializers.CharField()
    planned_start = DayOutput()
    planned_end = DayOutput()
    actual_start = DayOutput()
    actual_end = DayOutput()
    start = DeviationOutput()
    end = DeviationOutput()
    late = serializers.BooleanField()
    stage = StageOutput(allow_null=True)
    stages = StageOutput(many=True)
    walk = serializers.CharField(source="walk_state", allow_null=True)
    total_days = serializers.IntegerField(source="walk.total", allow_null=True)
    funding = FundingOutput(many=True)
    milestones = MilestoneOutput(many=True)
    risks = RiskOutput(many=True)
    changes = ChangeOutput(many=True)
    updated_at = serializers.DateTimeField(allow_null=True)
    citation = CitationOutput(allow_null=True)


class ProjectSheetOutput(serializers.Serializer):
    """A project with its initiatives and every approved entry."""

    class Entry(serializers.Serializer):
        class Evidence(serializers.Serializer):
            id = serializers.IntegerField()
            title = serializers.CharField()
            url = serializers.CharField()
            extension = serializers.CharField()

        code = serializers.CharField()
        on = serializers.DateField(allow_null=True)
        text = serializers.CharField()
        author = serializers.CharField()
        reviewer = serializers.CharField()
        at = serializers.DateTimeField()
        citation = CitationOutput(allow_null=True)
        evidence = Evidence(many=True)

    project = ProjectOutput()
    initiatives = ProjectOutput(many=True)
    entries = Entry(many=True)


class TotalsOutput(serializers.Serializer):
    """Sums in one unit; the groups foot to `total`, and `unknown` lines give no amount."""

    class Group(serializers.Serializer):
        key = serializers.CharField()
        name = serializers.CharField()
        total = AmountOutput(allow_null=True)
        lines = serializers.IntegerField()
        unknown = serializers.IntegerField()
        assumed = serializers.IntegerField()

    by = serializers.CharField()
    level = serializers.CharField()
    unit = serializers.CharField()
    total = AmountOutput(allow_null=True)
    lines = serializers.IntegerField()
    unknown = serializers.IntegerField()
    assumed = serializers.IntegerField()
    groups = Group(many=True)


class SpreadOutput(serializers.Serializer):
    """Durations in calendar days; `months` is the median in months of 30,4375 days."""

    count = serializers.IntegerField()
    median = serializers.DecimalField(max_digits=8, decimal_places=1, allow_null=True)
    least = serializers.IntegerField(allow_null=True)
    most = serializers.IntegerField(allow_null=True)
    months = serializers.DecimalField(max_digits=8, decimal_places=1, allow_null=True)


class TracksOutput(serializers.Serializer):
    """Both tracks as observed; `verdict` is TOO_FEW below three finished walks on either."""

    class Observed(serializers.Serializer):
        class ObservedStage(serializers.Serializer):
            code = serializers.CharField(source="stage.code")
            order = serializers.IntegerField(source="stage.order")
            name = serializers.CharField(source="stage.name")
            inside = serializers.IntegerField()
            days = SpreadOutput(source="observed")

        code = serializers.CharField()
        name = serializers.CharField()
        walks = serializers.IntegerField(source="summary.walks")
        finished = serializers.IntegerField(source="summary.finished")
        under_way = serializers.IntegerField(source="summary.under_way")
        incomplete = serializers.IntegerField(source="summary.incomplete")
        total = SpreadOutput(source="summary.total")
        stages = ObservedStage(source="counts", many=True)

    claim_months_from = serializers.IntegerField(source="comparison.claim.low")
    claim_months_to = serializers.IntegerField(source="comparison.claim.high")
    claim_citation = CitationOutput(source="citation")
    public_finished = serializers.IntegerField(source="comparison.public.count")
    public_private_finished = serializers.IntegerField(source="comparison.public_private.count")
    difference_days = serializers.DecimalField(
        source="comparison.days", max_digits=8, decimal_places=1, allow_null=True
    )
    difference_months = serializers.DecimalField(
        source="comparison.months", max_digits=8, decimal_places=1, allow_null=True
    )
    verdict = serializers.CharField(source="comparison.verdict")
    sentence = serializers.CharField()
    tracks = Observed(many=True)


@extend_schema_view(
    get=extend_schema(
        responses=ProjectOutput(many=True),
        parameters=[
            OpenApiParameter("level", str, enum=LEVELS),
            OpenApiParameter("track", str, enum=Track.values),
            OpenApiParameter("stage", str),
            OpenApiParameter("sector", str),
            OpenApiParameter("commune", str),
            OpenApiParameter("source", str, enum=FundingLine.Source.values),
            OpenApiParameter("rate", str, enum=Rate.values),
            OpenApiParameter("late", str, enum=["1"]),
        ],
    )
)
class Projects(ListView):
    """The projects and initiatives of which something was approved, the latest first."""

    access = ANYONE
    Output = ProjectOutput

    def rows(self, request: Request, **kwargs: Any) -> Sequence[Any]:
        return portfolio.matching(queries.projects(timezone.localdate()), _chosen(request))


class ProjectDetail(APIView):
    """One project or initiative."""

    access = ANYONE

    @extend_schema(responses=ProjectSheetOutput)
    def get(self, request: Request, code: str) -> Response:
        return Response(ProjectSheetOutput(queries.sheet(code, timezone.localdate())).data)


class ProjectTotals(APIView):
    """Amounts by source or commune, in one unit; several units are never one sum."""

    access = ANYONE

    @extend_schema(
        responses=TotalsOutput,
        parameters=[
            OpenApiParameter("by", str, enum=BY),
            OpenApiParameter("level", str, enum=LEVELS),
            OpenApiParameter("unit", str, enum=list(UNITS)),
        ],
    )
    def get(self, request: Request) -> Response:
        unit = one_of(request, "unit", list(UNITS))
        found = portfolio.totals(
            queries.projects(timezone.localdate()),
            by=one_of(request, "by", BY) or portfolio.SOURCE,
            level=one_of(request, "level", LEVELS) or PROJECT,
            unit=unit,
        )
        if found.refusal:
            raise DomainError(
                _("%(refusal)s Elija una con «unit»: %(units)s.")
                % {"refusal": found.refusal, "units": ", ".join(found.units)},
                field="unit",
            )
        return Response(TotalsOutput(_in_one_unit(found, unit)).data)


class ProjectTracks(APIView):
    """How long the initiatives of each track took, beside what the source says."""

    access = ANYONE

    @extend_schema(responses=TracksOutput)
    def get(self, request: Request) -> Response:
        today = timezone.localdate()
        return Response(TracksOutput(queries.two_tracks(queries.projects(today), today)).data)


def _chosen(request: Request) -> Chosen:
    return Chosen(
        level=one_of(request, "level", LEVELS),
        track=one_of(request, "track", Track.values),
        stage=one_of(request, "stage", _codes(Stage)),
        sector=one_of(request, "sector", _codes(Sector)),
        commune=one_of(request, "commune", [code for code, _name in communes.choices()]),
        source=one_of(request, "source", FundingLine.Source.values),
        rate=one_of(request, "rate", Rate.values),
        late=bool(one_of(request, "late", ["1"])),
    )


def _in_one_unit(found: Totals, unit: str) -> dict[str, Any]:
    """Sums of which every cell has the same unit, or none."""
    unit = unit or next(iter(found.units), "")

    def told(group: portfolio.Group) -> dict[str, Any]:
        return {**vars(group), "total": group.amount(unit)}

    return {
        **told(found.overall),
        "by": found.by,
        "level": found.level,
        "unit": unit,
        "groups": [told(group) for group in found.groups],
    }


def _codes(model: Any) -> list[str]:
    return list(model.objects.values_list("code", flat=True))
