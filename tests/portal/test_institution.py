"""What the site says of the institution: what the settings give, and that the rest is missing."""

from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from emra.portal.institution import institution, security_txt

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
ADDRESSES = {
    "TRANSPARENCY_URL": "https://transparencia.example.cl/",
    "INFORMATION_REQUEST_URL": "https://solicitudes.example.cl/",
    "LOBBY_URL": "https://lobby.example.cl/",
}


def said(client, address):
    return client.get(address).content.decode()


def test_without_settings_each_page_says_what_is_missing_and_makes_nothing_up(client):
    assert "todavía no ha indicado correo" in said(client, "/contacto/")
    assert "todavía no ha fijado en cuántos días" in said(client, "/accesibilidad/")
    assert "la institución todavía no ha indicado un correo" in said(client, "/privacidad/")
    page = said(client, "/transparencia/")
    assert page.count("La institución todavía no ha indicado") == 3
    assert "mailto:" not in page + said(client, "/contacto/") + said(client, "/accesibilidad/")


def test_with_settings_they_are_shown_and_nothing_is_missing(client, settings):
    for name, value in {
        **ADDRESSES,
        "CONTACT_OFFICE": "Secretaría Técnica",
        "CONTACT_EMAIL": "seguimiento@example.cl",
        "BARRIER_DAYS": 10,
    }.items():
        setattr(settings, name, value)
    assert "mailto:seguimiento@example.cl" in said(client, "/contacto/")
    assert "Se responde en 10 días hábiles" in said(client, "/accesibilidad/")
    # The contact's address serves for personal data where no other was given.
    assert "mailto:seguimiento@example.cl" in said(client, "/privacidad/")
    page = said(client, "/transparencia/")
    assert all(f'href="{address}"' in page for address in ADDRESSES.values())
    assert "todavía no ha indicado" not in page


def test_a_changed_setting_changes_the_tag_of_the_answer(client, settings):
    first = client.get("/contacto/")
    assert client.get("/contacto/", headers={"If-None-Match": first["ETag"]}).status_code == 304
    settings.CONTACT_PHONE = "+56 55 000 0000"
    again = client.get("/contacto/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert "+56 55 000 0000" in again.content.decode()


def test_security_txt_is_no_address_until_there_is_a_contact(client):
    assert client.get("/.well-known/security.txt").status_code == 404


def test_security_txt_has_the_fields_of_its_norm_and_does_not_expire_soon(client, settings):
    settings.SECURITY_CONTACT = "mailto:seguridad@example.cl"
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert fields["Contact"] == "mailto:seguridad@example.cl"
    assert fields["Preferred-Languages"] == "es"
    assert urlsplit(fields["Canonical"]).path == "/.well-known/security.txt"
    assert fields["Policy"].endswith("/contacto/#seguridad")
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now().astimezone()
    assert timedelta(days=170) < left < timedelta(days=365)  # RFC 9116: less than a year


def test_the_expiry_counts_from_the_day_it_is_asked_for():
    text = security_txt(institution(), canonical="c", page="p", today=date(2026, 12, 1))
    assert "Expires: 2027-05-30T00:00:00Z\n" in text  # 180 days: 30+31+28+31+30+30


def test_robots_are_kept_from_doors_and_told_of_the_map(client, settings):
    settings.SITE_URL = "https://seguimiento.example.cl"
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /gestion/", "Disallow: /admin/", "Disallow: /buscar/"} <= set(lines)
    assert lines[-1] == "Sitemap: https://seguimiento.example.cl/sitemap.xml"
