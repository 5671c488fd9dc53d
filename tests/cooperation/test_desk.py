"""The desk: a covenant entered whole without scripts, decided by another person."""

from html import unescape

import pytest

from emra.cooperation.models import (
    Covenant,
    CovenantSheet,
)

pytestmark = pytest.mark.django_db
DESK = "/gestion/cooperacion/"
ROWS = {"parties-rows": 4, "localities-rows": 4, "axes-rows": 4, "results-rows": 4}
TYPED = {
    **ROWS,
    "code": "agua-2025",
    "name": "Convenio del agua",
    "starts": "2025",
    "ends": "",
    "amount": "1.500.000",
    "unit": "USD",
    "evaluation_rules": "Cada semestre, las dos partes.",
    "evaluation_every_months": "6",
    "evaluation_first_on": "2026-06-30",
    "parties-1-name": "Gobierno Regional",
    "parties-1-side": "PUBLIC",
    "parties-1-role": "PARTY",
    "parties-3-name": "Empresa",
    "parties-3-side": "COMPANY",
    "parties-3-role": "PARTY",
    "localities-2-name": "Peine",
    "localities-2-commune": "02203",
    "version": "0",
}


def said(response, status=200):
    text = unescape(response.content.decode())
    assert response.status_code == status, text[:3000]
    return " ".join(text.split())


@pytest.fixture
def desk(today, strategy, secretary, signed_in):
    return signed_in(secretary)


def test_the_round_by_the_forms(desk, reviewer, signed_in):
    assert "Convenio nuevo" in said(desk.get(f"{DESK}nuevo/"))
    assert desk.post(f"{DESK}nuevo/", TYPED).status_code == 302
    sheet = CovenantSheet.objects.get(covenant="agua-2025")
    assert [(row.number, row.name) for row in sheet.covenantparty_set.all()] == [
        (1, "Gobierno Regional"),
        (2, "Empresa"),
    ]
    assert sheet.locality_set.get().families is None
    review = f"{DESK}revision/{sheet.code}/"
    assert "Enviar a revisión" in said(desk.get(review))
    desk.post(f"{review}enviar/", {"version": sheet.lock_version})
    client = signed_in(reviewer)
    assert "Aprobar y publicar" in said(client.get(review))
    assert "Escriba el motivo" in said(client.post(f"{review}devolver/", {"version": 2}), 400)
    client.post(f"{review}aprobar/", {"version": 2})
    assert CovenantSheet.objects.get(pk=sheet.pk).state == "APPROVED"
    assert "Convenio del agua" in said(client.get("/cooperacion/convenios/agua-2025/"))


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(desk):
    typed = {
        **TYPED,
        "starts": "98",
        "parties-3-side": "",
        "localities-2-families": "muchas",
        "amount": "1.500",
    }
    text = said(desk.post(f"{DESK}nuevo/", typed), 400)
    for words in (
        "Escriba un año, como 1998",
        "Complete la fila o déjela toda en blanco.",
        "se puede leer de dos maneras",
        'value="Empresa"',
        'value="muchas"',
    ):
        assert words in text
    assert not Covenant.objects.filter(pk="agua-2025").exists()


def test_a_refusal_of_the_action_stands_at_the_row_that_was_typed(desk):
    # Row 3 is the second that is filled in: the refusal still points at row 3.
    typed = {**TYPED, "parties-3-name": "Gobierno Regional", "parties-3-side": "PUBLIC"}
    text = said(desk.post(f"{DESK}nuevo/", typed), 400)
    assert 'href="#id_parties-3-name"' in text
    assert "Esa organización ya está con ese papel." in text
    text = said(desk.post(f"{DESK}nuevo/", {**TYPED, "code": "loa-1995"}), 400)
    assert 'href="#id_code"' in text


def test_more_rows_keep_what_was_typed_and_save_nothing(desk):
    text = said(desk.post(f"{DESK}nuevo/", {**TYPED, "more": "localities", "starts": "98"}))
    assert 'name="localities-8-name"' in text
    assert 'value="Peine"' in text
    assert 'value="98"' in text
    assert "Hay que corregir" not in text
    assert not Covenant.objects.filter(pk="agua-2025").exists()
    many = {**TYPED, "more": "results", "results-rows": "999"}
    assert 'name="results-81-text"' not in said(desk.post(f"{DESK}nuevo/", many))


def test_a_change_begins_from_what_is_in_force_and_asks_why(desk):
    address = f"{DESK}convenios/loa-1995/ficha/"
    text = said(desk.get(address))
    for words in ('value="Alrededores de Calama"', 'value="360"', "Motivo del cambio"):
        assert words in text
    text = said(desk.post(address, {**TYPED, "reason": ""}), 400)
    assert "Escriba el motivo del cambio." in text
    assert desk.post(address, {**TYPED, "reason": "Se revisa."}).status_code == 302
    row = CovenantSheet.objects.get(covenant="loa-1995", version=2)
    text = said(desk.get(f"{DESK}revision/{row.code}/"))
    assert "Qué cambia de lo que rige" in text
    assert "<del>Lasana, Calama: 40 familias</del>" in text.replace("\xa0", " ")


def test_a_draft_that_another_changed_is_said_once(desk, draft, secretary):
    row = draft()
    address = f"{DESK}convenios/prueba-2025/ficha/"
    stale = {**TYPED, "version": row.lock_version + 5}
    text = said(desk.post(address, stale), 409)
    assert "Otra persona cambió" in text
    assert f'value="{row.lock_version}"' in text
    assert desk.post(address, {**TYPED, "version": row.lock_version}).status_code == 302


def test_a_sheet_under_review_is_not_edited(desk, draft):
    row = draft()
    desk.post(f"{DESK}revision/{row.code}/enviar/", {"version": row.lock_version})
    response = desk.get(f"{DESK}convenios/prueba-2025/ficha/")
    assert response.url == f"{DESK}revision/{row.code}/"


def test_what_is_lacking_is_said_when_it_is_submitted(desk, draft):
    row = draft(evaluation_rules="")
    response = desk.post(f"{DESK}revision/{row.code}/enviar/", {"version": 1}, follow=True)
    assert "El de El Loa no las tuvo" in said(response)
    desk.post(f"{DESK}revision/{row.code}/descartar/", {"version": 1})
    assert not Covenant.objects.filter(pk="prueba-2025").exists()
