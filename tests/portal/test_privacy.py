"""The privacy page against what the site does: cookies, days, nobody else."""

import pytest

from emra.operations import tidying
from emra.operations.retention import Keep
from tests.house import content

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
READ = ("/", "/acuerdos/", "/glosario/", "/privacidad/", "/contacto/", "/atencion/", "/bitacora/")


def page(client):
    return client.get("/privacidad/").content.decode()


def test_who_only_reads_gets_no_cookie(strategy, client):
    for address in READ:
        answer = client.get(address)
        content(answer)
        assert answer.status_code == 200, address
        assert not answer.cookies, address
    assert "Quien solo lee no recibe ninguna" in page(client)


def test_the_cookies_that_are_set_are_those_the_page_names(strategy, client, secretary, settings):
    said, found = page(client), set()
    found |= set(client.get("/contraloria/enviar/").cookies)
    found |= set(client.get("/ingresar/").cookies)
    chosen = {"scheme": "oscuro", "size": "grande"}
    found |= set(client.post("/preferencias/", chosen).cookies)
    form = {"username": secretary.username, "password": "una-clave-de-prueba-larga"}
    found |= set(client.post("/ingresar/", form).cookies)
    kept = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    assert kept | {settings.PREFERENCES_COOKIE_NAME} <= found
    assert all(name in said for name in found)


def test_the_days_are_those_of_the_settings_and_of_the_rules(client, settings):
    settings.CITIZEN_DATA_DAYS, settings.IMPORT_DAYS = 61, 181
    said = page(client)
    assert "se borran 61 días después de cerrarse" in said
    assert "181 días después de terminar la importación" in said
    assert f"{tidying.SIGN_IN_DAYS} días; más, mientras" in said
    keep = Keep()
    assert f"{keep.daily} días, {keep.weekly} semanas y {keep.monthly} meses" in said


def test_the_browser_is_forbidden_to_ask_anybody_else(client):
    answer = client.get("/privacidad/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy.replace("https", "http").replace("upgrade", "")
