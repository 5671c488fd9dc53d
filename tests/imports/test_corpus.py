"""Hostile and broken spreadsheets: each gets its sentence, none stores, all within bounds."""

import resource
import sys
import time

import pytest

from emra.agreements import imports
from emra.agreements.models import EntryBatch
from emra.lib import sheet_reader, spreadsheets
from emra.lib.errors import DomainError
from tests.imports import hostile
from tests.imports.doubtful import DOUBTFUL
from tests.imports.office import CORTE, imported, stored, upload
from tests.imports.unreadable import UNREADABLE

pytestmark = pytest.mark.embedded

# The parser may work this long; the rest is room for starting it on a busy machine.
PATIENCE = spreadsheets.TIMEOUT + 5


@pytest.fixture(autouse=True)
def bounded(corte):
    """Whatever a file does, it ends, stores no report and no more memory than the parser has."""
    began, before = time.monotonic(), _largest_child()
    yield
    seconds = time.monotonic() - began
    assert seconds < PATIENCE
    assert stored() == []
    # The children of other tests, browsers among them, may have taken more.
    assert _largest_child() <= max(sheet_reader.MEMORY, before)


def _largest_child() -> int:
    """The most memory that a process which has ended ever had, in bytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit


def test_the_corpus_has_at_least_60_files():
    assert len(UNREADABLE) + len(DOUBTFUL) >= 60


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_file_that_cannot_be_read_says_so_in_a_sentence(secretary, settings, case):
    name, make, words = UNREADABLE[case]
    try:
        batch = imports.receive(period=CORTE, upload=upload(make(), name), by=secretary)
    except DomainError as error:
        said, field = str(error), error.field
        assert not EntryBatch.objects.exists()
        assert list((settings.MEDIA_ROOT / "imports").glob("*")) == []
    else:
        imports.read_waiting()
        batch.refresh_from_db()
        assert batch.state == "UNREADABLE", dict(batch.rows.values_list("code_text", "outcome"))
        assert batch.rows.count() == 0
        said, field = batch.problem, "file"
    assert words in said
    assert field == "file"


@pytest.mark.parametrize("case", DOUBTFUL)
def test_a_file_that_can_be_read_says_of_each_row_what_is_wrong(secretary, case):
    name, make, expected = DOUBTFUL[case]
    batch = imported(secretary, make(), name)
    assert batch.state == "PREVIEW", batch.problem
    rows = {row.code_text: row for row in batch.rows.all()}
    for code, words in expected.items():
        row = rows[code]
        assert words in (row.problem or row.outcome), (row.outcome, row.problem)
        assert (row.outcome == "ERROR") == bool(row.problem)
    assert set(rows) >= set(expected)


def test_the_names_inside_a_file_lead_nowhere(secretary, tmp_path):
    content = hostile.altered(**{f"../..{tmp_path}/escaped": b"x", f"{tmp_path}/escaped": b"x"})
    assert imported(secretary, content).rows.count() == 2
    assert not (tmp_path / "escaped").exists()


def test_a_parser_that_does_not_end_is_ended(secretary, monkeypatch, tmp_path):
    endless = tmp_path / "endless.py"
    endless.write_text("while True: pass")
    monkeypatch.setattr(spreadsheets, "_READER", endless)
    monkeypatch.setattr(spreadsheets, "TIMEOUT", 1)
    batch = imported(secretary, hostile.SOUND)
    assert (batch.state, batch.problem[:16]) == ("UNREADABLE", "Archivo ilegible")


def test_the_parser_knows_nothing_of_our_keys(secretary, monkeypatch, tmp_path):
    curious = tmp_path / "curious.py"
    curious.write_text(
        "import json, os\n"
        "names = sorted(os.environ)\n"
        "print(json.dumps({'rows': [[['text', str(names)]]]}))"
    )
    monkeypatch.setenv("SECRET_KEY", "secreta")
    monkeypatch.setattr(spreadsheets, "_READER", curious)
    path = tmp_path / "a.csv"
    path.write_text("x")
    [[cell]] = spreadsheets.read(path, "a.csv")
    assert "SECRET_KEY" not in cell.text
    assert "DATABASE_URL" not in cell.text
