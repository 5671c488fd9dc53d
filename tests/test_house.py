"""Rules of the whole house: who is answered what, GET writes nothing, nothing lies about unused."""

import ast
import csv
import io
import re
from copy import copy
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from emra.accounts.models import Role, User
from emra.ledger.models import Event
from emra.lib.errors import DomainError
from emra.lib.middleware import WriteOnGet, select_only_on_get
from tests.house import address_of, content, every_route, public_addresses, public_routes

ROOT = Path(__file__).resolve().parent.parent
MATRIX = ROOT / "tests" / "access_matrix.csv"
PEOPLE = ("ANONYMOUS", *Role.values)


def expected() -> dict[tuple[str, str], dict[str, str]]:
    """Rows of the matrix by route and method."""
    with MATRIX.open(newline="", encoding="utf-8") as file:
        return {(row["route"], row["method"]): row for row in csv.DictReader(file)}


def answers(role: str, world: Any, person: Any, api: Any) -> dict[tuple[str, str], str]:
    """What a role is answered at every address, by GET and by an empty POST."""
    user = User.objects.filter(role=role, username=role.lower()).first()
    if role != "ANONYMOUS" and user is None:
        user = person(Role(role))
    pages, programs, found = Client(), api(user), {}
    if user:
        pages.force_login(user)
    signed_in = copy(pages.cookies)
    open_to_all = set(public_routes())
    for route in every_route():
        address = address_of(route, world)
        client = programs if route.startswith("api/") else pages
        for method in ("GET", "POST"):
            with transaction.atomic():
                response = getattr(client, method.lower())(address)
                transaction.set_rollback(True)
            content(response)
            # By a key everybody reads the same: only what it writes is its owner's.
            read_by_key = route.startswith("api/") and method == "GET"
            if user and route not in open_to_all and not read_by_key:
                kept = response.headers.get("Cache-Control", "")
                assert {"private", "no-store"} <= set(kept.split(", ")), (method, address, kept)
            pages.cookies = copy(signed_in)  # /salir/ is one of the addresses
            found[route, method] = str(response.status_code)
            if response.status_code == 302 and not user:
                assert "?next=" in response.url or route in ("salir/", "admin/logout/"), address
    return found


def test_the_matrix_has_one_row_for_each_address_and_method():
    routes = {(route, method) for route in every_route() for method in ("GET", "POST")}
    assert routes - set(expected()) == set(), "addresses without a row in access_matrix.csv"
    assert set(expected()) - routes == set(), "rows without an address"


@pytest.mark.parametrize(
    # With PostgreSQL those two who between them come to every page.
    "role",
    [
        role
        if role in ("ANONYMOUS", Role.SECRETARIAT)
        else pytest.param(role, marks=pytest.mark.embedded)
        for role in PEOPLE
    ],
)
@pytest.mark.filterwarnings("ignore:Unauthorized|Forbidden|Not Found")
def test_every_address_answers_each_role_as_the_matrix_says(role, world, person, api):
    wanted = {place: row[role] for place, row in expected().items()}
    assert answers(role, world, person, api) == wanted


def counts() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


@pytest.mark.embedded
def test_reading_every_address_leaves_every_table_as_it_was(world, secretary, client):
    addresses = [address_of(route, world) for route in every_route()] + public_addresses(world)
    client.force_login(secretary)
    before = counts()
    for address in addresses:
        content(client.get(address))
    assert counts() == before


def test_a_view_that_writes_on_get_is_stopped(secretary, rf):
    def view(request: Any) -> HttpResponse:
        User.objects.filter(pk=secretary.pk).update(office="Cambiada")
        return HttpResponse()

    with pytest.raises(WriteOnGet, match="UPDATE"), transaction.atomic():
        select_only_on_get(view)(rf.get("/"))
    secretary.refresh_from_db()
    assert secretary.office != "Cambiada"
    select_only_on_get(view)(rf.post("/"))
    secretary.refresh_from_db()
    assert secretary.office == "Cambiada"


def test_a_view_that_inserts_or_deletes_on_get_is_stopped(corte, rf):
    for change in (lambda: Event.objects.all().delete(), lambda: User.objects.create(role="ADMIN")):
        with pytest.raises(WriteOnGet), transaction.atomic():
            select_only_on_get(lambda request, change=change: change())(rf.get("/"))


def test_the_migrations_say_what_the_models_say(db):
    out = io.StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out)
    assert "No changes" in out.getvalue() or "No se detect" in out.getvalue()


# -- templates -------------------------------------------------------------------------------


def templates() -> dict[str, str]:
    root = ROOT / "templates"
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in root.rglob("*.html")
    }


def names_in_code() -> set[str]:
    """Template names the Python code can ask for, `f"agreements/{template}.html"` included."""
    found = {f"{error.status.value}.html" for error in DomainError.__subclasses__()}
    for path in (*(ROOT / "emra").rglob("*.py"), *(ROOT / "districts").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        nodes = list(ast.walk(tree))
        texts = {str(node.value) for node in nodes if isinstance(node, ast.Constant)}
        found |= {text for text in texts if text.endswith(".html")}
        for node in nodes:
            if isinstance(node, ast.JoinedStr):
                parts = [
                    part.value if isinstance(part, ast.Constant) else "*" for part in node.values
                ]
                shape = "".join(parts)
                if shape.endswith(".html") and shape.count("*") == 1:
                    found |= {shape.replace("*", text) for text in texts if len(text) < 40}
    return found


def test_no_template_lies_about_unused():
    every = templates()
    used = names_in_code() | {"403_csrf.html"}
    for text in every.values():
        used |= set(re.findall(r'{%\s*(?:include|extends)\s+"([^"]+)"', text))
    assert set(every) - used == set()


INLINE = re.compile(
    r"""\sstyle\s*=|<style\b|<script\b(?![^>]*\s(?:src=|type="application/ld\+json"))|\son[a-z]+\s*=\s*["']|javascript:""",
    re.I,
)


def test_no_template_has_inline_style_or_script():
    found = {name: INLINE.findall(text) for name, text in templates().items()}
    assert {name: hits for name, hits in found.items() if hits} == {}
    assert all(INLINE.search(f"<p{bad}") for bad in (' style="x"', ' onclick="x"', "><script>"))
