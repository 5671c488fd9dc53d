"""Take the pictures of docs/img again, from a running demonstration.

    python tools/pictures.py http://127.0.0.1:8000 PASSWORD

The password is that of the demonstration's users. It needs Playwright and Chromium, as tests do.
The site should hold what the captions in README.md speak of: corte 2026-T1 published with A12 at
40 %, 2026-T2 open with A01 in draft and A02 waiting for review, pieces of the month.
"""

import io
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

OUT = Path(__file__).resolve().parent.parent / "docs" / "img"
COLOURS = 128


@dataclass(frozen=True)
class Picture:
    """A page as one of the demonstration's users, or anyone, sees it first."""

    name: str
    path: str
    height: int
    user: str = ""
    width: int = 1280
    scale: int = 1


SIMULATED = "?datos=ejemplo&p-partes-iguales=30&p-actividad-minera=50"
PICTURES = (
    Picture("home-desktop", "/", 1000),
    Picture("home-phone", "/", 844, width=390, scale=2),
    Picture("agreement", "/acuerdos/A12/", 1350),
    Picture("bitacora", "/bitacora/", 1350),
    Picture("cuadraturas", "/cuadraturas/", 1000),
    Picture("distritos", "/distritos/", 1250),
    Picture("fondos", "/fondos/", 1100),
    Picture("simulacion", f"/fondos/simulacion/{SIMULATED}", 1950),
    Picture("mapa", "/mapa/", 1000),
    Picture("linaje", "/cooperacion/linaje/", 1000),
    Picture("entry", "/gestion/avances/2026-T2/A01/", 1350, "secretaria"),
    Picture("grid", "/gestion/avances/2026-T2/", 1100, "secretaria"),
    Picture("review", "/gestion/revision/A02-2026-T2-v1/", 1350, "cluster"),
    Picture("comunicaciones", "/gestion/comunicaciones/", 1740, "secretaria"),
)


def main(site: str, password: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for picture in PICTURES:
            file = OUT / f"{picture.name}.png"
            shot = Image.open(io.BytesIO(_shot(browser, site, picture, password))).convert("RGB")
            shot.quantize(COLOURS).save(file, optimize=True)
            print(f"{file.name}: {file.stat().st_size / 1024:.0f} KiB")
        browser.close()


def _shot(browser: Browser, site: str, picture: Picture, password: str) -> bytes:
    page = browser.new_page(
        viewport={"width": picture.width, "height": picture.height},
        device_scale_factor=picture.scale,
        locale="es-CL",
        color_scheme="light",
    )
    if picture.user:
        page.goto(f"{site}/ingresar/")
        page.get_by_label("Nombre de usuario").fill(picture.user)
        page.get_by_label("Contraseña").fill(password)
        page.get_by_role("button", name="Ingresar").click()
        page.wait_for_url("**/gestion/")
    # Twice: a first visit may be painted before the font is there.
    page.goto(site + picture.path, wait_until="networkidle")
    page.reload(wait_until="networkidle")
    shot = page.screenshot()
    page.close()
    return shot


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), sys.argv[2])
