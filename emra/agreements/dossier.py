"""What stands behind a published reading: evidence, versions, remarks, measurement."""

from django.urls import reverse

from emra.agreements import progress
from emra.agreements.models import (
    Agreement,
    Evidence,
    GoalpostChange,
    Measurement,
    ProgressReport,
    PublishedValue,
)
from emra.agreements.readmodel import (
    REPORTED,
    Edition,
    EvidenceView,
    MeasurementView,
    RemarkView,
    VersionView,
)
from emra.lib import files, speech
from emra.sources.models import SourceDocument


def evidence_of(report: ProgressReport | None) -> tuple[EvidenceView, ...]:
    if report is None:
        return ()
    return tuple(
        EvidenceView(
            id=row.pk,
            kind=row.kind,
            title=row.title,
            url=row.url or reverse("evidence", args=[row.pk]),
            content_type=files.CONTENT_TYPES.get(row.extension, ""),
            size=row.size,
            sha256=row.sha256,
            page=row.page,
            quote=row.quote,
        )
        for row in report.evidence.all()
    )


def documents() -> tuple[str, ...]:
    """The titles of the documents from which the agreements' first figures were read."""
    cited = Agreement.objects.values("figure_citation__document")
    rows = SourceDocument.objects.filter(pk__in=cited).order_by("pk")
    return tuple(rows.values_list("title", flat=True))


def published_evidence(pk: int) -> Evidence | None:
    """A file that backs a published reading; None for drafts' and for unknown ones."""
    return (
        Evidence.objects.select_related("report__period")
        .filter(pk=pk, kind=Evidence.Kind.FILE, report__in=PublishedValue.objects.values("report"))
        .first()
    )


def remarks_of(report: ProgressReport | None) -> tuple[RemarkView, ...]:
    if report is None:
        return ()
    return tuple(
        RemarkView(
            office=row.author.public_office,
            at=row.at,
            field=row.get_field_display(),
            text=row.text,
        )
        for row in report.remarks.filter(is_public=True).select_related("author")
    )


def versions_of(code: str, edition: Edition) -> tuple[VersionView, ...]:
    """The versions published up to an edition, newest first."""
    reports = (
        ProgressReport.objects.filter(
            pk__in=PublishedValue.objects.filter(
                agreement=code, publication__lte=edition.id, report__isnull=False
            ).values("report")
        )
        .select_related("period", "author", "reviewer")
        .order_by("-period", "-version")
    )
    return tuple(version_view(report) for report in reports)


def version_view(report: ProgressReport) -> VersionView:
    return VersionView(
        corte=report.period.code,
        version=report.version,
        code=report.code,
        percent=report.percent,
        state=report.absence or REPORTED,
        note=report.note,
        setback_reason=report.setback_reason,
        correction_reason=report.correction_reason,
        origin=report.origin,
        author_office=report.author.public_office if report.author else "",
        author_code=report.author.code if report.author else "",
        reviewer_office=report.reviewer.public_office if report.reviewer else "",
        reviewer_code=report.reviewer.code if report.reviewer else "",
        submitted_at=report.submitted_at,
        approved_at=report.reviewed_at,
        published=True,
    )


def measurement_view(
    measured: Measurement | None, moved: GoalpostChange | None = None
) -> MeasurementView | None:
    """The measured value; from the baseline of `moved`, where a decision moved it since."""
    if measured is None:
        return None
    if moved is not None:
        baselines = {"baseline": moved.after_baseline, "baseline_on": moved.after_baseline_on}
        measured = Measurement(
            **baselines, target=measured.target, value=measured.value, unit=measured.unit
        )
    way = progress.progress(measured.baseline, measured.target, measured.value)
    return MeasurementView(
        baseline=measured.baseline,
        baseline_on=measured.baseline_on,
        target=measured.target,
        value=measured.value,
        unit=measured.unit,
        direction=measured.direction,
        percent=way.percent,
        undefined=speech.gettext(progress.UNDEFINED_TEXT[way.undefined]) if way.undefined else "",
    )
