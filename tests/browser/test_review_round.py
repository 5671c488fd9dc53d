"""A round of review: sent, returned field by field, corrected, approved, published."""

from collections.abc import Callable, Iterator
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import cell, grid, is_saved, open_cortes, row, write
from tests.browser.test_accessibility import objections
from tests.servers import Site

pytestmark = [pytest.mark.browser, pytest.mark.embedded]
CORTE: Final = "2026-T1"
# What the source gave them: A12 nothing, A14 17 %, A15 24 %.
FIGURES: Final = {"A12": "40", "A14": "100", "A15": "30"}
PHONE: Final = {"width": 360, "height": 740}
SCROLL: Final = "document.documentElement.scrollWidth"


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    running = Site(tmp_path_factory.mktemp("round"))
    try:
        open_cortes(running.open(), CORTE)
        yield running
    finally:
        running.close()


def test_a_round_of_review_from_the_grid_to_the_publication(
    office: Site, sign_in: Callable[..., Page]
) -> None:
    secretary = sign_in(office, "secretaria", bypass_csp=True)
    reviewer = sign_in(office, "cluster", bypass_csp=True)
    attach_a_link(secretary, "A15")
    attach_a_link(secretary, "A12")
    enter_and_send(secretary)
    return_a14_field_by_field(reviewer)
    correct_and_send_again(secretary)
    see_what_changed_and_approve(reviewer)
    approve_the_plain_ones_together(reviewer)
    publish_with_the_checklist(secretary)


# -- the steps -------------------------------------------------------------------------------


def attach_a_link(page: Page, code: str) -> None:
    page.goto(f"/gestion/avances/{CORTE}/{code}/")
    page.get_by_label("Avance (%)").fill(FIGURES[code])
    page.get_by_label("Título del enlace").fill("Acta de la mesa")
    page.get_by_label("Dirección").fill("https://www.sea.gob.cl/acta")
    page.get_by_role("button", name="Guardar borrador").click()
    expect(page.get_by_role("status")).to_contain_text(f"Borrador de {code} guardado.")


def enter_and_send(page: Page) -> None:
    grid(page, CORTE)
    expect(row(page, "A15")).to_contain_text("1 respaldo")
    write(page, "A14", FIGURES["A14"])
    is_saved(page, "A14")
    page.get_by_role("button", name="Enviar a revisión lo guardado").click()
    expect(page.locator(".messages")).to_contain_text("3 avances enviados a revisión.")
    expect(page.get_by_role("row", name="A14")).to_contain_text("En revisión")
    expect(cell(page, "A14")).to_have_count(0)


def return_a14_field_by_field(page: Page) -> None:
    page.goto("/gestion/revision/")
    sound(page)
    line = page.get_by_role("row", name="A14")
    # From 17 % to 100 % are 83 points.
    expect(line).to_contain_text("Salto de más de 20 puntos")
    expect(line).to_contain_text("Sin respaldo")
    expect(line.get_by_role("checkbox")).to_have_count(0)
    line.get_by_role("link").first.click()
    sound(page)
    page.get_by_role("button", name="Devolver con el motivo").click()
    expect(page.get_by_role("alert")).to_contain_text("Escriba el motivo de la devolución.")
    page.get_by_label("Sobre el avance").fill("No puede haber llegado a 100 %.")
    page.get_by_label("Sobre la nota").fill("Falta decir qué se hizo.")
    page.get_by_role("button", name="Devolver con el motivo").click()
    expect(page.get_by_role("status")).to_contain_text("devuelto")


def correct_and_send_again(page: Page) -> None:
    grid(page, CORTE)
    sound(page)
    expect(row(page, "A14")).to_contain_text("No puede haber llegado a 100 %.")
    expect(row(page, "A14")).to_contain_text("Falta decir qué se hizo.")
    page.get_by_label("Nota de A14").fill("Se habilitó el segundo tramo.")
    write(page, "A14", "60")
    is_saved(page, "A14")
    page.get_by_role("button", name="Enviar a revisión lo guardado").click()
    expect(page.locator(".messages")).to_contain_text("1 avance enviado a revisión.")


def see_what_changed_and_approve(page: Page) -> None:
    page.goto(f"/gestion/revision/A14-{CORTE}-v1/")
    sound(page)
    expect(page.get_by_role("heading", name="Qué cambió desde la devolución")).to_be_visible()
    changes = page.get_by_role("region", name="Qué cambió desde la devolución")
    expect(changes).to_contain_text("100")
    expect(changes).to_contain_text("60")
    expect(changes).to_contain_text("Se habilitó el segundo tramo.")
    page.get_by_role("button", name="Aprobar").click()
    expect(page.get_by_role("status")).to_contain_text("aprobado")


def approve_the_plain_ones_together(page: Page) -> None:
    expect(page.get_by_role("row", name="A14")).to_have_count(0)
    page.get_by_role("button", name="Aprobar los marcados").click()
    expect(page.get_by_role("status")).to_contain_text("Elija al menos un avance.")
    for code in ("A12", "A15"):
        page.get_by_label(f"Aprobar {code}").check()
    page.get_by_role("button", name="Aprobar los marcados").click()
    expect(page.get_by_role("status")).to_contain_text("2 avances aprobados.")
    expect(page.get_by_text("Nada espera revisión.")).to_be_visible()


def publish_with_the_checklist(page: Page) -> None:
    page.goto(f"/gestion/cortes/{CORTE}/")
    sound(page)
    expect(page.get_by_text("Sin avance en este corte: A01, A02, A03,")).to_be_visible()
    social = page.get_by_role("row", name="Social")
    # (25 + 31 + 12 + 17) / 5 = 17 in the source; with the 40 of A12, 125 / 5 = 25.
    expect(social).to_contain_text("17,00 % · 4/5")
    expect(social).to_contain_text("25,00 % · 5/5")
    expect(social).to_contain_text("A12: Sin dato → 40,00 %")
    expect(page.get_by_role("row", name="Ambiental")).to_contain_text("sin cambios")
    page.get_by_role("button", name="Cerrar el corte").click()
    page.get_by_role("button", name="Publicar el corte").click()
    confirmed = page.get_by_label("Revisé los cambios")
    expect(confirmed).to_have_attribute("aria-invalid", "true")
    [message] = page.locator(".field__error").all_inner_texts()
    assert message == "Marque que revisó los cambios antes de publicar."
    sound(page)
    page.goto(f"/gestion/cortes/{CORTE}/")
    expect(page.get_by_text("Ediciones publicadas")).to_have_count(0)
    confirmed.check()
    page.get_by_role("button", name="Publicar el corte").click()
    expect(page.get_by_role("status")).to_contain_text(f"Corte {CORTE} publicado, edición 1.")
    page.goto("/")
    expect(page.locator(".card", has_text="Social").first).to_contain_text("25,0 %")


def sound(page: Page) -> None:
    """Nothing for axe to object to, and no sideways scroll on a phone."""
    assert objections(page) == []
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size(PHONE)
    assert (page.url, page.evaluate(SCROLL)) == (page.url, PHONE["width"])
    page.set_viewport_size(size)
