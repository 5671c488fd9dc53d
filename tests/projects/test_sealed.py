"""What was approved never changes, straight in the database; an altered row is found."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction

from emra.dashboard import integrity
from emra.ledger import triggers
from emra.lib import files
from emra.projects import actions, evidence_actions, parts_actions
from emra.projects.models import Entry, Evidence
from emra.projects.parts_actions import Money, Told
from tests.conftest import SEALED
from tests.projects.conftest import TODAY

pytestmark = pytest.mark.django_db
TABLES = [table for table in SEALED if table.startswith("projects_")]


@pytest.fixture
def whole(initiative, secretary):
    """An entry with a part of every kind; its code."""
    entry = initiative()
    told = Told(name="Posta", communes=("02201",), partners=("fcab",), lines=("OE1-CP1",))
    parts_actions.set_particulars(entry=entry, told=told, by=secretary)
    parts_actions.set_funding(
        entry=entry, money=Money("FNDR", "", Decimal(5), "CLP", "STATED"), by=secretary
    )
    parts_actions.set_dates(entry=entry, days={"PLANNED_START": TODAY}, by=secretary)
    parts_actions.set_passage(entry=entry, stage="publica-1", entered_on=TODAY, by=secretary)
    parts_actions.set_milestone(entry=entry, title="Bases", by=secretary)
    parts_actions.set_risk(entry=entry, text="Costos", level="LOW", by=secretary)
    upload = SimpleUploadedFile("acta.csv", b"a,b\n1,2\n")
    evidence_actions.attach_file(entry=entry, title="Acta", upload=upload, by=secretary)
    return entry


def written(sql):
    """How many rows a statement past the actions touched, or None where it was refused."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.rowcount
    except DatabaseError as error:
        if "sealed" not in str(error):
            raise
        return None


def of_entry(table, entry):
    pk = Entry.objects.get(pk=int(entry.removeprefix("E-"))).pk
    if table == "projects_entry":
        return f"id = {pk}"
    if table in ("projects_place", "projects_particulars_partners", "projects_particulars_lines"):
        return f"particulars_id IN (SELECT id FROM projects_particulars WHERE entry_id = {pk})"
    return f"entry_id = {pk}"


def test_no_part_of_an_approved_entry_is_changed_or_removed_and_a_draft_may_be(whole, settle):
    changes = {
        table: f"UPDATE {table} SET id = id WHERE {of_entry(table, whole)}" for table in TABLES
    }
    assert len(TABLES) == 11
    assert {table: written(sql) for table, sql in changes.items()} == dict.fromkeys(TABLES, 1)
    settle(whole)
    assert {table: written(sql) for table, sql in changes.items()} == dict.fromkeys(TABLES)
    for table in TABLES:
        assert written(f"DELETE FROM {table} WHERE {of_entry(table, whole)}") is None, table


def test_nothing_is_added_to_an_approved_entry(whole, settle):
    settle(whole)
    entry = actions.find_entry(whole)
    link = f"({entry.pk}, 'Otra', '', '', 'https://example.cl')"
    columns = "(entry_id, title, sha256, extension, url)"
    assert written(f"INSERT INTO projects_evidence {columns} VALUES {link}") is None
    part = Entry.objects.get(pk=entry.pk).particulars_set.get()
    place = f"INSERT INTO projects_place (particulars_id, commune) VALUES ({part.pk}, '02202')"
    assert written(place) is None


def test_the_chain_holds_what_was_approved_and_finds_what_was_altered(whole, settle):
    settle(whole)
    assert integrity.faults() == []
    triggers.remove(connection, "projects_milestone")
    triggers.remove(connection, "projects_particulars_lines")
    entry = actions.find_entry(whole)
    entry.milestone_set.update(title="Otra cosa")
    assert integrity.faults() == [f"FALLA en el seguimiento {whole}: no es lo que se aprobó."]
    entry.milestone_set.update(title="Bases")
    assert integrity.faults() == []
    entry.particulars_set.get().lines.clear()
    assert len(integrity.faults()) == 1


def test_evidence_that_is_gone_or_altered_is_found(whole):
    row = Evidence.objects.get()
    path = files.path_of(row.sha256)
    path.write_bytes(b"otra cosa")
    assert integrity.faults() == [
        f"FALLA: fue alterado el archivo que respalda {whole} ({row.sha256})."
    ]
    path.unlink()
    assert integrity.faults() == [f"FALLA: falta el archivo que respalda {whole} ({row.sha256})."]


def test_nothing_of_the_projects_is_written_in_the_administration():
    models = set(apps.get_app_config("projects").get_models())
    assert not models & set(admin.site._registry)
