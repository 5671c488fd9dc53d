"""Every named constraint of the operations refuses, straight in the database."""

import pytest

from emra.operations import actions
from emra.operations.models import Incident, IncidentNote
from tests.constraints import Violation, again, cases, change, named_constraints, refused

pytestmark = pytest.mark.django_db


def note() -> None:
    row = IncidentNote.objects.get()
    row.pk, row.text = None, ""
    row.save(force_insert=True)


VIOLATIONS: dict[str, list[Violation]] = {
    "incident_says_what": [change(Incident, {name: ""}) for name in ("what", "affected")],
    "incident_opened_by_someone_or_a_cause": [change(Incident, {"cause": ""})],
    "incident_closed_with_lessons": [change(Incident, {"lessons": "Algo"})],
    "incident_once_for_a_cause": [again(Incident)],
    "incident_note_has_text": [note],
}


def test_the_database_refuses(secretary):
    actions.open_once(cause="x", kind="ABUSE", severity="LOW", what="a", affected="b")
    actions.add_note(incident=Incident.objects.get().code, step="FOUND", text="a", by=secretary)
    for name, violation in cases(VIOLATIONS):
        refused(name, violation)


def test_every_constraint_is_violated_here():
    assert set(named_constraints("operations")) == set(VIOLATIONS)
