"""Was anything altered: the chain itself, and what is published held against it."""

import hashlib
import json
from collections.abc import Iterator

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
from emra.ledger.models import Event
from emra.ledger.queries import whole_chain
from emra.lib import files, percent
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


def _sealed(verb: str) -> dict[str, dict[str, str]]:
    """What the events of a verb sealed, by the object they name."""
    return {
        event.object_code: json.loads(event.payload)["new"]
        for event in Event.objects.filter(verb=verb)
    }


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
    sealed = _sealed("progress.approved")
    reports = ProgressReport.objects.approved().filter(origin=ProgressReport.Origin.ENTRY)
    for report in reports.select_related("period"):
        if sealed.pop(report.code, None) != facts(report):
            yield f"FALLA en el avance {report.code}: no es lo que se aprobó."
    yield from (f"FALLA: falta el avance aprobado {code}." for code in sealed)


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
    sealed = _sealed("royalty.approved")
    imports = Dataset.objects.approved().filter(origin=Dataset.Origin.IMPORT)
    for dataset in imports:
        if sealed.pop(dataset.code, None) != royalty.facts(dataset):
            yield f"FALLA en la planilla {dataset.code}: no es lo que se aprobó."
    yield from (f"FALLA: falta la planilla aprobada {code}." for code in sealed)


def _bilaterals() -> Iterator[str]:
    """Approved sheets of bilateral projects and reports on their results, against their events."""
    sealed = _sealed("bilateral.approved")
    for sheet in with_parts(BilateralSheet.objects.filter(state="APPROVED")):
        if sealed.pop(sheet.code, None) != bilateral_facts(sheet):
            yield f"FALLA en la ficha bilateral {sheet.code}: no es la que se aprobó."
    yield from (f"FALLA: falta la ficha bilateral aprobada {code}." for code in sealed)
    sealed = _sealed("bilateral_report.approved")
    for row in ResultReport.objects.filter(state="APPROVED"):
        if sealed.pop(row.code, None) != result_facts(row):
            yield f"FALLA en el informe {row.code}: no es lo que se aprobó."
    yield from (f"FALLA: falta el informe aprobado {code}." for code in sealed)


def _goalposts() -> Iterator[str]:
    """Confirmed changes of goalposts against their events."""
    sealed = _sealed("goalpost.confirmed")
    for change in GoalpostChange.objects.confirmed():
        if sealed.pop(change.code, None) != goalpost_facts(change)[1]:
            yield f"FALLA en el cambio de metas {change.code}: no es lo que se confirmó."
    yield from (f"FALLA: falta el cambio de metas confirmado {code}." for code in sealed)


def _reviews() -> Iterator[str]:
    """Signed reviews, with their parts, against their events."""
    sealed = _sealed("review.signed")
    for review in CommissionReview.objects.signed().select_related("period"):
        if sealed.pop(review.code, None) != review_facts(review):
            yield f"FALLA en la revisión {review.code}: no es lo que se firmó."
    yield from (f"FALLA: falta la revisión firmada {code}." for code in sealed)


def _projects() -> Iterator[str]:
    """Approved entries of the projects, with their parts, against their events."""
    sealed = _sealed("project.approved")
    for entry in Entry.objects.approved().select_related("project"):
        if sealed.pop(entry.code, None) != project_facts.facts(entry):
            yield f"FALLA en el seguimiento {entry.code}: no es lo que se aprobó."
    yield from (f"FALLA: falta el seguimiento aprobado {code}." for code in sealed)


def _cooperation() -> Iterator[str]:
    """Approved sheets of covenants, evaluations and self-assessments against their events."""
    for kind in COOPERATION.values():
        sealed = _sealed(f"{kind.verb}.approved")
        for row in kind.model.objects.approved():
            if sealed.pop(row.code, None) != kind.facts(row):
                yield f"FALLA en {row.code}: no dice lo que se aprobó."
        yield from (f"FALLA: falta {code}, que se aprobó." for code in sealed)


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
