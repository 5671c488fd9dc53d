"""Writing through the API: the same actions as the forms, with a token and a role."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from emra.accounts.models import Role, Scope, User
from emra.agreements import actions, evidence_actions, review_actions
from emra.agreements.models import Absence, ProgressReport
from emra.lib import formats


@extend_schema_field(OpenApiTypes.STR)
class PercentText(serializers.Field):
    """A percentage as a JSON number or as people write it ("47,5 %")."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, bool) or not isinstance(data, str | int | float):
            raise serializers.ValidationError("Escriba un número de 0 a 100.")
        try:
            return formats.parse_percent(str(data))
        except formats.InvalidPercent as error:
            raise serializers.ValidationError(str(error)) from error

    def to_representation(self, value: Any) -> Any:
        return float(value)


class EntryInput(serializers.Serializer):
    """What is reported for an agreement in a corte; `version` is the one you saw (0: none)."""

    agreement = serializers.CharField(max_length=3)
    period = serializers.CharField(max_length=12)
    percent = PercentText(required=False, allow_null=True)
    absence = serializers.ChoiceField(Absence.choices, required=False, allow_blank=True)
    absence_reason = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    note = serializers.CharField(required=False, allow_blank=True, max_length=4000)
    setback_reason = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    correction_reason = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    version = serializers.IntegerField(required=False, min_value=0)


class ReportOutput(serializers.Serializer):
    """A report after a write."""

    code = serializers.CharField()
    agreement = serializers.CharField(source="agreement_id")
    period = serializers.CharField(source="period.code")
    state = serializers.CharField()
    percent = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True)
    absence = serializers.CharField()
    version = serializers.IntegerField(source="lock_version")


class DecisionInput(serializers.Serializer):
    """A decision on a report; `version` is the one you saw."""

    version = serializers.IntegerField(required=False, min_value=1)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=2000)


class EvidenceInput(serializers.Serializer):
    """A file that backs a report: pdf, png, jpg, xlsx, docx or csv, up to 10 MB."""

    file = serializers.FileField()
    title = serializers.CharField(required=False, allow_blank=True, max_length=200)


class WriteView(APIView):
    """An address that only takes POST from people with a role."""

    access = frozenset[Any]()
    write_access: frozenset[Role]
    write_scope: Scope

    def person(self, request: Request) -> User:
        """Who writes: `write_access` let nobody without an account through."""
        assert isinstance(request.user, User)
        return request.user

    def answer(self, report: ProgressReport, code: int = status.HTTP_200_OK) -> Response:
        return Response(ReportOutput(report).data, status=code)


class Reports(WriteView):
    """Record a report."""

    write_access = frozenset({Role.SECRETARIAT})
    write_scope = Scope.WRITE

    @extend_schema(request=EntryInput, responses={201: ReportOutput})
    def post(self, request: Request) -> Response:
        form = EntryInput(data=request.data)
        form.is_valid(raise_exception=True)
        values = dict(form.validated_data)
        report = actions.record_progress(
            agreement=values.pop("agreement"),
            period=values.pop("period"),
            expected=values.pop("version", None),
            entry=actions.Entry(**values),
            by=self.person(request),
        )
        return self.answer(report, status.HTTP_201_CREATED)


class Submit(WriteView):
    """Hand a report over for review."""

    write_access = frozenset({Role.SECRETARIAT})
    write_scope = Scope.WRITE

    @extend_schema(request=DecisionInput, responses=ReportOutput)
    def post(self, request: Request, code: str) -> Response:
        expected = _decision(request).get("version")
        return self.answer(
            actions.submit_progress(report=code, expected=expected, by=self.person(request))
        )


class Approve(WriteView):
    """Approve a report that somebody else entered."""

    write_access = frozenset({Role.CLUSTER})
    write_scope = Scope.REVIEW

    @extend_schema(request=DecisionInput, responses=ReportOutput)
    def post(self, request: Request, code: str) -> Response:
        expected = _decision(request).get("version")
        return self.answer(
            review_actions.approve_progress(report=code, expected=expected, by=self.person(request))
        )


class Return(WriteView):
    """Return a report with a reason."""

    write_access = frozenset({Role.CLUSTER})
    write_scope = Scope.REVIEW

    @extend_schema(request=DecisionInput, responses=ReportOutput)
    def post(self, request: Request, code: str) -> Response:
        values = _decision(request)
        return self.answer(
            review_actions.return_progress(
                report=code,
                reason=values.get("reason", ""),
                expected=values.get("version"),
                by=self.person(request),
            )
        )


class AttachedOutput(serializers.Serializer):
    """A file as it was kept."""

    title = serializers.CharField()
    sha256 = serializers.CharField()
    size = serializers.IntegerField()


class Evidence(WriteView):
    """Attach a file to a report that is still being written."""

    write_access = frozenset({Role.SECRETARIAT})
    write_scope = Scope.WRITE
    parser_classes = (MultiPartParser,)

    @extend_schema(request={"multipart/form-data": EvidenceInput}, responses={201: AttachedOutput})
    def post(self, request: Request, code: str) -> Response:
        form = EvidenceInput(data=request.data)
        form.is_valid(raise_exception=True)
        evidence = evidence_actions.attach_file(
            report=code,
            upload=form.validated_data["file"],
            title=form.validated_data.get("title", ""),
            by=self.person(request),
        )
        return Response(AttachedOutput(evidence).data, status=status.HTTP_201_CREATED)


def _decision(request: Request) -> dict[str, Any]:
    form = DecisionInput(data=request.data)
    form.is_valid(raise_exception=True)
    return dict(form.validated_data)
