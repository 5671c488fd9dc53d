"""What other programs' readers find in the files."""

import io
import re
import zipfile
from typing import Any

from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader


def slides(deck: bytes) -> list[Any]:
    return list(Presentation(io.BytesIO(deck)).slides)


def texts(slide: Any) -> str:
    """Every text of a slide, its tables included."""
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    found += [" | ".join(row) for row in rows(slide)]
    return "\n".join(found)


def rows(slide: Any) -> list[list[str]]:
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    return [[cell.text for cell in row.cells] for table in tables for row in table.rows]


def chart(slide: Any) -> dict[str, float | None]:
    """The chart's figures by the name of their bar."""
    found = next(shape.chart for shape in slide.shapes if shape.has_chart)
    plot = found.plots[0]
    return dict(zip(plot.categories, plot.series[0].values, strict=True))


def notes(slide: Any) -> str:
    return str(slide.notes_slide.notes_text_frame.text)


def pdf_text(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def sheets(book: bytes) -> dict[str, list[dict[str, Any]]]:
    """Each sheet as rows under its headings."""
    found = {}
    for sheet in load_workbook(io.BytesIO(book)).worksheets:
        head, *body = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(head, row, strict=True)) for row in body]
    return found


def everything(content: bytes) -> str:
    """All that an archive says, and the archives in it."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            nested = part.startswith(b"PK")
            found.append(everything(part) if nested else part.decode(errors="replace"))
    return "\n".join(found)
