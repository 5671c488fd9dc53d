"""The main job from end to end in a browser: entered, reviewed, published, verifiable."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.servers import Site

pytestmark = pytest.mark.browser

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[Site]:
    running = Site(tmp_path / "data")
    try:
        yield running.open()
    finally:
        running.close()


def test_a_figure_goes_from_the_secretariat_to_the_public_page_and_tampering_shows(
    own_site: Site, sign_in: Callable[..., Page], visit: Callable[..., Page], tmp_path: Path
) -> None:
    secretary = sign_in(own_site, "secretaria")
    open_corte(secretary)
    enter_a12(secretary, tmp_path / "acta.pdf")
    refuse_own_approval(secretary)
    approve_a12(sign_in(own_site, "cluster"))
    close_and_publish(secretary)
    see_it_published(visit(own_site))

    verified = own_site.manage("verify_ledger")
    assert verified.returncode == 0, verified.stderr
    assert "Bitácora correcta" in verified.stdout

    altered = alter_one_byte(own_site, "progress.approved")
    found = own_site.manage("verify_ledger")
    assert found.returncode == 1
    assert f"FALLA en el evento {altered}: su contenido fue alterado." in found.stderr


# -- the steps -------------------------------------------------------------------------------


def open_corte(page: Page) -> None:
    page.goto("/gestion/cortes/")
    page.get_by_label("Código").fill("2026-T2")
    page.get_by_label("Fecha de corte").fill("2026-06-30")
    page.get_by_label("Plazo de ingreso").fill("2026-07-15")
    page.get_by_role("button", name="Abrir el corte").click()
    expect(page.get_by_role("heading", name="Avances del corte 2026-T2")).to_be_visible()


def enter_a12(page: Page, file: Path) -> None:
    file.write_bytes(PDF)
    page.get_by_role("link", name="A12").click()
    page.get_by_label("Avance (%)").fill("40 %")
    page.get_by_label("Nota").fill("Programa en marcha en tres comunas.")
    page.get_by_label("Título del archivo").fill("Acta de la mesa")
    page.get_by_label("Archivo (opcional)", exact=True).set_input_files(file)
    page.get_by_role("button", name="Guardar y enviar a revisión").click()
    expect(page.locator(".messages")).to_contain_text("A12 enviado a revisión.")


def refuse_own_approval(page: Page) -> None:
    """The page offers no button, and the address refuses the same person's own request."""
    page.goto("/gestion/revision/A12-2026-T2-v1/")
    expect(page.get_by_text("Usted ingresó esta cifra")).to_be_visible()
    expect(page.get_by_role("button", name="Aprobar")).to_have_count(0)
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    answer = page.request.post(
        "/gestion/revision/A12-2026-T2-v1/aprobar/",
        form={"csrfmiddlewaretoken": token, "version": "2"},
        headers={"Referer": page.url},
    )
    assert answer.status == 403
    assert "Esta acción corresponde a: Corporación Clúster Minero" in answer.text()


def approve_a12(page: Page) -> None:
    page.goto("/gestion/revision/")
    page.get_by_role("link", name="A12").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Acta de la mesa").click()
    assert Path(download.value.path()).read_bytes() == PDF
    page.get_by_role("button", name="Aprobar").click()
    expect(page.get_by_role("status")).to_contain_text("A12-2026-T2-v1 aprobado.")


def close_and_publish(page: Page) -> None:
    page.goto("/gestion/cortes/2026-T2/")
    page.get_by_role("button", name="Cerrar el corte").click()
    page.get_by_label("Revisé los cambios").check()
    page.get_by_role("button", name="Publicar el corte").click()
    expect(page.get_by_role("status")).to_contain_text("Corte 2026-T2 publicado, edición 1.")


def see_it_published(page: Page) -> None:
    page.goto("/")
    social = page.locator(".card", has=page.get_by_role("heading", name="Social"))
    # (25 + 31 + 12 + 17 + 40) / 5 = 125 / 5 = 25, where 85 / 5 = 17 stood before.
    expect(social).to_contain_text("25,0 %")
    expect(social).to_contain_text("5/5")
    page.goto("/acuerdos/A12/")
    expect(page.get_by_role("main")).to_contain_text("40,0 %")
    expect(page.get_by_role("link", name="Acta de la mesa").first).to_be_visible()
    page.goto("/bitacora/")
    events = page.get_by_role("main")
    for said in (
        "abrió el corte",
        "ingresó un avance",
        "adjuntó un medio de verificación",
        "envió un avance a revisión",
        "aprobó un avance",
        "cerró el corte",
        "publicó el corte",
    ):
        expect(events).to_contain_text(said)


def alter_one_byte(site: Site, verb: str) -> int:
    """Change one byte of an event behind the application's back; the event's number.

    On SQLite in the database file itself; on PostgreSQL as a superuser who lifts the trigger.
    """
    [(seq, payload)] = site.rows(f"SELECT seq, payload FROM ledger_event WHERE verb = '{verb}'")
    assert '"percent":"40.00"' in payload
    forged = payload.replace('"percent":"40.00"', '"percent":"90.00"')
    assert sum(a != b for a, b in zip(payload, forged, strict=True)) == 1
    if site.deployed:
        with site.superuser() as connection:
            connection.execute("ALTER TABLE ledger_event DISABLE TRIGGER USER")
            connection.execute("UPDATE ledger_event SET payload = %s WHERE seq = %s", [forged, seq])
            connection.execute("ALTER TABLE ledger_event ENABLE TRIGGER USER")
    else:
        content = site.file.read_bytes()
        assert content.count(payload.encode()) == 1
        site.file.write_bytes(content.replace(payload.encode(), forged.encode()))
    return int(seq)
