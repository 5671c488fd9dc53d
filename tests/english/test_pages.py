"""The English pages against the Spanish ones: same figures, nothing left untranslated."""

import re
from collections import Counter
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest

from emra.agreements import queries
from emra.cooperation import bilateral_queries
from tests import catalogue, spoken
from tests.browser.addresses import PUBLIC
from tests.house import content, public_addresses

pytestmark = pytest.mark.embedded

SPANISH_PERCENT = re.compile(r"(\d[\d.]*(?:,\d+)?)\s%")
ENGLISH_PERCENT = re.compile(r"(\d[\d,]*(?:\.\d+)?)%(?![0-9A-F]{2})")
SPANISH_MONEY = re.compile(r"(M{0,2}\$|US\$)\s(\d[\d.]*(?:,\d+)?)")
ENGLISH_MONEY = re.compile(r"(CLP|USD)\s(\d[\d,]*(?:\.\d+)?)(\sthousand|\smillion)?")
SCALE = {"$": 1, "M$": 1000, "MM$": 10**6, "": 1, "thousand": 1000, "million": 10**6, "US$": 1}
# Words that no English sentence has; names of people, places and companies are without them.
SPANISH = re.compile(
    r"\b(que|según|cada|una|sus|está|ninguna|ninguno|todavía|desde|cifras?|datos?|para|entre|más|"
    r"qué|cómo|todos|todas|sobre|hasta|acuerdos?|avance|aquí|otra|otros|publicad[oa]s?)\b",
    re.IGNORECASE,
)
# Their cookie guards what is sent.
WITH_FORMS = ("/en/contraloria/enviar/", "/en/contraloria/seguimiento/", "/en/preferencias/")
# The sheets of the agreements that show nothing the others do not.
ALIKE = re.compile(r"/acuerdos/A(?:0[34568]|1[0134-8])/")
# What stays in Spanish without a mark of its own: proper names, titles and what a program reads.
KEPT = re.compile(
    r"\(“corte”\)|Distritos productivos de la minería chilena|Centro de Estudios y Documentación "
    r"Mineros|https?://\S+|^[{\[\"].*|Acuerdo .{0,3}CORE|Publicado[- ]\S+[- ]\S+.*|"
    r"Presentación de avances EMRA 2023-2050|Estrategia Minera para [^.;]+|\S+\.csv|“[a-z_]+”|"
    r"La fuente cuenta 7 acuerdos ambientales, pero no nombra ni mide el séptimo"
)


class Text(HTMLParser):
    """What a page says outside its quotations, scripts and drawings, piece by piece."""

    EMPTY = frozenset({"meta", "link", "input", "br", "img", "hr", "source", "wbr", "col"})
    SILENT = frozenset({"script", "style", "code", "pre", "title", "svg", "option", "textarea"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in self.EMPTY:
            silent = tag in self.SILENT or dict(attrs).get("lang", "").startswith("es")
            self._open.append((tag, silent and tag != "html"))

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        return

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(silent for _tag, silent in self._open):
            self.pieces.append(re.sub(r"\s+", " ", data).strip())


def spanish_number(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", "."))


def english_number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def visible(page: str) -> str:
    """What people read in the page; what programs do, `width="100%"` for one, is no figure."""
    read = re.sub(r"<(pre|code)\b.*?</\1>", "", page[page.index("<main") :], flags=re.DOTALL)
    return re.sub(r"<[^>]*>", " ", read)


def figures(page: str, *, english: bool) -> Counter[tuple[str, Decimal]]:
    """Percentages and money; what the source writes itself stands as in Chile in both."""
    text = visible(page)
    found = Counter(("%", spanish_number(text)) for text in SPANISH_PERCENT.findall(text))
    if english:
        text = visible(re.sub(r'<span lang="es">.*?</span>', "", page, flags=re.DOTALL))
        found += Counter(("%", english_number(text)) for text in ENGLISH_PERCENT.findall(text))
        for _currency, amount, scale in ENGLISH_MONEY.findall(text):
            found["money", english_number(amount) * SCALE[scale.strip()]] += 1
    for unit, amount in SPANISH_MONEY.findall(visible(page)):
        found["money", spanish_number(amount) * SCALE[unit]] += 1
    return found


def test_every_english_page_is_english_and_says_what_the_spanish_one_says(world, client):
    client.raise_request_exception = True
    every = dict.fromkeys([*PUBLIC, *public_addresses(world)])
    told = spoken.english(address for address in every if not ALIKE.match(address))
    pages: dict[str, str] = {}
    with spoken.asked(spoken.ASKED):
        for address in told:
            response = client.get(address)
            page = content(response).decode()
            assert '<html lang="en">' in page, address
            assert not re.search("[\ue000\ue001]", page), address
            assert not response.cookies or address.startswith(WITH_FORMS)
            if response.status_code == 200:
                pages[address] = page
    assert len(pages) > 100
    titles = [str(row.label) for row in queries.board().agreements]
    titles += [view.content.name for view in bilateral_queries.projects()]
    assert len(titles) > 19
    unmarked = {
        (address, piece)
        for address, page in pages.items()
        for piece in Text(page).pieces
        if not piece.startswith("{") and any(title in piece for title in titles)
    }
    assert not unmarked, "\n".join(map(str, sorted(unmarked)))
    known = catalogue.known(catalogue.opened()) | spoken.of_the_framework()
    assert sorted(spoken.ASKED - known) == [], "make messages, then translate them"
    left = {
        (address, piece)
        for address, page in pages.items()
        for piece in Text(page).pieces
        if SPANISH.search(KEPT.sub("", piece))
    }
    assert sorted(left) == []
    different = {}
    for address in pages:
        if address.removeprefix("/en") in PUBLIC:
            spanish = content(client.get(address.removeprefix("/en"))).decode()
            same = figures(spanish, english=False), figures(pages[address], english=True)
            assert '<span lang="es">' not in spanish
            if same[0] != same[1]:
                different[address] = (same[0] - same[1], same[1] - same[0])
    assert different == {}
