"""The cookie that says how the site looks, and the one stylesheet that differs by it."""

import pytest
from django.conf import settings

from emra.dashboard import preferences

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

COOKIE = settings.PREFERENCES_COOKIE_NAME


def test_who_chose_nothing_gets_no_rule_and_a_tag(client):
    first = client.get("/preferencias.css")
    assert (first.content, first["Content-Type"]) == (
        b"/* /preferencias/ */\n",
        "text/css; charset=utf-8",
    )
    assert first["Cache-Control"] == "private, no-cache"
    assert "Cookie" in first["Vary"]
    again = client.get("/preferencias.css", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("scheme", "ground"), [("claro", "#fff"), ("oscuro", "#0e161d"), ("contraste", "#fff")]
)
def test_a_scheme_takes_its_colours_from_the_tokens(client, scheme, ground):
    client.cookies[COOKIE] = f"{scheme}.normal"
    said = client.get("/preferencias.css").content.decode()
    assert said.splitlines()[1].startswith("@media screen and (forced-colors: none)")
    assert f"--ground: {ground};" in said
    assert "font-size" not in said
    assert said.count("{") == said.count("}")


@pytest.mark.parametrize("said", ["", "x", "a.b", "oscuro", "..", "claro.normal.x", "}", "é"])
def test_a_cookie_that_says_something_else_is_no_error(client, said):
    client.cookies[COOKIE] = said
    for address in ("/preferencias.css", "/preferencias/"):
        assert client.get(address).status_code == 200


def test_pages_do_not_differ_by_the_cookie(client, corte):
    without = client.get("/metodologia/")
    client.cookies[COOKIE] = "oscuro.grande"
    with_it = client.get("/metodologia/")
    assert with_it["ETag"] == without["ETag"]
    assert "Cookie" not in with_it.get("Vary", "")


def test_a_choice_is_kept_for_a_year_for_this_host_alone(client):
    chosen = {"scheme": "oscuro", "size": "grande", "next": "/acuerdos/?corte=x"}
    response = client.post("/preferencias/", chosen)
    assert (response.status_code, response.url) == (302, "/acuerdos/?corte=x")
    cookie = response.cookies[COOKIE]
    assert cookie.value == "oscuro.grande"
    assert (cookie["max-age"], cookie["samesite"], cookie["httponly"]) == (31536000, "Lax", True)


@pytest.mark.parametrize(
    "place", ["https://otro.cl/", "//otro.cl", "javascript:x", "/preferencias/"]
)
def test_it_never_leads_to_another_site(client, place):
    chosen = {"scheme": "auto", "size": "normal", "next": place}
    assert client.post("/preferencias/", chosen).url == "/"


def test_a_choice_that_does_not_exist_is_told(client):
    response = client.post("/preferencias/", {"scheme": "rosado", "size": "normal"})
    assert response.status_code == 400
    assert COOKIE not in response.cookies


def test_every_mode_has_every_colour():
    tokens = dict(preferences.named_tokens())
    assert {"ink", "ground", "primary", "muted", "focus", "heat-0", "map-land"} <= set(tokens)
    assert tokens["ink"] == ["#14212c", "#e9eff4", "#000", "#fff"]
    # Light and dark say each their own; what much contrast does not say, those do.
    assert [name for name, values in tokens.items() if values[0] == values[1]] == ["edge"]
