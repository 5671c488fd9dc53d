"""The feed of what happened, as RFC 4287 wants it; entries keep their id for good."""

import re
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final
from xml.etree import ElementTree

from emra.lib.happenings import Happening

NAMESPACE: Final = "http://www.w3.org/2005/Atom"
CONTENT_TYPE: Final = "application/atom+xml; charset=utf-8"
# Control characters that XML 1.0 cannot carry, not even escaped.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def feed(
    *,
    title: str,
    subtitle: str,
    author: str,
    language: str,
    origin: str,
    page: str,
    address: str,
    began: tuple[str, datetime],
    entries: Sequence[Happening],
    labels: dict[str, str],
) -> bytes:
    """`origin` is the site, `page` and `address` the paths of page and feed; `began` the hash and
    the moment of the first event of the ledger, from which every id is made: no two sites share
    one, and a site that moves keeps its own."""
    site = uuid.uuid5(uuid.NAMESPACE_URL, began[0])
    root = ElementTree.Element("feed", {"xmlns": NAMESPACE, "xml:lang": language})
    _add(root, "id", uuid.uuid5(site, address).urn)
    _add(root, "title", title)
    _add(root, "subtitle", subtitle)
    _add(root, "updated", utc(max((row.at for row in entries), default=began[1])))
    _add(_add(root, "author"), "name", author)
    _link(root, "self", f"{origin}{address}", "application/atom+xml")
    _link(root, "alternate", f"{origin}{page}", "text/html")
    for row in entries:
        entry = _add(root, "entry")
        _add(entry, "id", uuid.uuid5(site, row.key).urn)
        _add(entry, "title", row.title)
        _add(entry, "updated", utc(row.at))
        _add(entry, "published", utc(row.at))
        _link(entry, "alternate", f"{origin}{row.path}", "text/html")
        ElementTree.SubElement(
            entry, "category", {"term": row.room, "label": _clean(labels[row.room])}
        )
        _add(entry, "summary", row.text or row.title)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def utc(at: datetime) -> str:
    """`2026-11-21T08:29:02.123456Z`."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _add(parent: ElementTree.Element, name: str, text: str = "") -> ElementTree.Element:
    found = ElementTree.SubElement(parent, name)
    if text:
        found.text = _clean(text)
    return found


def _link(parent: ElementTree.Element, rel: str, href: str, kind: str) -> None:
    ElementTree.SubElement(parent, "link", {"rel": rel, "type": kind, "href": href})


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)
