"""What the desk of the bilateral projects shows: drafts, what waits, before and after."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from emra.accounts.models import User
from emra.cooperation.bilateral_actions import find_project
from emra.cooperation.bilateral_content import content_of, with_parts
from emra.cooperation.bilateral_queries import ResultView, result_view
from emra.cooperation.bilateral_rows import FichaRow, differences
from emra.cooperation.models import BilateralProject, BilateralSheet, ResultReport
from emra.ledger import four_eyes
from emra.ledger.four_eyes import State
from emra.lib.errors import Unknown


@dataclass(frozen=True)
class DeskRow:
    """A project of the list: its sheet in force and open one, and its open reports."""

    code: str
    name: str
    in_force: BilateralSheet | None
    draft: BilateralSheet | None
    reports: tuple[ResultReport, ...]

    @property
    def waiting(self) -> int:
        """How much of it somebody has to review."""
        every = [self.draft, *self.reports]
        return sum(1 for row in every if row and row.state == State.SUBMITTED)


@dataclass(frozen=True)
class OpenRow:
    """Something not approved yet, and what this person may do with it."""

    row: BilateralSheet | ResultReport
    wrote: bool

    @property
    def writable(self) -> bool:
        return self.row.state in four_eyes.WRITABLE

    @property
    def submitted(self) -> bool:
        return self.row.state == State.SUBMITTED


@dataclass(frozen=True)
class DeskResult:
    """A result of the version in force, with its approved reports and its open one."""

    view: ResultView
    draft: OpenRow | None


@dataclass(frozen=True)
class DeskProject:
    """A project with everything that is not approved yet."""

    code: str
    name: str
    in_force: BilateralSheet | None
    draft: OpenRow | None
    changed: tuple[tuple[FichaRow | None, FichaRow], ...]
    results: tuple[DeskResult, ...]


def projects() -> tuple[DeskRow, ...]:
    """Every project, those never approved too."""
    sheets: dict[str, list[BilateralSheet]] = {}
    for sheet in BilateralSheet.objects.order_by("project", "version"):
        sheets.setdefault(sheet.project_id, []).append(sheet)
    reports = list(ResultReport.objects.exclude(state=State.APPROVED))
    rows = []
    for code in BilateralProject.objects.values_list("code", flat=True):
        approved, draft = _split(sheets.get(code, []))
        named = draft or approved
        rows.append(
            DeskRow(
                code=code,
                name=named.name if named else code,
                in_force=approved,
                draft=draft,
                reports=tuple(row for row in reports if row.project_id == code),
            )
        )
    return tuple(rows)


def project(code: str, *, person: User) -> DeskProject:
    """One project as this person may act on it."""
    held = find_project(code)
    approved, draft = _split(with_parts(held.sheets.all()).order_by("version"))
    named = draft or approved
    before = content_of(approved) if approved else None
    told = list(held.reports.order_by("on", "id"))
    return DeskProject(
        code=held.code,
        name=named.name if named else held.code,
        in_force=approved,
        draft=_open(draft, person),
        changed=differences(before, content_of(draft)) if draft else (),
        results=tuple(
            DeskResult(
                result_view(result, [row for row in told if row.state == State.APPROVED]),
                _open(
                    next(
                        (
                            row
                            for row in told
                            if row.result == result.number and row.state != State.APPROVED
                        ),
                        None,
                    ),
                    person,
                ),
            )
            for result in (before.results if before else ())
        ),
    )


def report(pk: int) -> ResultReport:
    """A report, or Unknown."""
    row = ResultReport.objects.filter(pk=pk).first()
    if row is None:
        raise Unknown(_("No existe ese informe de un resultado."))
    return row


def _split(
    sheets: Iterable[BilateralSheet],
) -> tuple[BilateralSheet | None, BilateralSheet | None]:
    """The version in force and the open one, of versions in order."""
    approved = draft = None
    for sheet in sheets:
        if sheet.state == State.APPROVED:
            approved = sheet
        else:
            draft = sheet
    return approved, draft


def _open(row: BilateralSheet | ResultReport | None, person: User) -> OpenRow | None:
    return None if row is None else OpenRow(row, four_eyes.entered_by(row, person))
