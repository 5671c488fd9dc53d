"""The English catalogue: `make messages` adds what public pages ask for and it lacks, and compiles.

What is added has no translation yet: write it into locale/en/LC_MESSAGES/django.po by hand and run
the command again. The tests refuse a page that asks for what is not there.
"""

import sys
from pathlib import Path
from typing import Final

import polib
import pytest

from tests import spoken

ROOT: Final = Path(__file__).resolve().parent.parent
PO: Final = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
MO: Final = PO.with_suffix(".mo")
# Width of a line of the file; entries stand in the order of their texts, so that two people who
# add different ones seldom touch the same lines.
WIDTH: Final = 100


def opened() -> polib.POFile:
    return polib.pofile(str(PO), wrapwidth=WIDTH)


def known(catalogue: polib.POFile) -> set[spoken.Message]:
    return {spoken.message(entry) for entry in catalogue if entry.translated()}


def place(entry: polib.POEntry) -> tuple[str, str, str]:
    """Where an entry stands in the file."""
    return entry.msgid, entry.msgid_plural, entry.msgctxt or ""


def add(catalogue: polib.POFile, asked: set[spoken.Message]) -> list[spoken.Message]:
    """Add what is asked for and not there, with nothing as its translation."""
    there = {spoken.message(entry) for entry in catalogue} | spoken.of_the_framework()
    added = sorted(asked - there)
    for one, many in added:
        plural = {"msgid_plural": many, "msgstr_plural": {0: "", 1: ""}} if many else {}
        context, _mark, text = one.rpartition("\x04")
        catalogue.append(polib.POEntry(msgid=text, msgctxt=context or None, **plural))
    return added


def save(catalogue: polib.POFile) -> None:
    """Write the file in order, and beside it what the site reads."""
    catalogue.sort(key=place)
    catalogue.save(str(PO))
    catalogue.save_as_mofile(str(MO))


def main() -> int:
    pytest.main(["-q", "-p", "no:randomly", "tests/english/test_pages.py"])
    catalogue = opened()
    add(catalogue, spoken.ASKED)
    save(catalogue)
    lacking = [entry.msgid for entry in catalogue if not entry.translated()]
    print(f"{len(catalogue)} messages; {len(lacking)} without a translation:")
    print(*(repr(text) for text in lacking), sep="\n")
    return bool(lacking)


if __name__ == "__main__":
    sys.exit(main())
