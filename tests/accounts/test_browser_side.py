"""What a browser is told of the sign-in: its cookies, its fields, what it must not guess."""

from typing import Any

import pytest
from django.test import Client

from emra.accounts.models import User

pytestmark = pytest.mark.django_db
LONG = "una frase larga, con espacios, ñ y «comillas», de más de 64 caracteres"


def sign_in(user: User, password: str) -> tuple[Client, Any]:
    client = Client()
    return client, client.post("/ingresar/", {"username": user.username, "password": password})


def test_cookies_are_for_the_server_and_for_this_site(secretary):
    secretary.set_password(LONG)
    secretary.save()
    client = Client()
    client.get("/ingresar/")
    client.post("/ingresar/", {"username": secretary.username, "password": LONG})
    assert len(client.cookies) >= 2, "the session and the form's"
    for name, cookie in client.cookies.items():
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Lax", name


def test_no_answer_is_to_be_guessed_or_framed(client):
    for address in ("/ingresar/", "/api/v1/ledger/", "/no-existe/"):
        response = client.get(address)
        assert response["X-Content-Type-Options"] == "nosniff", address
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"], address


def test_the_password_is_hidden_and_may_be_pasted(client):
    page = client.get("/ingresar/").content.decode()
    field = next(part for part in page.split("<input") if 'name="password"' in part)
    assert 'type="password"' in field
    assert 'autocomplete="current-password"' in field


def test_a_long_password_is_taken_as_it_is_typed(secretary):
    assert len(LONG) > 64
    secretary.set_password(LONG)
    secretary.save()
    for wrong in (LONG[:64], LONG.upper(), LONG.replace("ñ", "n")):
        assert sign_in(secretary, wrong)[1].status_code == 200
    client, entered = sign_in(secretary, LONG)
    assert entered.status_code == 302
    assert "_auth_user_id" in client.session


def test_trace_is_refused_and_tells_nothing_back(client):
    for address, status in (("/ingresar/", 405), ("/api/v1/ledger/", 401)):
        response = client.trace(address, headers={"X-Secreto": "cobre-2050"})
        assert response.status_code == status
        assert "cobre-2050" not in response.content.decode()
