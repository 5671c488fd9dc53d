"""The list, its filters and counts, the tables and the API: the same public facts everywhere."""

import csv
import io
from datetime import timedelta

import pytest
import time_machine

from emra.oversight import actions
from emra.oversight.models import State
from emra.strategy.models import LineOfAction
from tests.oversight.conftest import MONDAY, TEXT

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
ABOUT_A_LINE = "Esta línea no dice en qué comuna empieza."


@pytest.fixture
def line(strategy):
    return f"LINE:{LineOfAction.objects.order_by('code').first().code}"


@pytest.fixture
def several(answered, published, observe, secretary, reviewer, line):
    """Answered about A12, waiting about a line, private, unread: codes of the public ones."""
    first, _secret = answered()
    second, _secret = published(ABOUT_A_LINE, subject=line)
    actions.take_up(code=second.code, body="comision-1", by=reviewer)
    private, _secret = observe("Compre barato en mi sitio web hoy.")
    actions.keep_private(code=private.code, reason="ADVERTISING", note="", by=secretary)
    observe("Esta todavía no la ha leído nadie.")
    return first.code, second.code


def listed(client, **asked):
    response = client.get("/api/v1/observations/", asked)
    assert response.status_code == 200, response.json()
    return {row["code"] for row in response.json()["results"]}


def test_an_empty_room_says_so_and_invites(strategy, client):
    page = client.get("/contraloria/").content.decode()
    assert "Todavía no ha llegado ninguna observación" in page
    assert "Todavía no hay observaciones publicadas" in page
    assert "Nadie ha publicado una observación" in client.get("/acuerdos/A12/").content.decode()
    told = client.get("/api/v1/observations/indicators/").json()
    assert (told["received"], told["median_days"], told["private"]) == (0, None, [])


def test_filters_narrow_list_table_and_api_alike(several, client, line):
    first, second = several
    late = MONDAY + timedelta(days=60)
    assert listed(client) == {first, second}
    assert listed(client, kind="LINE") == listed(client, subject=line) == {second}
    assert listed(client, stage="ANSWERED") == {first}
    assert listed(client, stage="TAKEN_UP") == {second}
    with time_machine.travel(late, tick=False):
        assert listed(client, stage="OVERDUE") == {second}
        assert listed(client, stage="WAITING") == set()
    page = client.get("/contraloria/", {"tipo": "LINE"}).content.decode()
    assert ABOUT_A_LINE in page
    assert TEXT not in page
    rows = list(csv.DictReader(io.StringIO(client.get("/contraloria.csv").content.decode())))
    assert {row["observacion"] for row in rows} == {first, second}
    [answer] = [row for row in rows if row["observacion"] == first]
    assert (answer["dias_habiles"], answer["oficina"]) == ("8", "Secretaría Técnica")


@pytest.mark.parametrize("asked", ["?tipo=NADA", "?estado=NADA", "?sobre=AGREEMENT:A99"])
def test_a_filter_that_cannot_be_is_said_and_never_an_empty_list(strategy, client, asked):
    assert client.get(f"/contraloria/{asked}").status_code == 400
    api = asked.replace("tipo", "kind").replace("estado", "stage").replace("sobre", "subject")
    assert client.get(f"/api/v1/observations/{api}").json()["field"] == api[1:].split("=")[0]


def test_the_counts_are_of_everything_received(several, client):
    told = client.get("/api/v1/observations/indicators/").json()
    assert (told["received"], told["unread"], told["published"], told["answered"]) == (4, 1, 2, 1)
    assert told["private"] == [{"reason": "Es publicidad o un envío automático", "count": 1}]
    assert (told["median_days"], told["taken_up"], told["committed"]) == (8.0, 1, 0)
    page = client.get("/contraloria/").content.decode()
    assert "1 sin leer todavía" in page


def test_a_line_is_observed_from_its_objectives_page(several, client, line):
    page = client.get(f"/objetivos/{line[5:8]}/").content.decode()
    assert ABOUT_A_LINE in page
    assert f'<option value="{line}">' in page
    shown = client.get("/contraloria/enviar/", {"sobre": line}).content.decode()
    assert f'value="{line}" selected' in shown


def test_the_page_of_the_commission_tells_what_it_took_up(several, client):
    assert ABOUT_A_LINE in client.get("/comisiones/comision-1/").content.decode()
    other = client.get("/comisiones/comision-2/").content.decode()
    assert "No ha tomado observaciones" in other


def test_a_cached_page_is_asked_again_when_an_observation_is_published(observe, secretary, client):
    row, _secret = observe()
    before = client.get("/acuerdos/A12/")
    actions.publish(code=row.code, evidence=False, note="", by=secretary)
    again = client.get("/acuerdos/A12/", headers={"If-None-Match": before["ETag"]})
    assert again.status_code == 200
    assert TEXT in again.content.decode()


def test_what_people_write_is_text_and_never_markup_or_a_formula(published, client):
    row, _secret = published(
        "<script>alert(1)</script> =HYPERLINK(1)", name="=1+1", name_public=True
    )
    page = client.get(f"/contraloria/{row.code}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    cells = next(csv.DictReader(io.StringIO(client.get("/contraloria.csv").content.decode())))
    assert cells["nombre"] == "'=1+1"


def test_the_list_goes_page_by_page_in_a_fixed_number_of_queries(
    published, client, django_assert_max_num_queries
):
    for number in range(23):
        published(f"Observación número {number} sobre este acuerdo.")
    with django_assert_max_num_queries(14):
        first = client.get("/contraloria/").content.decode()
    assert "Página 1 de 2" in first
    assert "Observación número 22" in first
    second = client.get("/contraloria/?pagina=2").content.decode()
    assert "Observación número 0 " in second


def test_the_inbox_puts_first_what_is_due_first(observe, published, secretary, signed_in):
    late, _secret = published("La que llegó hace mucho tiempo.", at=MONDAY - timedelta(days=60))
    early, _secret = published()
    fresh, _secret = observe("Una que nadie ha leído todavía.")
    with time_machine.travel(MONDAY, tick=False):
        page = signed_in(secretary).get("/gestion/observaciones/")
    inbox = page.context["inbox"]
    assert [item.row for item in inbox.unread] == [fresh]
    assert [item.row for item in inbox.unanswered] == [late, early]
    assert "vencida hace" in page.content.decode()
    assert {item.row.state for item in inbox.unanswered} == {State.PUBLISHED}
