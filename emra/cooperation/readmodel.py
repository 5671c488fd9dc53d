"""What pages, tables and API read of covenants: frozen, with figures that know their passage."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.urls import reverse

from emra.cooperation import terms
from emra.lib.money import Amount
from emra.sources.queries import CitationView

IN_FORCE, OVER = "IN_FORCE", "OVER"
DONE, LATE, COMING = "DONE", "LATE", "COMING"
COVENANT, BILATERAL = "COVENANT", "BILATERAL"


@dataclass(frozen=True)
class Record:
    """A covenant or a bilateral project with what both can say; "" and None are not stated."""

    code: str
    kind: str
    name: str
    partners: tuple[str, ...]
    starts: str
    ends: str
    months: int | None
    amount: Decimal | None
    unit: str | None
    state: str
    state_name: str
    path: str
    updated_on: date | None


@dataclass(frozen=True)
class PartyView:
    name: str
    side: str
    side_name: str
    role: str
    role_name: str
    citation: CitationView | None


@dataclass(frozen=True)
class LocalityView:
    """A locality; `families` is None where it is not known."""

    commune: str
    commune_name: str
    name: str
    families: int | None
    citation: CitationView | None


@dataclass(frozen=True)
class CommuneFamilies:
    """The localities of one commune with their sum; None where one of them is not known."""

    commune_name: str
    localities: tuple[LocalityView, ...]

    @property
    def families(self) -> int | None:
        return families_of(self.localities)


def families_of(rows: Sequence[LocalityView]) -> int | None:
    """The families of localities together; None where there are none, or one is not known."""
    known = [row.families for row in rows if row.families is not None]
    return sum(known) if rows and len(known) == len(rows) else None


@dataclass(frozen=True)
class AxisView:
    commune: str
    commune_name: str
    name: str
    citation: CitationView | None


@dataclass(frozen=True)
class ResultView:
    text: str
    citation: CitationView | None


@dataclass(frozen=True)
class EvaluationView:
    """An evaluation the schedule asks for: done, late, or still ahead."""

    planned_on: date
    state: str
    done_on: date | None
    days_late: int
    findings: str
    link: str
    pk: int | None
    has_file: bool


@dataclass(frozen=True)
class AnswerView:
    """An answer beside its question; `value` is "" where none was given."""

    item: str
    kind: str
    title: str
    question: str
    value: str
    value_name: str
    note: str
    link: str
    citation: CitationView


@dataclass(frozen=True)
class AssessmentView:
    """A covenant's approved self-assessment of a year, in its last version."""

    covenant: str
    year: int
    version: int
    reason: str
    approved_at: datetime
    answers: tuple[AnswerView, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many answers of each value: what is not known is not a no."""
        found = Counter(row.value for row in self.answers)
        return {value: found[value] for value in ("YES", "PARTLY", "NO", "UNKNOWN")}


@dataclass(frozen=True)
class VersionView:
    """An approved version of a covenant's sheet, and why it changed what stood before."""

    version: int
    reason: str
    origin: str
    approved_at: datetime
    is_last: bool


@dataclass(frozen=True)
class CovenantView:
    """A covenant as one of its approved sheets tells it."""

    code: str
    version: int
    origin: str
    name: str
    programme: str
    province: str
    citation: CitationView | None
    starts: str
    ends: str
    term_note: str
    term_citation: CitationView | None
    amount: Amount | None
    contribution_note: str
    contribution_citation: CitationView | None
    predecessor: str
    successors: tuple[str, ...]
    evaluation_rules: str
    evaluation_every_months: int | None
    evaluation_first_on: date | None
    evaluation_citation: CitationView | None
    state: str
    approved_at: datetime
    parties: tuple[PartyView, ...]
    localities: tuple[LocalityView, ...]
    axes: tuple[AxisView, ...]
    results: tuple[ResultView, ...]
    evaluations: tuple[EvaluationView, ...]
    assessments: tuple[AssessmentView, ...]

    @property
    def path(self) -> str:
        return reverse("covenant", args=[self.code])

    @property
    def starts_name(self) -> str:
        return terms.written(self.starts)

    @property
    def ends_name(self) -> str:
        return terms.written(self.ends)

    @property
    def is_over(self) -> bool:
        return self.state == OVER

    @property
    def signers(self) -> tuple[PartyView, ...]:
        return self._with_role("PARTY")

    @property
    def leads(self) -> tuple[PartyView, ...]:
        return self._with_role("LEAD")

    @property
    def participants(self) -> tuple[PartyView, ...]:
        return self._with_role("PARTICIPANT")

    @property
    def public_participants(self) -> tuple[PartyView, ...]:
        return tuple(row for row in self.participants if row.side == "PUBLIC")

    @property
    def other_participants(self) -> tuple[PartyView, ...]:
        return tuple(row for row in self.participants if row.side != "PUBLIC")

    @property
    def families(self) -> int | None:
        """The families of its localities together; None where one of them is not known."""
        return families_of(self.localities)

    @property
    def by_commune(self) -> tuple[CommuneFamilies, ...]:
        """Its localities by commune, in the order they are told."""
        held: dict[str, list[LocalityView]] = {}
        for row in self.localities:
            held.setdefault(row.commune_name, []).append(row)
        return tuple(CommuneFamilies(name, tuple(rows)) for name, rows in held.items())

    @property
    def families_known(self) -> str:
        """`12/12`: how many localities say how many families."""
        known = sum(row.families is not None for row in self.localities)
        return f"{known}/{len(self.localities)}"

    @property
    def locality_citations(self) -> tuple[CitationView, ...]:
        """The passages its localities come from, once each."""
        return tuple(dict.fromkeys(row.citation for row in self.localities if row.citation))

    @property
    def late(self) -> tuple[EvaluationView, ...]:
        return tuple(row for row in self.evaluations if row.state == LATE)

    @property
    def evaluated(self) -> tuple[EvaluationView, ...]:
        return tuple(row for row in self.evaluations if row.state == DONE)

    @property
    def next_evaluation(self) -> EvaluationView | None:
        return next((row for row in self.evaluations if row.state == COMING), None)

    def _with_role(self, role: str) -> tuple[PartyView, ...]:
        return tuple(row for row in self.parties if row.role == role)


@dataclass(frozen=True)
class InstrumentView:
    """A promotion instrument with the lines that name it."""

    number: int
    name: str
    institution: str
    area: str
    group: str
    group_name: str
    line_from: int
    line_to: int
    document: str
