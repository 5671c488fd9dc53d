"""Who has reported and who has not: of a published corte, the open one, the past ones.

Of an open corte only how many reports were approved, wait or were not sent: the headers of the
ledger tell as much. No value of a draft is read here.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from emra.agreements import queries
from emra.agreements.models import (
    Absence,
    Agreement,
    Dimension,
    Period,
    ProgressReport,
    PublishedValue,
)
from emra.agreements.readmodel import Edition

State = ProgressReport.State


@dataclass(frozen=True)
class Reported:
    """The readings of a dimension in an edition by the office behind them; they add up."""

    dimension: str
    name: str
    office: str
    agreements: int
    reported: int
    carried: int
    no_data: int
    not_applicable: int


@dataclass(frozen=True)
class Waiting:
    """How far a dimension is in a corte that is not published: they add up."""

    dimension: str
    name: str
    agreements: int
    approved: int
    in_review: int
    not_sent: int


@dataclass(frozen=True)
class Running:
    """The corte that is open, or closed and not published yet."""

    corte: str
    name: str
    open: bool
    cutoff_on: date | None
    due_on: date | None
    days_left: int | None
    rows: tuple[Waiting, ...]

    @property
    def agreements(self) -> int:
        return sum(row.agreements for row in self.rows)

    @property
    def approved(self) -> int:
        return sum(row.approved for row in self.rows)

    @property
    def in_review(self) -> int:
        return sum(row.in_review for row in self.rows)

    @property
    def not_sent(self) -> int:
        return sum(row.not_sent for row in self.rows)


@dataclass(frozen=True)
class Punctuality:
    """A published corte with a due date: its own reports by the day they were last sent."""

    corte: str
    name: str
    due_on: date
    agreements: int
    on_time: int
    late: int
    worst_days: int

    @property
    def missing(self) -> int:
        """Agreements that were not reported in that corte."""
        return self.agreements - self.on_time - self.late


@dataclass(frozen=True)
class Reporting:
    """The page."""

    edition: Edition
    editions: tuple[Edition, ...]
    rows: tuple[Reported, ...]
    running: Running | None
    past: tuple[Punctuality, ...]

    def total(self, name: str) -> int:
        return sum(getattr(row, name) for row in self.rows)

    @property
    def totals(self) -> Reported:
        names = ("agreements", "reported", "carried", "no_data", "not_applicable")
        return Reported("all", _("Los 19 acuerdos"), "", *map(self.total, names))


def reporting(corte: str | None = None) -> Reporting:
    """The state of reporting; raises NotPublished for a corte that is not published."""
    every = queries.editions()
    edition = queries.choose(every, corte)
    return Reporting(
        edition=edition,
        editions=every,
        rows=tuple(_reported(edition)),
        running=_running(timezone.localdate()),
        past=tuple(_past(every)),
    )


# -- pieces ----------------------------------------------------------------------------------


def _reported(edition: Edition) -> Iterable[Reported]:
    counted: dict[tuple[str, str], Counter[str]] = {}
    rows = PublishedValue.objects.filter(publication=edition.id).select_related(
        "agreement", "report__author"
    )
    for row in rows:
        place = row.agreement.dimension_id, _office(row)
        counted.setdefault(place, Counter())[_kind(row)] += 1
    for dimension in Dimension.objects.order_by("order"):
        for code, office in sorted(counted):
            if code == dimension.code:
                kinds = counted[code, office]
                yield Reported(
                    dimension=code,
                    name=dimension.name,
                    office=office,
                    agreements=kinds.total(),
                    reported=kinds["reported"],
                    carried=kinds["carried"],
                    no_data=kinds["no_data"],
                    not_applicable=kinds["not_applicable"],
                )


def _office(row: PublishedValue) -> str:
    """The office that told a reading, never the person; the document, where nobody entered it."""
    if row.report is None:
        return _("Nadie ha informado")
    return row.report.author.public_office if row.report.author else _("Documento fuente")


def _kind(row: PublishedValue) -> str:
    if row.absence == Absence.NOT_APPLICABLE:
        return "not_applicable"
    if row.percent is None:
        return "no_data"
    return "carried" if row.carried_from else "reported"


def _running(today: date) -> Running | None:
    """The latest corte that is not published; None where all are."""
    period = Period.objects.exclude(state=Period.State.PUBLISHED).order_by("-id").first()
    if period is None:
        return None
    states: dict[str, set[str]] = {}
    for agreement, state in period.reports.values_list("agreement", "state"):
        states.setdefault(agreement, set()).add(state)
    members: dict[str, list[str]] = {}
    for code, scope in Agreement.objects.values_list("code", "dimension"):
        members.setdefault(scope, []).append(code)
    rows = []
    for dimension in Dimension.objects.order_by("order"):
        codes = members.get(dimension.code, [])
        waiting = [code for code in codes if State.SUBMITTED in states.get(code, ())]
        approved = [
            code for code in codes if State.APPROVED in states.get(code, ()) and code not in waiting
        ]
        rows.append(
            Waiting(
                dimension=dimension.code,
                name=dimension.name,
                agreements=len(codes),
                approved=len(approved),
                in_review=len(waiting),
                not_sent=len(codes) - len(approved) - len(waiting),
            )
        )
    return Running(
        corte=period.code,
        name=period.name,
        open=period.state == Period.State.OPEN,
        cutoff_on=period.cutoff_on,
        due_on=period.due_on,
        days_left=(period.due_on - today).days if period.due_on else None,
        rows=tuple(rows),
    )


def _past(every: tuple[Edition, ...]) -> Iterable[Punctuality]:
    """The published cortes with a due date, the latest first: two queries."""
    latest = [edition for edition in every if edition.is_latest]
    dues = dict(
        Period.objects.filter(
            code__in=[edition.corte for edition in latest], due_on__isnull=False
        ).values_list("code", "due_on")
    )
    told = PublishedValue.objects.filter(
        publication__in=[edition.id for edition in latest]
    ).select_related("report__period")
    sent: dict[int, list[date]] = {}
    counted: Counter[int] = Counter()
    for row in told:
        counted[row.publication_id] += 1
        report = row.report
        if report and report.submitted_at and not row.carried_from:
            day = timezone.localtime(report.submitted_at).date()
            sent.setdefault(row.publication_id, []).append(day)
    for edition in latest:
        if due := dues.get(edition.corte):
            late = [(day - due).days for day in sent.get(edition.id, []) if day > due]
            yield Punctuality(
                corte=edition.corte,
                name=edition.corte_name,
                due_on=due,
                agreements=counted[edition.id],
                on_time=len(sent.get(edition.id, [])) - len(late),
                late=len(late),
                worst_days=max(late, default=0),
            )
