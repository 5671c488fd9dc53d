"""Which backups stay: by days, weeks and months, and never without one that is whole."""

import gzip
import io
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from emra.dashboard import archives
from emra.operations.retention import Keep, moment_of, to_keep

KEEP = Keep()


def name(day, hour=3):
    return f"emra-{day:%Y%m%d}T{hour:02}3000.tar.gz"


def test_a_year_of_nights_leaves_seven_days_four_weeks_and_twelve_months():
    # Friday 2026-12-18 and the 399 nights before it.
    last = date(2026, 12, 18)
    names = [name(last - timedelta(days=back)) for back in range(400)]
    days = {name(last - timedelta(days=back)) for back in range(7)}
    # Of each week its last night: this Friday, and three Sundays.
    weeks = {name(date(2026, 12, 18))} | {name(date(2026, 12, day)) for day in (13, 6)}
    weeks.add(name(date(2026, 11, 29)))
    months = {name(date(2026, month + 1, 1) - timedelta(days=1)) for month in range(1, 12)}
    months.add(name(last))
    assert to_keep(names, KEEP) == days | weeks | months


@given(
    st.lists(st.dates(date(2020, 1, 1), date(2030, 1, 1)), max_size=60),
    st.builds(Keep, *[st.integers(0, 5)] * 3),
)
def test_what_stays_is_of_what_there_was_and_pruning_twice_takes_nothing_more(days, keep):
    names = [name(day) for day in days]
    kept = to_keep(names, keep)
    assert kept <= set(names)
    assert to_keep(kept, keep) == kept
    assert len(kept) <= keep.daily + keep.weekly + keep.monthly
    if names and keep.daily:
        assert max(names) in kept


def test_two_of_one_night_leave_the_later():
    assert to_keep([name(date(2026, 1, 5)), name(date(2026, 1, 5), 9)], KEEP) == {
        name(date(2026, 1, 5), 9)
    }


@pytest.mark.parametrize("other", ["emra-a-mano.tar.gz", "emra-20261399T010101.tar.gz", "x.txt"])
def test_a_file_with_another_name_is_none_of_ours(other):
    assert moment_of(other) is None
    assert to_keep([other], KEEP) == set()


@pytest.fixture
def folder(tmp_path):
    """An archive with nothing in it, whole, and a later one that is cut off."""
    days = [date(2026, 1, 1) + timedelta(days=7 * week) for week in range(9)]
    manifest = {"format": archives.FORMAT, "tables": {}, "files": {}}
    for day in days:
        with archives.written(tmp_path / name(day)) as archive:
            content = io.BytesIO(archives.canonical(manifest).encode())
            archives.add(archive, archives.MANIFEST, content)
    for day in days[1:]:
        (tmp_path / name(day)).write_bytes(gzip.compress(b"cortado")[:20])
    (tmp_path / "notas.txt").write_text("mías")
    return tmp_path


def test_the_newest_that_is_whole_stays_however_old(folder, capsys):
    options = {"daily": 2, "weekly": 0, "monthly": 0}
    call_command("prune_backups", str(folder), dry_run=True, **options)
    assert "Se borrarían 6 de 9" in capsys.readouterr().out
    assert len(list(folder.iterdir())) == 10
    call_command("prune_backups", str(folder), **options)
    left = sorted(path.name for path in folder.iterdir())
    whole = name(date(2026, 1, 1))
    assert left == [whole, name(date(2026, 2, 19)), name(date(2026, 2, 26)), "notas.txt"]
    assert f"el último entero es {whole}" in capsys.readouterr().out


def test_where_none_is_whole_nothing_goes(folder):
    (folder / name(date(2026, 1, 1))).write_bytes(b"roto")
    with pytest.raises(CommandError, match="no se borra ninguno"):
        call_command("prune_backups", str(folder), daily=1)
    assert len(list(folder.iterdir())) == 10
    with pytest.raises(CommandError, match="negativos"):
        call_command("prune_backups", str(folder), daily=-1)
