"""Which goalposts hold, and the changes of them as page, table and API show them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emra.agreements.goalposts import Goalposts, Judgement, Reading, judge
from emra.agreements.models import Agreement, GoalpostChange, Measurement, PublishedValue
from emra.lib import formats, subjects
from emra.lib.errors import DomainError

NAMES = {
    "title": gettext_lazy("Título"),
    "target_value": gettext_lazy("Meta"),
    "target_unit": gettext_lazy("Unidad de la meta"),
    "target_year": gettext_lazy("Año de la meta"),
    "baseline": gettext_lazy("Línea base"),
    "baseline_on": gettext_lazy("Fecha de la línea base"),
}


@dataclass(frozen=True)
class FieldChange:
    """One thing that a decision moved, in words."""

    field: str
    name: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangeView:
    """A change of goalposts with the decision behind it, with offices instead of names."""

    id: int
    code: str
    agreement: str
    agreement_title: str | None
    state: str
    fields: tuple[FieldChange, ...]
    before: Goalposts
    after: Goalposts
    decision: str
    decision_kind: str
    decision_code: str
    decision_on: date
    decision_url: str
    reason: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    answer: str
    proposer: int


@dataclass(frozen=True)
class Comparison:
    """A change with one published reading under both; `held` when that edition already used it."""

    change: ChangeView
    corte: str
    before: Judgement
    after: Judgement
    held: bool


def in_force(agreement: Agreement) -> Goalposts:
    """What the agreement is measured against today.

    Wording and target are the agreement's own. The baseline is that of the last confirmed change
    of it or, where no decision moved it, that of the last approved measurement.
    """
    change = _last_of_baseline(agreement)
    source: Any = change.after if change else last_measurement(agreement)
    return Goalposts(
        title=agreement.title,
        target_value=agreement.target_value,
        target_unit=agreement.target_unit,
        target_year=agreement.target_year,
        baseline=source.baseline if source else None,
        baseline_on=source.baseline_on if source else None,
    )


def last_measurement(agreement: Agreement) -> Measurement | None:
    """The last approved measurement that has a baseline."""
    return (
        Measurement.objects.filter(
            report__agreement=agreement, report__state="APPROVED", baseline__isnull=False
        )
        .select_related("report")
        .order_by("-report__period", "-report__version")
        .first()
    )


def moved_baselines() -> Prefetch:
    """For published values: the confirmed changes of their agreements, as `agreement.moved`."""
    return Prefetch(
        "agreement__goalposts", queryset=GoalpostChange.objects.confirmed(), to_attr="moved"
    )


def baseline_as_published(row: PublishedValue) -> GoalpostChange | None:
    """The decision whose baseline an edition uses; None where it uses its report's own.

    A publication keeps title and target in its own sealed columns. Its baseline is that of the
    report, unless a decision confirmed after the report was approved and before the edition was
    published had moved it. What is confirmed later changes no edition that is out.
    """
    approved_at = row.report.reviewed_at if row.report else None
    for change in reversed(row.agreement.moved):  # type: ignore[attr-defined]
        assert change.decided_at is not None
        if change.moves_baseline and change.decided_at <= row.publication.published_at:
            later = approved_at is None or change.decided_at > approved_at
            return change if later else None
    return None


def confirmed(agreement: str = "") -> tuple[ChangeView, ...]:
    """The changes that hold, the newest first; of one agreement, or of all."""
    rows = _rows().filter(state="CONFIRMED")
    return views(rows.filter(agreement=agreement) if agreement else rows)


def pending() -> tuple[ChangeView, ...]:
    return views(_rows().pending())


def closed() -> tuple[ChangeView, ...]:
    """What was decided, the newest first."""
    return views(_rows().exclude(state="PENDING"))


def views(rows: QuerySet[GoalpostChange]) -> tuple[ChangeView, ...]:
    return tuple(_view(row) for row in rows)


def compare(
    changes: Sequence[ChangeView], row: PublishedValue, measured: Measurement | None
) -> tuple[Comparison, ...]:
    """Each change with this published reading under what it was and what it is."""
    first, last = row.publication.period.span
    reading = Reading(row.percent, first, last, measured.value if measured else None)

    def under(goalposts: Goalposts, change: ChangeView) -> Judgement:
        if measured and measured.target not in (None, change.before.target_value):
            # Measured in another unit than the target is told in: its own target stays.
            goalposts = replace(goalposts, target_value=measured.target)
        return judge(reading, goalposts)

    return tuple(
        Comparison(
            change=change,
            corte=row.publication.period.code,
            before=under(change.before, change),
            after=under(change.after, change),
            held=change.decided_at is not None
            and change.decided_at <= row.publication.published_at,
        )
        for change in changes
    )


# -- pieces ----------------------------------------------------------------------------------


def _rows() -> Any:
    return GoalpostChange.objects.select_related("agreement", "proposed_by", "decided_by").order_by(
        "-id"
    )


def _last_of_baseline(agreement: Agreement) -> GoalpostChange | None:
    found = [change for change in agreement.goalposts.confirmed() if change.moves_baseline]
    return found[-1] if found else None


def _view(row: GoalpostChange) -> ChangeView:
    before, after = row.before, row.after
    return ChangeView(
        id=row.pk,
        code=row.code,
        agreement=row.agreement_id,
        agreement_title=row.agreement.title,
        state=row.state,
        fields=tuple(
            FieldChange(
                name,
                str(NAMES[name]),
                told(name, getattr(before, name)),
                told(name, getattr(after, name)),
            )
            for name in before.changed(after)
        ),
        before=before,
        after=after,
        decision=row.get_decision_display(),
        decision_kind=row.decision,
        decision_code=row.decision_code,
        decision_on=row.decision_on,
        decision_url=row.decision_link or _session_path(row),
        reason=row.reason,
        proposed_by=row.proposed_by.public_office,
        proposed_at=row.proposed_at,
        decided_by=row.decided_by.public_office if row.decided_by else "",
        decided_at=row.decided_at,
        answer=row.answer,
        proposer=row.proposed_by_id,
    )


def told(name: str, value: Any) -> str:
    """A goalpost in words; what there is not is said, never shown as zero."""
    if value is None or value == "":
        return _("no indicado")
    if name == "baseline_on":
        return formats.day(value)
    if name in ("target_value", "baseline"):
        return formats.number(value)
    return str(value)


def _session_path(row: GoalpostChange) -> str:
    if row.decision != GoalpostChange.Decision.SESSION:
        return ""
    try:
        return subjects.find(f"SESSION:{row.decision_code}").path
    except DomainError:
        return ""
