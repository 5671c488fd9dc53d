"""Public API of the bodies, their sessions and commitments: public fields only."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from emra.accounts.access import PUBLIC
from emra.governance import commitment_queries, queries, review_queries
from emra.governance.commitment_queries import Chosen
from emra.governance.models import Body, Commitment, Organisation
from emra.lib.api import ListView, one_of
from emra.sources.api import CitationOutput

ANYONE = frozenset({PUBLIC})


class CommissionOutput(serializers.Serializer):
    """A body of the strategy; commissions have an objective."""

    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    role = serializers.CharField()
    role_citation = CitationOutput(allow_null=True)
    citation = CitationOutput()
    organisation = serializers.CharField()
    objective = serializers.CharField()
    organisations = serializers.IntegerField()
    sessions = serializers.IntegerField()
    pending = serializers.IntegerField()
    done = serializers.IntegerField()


class SessionOutput(serializers.Serializer):
    """A session; attendance is null until its minutes are approved (`told`)."""

    code = serializers.CharField()
    commission = serializers.CharField(source="body")
    at = serializers.DateTimeField()
    place = serializers.CharField()
    online = serializers.BooleanField()
    state = serializers.CharField()
    cancel_reason = serializers.CharField()
    agenda = serializers.ListField(child=serializers.CharField())
    told = serializers.BooleanField()
    present = serializers.IntegerField(allow_null=True)
    members = serializers.IntegerField(allow_null=True)
    guests = serializers.ListField(child=serializers.CharField())
    quorum_needed = serializers.IntegerField(allow_null=True)
    has_quorum = serializers.BooleanField(allow_null=True)
    commitments = serializers.IntegerField()


class CommitmentOutput(serializers.Serializer):
    """A commitment; `left` are working days, negative once it is overdue, null once closed."""

    class Step(serializers.Serializer):
        kind = serializers.CharField()
        at = serializers.DateTimeField()
        office = serializers.CharField()
        text = serializers.CharField()
        due_from = serializers.DateField(allow_null=True)
        due_to = serializers.DateField(allow_null=True)

    class Effect(serializers.Serializer):
        at = serializers.DateTimeField()
        text = serializers.CharField()

    code = serializers.CharField()
    commission = serializers.CharField(source="body")
    session = serializers.CharField(source="meeting")
    origin = serializers.CharField()
    text = serializers.CharField()
    owner = serializers.CharField()
    owner_name = serializers.CharField()
    subject = serializers.CharField(source="subject_key")
    due_on = serializers.DateField()
    first_due_on = serializers.DateField()
    ends_on = serializers.DateField()
    left = serializers.IntegerField(allow_null=True)
    state = serializers.CharField()
    decided_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField()
    evidence_link = serializers.CharField()
    has_file = serializers.BooleanField()
    steps = Step(many=True)
    effects = Effect(many=True)


class CommissionSheetOutput(serializers.Serializer):
    """A body with its members, sessions, and what it follows of the strategy."""

    class Member(serializers.Serializer):
        organisation = serializers.CharField()
        organisation_name = serializers.CharField()
        office = serializers.CharField()
        name = serializers.CharField()
        from_on = serializers.DateField(allow_null=True)
        until_on = serializers.DateField(allow_null=True)

    class Presence(serializers.Serializer):
        organisation_name = serializers.CharField()
        present = serializers.IntegerField()
        of = serializers.IntegerField()

    class Followed(serializers.Serializer):
        code = serializers.CharField()
        title = serializers.CharField()

    commission = CommissionOutput(source="body")
    members = Member(many=True)
    coming = SessionOutput(many=True)
    past = SessionOutput(many=True)
    attendance = Presence(source="presences", many=True)
    lines = Followed(many=True)
    agreements = Followed(many=True)


@extend_schema_view(get=extend_schema(responses=CommissionOutput(many=True)))
class Commissions(ListView):
    """The bodies of the strategy, the five commissions among them."""

    access = ANYONE
    Output = CommissionOutput

    def rows(self, request: Request, **kwargs: Any) -> Sequence[Any]:
        return queries.bodies(timezone.localdate())


class CommissionDetail(APIView):
    """One body."""

    access = ANYONE

    @extend_schema(responses=CommissionSheetOutput)
    def get(self, request: Request, code: str) -> Response:
        return Response(CommissionSheetOutput(queries.sheet(code, timezone.now())).data)


class ReviewOutput(serializers.Serializer):
    """A signed review of a commission at a corte; `light` is "" where it gives no opinion."""

    class ReviewedLine(serializers.Serializer):
        code = serializers.CharField()
        state = serializers.CharField()
        percent = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True)
        note = serializers.CharField()
        link = serializers.CharField()
        file = serializers.CharField()

    class ReviewedAgreement(serializers.Serializer):
        code = serializers.CharField()
        light = serializers.CharField()
        reason = serializers.CharField()

    class ReviewedPromise(serializers.Serializer):
        code = serializers.CharField()
        state = serializers.CharField()
        due_on = serializers.DateField()

    corte = serializers.CharField(source="review.corte")
    version = serializers.IntegerField(source="review.version")
    light = serializers.CharField(source="review.light")
    light_reason = serializers.CharField(source="review.light_reason")
    opinion = serializers.CharField(source="review.opinion")
    author = serializers.CharField(source="review.author")
    signer = serializers.CharField(source="review.signer")
    signed_at = serializers.DateTimeField(source="review.signed_at")
    correction_reason = serializers.CharField(source="review.correction_reason")
    lines = ReviewedLine(many=True)
    agreements = ReviewedAgreement(many=True)
    commitments = ReviewedPromise(many=True)


@extend_schema_view(get=extend_schema(responses=ReviewOutput(many=True)))
class CommissionReviews(ListView):
    """The signed reviews of a commission, the latest corte first; read only."""

    access = ANYONE
    Output = ReviewOutput

    def rows(self, request: Request, **kwargs: Any) -> Sequence[Any]:
        # A body that is no commission has none: an empty list, not an unknown address.
        body = queries.body(kwargs["code"], timezone.localdate()).code
        return [review_queries.sheet(body, row.corte) for row in review_queries.signed(body)]


@extend_schema_view(
    get=extend_schema(
        responses=SessionOutput(many=True),
        parameters=[OpenApiParameter("commission", str)],
    )
)
class Sessions(ListView):
    """The sessions, the latest first."""

    access = ANYONE
    Output = SessionOutput

    def rows(self, request: Request, **kwargs: Any) -> Sequence[Any]:
        return queries.sessions(body=one_of(request, "commission", _codes(Body)))


@extend_schema_view(
    get=extend_schema(
        responses=CommitmentOutput(many=True),
        parameters=[
            OpenApiParameter("commission", str),
            OpenApiParameter("owner", str),
            OpenApiParameter("state", str, enum=list(Commitment.State.values)),
            OpenApiParameter("overdue", str, enum=["1"]),
        ],
    )
)
class Commitments(ListView):
    """The public commitments, pending ones first, by deadline."""

    access = ANYONE
    Output = CommitmentOutput

    def rows(self, request: Request, **kwargs: Any) -> Sequence[Any]:
        chosen = Chosen(
            body=one_of(request, "commission", _codes(Body)),
            owner=one_of(request, "owner", _codes(Organisation)),
            state=one_of(request, "state", Commitment.State.values),
            late=bool(one_of(request, "overdue", ["1"])),
        )
        return commitment_queries.commitments(chosen, today=timezone.localdate())


def _codes(model: Any) -> list[str]:
    return list(model.objects.values_list("code", flat=True))
