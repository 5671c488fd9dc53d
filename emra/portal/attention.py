"""Where something moved in the last 90 days, and where nothing did: by objective and by dimension.

An objective has what the data themselves tie to it: its lines of action, its commission and what
that decided, the projects that say they serve it, the pieces and observations that name it. The
progress of the agreements names no objective: it stands in the table of the dimensions.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emra.agreements.models import Agreement, Dimension
from emra.communications import queries as communications
from emra.governance import commitment_queries, due, review_queries
from emra.governance import queries as governance
from emra.governance.commitment_queries import CommitmentView
from emra.lib import subjects
from emra.lib.errors import DomainError
from emra.oversight import queries as oversight
from emra.projects import queries as projects
from emra.strategy import queries as strategy

DAYS = 90
FIRST: Final = date(2023, 1, 1)


@dataclass(frozen=True)
class Column:
    """What is counted; `state` is true where it is a state of the day and not a movement."""

    code: str
    title: str | Promise
    meaning: str | Promise
    state: bool = False


@dataclass(frozen=True)
class Cell:
    """How many there were, the last day of them, and where to read them."""

    column: str
    title: str | Promise
    state: bool
    count: int
    last: date | None
    path: str


@dataclass(frozen=True)
class Row:
    """An objective or a dimension with its cells in the order of the columns."""

    code: str
    title: str
    path: str
    cells: tuple[Cell, ...]
    moved: int
    last: date | None

    @property
    def still(self) -> bool:
        """Whether nothing moved."""
        return self.moved == 0

    @property
    def blank(self) -> bool:
        """Whether there is nothing to count in any column."""
        return not any(cell.count for cell in self.cells)


@dataclass(frozen=True)
class Matrix:
    """A table of the page: its columns and rows."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Attention:
    """Both tables, over the days from `since` to `until`, both counted."""

    since: date
    until: date
    objectives: Matrix
    dimensions: Matrix


MADE = Column(
    "commitments_made",
    gettext_lazy("Compromisos nuevos"),
    gettext_lazy("Acordados en esos días, por la comisión o sobre eso mismo."),
)
DONE = Column(
    "commitments_done",
    gettext_lazy("Compromisos cumplidos"),
    gettext_lazy("Dados por cumplidos en esos días, con su evidencia."),
)
OVERDUE = Column(
    "commitments_overdue",
    gettext_lazy("Compromisos atrasados"),
    gettext_lazy("Sin cerrar y con el plazo vencido el último día. No es un movimiento: no suma."),
    state=True,
)
ANSWERED = Column(
    "observations_answered",
    gettext_lazy("Observaciones respondidas"),
    gettext_lazy("Observaciones publicadas que recibieron su respuesta oficial en esos días."),
)
OF_OBJECTIVES = (
    Column(
        "lines",
        gettext_lazy("Líneas informadas"),
        gettext_lazy("Líneas de acción de las que se registró un estado en esos días."),
    ),
    Column(
        "sessions",
        gettext_lazy("Sesiones"),
        gettext_lazy("Sesiones de su comisión en esos días, con acta aprobada."),
    ),
    Column(
        "reviews",
        gettext_lazy("Revisiones firmadas"),
        gettext_lazy("Revisiones de su comisión firmadas en esos días."),
    ),
    MADE,
    DONE,
    OVERDUE,
    Column(
        "projects",
        gettext_lazy("Seguimientos de proyectos"),
        gettext_lazy("Aprobados en esos días, de proyectos que declaran servir al objetivo."),
    ),
    ANSWERED,
    Column(
        "pieces",
        gettext_lazy("Piezas publicadas"),
        gettext_lazy("Piezas de comunicación sobre el objetivo, publicadas en esos días."),
    ),
)
OF_DIMENSIONS = (
    Column(
        "readings",
        gettext_lazy("Avances que cambiaron"),
        gettext_lazy("Acuerdos cuya cifra publicada cambió en esos días."),
    ),
    Column(
        "targets",
        gettext_lazy("Metas que cambiaron"),
        gettext_lazy("Acuerdos cuya meta publicada cambió en esos días."),
    ),
    MADE,
    DONE,
    OVERDUE,
    ANSWERED,
)


def attention(day: date | None = None) -> Attention:
    """Both tables for the 90 days that end on `day`, today unless said; raises DomainError."""
    today = timezone.localdate()
    until = day or today
    if until > today:
        raise DomainError(_("El día de referencia no puede ser posterior a hoy."), field="al")
    if until < FIRST:
        raise DomainError(
            _("El día de referencia no puede ser anterior a 2023: ese año empieza la estrategia."),
            field="al",
        )
    window = _Window(until - timedelta(days=DAYS - 1), until)
    promises = commitment_queries.commitments(today=today)
    return Attention(
        since=window.since,
        until=window.until,
        objectives=Matrix(OF_OBJECTIVES, tuple(_objectives(window, promises, today))),
        dimensions=Matrix(OF_DIMENSIONS, tuple(_dimensions(window, promises, today))),
    )


