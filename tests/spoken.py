"""What the English pages are made of: their addresses, and the messages that drawing them asks."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django
import polib
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import trans_real

from emra.lib.languages import PREFIX

# A message as it is asked for: its text, and that of its plural where it has one.
Message = tuple[str, str]
# All that the crawl of this run asked for.
ASKED: set[Message] = set()


def english(addresses: Iterable[str]) -> list[str]:
    """The English twins of these addresses; what has none is left out."""
    return [f"{PREFIX}{address}" for address in addresses if _exists(f"{PREFIX}{address}")]


def _exists(address: str) -> bool:
    with translation.override("en"):
        try:
            resolve(urlsplit(address).path)
        except Resolver404:
            return False
    return True


@contextmanager
def asked(into: set[Message]) -> Iterator[None]:
    """Note every message that is looked up for an English page."""
    catalogue = trans_real.translation("en")
    plain, plural = catalogue.gettext, catalogue.ngettext

    def gettext(text: str) -> Any:
        into.add((text, ""))
        return plain(text)

    def ngettext(one: str, many: str, count: float) -> Any:
        into.add((one, many))
        return plural(one, many, count)

    catalogue.gettext, catalogue.ngettext = gettext, ngettext
    try:
        yield
    finally:
        del catalogue.gettext, catalogue.ngettext


def of_the_framework() -> set[Message]:
    """What Django itself says, which needs no catalogue of ours."""
    path = Path(django.__file__).parent / "conf/locale/en/LC_MESSAGES/django.po"
    return {(":", ""), *(message(entry) for entry in polib.pofile(str(path)))}


def message(entry: polib.POEntry) -> Message:
    """An entry as the pages ask for it: its context before the text."""
    context = f"{entry.msgctxt}\x04" if entry.msgctxt else ""
    plural = entry.msgid_plural and f"{context}{entry.msgid_plural}"
    return f"{context}{entry.msgid}", plural
