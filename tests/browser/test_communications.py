"""A month is planned, met and missed; a published figure is corrected and its piece is flagged."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import open_cortes
from tests.browser.test_accessibility import objections
from tests.servers import Site
from tests.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.embedded]
DESK: Final = "/gestion/comunicaciones/"
CORTE: Final = "2026-T1"
SCROLL: Final = "document.documentElement.scrollWidth"
PHONE: Final = {"width": 360, "height": 740}


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    running = Site(tmp_path_factory.mktemp("communications"))
    try:
        running.open()
        yield running
    finally:
        running.close()


def last_month() -> date:
    return (date.today().replace(day=1) - timedelta(days=1)).replace(day=1)


def sound(page: Page) -> None:
    assert objections(page) == []
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size(PHONE)
    assert page.evaluate(SCROLL) <= PHONE["width"]
    page.set_viewport_size(size)


def test_a_month_is_planned_moved_met_and_missed(
    office: Site, sign_in: Callable[..., Page]
) -> None:
    month = last_month()
    asked = f"{DESK}?mes={month:%Y-%m}"
    secretary = sign_in(office, "secretaria", bypass_csp=True)
    reviewer = sign_in(office, "cluster", bypass_csp=True)
    for day, channel, kind in ((3, "Sitio web", "Artículos"), (17, "Sitio web", "Artículos")):
        plan(secretary, f"Artículo del {day}", month.replace(day=day), channel, kind)
    plan(secretary, "Reel del 5", month.replace(day=5), "Redes sociales", "Reels")
    secretary.goto(asked)
    sound(secretary)
    expect(secretary.locator(f"[data-day='{month:%Y-%m}-03']")).to_contain_text("Artículo del 3")
    move_by_keyboard(secretary, "Reel del 5", month.replace(day=6))
    drag(secretary, "Reel del 5", month.replace(day=7))
    for title, day in (("Artículo del 3", 3), ("Artículo del 17", 17)):
        approve(reviewer, asked, title)
        publish(secretary, asked, title, month.replace(day=day))
    secretary.goto(f"/comunicaciones/?mes={month:%Y-%m}")
    sound(secretary)
    figures = secretary.locator(".quota-figures > li")
    expect(figures.nth(2)).to_contain_text("Cumplida")
    expect(figures.nth(2)).to_contain_text("Artículos periodísticos: 2 de 2; cuota cumplida.")
    expect(figures.nth(1)).to_contain_text("No cumplida")
    expect(figures.nth(1)).to_contain_text("0 de 4; el mes terminó y faltaron 4.")


def test_the_piece_that_quotes_a_corrected_figure_is_flagged_for_everyone(
    office: Site, sign_in: Callable[..., Page]
) -> None:
    publish_a12(office, "40", {})
    secretary = sign_in(office, "secretaria", bypass_csp=True)
    reviewer = sign_in(office, "cluster", bypass_csp=True)
    month = last_month()
    asked = f"{DESK}?mes={month:%Y-%m}"
    plan(secretary, "A12 llega a 40 %", month.replace(day=9), "Redes sociales", "Publicaciones")
    secretary.get_by_label("Publicación", exact=True).select_option(f"{CORTE}/1")
    secretary.get_by_label("Cifra", exact=True).select_option("A12")
    secretary.get_by_role("button", name="Agregar la cifra").click()
    expect(secretary.get_by_role("status")).to_contain_text("Cifra agregada.")
    approve(reviewer, asked, "A12 llega a 40 %")
    publish(secretary, asked, "A12 llega a 40 %", month.replace(day=9))
    expect(secretary.get_by_text("Cifra corregida")).to_have_count(0)
    publish_a12(
        office, "35", {"correction_reason": "Se contó dos veces.", "setback_reason": "Corrección."}
    )
    secretary.goto(asked)
    expect(secretary.get_by_text("1 pieza cita una cifra corregida después.")).to_be_visible()
    expect(secretary.locator(".entry__flag")).to_have_text("Cifra corregida")
    secretary.goto(f"{DESK}piezas/")
    sound(secretary)
    expect(secretary.get_by_text("40,00 % → 35,00 % (edición 2)")).to_be_visible()
    reviewer.goto(f"/comunicaciones/?mes={month:%Y-%m}")
    told = reviewer.get_by_text("Esta pieza cita una cifra corregida después:").first
    expect(told).to_contain_text("A12 en 2026-T1: 40,00 % → 35,00 % (edición 2)")


def test_the_plan_and_the_cards_are_sound_without_javascript(
    office: Site, visit: Callable[..., Page]
) -> None:
    page = visit(office, java_script_enabled=False)
    page.goto("/comunicaciones/plan/")
    expect(page.get_by_text("7 están por programar").first).to_be_visible()
    page.goto("/comunicaciones/acuerdos/A07/")
    expect(page.get_by_role("img", name="sin dato")).to_be_visible()


# -- the steps -------------------------------------------------------------------------------


def plan(page: Page, title: str, day: date, channel: str, kind: str) -> None:
    page.goto(f"{DESK}piezas/nueva/?dia={day:%Y-%m-%d}")
    page.get_by_label("Título").fill(title)
    expect(page.get_by_label("Fecha")).to_have_value(f"{day:%Y-%m-%d}")
    page.get_by_label("Canal").select_option(channel)
    choice = page.get_by_label("Formato").locator("option", has_text=kind)
    page.get_by_label("Formato").select_option(choice.get_attribute("value"))
    page.get_by_role("button", name="Guardar y enviar a aprobación").click()
    expect(page.get_by_role("status")).to_contain_text("guardada.")


def move_by_keyboard(page: Page, title: str, day: date) -> None:
    choice = page.get_by_label("Pieza", exact=True).locator("option", has_text=title)
    page.get_by_label("Pieza", exact=True).select_option(choice.get_attribute("value"))
    page.get_by_label("Nuevo día").fill(f"{day:%Y-%m-%d}")
    page.get_by_role("button", name="Mover").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"[data-day='{day:%Y-%m-%d}']")).to_contain_text(title)


def drag(page: Page, title: str, day: date) -> None:
    target = page.locator(f"[data-day='{day:%Y-%m-%d}']")
    page.locator("[data-item]", has_text=title).drag_to(target)
    expect(page.get_by_role("status")).to_contain_text(f"«{title}» quedó el {day:%d-%m-%Y}.")
    expect(page.locator(f"[data-day='{day:%Y-%m-%d}']")).to_contain_text(title)


def approve(page: Page, asked: str, title: str) -> None:
    page.goto(asked)
    page.get_by_role("link", name=title, exact=True).click()
    page.get_by_role("button", name="Aprobar la pieza").click()
    expect(page.get_by_role("status")).to_contain_text("aprobada.")


def publish(page: Page, asked: str, title: str, day: date) -> None:
    page.goto(asked)
    page.get_by_role("link", name=title, exact=True).click()
    page.get_by_label("Dirección").fill("https://www.goreantofagasta.cl/emra")
    page.get_by_label("Publicada el").fill(f"{day:%Y-%m-%d}")
    page.get_by_role("button", name="Registrar").click()
    expect(page.get_by_role("status")).to_contain_text("Publicación registrada")


def publish_a12(office: Site, percent: str, reasons: dict[str, str]) -> None:
    """A12 entered, approved and published in the corte; the second time as a new edition."""
    secretary, reviewer = Visitor(office, "secretaria"), Visitor(office, "cluster")
    version = 2 if reasons else 1
    if version == 1:
        open_cortes(office, CORTE)
    entry = {"kind": "PERCENT", "percent": percent, "version": "0", "submit": "1", **reasons}
    assert secretary.send(f"/gestion/avances/{CORTE}/A12/", entry).ok
    review = f"/gestion/revision/A12-{CORTE}-v{version}/"
    assert reviewer.send(f"{review}aprobar/", {"version": "2"}, form=review).ok
    corte = f"/gestion/cortes/{CORTE}/"
    if version == 1:
        assert secretary.send(f"{corte}cerrar/", {}, form=corte).ok
    edition = {"confirmed": "on", "reason": "Se corrige A12." if reasons else ""}
    assert secretary.send(f"{corte}publicar/", edition, form=corte).ok