def overdue_on(row: CommitmentView, day: date) -> bool:
    """Whether a commitment was open and late at the end of a day, by the deadline of that day."""
    if local(row.decided_at) > day or (row.closed_at and local(row.closed_at) <= day):
        return False
    moved = [step.due_to for step in row.steps if step.due_to and local(step.at) <= day]
    return due.of(moved[-1] if moved else row.first_due_on, day).late > 0


def local(at: datetime) -> date:
    return timezone.localtime(at).date()


# -- pieces ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Window:
    """The days that count."""

    since: date
    until: date

    def of(self, days: Iterable[date | datetime | None]) -> list[date]:
        plain = (local(day) if isinstance(day, datetime) else day for day in days)
        return [day for day in plain if day and self.since <= day <= self.until]


def _objectives(window: _Window, promises: Iterable[CommitmentView], today: date) -> Iterator[Row]:
    bodies = {row.objective: row.code for row in governance.bodies(today) if row.objective}
    sessions = governance.sessions(told=True)
    followed = projects.projects(today)
    pieces = communications.published()
    observed = oversight.published(oversight.Selection(), today)
    for objective in strategy.objectives():
        code, body = objective.code, bodies.get(objective.code, "")
        lines = {f"LINE:{line.code}" for line in objective.lines}
        held = [row for row in sessions if body and row.body == body]
        about = lines | {f"SESSION:{row.code}" for row in held}
        serving = [row.code for row in followed if row.objective == code]
        own = [row for row in promises if (body and row.body == body) or row.subject_key in lines]
        page = reverse("objective", args=[code])
        home = reverse("body", args=[body]) if body else page
        found = {
            "lines": (
                [
                    max(days)
                    for line in objective.lines
                    if (days := window.of(told.recorded_at for told in line.history))
                ],
                page,
            ),
            "sessions": (window.of(row.at for row in held), home),
            "reviews": (
                window.of(row.signed_at for row in review_queries.signed(body)) if body else [],
                home,
            ),
            "projects": (
                window.of(
                    entry.at
                    for project in serving
                    for entry in projects.entries(project)
                    if not entry.citation
                ),
                page,
            ),
            "pieces": (
                window.of(row.on for row in pieces if row.objective == code),
                reverse("communications"),
            ),
            "observations_answered": (_answers(window, observed, about), reverse("oversight")),
            **_promised(window, own, f"{reverse('commitments')}?instancia={body}"),
        }
        yield _row(code, objective.title, page, OF_OBJECTIVES, found)


def _dimensions(window: _Window, promises: Iterable[CommitmentView], today: date) -> Iterator[Row]:
    names: dict[str, set[str]] = {}
    for code, dimension in Agreement.objects.values_list("code", "dimension"):
        names.setdefault(dimension, set()).add(code)
    changes = [row for row in subjects.changes() if row.kind in ("AGREEMENT", "TARGET")]
    observed = oversight.published(oversight.Selection(kind="AGREEMENT"), today)
    for row in Dimension.objects.order_by("order"):
        codes = names.get(row.code, set())
        keys = {f"{kind}:{code}" for kind in ("AGREEMENT", "TARGET") for code in codes}
        page = reverse("dimension", args=[row.code])
        moved = {
            kind: window.of(
                {
                    change.code: change.at
                    for change in changes
                    if change.kind == kind and change.code in codes and window.of([change.at])
                }.values()
            )
            for kind in ("AGREEMENT", "TARGET")
        }
        found = {
            "readings": (moved["AGREEMENT"], page),
            "targets": (moved["TARGET"], reverse("goalpost-changes")),
            "observations_answered": (_answers(window, observed, keys), reverse("oversight")),
            **_promised(
                window, [one for one in promises if one.subject_key in keys], reverse("commitments")
            ),
        }
        yield _row(row.code, row.name, page, OF_DIMENSIONS, found)


def _promised(
    window: _Window, rows: Iterable[CommitmentView], path: str
) -> dict[str, tuple[list[date], str]]:
    kept = list(rows)
    late = [row for row in kept if overdue_on(row, window.until)]
    return {
        MADE.code: (window.of(row.decided_at for row in kept), path),
        DONE.code: (window.of(row.closed_at for row in kept if row.state == "DONE"), path),
        OVERDUE.code: ([row.ends_on for row in late], path),
    }


def _answers(
    window: _Window, rows: Iterable[oversight.ObservationView], keys: set[str]
) -> list[date]:
    return window.of(row.answers[0].at for row in rows if row.answers and row.subject.key in keys)


def _row(
    code: str,
    title: str,
    path: str,
    columns: tuple[Column, ...],
    found: Mapping[str, tuple[list[date], str]],
) -> Row:
    cells = tuple(
        # Of what is overdue the longest wait tells more than the last one.
        Cell(
            column=column.code,
            title=column.title,
            state=column.state,
            count=len(days),
            last=(min if column.state else max)(days, default=None),
            path=address,
        )
        for column in columns
        for days, address in [found[column.code]]
    )
    movements = [cell for cell in cells if not cell.state]
    return Row(
        code=code,
        title=title,
        path=path,
        cells=cells,
        moved=sum(cell.count for cell in movements),
        last=max((cell.last for cell in movements if cell.last), default=None),
    )
