"""What the desks of the districts read, drafts and previews included."""

from dataclasses import dataclass
from datetime import datetime

from districts import queries
from districts.models import Edition, ImportProblem, StabilityStudy
from districts.readmodel import EditionView, StudyView

SHOWN = 200


@dataclass(frozen=True)
class Preview:
    """An edition on its way: what it would load, what was left out, what is wrong."""

    edition: EditionView
    title: str
    state: str
    state_text: str
    personal: str
    ignored: str
    problems: tuple[ImportProblem, ...]
    problem_count: int
    current_rows: int | None


@dataclass(frozen=True)
class Waiting:
    """An edition that waits for its confirmation."""

    pk: int
    title: str
    filename: str
    loaded_at: datetime


def preview(row: Edition) -> Preview:
    """Needs `layer` and `loaded_by` selected."""
    problems = row.problems.all()
    current = Edition.objects.current().filter(layer=row.layer_id).exclude(pk=row.pk).first()
    return Preview(
        edition=queries.edition_view(row),
        title=row.layer.title,
        state=row.state,
        state_text=str(Edition.State(row.state).label),
        personal=row.personal,
        ignored=row.ignored,
        problems=tuple(problems[:SHOWN]),
        problem_count=problems.count(),
        current_rows=current.rows if current else None,
    )


def waiting_editions() -> tuple[Waiting, ...]:
    rows = Edition.objects.filter(state=Edition.State.PREVIEW).select_related("layer")
    return tuple(
        Waiting(row.pk, row.layer.title, row.filename, row.loaded_at)
        for row in rows.order_by("-pk")
    )


def studies_of(code: str) -> tuple[StudyView, ...]:
    """Every study of a run, newest first, also those that are not done."""
    rows = StabilityStudy.objects.filter(run__code=code).select_related("run").order_by("-pk")
    return tuple(queries.study_view(row) for row in rows)
