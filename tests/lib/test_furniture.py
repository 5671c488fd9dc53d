"""What frames a page: menus, the trail, the stamp of when it changed, and pages that failed."""

import re
from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.urls import resolve

from emra.accounts.models import Role
from emra.agreements.models import Publication
from emra.ledger.models import Event
from emra.lib import formats, navigation
from emra.lib.nearest import nearest
from tests.browser.addresses import PUBLIC
from tests.house import Markup
from tests.test_house import templates

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

TRAIL = '{% load furniture %}{% crumbs %}<a href="/a/?b=1&amp;c=2">Uno</a> › {{ x }}{% endcrumbs %}'


def test_every_entry_of_the_map_of_the_site_leads_to_an_address_of_it():
    groups = (*navigation.MENU, *navigation.FOOTER, *navigation.DESK_MENU)
    entries = [entry for group in groups for entry in group.entries]
    entries += [*navigation.FIRST, *navigation.DESK_FIRST, *navigation.HELP]
    assert len(entries) > 30
    assert all(resolve(entry.address) for entry in entries)


def test_what_a_wide_screen_always_shows_stands_in_the_menu_of_a_phone_too():
    menu = {entry for group in navigation.MENU for entry in group.entries}
    assert set(navigation.FIRST) <= menu


@pytest.mark.parametrize(
    ("role", "seen", "unseen"),
    [
        (Role.SECRETARIAT, "Observaciones", "Estado"),
        (Role.CLUSTER, "Observaciones", "Incidentes"),
        (Role.ANALYST, "Metas", "Observaciones"),
        (Role.MEMBER, "Comisiones", "Avances"),
        (Role.ADMIN, "Estado", "Avances"),
    ],
)
def test_the_menu_of_the_desks_has_what_a_role_may_open(role, seen, unseen):
    groups = navigation.of_role(navigation.DESK_MENU, role)
    labels = [str(entry.label) for group in groups for entry in group.entries]
    assert seen in labels
    assert unseen not in labels
    assert all(group.entries for group in groups)


def test_a_trail_begins_at_home_ends_here_and_is_a_list_for_machines():
    html = Template(TRAIL).render(Context({"x": "<A12>"}))
    markup = Markup(html)
    assert ("ol", {"itemscope": "", "itemtype": "https://schema.org/BreadcrumbList"}) in [
        (tag, {name: value or "" for name, value in attributes.items()})
        for tag, attributes in markup.tags
    ]
    links = [attributes["href"] for tag, attributes in markup.tags if tag == "a"]
    assert links == ["/", "/a/?b=1&c=2"]
    assert re.findall(r'itemprop="position" content="(\d)"', html) == ["1", "2", "3"]
    assert html.count("aria-current") == 1
    assert '<span itemprop="name" aria-current="page">&lt;A12&gt;</span>' in html


def test_no_template_draws_a_trail_of_its_own():
    by_hand = [name for name, text in templates().items() if 'class="crumbs"' in text]
    assert by_hand == []


def test_a_page_says_when_what_it_shows_last_changed(corte, publish, client):
    publish()
    published = Publication.objects.latest("id").published_at
    said = client.get("/acuerdos/").content.decode()
    seal = Publication.objects.latest("id").ledger_seq
    told = f"Última actualización: {formats.moment(published)}, evento {seal} de la bitácora."
    assert told in said
    last = Event.objects.latest("seq")
    said = client.get("/objetivos/").content.decode()
    assert f"Cifras al {formats.moment(last.at)}, hora de Santiago, según la bitácora" in said
    assert f"{last.seq} · {last.hash[:12]}</a>" in said
    assert "según la bitácora" not in client.get("/preferencias/").content.decode()


