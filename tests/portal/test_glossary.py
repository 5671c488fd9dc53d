"""The glossary: every word leads somewhere, and explains itself once where it first appears."""

import pytest
from django.template import RequestContext, Template

from emra.portal.glossary import by_code, terms
from tests.house import Markup

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def hint(request, code="cotas"):
    template = Template(f'{{% load glossary %}}{{% term "{code}" %}}')
    return template.render(RequestContext(request, {}))


def test_every_word_has_an_anchor_a_definition_and_places_that_exist(strategy, client):
    page = client.get("/glosario/").content.decode()
    ids = {attrs.get("id") for _tag, attrs in Markup(page).tags}
    pages = {}
    for term in terms():
        assert term.code in ids
        assert len(term.definition) > 30
        assert "docs/" not in term.rule
        for place in term.places:
            path, _sign, anchor = place.path.partition("#")
            if path not in pages:
                pages[path] = client.get(path)
            assert pages[path].status_code == 200, place.path
            assert not anchor or f'id="{anchor}"' in pages[path].content.decode(), place.path
    assert len(terms()) == len(by_code()) > 40


def test_a_hint_is_a_button_that_opens_its_definition_without_scripts(rf):
    markup = Markup(hint(rf.get("/")))
    button, card = dict(markup.tags)["button"], markup.tags[1][1]
    assert button["popovertarget"] == card["id"] == "glosa-cotas"
    assert (button["type"], "popover" in card) == ("button", True)
    assert ("a", {"href": "/glosario/#cotas"}) in markup.tags


def test_the_second_time_on_a_page_it_is_the_plain_word(rf):
    request = rf.get("/")
    assert "<button" in hint(request)
    assert hint(request) == "cotas"
    assert "<button" in hint(request, "sin-dato")


def test_home_and_dimension_explain_their_words(strategy, client):
    beside = ("cotas", "promedio-informados", "cifra-impresa")
    for address, codes in (("/", ("informados", *beside)), ("/dimensiones/social/", beside)):
        page = client.get(address).content.decode()
        for code in codes:
            assert page.count(f'id="glosa-{code}"') == 1, (address, code)


def test_a_word_that_is_not_in_the_glossary_is_a_mistake_of_the_template(rf):
    with pytest.raises(KeyError):
        hint(rf.get("/"), "no-existe")
