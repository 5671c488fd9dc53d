"""`verify_ledger`: names the event, the publication or the report that was altered."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from emra.agreements.models import ProgressReport
from emra.ledger import triggers
from emra.ledger.models import Event
from emra.ledger.queries import head
from emra.lib import files
from tests.conftest import APPEND_ONLY
from tests.royalty.workbooks import imported, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def alter(world: Any) -> Any:
    """Run SQL as somebody with the database's own password would: past the triggers."""

    def run(sql: str) -> str:
        for table in APPEND_ONLY:
            triggers.remove(connection, table)
        with connection.cursor() as cursor:
            cursor.execute(sql)
            assert cursor.rowcount >= 1, "the alteration must have changed something"
        for table, unique in APPEND_ONLY.items():
            triggers.install(connection, table, unique)
        with pytest.raises(CommandError) as refused:
            call_command("verify_ledger", stdout=io.StringIO())
        return str(refused.value)

    return run


def test_an_untouched_house_is_correct_and_says_its_head(world):
    out = io.StringIO()
    call_command("verify_ledger", stdout=out)
    seq, last = head()
    assert out.getvalue().strip() == f"Bitácora correcta: {seq} eventos, cabeza {last}"


def test_one_changed_byte_of_a_payload_names_its_event(alter):
    event = Event.objects.filter(verb="progress.approved").first()
    said = alter(
        "UPDATE ledger_event SET payload = replace(payload, '40.00', '41.00')"
        f" WHERE seq = {event.seq}"
    )
    assert said == f"FALLA en el evento {event.seq}: su contenido fue alterado."


def test_a_changed_header_and_a_removed_event_are_named(alter):
    said = alter("UPDATE ledger_event SET office = 'Otra' WHERE seq = 5")
    assert said == "FALLA en el evento 5: su encabezado fue alterado."


def test_a_removed_event_is_named(alter):
    assert (
        alter("DELETE FROM ledger_event WHERE seq = 4")
        == "FALLA en el evento 4: falta este evento."
    )


def test_a_changed_published_figure_names_its_publication(alter):
    said = alter(
        "UPDATE agreements_publishedvalue SET percent = 99 WHERE agreement_id = 'A08' AND"
        " publication_id = (SELECT id FROM agreements_publication WHERE edition = 2)"
    )
    assert "FALLA en la publicación 2026-T2/2: no dice lo que la bitácora selló." in said


def test_a_changed_published_average_names_its_publication(alter):
    said = alter(
        "UPDATE agreements_publishedaverage SET mean_zero = 99 WHERE scope = 'all' AND"
        " publication_id = (SELECT min(id) FROM agreements_publication)"
    )
    assert "FALLA en la publicación 2025-inicial/1" in said


def test_a_changed_reason_or_digest_names_its_publication(alter):
    said = alter("UPDATE agreements_publication SET reason = 'Otra' WHERE edition = 2")
    assert "FALLA en la publicación 2026-T2/2" in said


def test_a_changed_approved_percentage_names_its_report(alter, world):
    said = alter(
        f"UPDATE agreements_progressreport SET percent = 41 WHERE id = {world.approved.pk}"
    )
    assert "FALLA en el avance A12-2026-T2-v1: no es lo que se aprobó." in said


@pytest.mark.parametrize("column", ["note", "setback_reason"])
def test_a_changed_published_text_names_its_report(alter, world, column):
    said = alter(
        f"UPDATE agreements_progressreport SET {column} = 'Otra cosa'"
        f" WHERE id = {world.approved.pk}"
    )
    assert "FALLA en el avance A12-2026-T2-v1" in said


def test_a_report_approved_past_the_actions_is_named(alter, world, reviewer):
    said = alter(
        "UPDATE agreements_progressreport SET state = 'APPROVED', reviewed_at = submitted_at,"
        f" reviewer_id = {reviewer.pk} WHERE id = {world.submitted.pk}"
    )
    assert f"FALLA en el avance {world.submitted.code}" in said


def test_changed_bytes_of_a_file_name_its_evidence(world):
    path = files.path_of(world.public_file.sha256)
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(CommandError, match=r"A12-2026-T2-v1|respaldo|medio"):
        call_command("verify_ledger", stdout=io.StringIO())


@pytest.mark.parametrize(
    ("table", "column", "where"),
    [
        ("royalty_communeallocation", "amount_clp", "amount_clp = 450000000"),
        ("royalty_regionallocation", "communes", "amount_clp = 2000000000"),
        ("royalty_dataset", "source", "version = 1"),
    ],
)
def test_a_changed_amount_or_source_names_its_dataset(
    alter, secretary, reviewer, table, column, where
):
    dataset = published(imported(secretary), secretary, reviewer)
    key = "id" if table == "royalty_dataset" else "dataset_id"
    said = alter(f"UPDATE {table} SET {column} = '5' WHERE {where} AND {key} = {dataset.pk}")
    assert said == f"FALLA en la planilla {dataset.code}: no es lo que se aprobó."


def test_a_dataset_taken_back_past_the_actions_is_missing(alter, secretary, reviewer):
    dataset = published(imported(secretary), secretary, reviewer)
    said = alter(f"UPDATE royalty_dataset SET state = 'SUBMITTED' WHERE id = {dataset.pk}")
    assert said == f"FALLA: falta la planilla aprobada {dataset.code}."


def test_drafts_may_change_without_a_fault(world):
    ProgressReport.objects.filter(pk=world.draft.pk).update(note="Otra nota")
    call_command("verify_ledger", stdout=io.StringIO())
    assert ProgressReport.objects.get(pk=world.draft.pk).note == "Otra nota"
