"""The Atom feed against what RFC 4287 requires, read with lxml."""

import re
from datetime import datetime
from typing import Any

import pytest
from lxml import etree

from emra.dashboard import atom
from emra.lib.happenings import Happening
from tests.world import TOKEN

pytestmark = pytest.mark.django_db
A = f"{{{atom.NAMESPACE}}}"
UTC_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def read(client: Any, address: str = "/cambios.atom") -> Any:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(response.content)


def one(parent: Any, name: str) -> Any:
    found = parent.findall(f"{A}{name}")
    assert len(found) == 1, name
    return found[0]


def ids(feed: Any) -> dict[str, str]:
    """The id of each entry by its title and moment."""
    return {
        f"{one(entry, 'title').text} {one(entry, 'updated').text}": one(entry, "id").text
        for entry in feed.findall(f"{A}entry")
    }


@pytest.mark.embedded
def test_feed_and_entries_have_what_the_rfc_requires(world, client):
    feed = read(client)
    assert feed.tag == f"{A}feed"
    for row in (feed, *feed.findall(f"{A}entry")):
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one(row, "id").text)
        assert one(row, "title").text.strip()
        assert UTC_TIME.fullmatch(one(row, "updated").text)
    assert one(one(feed, "author"), "name").text == "EMRA Seguimiento"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{A}link")}
    assert links == {
        "self": "http://127.0.0.1:8000/cambios.atom",
        "alternate": "http://127.0.0.1:8000/cambios/",
    }
    entries = feed.findall(f"{A}entry")
    assert entries
    for entry in entries:
        link = one(entry, "link")
        assert (link.get("rel"), link.get("type")) == ("alternate", "text/html")
        assert one(entry, "summary").text
        assert one(entry, "category").get("term")
        assert client.get(link.get("href").removeprefix("http://127.0.0.1:8000")).status_code == 200
    moments = [datetime.fromisoformat(one(entry, "updated").text) for entry in entries]
    assert moments == sorted(moments, reverse=True)
    assert one(feed, "updated").text == one(entries[0], "updated").text
    assert len(set(ids(feed).values())) == len(entries)
    assert TOKEN.encode() not in etree.tostring(feed)


def test_an_entry_never_changes_its_id(corte, approve, publish, client):
    approve("A12", "40")
    publish()
    before = ids(read(client))
    approve("A12", "41", correction_reason="Una obra más")
    publish("2026-T2", reason="Una obra más")
    after = ids(read(client))
    assert before.items() < after.items()
    assert len(after) == len(before) + 1


@pytest.mark.embedded
def test_the_feed_of_one_agreement_has_its_entries_and_an_id_of_its_own(world, client):
    whole, narrow = read(client), read(client, "/cambios.atom?sobre=A12")
    assert set(ids(narrow).values()) < set(ids(whole).values())
    assert one(narrow, "id").text != one(whole, "id").text
    assert "A12" in one(narrow, "title").text
    rooms = read(client, "/cambios.atom?tema=proyectos").findall(f"{A}entry/{A}category")
    assert {row.get("term") for row in rooms} == {"proyectos"}
    assert client.get("/cambios.atom?sobre=A99").status_code == 404
    assert client.get("/cambios.atom?tema=luna").status_code == 400


def test_an_empty_selection_is_a_feed_and_an_empty_database_a_404(strategy, client, db):
    feed = read(client, "/cambios.atom?tema=fondos")
    assert feed.findall(f"{A}entry") == []
    assert UTC_TIME.fullmatch(one(feed, "updated").text)


def test_without_a_ledger_there_is_nothing_to_follow(db, client):
    assert client.get("/cambios.atom").status_code == 404


def test_what_people_type_cannot_break_the_feed():
    at = datetime.fromisoformat("2026-11-21T08:29:02+00:00")
    row = Happening("k", at, "A & <b>", "a\x00b\x0bc ]]>", "/?a=1&b=2", room="r")
    made = atom.feed(
        title="t", subtitle="s", author="a", language="es", origin="http://x", page="/",
        address="/f", began=("0" * 64, at), entries=[row], labels={"r": "R\x01"},
    )  # fmt: skip
    entry = etree.fromstring(made).find(f"{A}entry")
    assert (one(entry, "title").text, one(entry, "summary").text) == ("A & <b>", "abc ]]>")
    assert one(entry, "link").get("href") == "http://x/?a=1&b=2"
