"""Bilateral projects as the public reads them: the version in force, its results, its history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from emra.cooperation import bilateral_verdicts
from emra.cooperation.bilateral_content import Content, Result, content_of, with_parts
from emra.cooperation.bilateral_rows import FichaRow, differences, duration, rows
from emra.cooperation.bilateral_verdicts import Told, verdict
from emra.cooperation.models import BilateralProject, BilateralSheet, ResultReport
from emra.ledger.four_eyes import State
from emra.lib.errors import Unknown
from emra.lib.subjects import Subject
from emra.sources.queries import CitationView, citation_view

KIND = "BILATERAL"


@dataclass(frozen=True)
class RowView:
    """A row of the ficha with the passage it was read from, None where people entered it."""

    row: FichaRow
    citation: CitationView | None

    @property
    def source(self) -> str:
        """The lines of the source it comes from, or who entered it; "" for an empty row."""
        cited = self.citation
        if cited is None:
            return _("Ingresado por la Secretaría Técnica") if self.row.parts else ""
        if cited.line_from == cited.line_to:
            return _("Fuente, línea %(line)s") % {"line": cited.line_from}
        lines = {"first": cited.line_from, "last": cited.line_to}
        return _("Fuente, líneas %(first)s a %(last)s") % lines


@dataclass(frozen=True)
class ReportView:
    """An approved report of a result; `reached` None where nobody counted."""

    pk: int
    code: str
    on: date
    text: str
    done: bool
    reached: int | None
    link: str
    has_file: bool
    approved_at: datetime | None


@dataclass(frozen=True)
class ResultView:
    """A result of the version in force, with its verdict and reports, the latest first."""

    result: Result
    verdict: str
    reports: tuple[ReportView, ...]

    @property
    def verdict_name(self) -> str:
        return _(bilateral_verdicts.NAMES[self.verdict])

    @property
    def told(self) -> int:
        """How many reports of it were approved."""
        return len(self.reports)

    @property
    def last(self) -> ReportView | None:
        return self.reports[0] if self.reports else None


@dataclass(frozen=True)
class VersionView:
    """An approved version: why it changed and which rows, against the one before."""

    version: int
    origin: str
    reason: str
    approved_at: datetime | None
    changed: tuple[tuple[FichaRow | None, FichaRow], ...]


@dataclass(frozen=True)
class ProjectView:
    """A project by its version in force."""

    code: str
    version: int
    origin: str
    approved_at: datetime | None
    content: Content
    rows: tuple[RowView, ...]
    results: tuple[ResultView, ...]
    history: tuple[VersionView, ...]

    @property
    def path(self) -> str:
        return reverse("bilateral", args=[self.code])

    @property
    def countries(self) -> tuple[str, ...]:
        """Of its institutions and places, in the order they are told."""
        named = [row.country for row in self.content.places]
        named += [row.country for row in self.content.institutions]
        return tuple(dict.fromkeys(named))

    @property
    def duration(self) -> str:
        return duration(self.content.months, self.content.starts)

    @property
    def met(self) -> int:
        """How many of its results are met."""
        return sum(1 for row in self.results if row.verdict == bilateral_verdicts.MET)

    @property
    def reported(self) -> int:
        """Of how many something was approved."""
        return sum(1 for row in self.results if row.reports)


def projects() -> tuple[ProjectView, ...]:
    """Every public project, by code."""
    return _views(BilateralProject.objects.public())


def project(code: str) -> ProjectView:
    """One public project; raises Unknown for any other."""
    found = _views(BilateralProject.objects.public().filter(pk=code[:40]))
    if not found:
        raise Unknown(_("No existe el proyecto bilateral «%(code)s».") % {"code": code[:40]})
    return found[0]


def as_subjects() -> tuple[Subject, ...]:
    """The projects that decisions and observations can be about."""
    sheets = BilateralSheet.objects.filter(state=State.APPROVED).order_by("project", "version")
    names = dict(sheets.values_list("project", "name"))
    return tuple(
        Subject(KIND, code, name, reverse("bilateral", args=[code])) for code, name in names.items()
    )


def evidence(pk: int) -> ResultReport:
    """An approved report with a file; raises Unknown for any other."""
    row = ResultReport.objects.filter(pk=pk, state=State.APPROVED).exclude(sha256="").first()
    if row is None:
        raise Unknown(_("No existe ese archivo de respaldo."))
    return row


def result_view(result: Result, reports: Iterable[ResultReport]) -> ResultView:
    """A result with its reports, oldest first as they come."""
    told = [row for row in reports if row.result == result.number]
    last = Told(told[-1].done, told[-1].reached) if told else None
    return ResultView(
        result,
        verdict(result.minimum, last),
        tuple(_report(row) for row in reversed(told)),
    )


# -- pieces ----------------------------------------------------------------------------------


def _views(chosen: Iterable[BilateralProject]) -> tuple[ProjectView, ...]:
    codes = [row.pk for row in chosen]
    approved = BilateralSheet.objects.filter(state=State.APPROVED, project__in=codes)
    sheets: dict[str, list[BilateralSheet]] = {}
    for sheet in with_parts(approved).order_by("project", "version"):
        sheets.setdefault(sheet.project_id, []).append(sheet)
    reports: dict[str, list[ResultReport]] = {}
    told = ResultReport.objects.filter(state=State.APPROVED, project__in=codes)
    for report in told.order_by("on", "id"):
        reports.setdefault(report.project_id, []).append(report)
    return tuple(_view(code, found, reports.get(code, [])) for code, found in sheets.items())


def _view(code: str, versions: list[BilateralSheet], reports: list[ResultReport]) -> ProjectView:
    last = versions[-1]
    content = content_of(last)
    cited = {row.row: citation_view(row.citation) for row in last.bilateralsource_set.all()}
    return ProjectView(
        code=code,
        version=last.version,
        origin=last.origin,
        approved_at=last.reviewed_at,
        content=content,
        rows=tuple(RowView(row, cited.get(row.key)) for row in rows(content)),
        results=tuple(result_view(result, reports) for result in content.results),
        history=_history(versions),
    )


def _history(versions: list[BilateralSheet]) -> tuple[VersionView, ...]:
    """Every approved version, the latest first."""
    found, before = [], None
    for sheet in versions:
        content = content_of(sheet)
        changed = differences(before, content) if before else ()
        found.append(
            VersionView(sheet.version, sheet.origin, sheet.reason, sheet.reviewed_at, changed)
        )
        before = content
    return tuple(reversed(found))


def _report(row: ResultReport) -> ReportView:
    return ReportView(
        pk=row.pk,
        code=row.code,
        on=row.on,
        text=row.text,
        done=row.done,
        reached=row.reached,
        link=row.link,
        has_file=bool(row.sha256),
        approved_at=row.reviewed_at,
    )
