"""Was anything altered: the chain itself, and what is published held against it."""

import json

from emra.agreements.models import ProgressReport, Publication
from emra.agreements.period_actions import content_digest
from emra.ledger import chain
from emra.ledger.models import Event
from emra.ledger.queries import head, whole_chain

__all__ = ["faults", "head"]

WHAT = {
    "missing": "falta este evento",
    "prev_hash": "no enlaza con el evento anterior",
    "payload": "su contenido fue alterado",
    "hash": "su encabezado fue alterado",
}


def faults() -> list[str]:
    """Every discrepancy found, as Spanish sentences; empty when all is as it was written."""
    fault = chain.first_fault(whole_chain())
    if fault:
        return [f"FALLA en el evento {fault.seq}: {WHAT[fault.what]}."]
    return [*_altered_publications(), *_altered_reports()]


def _altered_publications() -> list[str]:
    sealed = {
        event.object_code: json.loads(event.payload)["new"]["digest"]
        for event in Event.objects.filter(verb="publication.published")
    }
    found = []
    for row in Publication.objects.select_related("period"):
        code = f"{row.period.code}/{row.edition}"
        digest = content_digest(
            row.period.code,
            row.edition,
            row.reason,
            list(row.values.all()),
            list(row.averages.all()),
        )
        if not digest == row.digest == sealed.pop(code, None):
            found.append(f"FALLA en la publicación {code}: no dice lo que la bitácora selló.")
    return found + [f"FALLA: falta la publicación {code}." for code in sealed]


def _altered_reports() -> list[str]:
    sealed = {
        event.object_code: json.loads(event.payload)["new"]
        for event in Event.objects.filter(verb="progress.approved")
    }
    found = []
    reports = ProgressReport.objects.approved().filter(origin=ProgressReport.Origin.ENTRY)
    for report in reports.select_related("period"):
        new = sealed.pop(report.code, None)
        percent = None if report.percent is None else f"{report.percent:.2f}"
        if new is None or (new["percent"], new.get("absence", "")) != (percent, report.absence):
            found.append(f"FALLA en el avance {report.code}: no es lo que se aprobó.")
    return found + [f"FALLA: falta el avance aprobado {code}." for code in sealed]
