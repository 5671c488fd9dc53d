"""The checklist of docs/asvs.md: each id once and well formed, each test it names there."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT.splitlines()
    if line.startswith("| V")
]
LINK = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
STATES = ("covered: ", "not applicable: ", "not covered: ")


def test_every_id_is_well_formed_stands_once_and_in_its_chapter():
    chapters = re.split(r"^## V(\d+) ", TEXT, flags=re.M)[1:]
    assert [int(number) for number in chapters[::2]] == list(range(1, 18))
    for number, chapter in zip(chapters[::2], chapters[1::2], strict=True):
        found = re.findall(r"^\| (V\S+) \|", chapter, re.M)
        assert all(re.fullmatch(rf"V{number}\.\d+\.\d+", name) for name in found), found
    assert [name for name, times in Counter(row[0] for row in ROWS).items() if times > 1] == []


def test_every_item_has_a_level_a_meaning_and_a_state_with_its_reason():
    for name, level, asks, state in ROWS:
        assert level in ("1", "2"), name
        assert asks, name
        assert state.startswith(STATES), name
        assert len(state.partition(": ")[2]) > 3, name


def test_every_covered_item_names_a_test_that_exists():
    missing = []
    for name, _level, _asks, state in ROWS:
        links = LINK.findall(state)
        assert bool(links) == state.startswith("covered: "), name
        for path, test in links:
            file = ROOT / path
            there = file.is_file() and f"def {test}(" in file.read_text(encoding="utf-8")
            if not there:
                missing.append(f"{name}: {path}::{test}")
    assert missing == []


def test_the_totals_are_those_of_the_table():
    told = [
        int(number)
        for number in re.search(
            r"Of (\d+) items (\d+) are covered, (\d+) do not apply and (\d+) are not covered", TEXT
        ).groups()
    ]
    assert told == [len(ROWS), *(sum(row[3].startswith(state) for row in ROWS) for state in STATES)]