# Pages that show no figure of the strategy, and two that say it in their own words: the ledger
# in its own column, the reports beside each edition.
OF_NO_DAY = {
    *("/contraloria/enviar/", "/buscar/", "/preferencias/", "/componentes/", "/glosario/"),
    *("/accesibilidad/", "/privacidad/", "/transparencia/", "/contacto/", "/mapa-del-sitio/"),
    *("/ingresar/", "/bitacora/", "/informes/"),
}
# On screen and on paper: a publication and its seal, the ledger's event, the day of a run.
STAMPS = re.compile(
    r"Sello de la bitácora:|Figura firmada:"
    r"|Cifras al \d\d-\d\d-\d{4} \d\d:\d\d, hora de Santiago, según la bitácora"
    r"|corrida R001 · publicada el \d\d-\d\d-\d{4}"
)


def test_every_page_with_figures_says_of_when_they_are(world, client):
    unsaid = []
    for address in PUBLIC:
        if address.partition("?")[0] in OF_NO_DAY or address.startswith("/en/"):
            continue
        answer = client.get(address)
        if answer.status_code != 200:
            continue
        html = answer.content.decode()
        printed = re.sub(r'<(p|div)[^>]* class="[^"]*no-print[^"]*".*?</\1>', "", html, flags=re.S)
        if not STAMPS.search(re.sub(r"\s+", " ", re.sub(r"</?(strong|span)[^>]*>", "", printed))):
            unsaid.append(address)
    assert unsaid == []


def test_the_moment_of_a_state_is_one_whether_the_database_gives_it_or_words():
    from emra.lib.http import _moment

    at = datetime(2026, 11, 21, 21, 31, tzinfo=UTC)
    assert _moment(at) == _moment("2026-11-21 21:31:00") == at
    assert _moment(None) is None


@pytest.mark.parametrize(
    ("path", "first"),
    [
        ("/acuerdos/a7/", "/acuerdos/A07/"),
        ("/acuerdo/A12/", "/acuerdos/A12/"),
        ("/objetivo/OE3/", "/objetivos/"),
        ("/metodologia/promedios/", "/metodologia/"),
        ("/cuadratura/", "/cuadraturas/"),
    ],
)
def test_an_address_that_does_not_exist_suggests_the_nearest(corte, path, first):
    assert nearest(path)[0].address == first


def test_a_stray_address_suggests_nothing_and_asks_nothing(corte, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert nearest("/wp-login.php") == []
        assert nearest("/") == []


def test_a_page_that_does_not_exist_says_what_to_do_and_its_request(corte, client):
    response = client.get("/acuerdos/A99/")
    said = response.content.decode()
    assert response.status_code == 404
    assert "Qué puede hacer" in said
    assert 'href="/acuerdos/A09/"' in said
    assert f"<code>{response['X-Request-ID']}</code>" in said


@pytest.mark.parametrize("code", [400, 403, 404, 405, 409, 413, 429, 500, 503, 507])
def test_every_page_that_failed_says_what_and_what_to_do(code, rf):
    request = rf.get("/x/")
    request.id = "f" * 32
    said = render_to_string(f"{code}.html", {"exception": "Se dijo esto."}, request)
    assert f"Error {code}" in re.sub(r"\s+", " ", said)
    assert said.count("<li>") >= 2
    assert "Qué puede hacer" in said
    assert request.id in said
    assert 'href="/"' in said


@pytest.mark.parametrize("code", [500, 503])
def test_a_failure_of_ours_is_told_in_the_language_of_the_address(code, rf):
    def said(address):
        return render_to_string(f"{code}.html", {"exception": "Se dijo esto."}, rf.get(address))

    english, spanish = said("/en/fondos/"), said("/fondos/")
    assert '<html lang="en">' in english
    assert "What you can do" in english
    assert 'href="/en/"' in english
    assert "Pruebe" not in english
    assert '<html lang="es-CL">' in spanish
    assert "What you can do" not in spanish
    assert "/en/" not in spanish


def test_the_page_of_a_failure_of_ours_needs_no_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        render_to_string("500.html", {"exception": ""}, rf.get("/x/"))
