"""The front page of the desks: what waits in every room, for whom may open it."""

import pytest

from emra.accounts.models import Role

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def test_the_front_page_says_what_waits_in_every_room(world, secretary, signed_in):
    answer = signed_in(secretary).get("/gestion/")
    found = [(wait.said, wait.url.split("/")[2], wait.late) for wait in answer.context["waits"]]
    # One of each in the world; two of its covenants owe an evaluation, which is late and first.
    assert found == [
        ("2 evaluaciones atrasadas", "cooperacion", True),
        ("1 pieza espera aprobación", "comunicaciones", False),
        ("1 acta devuelta", "comisiones", False),
        ("1 seguimiento de proyecto devuelto", "proyectos", False),
        ("1 documento de cooperación espera revisión", "cooperacion", False),
        ("1 documento de cooperación devuelto", "cooperacion", False),
        ("1 observación por leer", "observaciones", False),
    ]
    for said, _room, _late in found:
        assert said in answer.content.decode()


@pytest.mark.parametrize(("role", "rooms"), [(Role.ADMIN, set()), (Role.MEMBER, {"comisiones"})])
def test_nobody_is_told_of_a_room_they_may_not_open(world, person, signed_in, role, rooms):
    answer = signed_in(person(role, "otra")).get("/gestion/")
    assert {wait.url.split("/")[2] for wait in answer.context["waits"]} <= rooms
    page = answer.content.decode()
    assert "2026-T2" in page
    assert "/gestion/cortes/" not in page
    assert "/gestion/avances/" not in page


def test_where_nothing_waits_nothing_is_said(secretary, signed_in):
    assert "En las otras secciones" not in signed_in(secretary).get("/gestion/").content.decode()
