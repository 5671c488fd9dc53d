"""Was anything altered: the chain itself, and what is published held against it."""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from emra.agreements import averages
from emra.agreements.actions import facts
from emra.agreements.goalpost_actions import facts as goalpost_facts
from emra.agreements.models import (
    ALL,
    Evidence,
    GoalpostChange,
    ProgressReport,
    Publication,
    PublishedAverage,
    PublishedValue,
)
from emra.agreements.period_actions import content_digest
from emra.cooperation.bilateral_content import facts as bilateral_facts
from emra.cooperation.bilateral_content import with_parts
from emra.cooperation.bilateral_report_actions import facts as result_facts
from emra.cooperation.models import BilateralSheet, CovenantEvaluation, ResultReport
from emra.cooperation.review_actions import KINDS as COOPERATION
from emra.governance import commitment_actions, minutes_actions
from emra.governance.models import CommissionReview, Commitment, Minutes
from emra.governance.review_actions import facts as review_facts
from emra.ledger import chain
from emra.ledger import queries as ledger
from emra.ledger.models import Event
from emra.ledger.queries import whole_chain
from emra.lib import files, percent
from emra.operations.actions import record_verification
from emra.projects import facts as project_facts
from emra.projects.models import Entry
from emra.projects.models import Evidence as ProjectEvidence
from emra.royalty import actions as royalty
from emra.royalty.models import Dataset
from emra.strategy.follow_up import facts as line_facts
from emra.strategy.models import LineState

WHAT = {
    "missing": "falta este evento",
    "prev_hash": "no enlaza con el evento anterior",
    "payload": "su contenido fue alterado",
    "hash": "su encabezado fue alterado",
}


def faults() -> list[str]:
    """Every discrepancy found, as Spanish sentences; empty when all is as it was written.

    A broken chain is named by its first event and ends the search: nothing can be held against it.
    """
    fault = chain.first_fault(whole_chain())
    if fault:
        return [f"FALLA en el evento {fault.seq}: {WHAT[fault.what]}."]
    return [
        *_publications(),
        *_reports(),
        *_evidence(),
        *_datasets(),
        *_bilaterals(),
        *_minutes(),
        *_promises(),
        *_lines(),
        *_goalposts(),
        *_reviews(),
        *_projects(),
        *_cooperation(),
    ]


@dataclass(frozen=True)
class Verified:
    """What one check found, and the end of the ledger it read."""

    faults: list[str]
    seq: int
    head: str


def verify() -> Verified:
    """Check everything and keep the result; a failure opens its incident."""
    began = time.monotonic()
    # The end first: what is appended meanwhile is not claimed to be checked.
    seq, head = ledger.head()
    found = faults()
    record_verification(seq=seq, head=head, faults=found, seconds=time.monotonic() - began)
    return Verified(found, seq, head)


def _sealed(verb: str) -> dict[str, dict[str, str]]:
    """What the events of a verb sealed, by the object they name."""
    return {
        event.object_code: json.loads(event.payload)["new"]
        for event in Event.objects.filter(verb=verb)
    }


def _held(
    verb: str,
    rows: Iterable[Any],
    facts_of: Callable[[Any], object],
    altered: str,
    missing: str,
) -> Iterator[str]:
    """Decided rows against what the event of each sealed: `altered` and `missing` name its code."""
    sealed = _sealed(verb)
    for row in rows:
        if sealed.pop(row.code, None) != facts_of(row):
            yield altered.format(row.code)
    yield from (missing.format(code) for code in sealed)


def _publications() -> Iterator[str]:
    sealed = _sealed("publication.published")
    for row in Publication.objects.select_related("period"):
        code = f"{row.period.code}/{row.edition}"
        values = list(row.values.select_related("agreement", "report"))
        means = list(row.averages.all())
        digest = content_digest(row.period.code, row.edition, row.reason, values, means)
        if not digest == row.digest == sealed.pop(code, {}).get("digest"):
            yield f"FALLA en la publicación {code}: no dice lo que la bitácora selló."
        for value in values:
            if value.report and _reading(value) != _reading(value.report):
                yield (
                    f"FALLA en el avance {value.agreement_id} de la publicación {code}: "
                    "no es el del informe que cita."
                )
        for mean in means:
            if not _follows(mean, values):
                yield f"FALLA en el promedio {mean.scope} de la publicación {code}: no se deduce."
    yield from (f"FALLA: falta la publicación {code}." for code in sealed)


def _reports() -> Iterator[str]:
    reports = ProgressReport.objects.approved().filter(origin=ProgressReport.Origin.ENTRY)
    yield from _held(
        "progress.approved",
        reports.select_related("period"),
        facts,
        "FALLA en el avance {}: no es lo que se aprobó.",
        "FALLA: falta el avance aprobado {}.",
    )


def _evidence() -> Iterator[str]:
    for row in Evidence.objects.filter(kind=Evidence.Kind.FILE).select_related("report__period"):
        yield from _file(row.report.code, row.sha256)
    for told in ResultReport.objects.exclude(sha256=""):
        yield from _file(told.code, told.sha256)
    for state in LineState.objects.exclude(sha256=""):
        yield from _file(state.line_id, state.sha256)
    for minutes in Minutes.objects.exclude(sha256="").select_related("meeting"):
        yield from _file(minutes.meeting.code, minutes.sha256)
    for promise in Commitment.objects.exclude(sha256=""):
        yield from _file(promise.code, promise.sha256)
    for backing in ProjectEvidence.objects.exclude(sha256="").select_related("entry"):
        yield from _file(backing.entry.code, backing.sha256)
    for evaluation in CovenantEvaluation.objects.exclude(sha256=""):
        yield from _file(evaluation.code, evaluation.sha256)


