"""The English catalogue as a file: whole, of the same gaps, and the one the site reads."""

import re

import polib
import pytest

from tests import catalogue

pytestmark = pytest.mark.embedded
GAPS = re.compile(r"%\(\w+\)s|%%")


def gaps(text: str) -> list[str]:
    return sorted(set(GAPS.findall(text)))


def test_every_message_is_translated_and_none_is_a_guess():
    entries = catalogue.opened()
    assert [entry.msgid for entry in entries if not entry.translated()] == []
    assert [entry.msgid for entry in entries if entry.fuzzy or entry.obsolete] == []


def test_a_translation_has_the_gaps_and_the_edges_of_its_text():
    wrong = []
    for entry in catalogue.opened():
        pairs = [(entry.msgid, entry.msgstr)]
        if entry.msgid_plural:
            # A singular may say its number in words, or leave it out.
            pairs = [(entry.msgid_plural, entry.msgstr_plural[1])]
        wrong += [
            text
            for text, said in pairs
            if gaps(text) != gaps(said)
            or (text[:1].isspace(), text[-1:].isspace())
            != (said[:1].isspace(), said[-1:].isspace())
        ]
    assert wrong == []


def test_the_compiled_catalogue_says_what_the_file_says():
    compiled = {
        (entry.msgid, entry.msgid_plural): entry.msgstr or entry.msgstr_plural
        for entry in polib.mofile(str(catalogue.MO))
    }
    assert compiled == {
        (entry.msgid, entry.msgid_plural): entry.msgstr or entry.msgstr_plural
        for entry in catalogue.opened()
    }


def test_two_people_who_add_messages_seldom_touch_the_same_lines():
    texts = [catalogue.place(entry) for entry in catalogue.opened()]
    assert texts == sorted(texts)
    assert len(texts) == len(set(texts))
