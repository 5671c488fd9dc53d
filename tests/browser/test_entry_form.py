"""Entering a figure by keyboard alone, and what a mistake looks like."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.servers import Site

pytestmark = [pytest.mark.browser, pytest.mark.embedded]
FORM = "/gestion/avances/2026-T2/"


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until `target` has the focus, which must show."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            assert target.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
            return
    pytest.fail("the keyboard never reached the control")


def error_of(page: Page, field: Locator) -> Locator:
    """The message the field itself points to."""
    described = (field.get_attribute("aria-describedby") or "").split()
    [name] = [name for name in described if name.endswith("_error")]
    assert field.get_attribute("aria-invalid") == "true"
    return page.locator(f"#{name}")


def test_a_figure_is_entered_by_keyboard_alone(site: Site, sign_in: Callable[..., Page]) -> None:
    page = sign_in(site, "secretaria")
    page.goto("/gestion/avances/2026-T2/")
    tab_to(page, page.get_by_role("link", name="A08"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/A08/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Ir al contenido")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Un porcentaje de avance"))
    tab_to(page, page.get_by_label("Avance (%)"))
    page.keyboard.type("26,5")
    tab_to(page, page.get_by_role("button", name="Guardar y enviar a revisión"))
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("A08 enviado a revisión.")
    expect(page.get_by_role("row", name="A08")).to_contain_text("26,50 %")
    expect(page.get_by_role("row", name="A08")).to_contain_text("En revisión")


def test_a_mistyped_percentage_stays_as_typed_with_the_message_at_the_field(
    site: Site, sign_in: Callable[..., Page]
) -> None:
    page = sign_in(site, "secretaria")
    page.goto(f"{FORM}A13/")
    percent, note = page.get_by_label("Avance (%)"), page.get_by_label("Nota")
    percent.fill("47,,5")
    note.fill("Se reunió la mesa de proveedores.")
    page.get_by_role("button", name="Guardar borrador").click()
    expect(page.get_by_role("alert")).to_contain_text("Hay que corregir lo siguiente")
    expect(percent).to_have_value("47,,5")
    expect(note).to_have_value("Se reunió la mesa de proveedores.")
    expect(error_of(page, percent)).to_contain_text("«47,,5» no es un porcentaje")
    page.get_by_role("alert").get_by_role("link").click()
    expect(percent).to_be_focused()
    page.goto(FORM)
    expect(page.get_by_role("row", name="A13")).to_contain_text("Sin ingresar")


def test_a_setback_asks_for_its_reason_and_takes_it(
    site: Site, sign_in: Callable[..., Page]
) -> None:
    page = sign_in(site, "secretaria")
    page.goto(f"{FORM}A15/")
    # The source gave 24 % to A15.
    expect(page.get_by_text("Última cifra aprobada: 24,00 % (2025-inicial).")).to_be_visible()
    page.get_by_label("Avance (%)").fill("20")
    page.get_by_role("button", name="Guardar borrador").click()
    reason = page.get_by_label("Motivo del retroceso")
    expect(error_of(page, reason)).to_contain_text(
        "El avance baja de 24,00 % (2025-inicial) a 20,00 %: explique el retroceso."
    )
    expect(page.get_by_label("Avance (%)")).to_have_value("20")
    reason.fill("Se cerró una de las obras.")
    page.get_by_role("button", name="Guardar borrador").click()
    expect(page.get_by_role("status")).to_contain_text("Borrador de A15 guardado.")
    expect(reason).to_have_value("Se cerró una de las obras.")
    expect(page.get_by_label("Avance (%)")).to_have_value("20")


def test_an_executable_named_pdf_is_refused_and_nothing_is_stored(
    site: Site, sign_in: Callable[..., Page]
) -> None:
    page = sign_in(site, "secretaria")
    page.goto(f"{FORM}A16/")
    page.get_by_label("Avance (%)").fill("10")
    file = page.get_by_label("Archivo (opcional)", exact=True)
    program = {"name": "acta.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00" * 64}
    file.set_input_files(program)
    page.get_by_role("button", name="Guardar borrador").click()
    expect(error_of(page, file)).to_contain_text("no corresponde a un pdf legible")
    expect(page.get_by_label("Avance (%)")).to_have_value("10")
    page.goto(FORM)
    expect(page.get_by_role("row", name="A16")).to_contain_text("Sin ingresar")