def _file(code: str, sha256: str) -> Iterator[str]:
    """Whether a kept file is still there as it was."""
    path = files.path_of(sha256)
    if not path.exists():
        yield f"FALLA: falta el archivo que respalda {code} ({sha256})."
    elif hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        yield f"FALLA: fue alterado el archivo que respalda {code} ({sha256})."


def _lines() -> Iterator[str]:
    """Each line of action's states, in order, against what its events say."""
    sealed: dict[str, list[dict[str, object]]] = {}
    for event in Event.objects.filter(verb="line.followed").order_by("seq"):
        sealed.setdefault(event.object_code, []).append(json.loads(event.payload)["new"])
    stored: dict[str, list[dict[str, object]]] = {}
    for row in LineState.objects.order_by("id"):
        stored.setdefault(row.line_id, []).append(line_facts(row))
    for line in sorted(sealed.keys() | stored.keys()):
        if sealed.get(line) != stored.get(line):
            yield f"FALLA en la línea {line}: su seguimiento no es lo que la bitácora selló."


def _datasets() -> Iterator[str]:
    yield from _held(
        "royalty.approved",
        Dataset.objects.approved().filter(origin=Dataset.Origin.IMPORT),
        royalty.facts,
        "FALLA en la planilla {}: no es lo que se aprobó.",
        "FALLA: falta la planilla aprobada {}.",
    )


def _bilaterals() -> Iterator[str]:
    """Approved sheets of bilateral projects and reports on their results, against their events."""
    yield from _held(
        "bilateral.approved",
        with_parts(BilateralSheet.objects.filter(state="APPROVED")),
        bilateral_facts,
        "FALLA en la ficha bilateral {}: no es la que se aprobó.",
        "FALLA: falta la ficha bilateral aprobada {}.",
    )
    yield from _held(
        "bilateral_report.approved",
        ResultReport.objects.filter(state="APPROVED"),
        result_facts,
        "FALLA en el informe {}: no es lo que se aprobó.",
        "FALLA: falta el informe aprobado {}.",
    )


def _goalposts() -> Iterator[str]:
    """Confirmed changes of goalposts against their events."""
    yield from _held(
        "goalpost.confirmed",
        GoalpostChange.objects.confirmed(),
        lambda change: goalpost_facts(change)[1],
        "FALLA en el cambio de metas {}: no es lo que se confirmó.",
        "FALLA: falta el cambio de metas confirmado {}.",
    )


def _reviews() -> Iterator[str]:
    """Signed reviews, with their parts, against their events."""
    yield from _held(
        "review.signed",
        CommissionReview.objects.signed().select_related("period"),
        review_facts,
        "FALLA en la revisión {}: no es lo que se firmó.",
        "FALLA: falta la revisión firmada {}.",
    )


def _projects() -> Iterator[str]:
    """Approved entries of the projects, with their parts, against their events."""
    yield from _held(
        "project.approved",
        Entry.objects.approved().select_related("project"),
        project_facts.facts,
        "FALLA en el seguimiento {}: no es lo que se aprobó.",
        "FALLA: falta el seguimiento aprobado {}.",
    )


def _cooperation() -> Iterator[str]:
    """Approved sheets of covenants, evaluations and self-assessments against their events."""
    for kind in COOPERATION.values():
        yield from _held(
            f"{kind.verb}.approved",
            kind.model.objects.approved(),
            kind.facts,
            "FALLA en {}: no dice lo que se aprobó.",
            "FALLA: falta {}, que se aprobó.",
        )


def _minutes() -> Iterator[str]:
    sealed = _sealed("minutes.approved")
    for row in Minutes.objects.filter(state=Minutes.State.APPROVED).select_related("meeting"):
        code = row.meeting.code
        kept = sealed.pop(code, {})
        if any(kept.get(name) != value for name, value in minutes_actions.facts(row).items()):
            yield f"FALLA en el acta de {code}: no es la que se aprobó."
    yield from (f"FALLA: falta el acta aprobada de {code}." for code in sealed)


def _promises() -> Iterator[str]:
    """What a commitment says never changes, its deadline apart: its steps keep that."""
    sealed = _sealed("commitment.recorded")
    for row in Commitment.objects.select_related("meeting"):
        told = {**commitment_actions.facts(row), "due_on": ""}
        if {**sealed.pop(row.code, {}), "due_on": ""} != told:
            yield f"FALLA en el compromiso {row.code}: no dice lo que se acordó."
    yield from (f"FALLA: falta el compromiso {code}." for code in sealed)


def _reading(row: PublishedValue | ProgressReport) -> tuple[str | None, str]:
    return (None if row.percent is None else f"{row.percent:.2f}"), row.absence


def _follows(mean: PublishedAverage, values: list[PublishedValue]) -> bool:
    """Whether a published average is the one its own published values give."""
    readings: list[percent.Reading] = [
        percent.Absence(value.absence) if value.percent is None else value.percent
        for value in values
        if mean.scope in (ALL, value.agreement.dimension_id)
    ]
    again = percent.average(readings)
    return all(getattr(again, name) == getattr(mean, name) for name in averages.FIGURES)
