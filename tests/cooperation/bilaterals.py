"""A bilateral project in the tests: its contents, its steps, its page and PDF read back."""

import io
import re
from datetime import date
from html import unescape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from emra.cooperation import bilateral_actions as actions
from emra.cooperation import bilateral_report_actions as reports
from emra.cooperation.bilateral_content import Content, Institution, Place, Result, content_of
from emra.cooperation.models import BilateralProject

CODE = "bilateral-1"
SMALL = Content(
    name="Intercambio de técnicos",
    institutions=(Institution("Perú", "Gobierno Regional de Tacna"),),
    places=(Place("Chile", "Calama"), Place("Perú", "Tacna")),
    results=(Result(1, "Recibir a técnicos", "mínimo 4 personas", 4, "personas"),),
)


def standing() -> Content:
    """What the version in force of the source's project says."""
    sheet = actions.in_force(BilateralProject.objects.get(pk=CODE))
    assert sheet
    return content_of(sheet)


def upload(text: str = "lista") -> SimpleUploadedFile:
    return SimpleUploadedFile("lista.csv", f"dato,valor\n{text},7\n".encode())


def reported(by: Any, result: int = 1, **told: Any) -> Any:
    """A draft of a report on a result of the source's project."""
    options = {name: told.pop(name) for name in ("upload", "expected") if name in told}
    report = reports.Report(**{"on": date(2026, 3, 2), "text": "Se hizo el curso", **told})
    return reports.write_report(project=CODE, result=result, report=report, by=by, **options)


def approved(author: Any, reviewer: Any, result: int = 1, **told: Any) -> Any:
    row = reported(author, result, **told)
    reports.submit_report(report=row.pk, by=author)
    return reports.approve_report(report=row.pk, by=reviewer)


def page_rows(page: str) -> list[tuple[str, str]]:
    """Label and text of each row of the ficha on its page."""
    table = re.search(r'<table class="table ficha">.*?</table>', page, re.S)
    assert table
    rows = re.findall(r'<tr.*?<th scope="row">(.*?)</th>\s*<td>(.*?)</td>', table[0], re.S)
    return [(plain(label), plain(said)) for label, said in rows]


def pdf_text(content: bytes) -> str:
    """What the PDF says between its heads and feet, without spaces."""
    from pypdf import PdfReader

    found = []
    for page in PdfReader(io.BytesIO(content)).pages:
        found.append(page.extract_text().split("EMRA Seguimiento ·")[0])
    return squeezed("".join(found))


def plain(markup: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", markup))


def squeezed(text: str) -> str:
    """Without any space: where a line breaks says nothing."""
    return re.sub(r"\s+", "", text)
