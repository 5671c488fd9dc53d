"""What every public page is made of: its head, its numbers, its policy, nothing from outside."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from emra.agreements.models import Publication
from emra.lib import navigation
from tests.house import (
    Markup,
    address_of,
    answers_of,
    content,
    public_routes,
    text_of,
)
from tests.test_house import INLINE

ROOT = Path(__file__).resolve().parent.parent

# Attributes of an SVG that hold words; every other one must be a machine's.
WORDS = {
    "id", "class", "role", "fill", "stroke", "stroke-linecap", "stroke-linejoin", "overflow",
    "patternunits", "clip-path", "text-anchor", "dominant-baseline", "xmlns", "href", "tabindex",
    "preserveaspectratio", "focusable", "vector-effect", "font-weight", "mask", "marker-end",
}  # fmt: skip
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")
PATH = re.compile(rf"(?:[MLHVCSQTAZ]|{NUMBER.pattern}|[ ])*", re.I)
FUNCTION = re.compile(rf"(?:\w+\((?:{NUMBER.pattern}[ ]?)+\) ?)+")

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def is_machine_number(name: str, value: str) -> bool:
    """Whether an attribute of an SVG can be read by a browser: points, no grouping, no comma."""
    if name == "d":
        return PATH.fullmatch(value) is not None
    if name.endswith("transform"):
        return FUNCTION.fullmatch(value) is not None
    return all(NUMBER.fullmatch(part.removesuffix("%")) for part in value.split()) and bool(value)


@pytest.fixture
def pages(world: Any) -> dict[str, str]:
    """Every public page that is HTML, errors included."""
    found = {address: said.text for address, said in answers_of(world).items() if said.is_page}
    assert len(found) > 50
    return found


def test_every_number_in_every_svg_is_a_machine_number(pages):
    read = 0
    for address, page in pages.items():
        for tag, attributes in Markup(page).drawn:
            for name, value in attributes.items():
                if name not in WORDS and not name.startswith(("aria-", "data-")):
                    assert is_machine_number(name, value), (address, tag, name, value)
                    read += 1
    assert read > 3000


@pytest.mark.parametrize(
    ("name", "value"),
    [("width", "47,5%"), ("x", "1.234,5"), ("d", "M1,5 2L3 4"), ("y", "NaN"), ("r", "None"),
     ("transform", "translate(1,5 2)"), ("x", ""), ("width", "sin dato"), ("d", "M1 nan")],
)  # fmt: skip
def test_the_reading_of_numbers_refuses_what_browsers_refuse(name, value):
    assert not is_machine_number(name, value)


def test_every_page_has_title_language_heading_and_description(pages):
    for address, page in pages.items():
        markup = Markup(page)
        tags = [tag for tag, _attributes in markup.tags]
        assert markup.texts.get("title", "").removesuffix(" · EMRA Seguimiento").strip(), address
        assert ("html", {"lang": "es-CL"}) in markup.tags, address
        assert tags.count("h1") == 1, address
        named = {attrs.get("name"): attrs.get("content") for tag, attrs in markup.tags}
        assert len(named["description"]) > 50, address
        assert "width=device-width" in named["viewport"], address


def test_a_page_has_one_name_in_its_title_and_in_the_menus(pages):
    # The home page is named by what it shows; that of two cortes, by the two.
    other = {"home", "compare"}
    for group in navigation.SITE:
        for entry in group.entries:
            title = Markup(pages[entry.address]).texts["title"]
            assert entry.url in other or str(entry.label).lower() in title.lower(), entry.address


def test_ids_are_unique_and_what_they_label_exists(pages):
    for address, page in pages.items():
        every = Markup(page).tags + Markup(page).drawn
        ids = [attrs["id"] for _tag, attrs in every if "id" in attrs]
        assert len(ids) == len(set(ids)), address
        for _tag, attrs in every:
            for name in ("aria-labelledby", "aria-describedby", "for"):
                assert set(attrs.get(name, "").split()) <= set(ids), (address, attrs)


def test_no_page_loads_anything_from_outside(pages):
    loading = {"link": "href", "script": "src", "img": "src", "iframe": "src", "use": "href"}
    for address, page in pages.items():
        markup = Markup(page)
        for tag, attributes in markup.tags + markup.drawn:
            if attributes.get("rel") in ("canonical", "alternate"):
                continue  # told, not loaded
            source = attributes.get(loading.get(tag, ""), "")
            assert not source.startswith(("http:", "https:", "//")), (address, source)
    styles = (ROOT / "static/css/emra.css").read_text(encoding="utf-8")
    assert re.findall(r"@import|url\(\s*[\"']?(?:https?:)?//", styles) == []


def test_no_page_has_inline_style_or_script(pages):
    for address, page in pages.items():
        assert INLINE.findall(page) == [], address


def test_every_answer_carries_a_policy_without_unsafe(world, client, secretary):
    said = {address: answer.headers for address, answer in answers_of(world).items()}
    client.force_login(secretary)
    staff = ["/gestion/", "/gestion/avances/2026-T3/A12/", "/gestion/cortes/", "/admin/"]
    for address in [*(address_of(route, world) for route in public_routes()), *staff, "/salir/"]:
        response = client.get(address)
        content(response)
        said[f"{address} signed in"] = dict(response.items())
    for address, headers in said.items():
        policy = headers["Content-Security-Policy"]
        assert "unsafe-" not in policy, address
        assert "default-src 'none'" in policy, address
        assert headers["X-Content-Type-Options"] == "nosniff", address
        if address.startswith("/incrustar/"):
            assert "frame-ancestors *" in policy, "the one page others may show inside theirs"
            continue
        assert "frame-ancestors 'none'" in policy, address
        assert headers["X-Frame-Options"] == "DENY", address


def most_alike(place: str) -> int:
    """How many addresses that differ in their numbers alone are followed.

    Of 345 communes and of months without end, the first ones; fewer of the forms of each
    agreement in each corte, which are the same view.
    """
    return 25 if place.endswith("/") else 5


def test_every_link_of_the_public_pages_leads_somewhere(world, client):
    seen, waiting = set(), ["/", "/componentes/"]
    alike = Counter()
    while waiting:
        address = waiting.pop()
        seen.add(address)
        response = client.get(address)
        text = text_of(response)
        assert response.status_code == 200, address
        if not response["Content-Type"].startswith("text/html"):
            continue
        markup = Markup(text)
        for tag, attributes in markup.tags + markup.drawn:
            place = attributes.get("href", "").partition("#")[0]
            if tag == "a" and place.startswith(("/", "?")):
                place = address.partition("?")[0] + place if place.startswith("?") else place
                shape = re.sub(r"\d+", "N", place)
                if place not in seen and place not in waiting and alike[shape] < most_alike(place):
                    alike[shape] += 1
                    waiting.append(place)
    assert {f"/acuerdos/A{n:02}/" for n in range(1, 20)} <= seen
    assert Publication.objects.count() == 3
