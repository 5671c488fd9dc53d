"""Files that are not what they say, byte by byte."""

import hashlib
import io
import struct
import zipfile
from typing import Any

import openpyxl

from tests.imports import workbooks

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 200
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MB = 1024 * 1024
# 4 900 letters that hardly compress.
WORDS = hashlib.shake_256(b"words").hexdigest(2_450)

SOUND = workbooks.xlsx(("A12", 40), ("A13", 12))


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def altered(content: bytes = SOUND, **parts: bytes) -> bytes:
    """An xlsx with parts put in or replaced; `sheet`, `strings` and `book` name the usual ones."""
    usual = {
        "sheet": "xl/worksheets/sheet1.xml",
        "strings": "xl/sharedStrings.xml",
        "book": "xl/workbook.xml",
    }
    return zipped(parts_of(content) | {usual.get(name, name): part for name, part in parts.items()})


def sheet(rows: str, before: str = "") -> bytes:
    """A sheet's XML with these rows."""
    start = f'<?xml version="1.0"?>{before}<worksheet xmlns="{MAIN}">'
    return f"{start}<sheetData>{rows}</sheetData></worksheet>".encode()


def inline(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


HEADER = f'<row r="1">{inline("A1", "Código")}{inline("B1", "Avance")}</row>'


def one_cell(percent: str) -> bytes:
    """An xlsx whose one row says A12 and this XML as the cell of its percentage."""
    row = f'<row r="2">{inline("A2", "A12")}{percent}</row>'
    return altered(sheet=sheet(HEADER + row))


def lying_bomb() -> bytes:
    """60 MB in a part that the directory gives as 2 000 bytes."""
    part, size = "xl/worksheets/sheet1.xml", 60 * MB
    content = zipped({**parts_of(SOUND), part: sheet(" " * size)})
    real = struct.pack("<L", len(sheet(" " * size)))
    assert content.count(real) == 2  # beside the part and in the directory
    return content.replace(real, struct.pack("<L", 2000))


def slow_bomb() -> bytes:
    """Over 100 MB unpacked at a ratio no rule on ratios would mind."""
    noise = bytes(range(256)) * 4
    block = b"".join(bytes([n % 251, n // 251 % 251]) + noise[n % 64 :] for n in range(1000))
    return zipped({"xl/worksheets/sheet1.xml": block * 120})


def wrong_crc() -> bytes:
    content = bytearray(zipped(parts_of(SOUND), zipfile.ZIP_STORED))
    place = content.index(b"<sheetData>")
    content[place + 1 : place + 10] = b"SheetData"
    return bytes(content)


def encrypted_zip() -> bytes:
    """The flag of encryption on every part."""
    content = bytearray(SOUND)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(mark, place + 4)
    return bytes(content)


def password_ole() -> bytes:
    """How Office keeps a workbook with a password: a package inside an OLE container."""
    names = "EncryptionInfo".encode("utf-16-le") + b"\0" * 36
    names += "EncryptedPackage".encode("utf-16-le")
    return OLE + b"\0" * 504 + names + b"\x17" * 4096


def encrypted_ods() -> bytes:
    parts = parts_of(workbooks.ods(("A12", 40)))
    data = "<manifest:encryption-data><x/></manifest:encryption-data></manifest:file-entry>"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="content.xml">{data}</manifest:manifest>'
    )
    parts["META-INF/manifest.xml"] = manifest.encode()
    parts["content.xml"] = bytes(range(256)) * 8
    return zipped(parts)


def with_entities(declared: str, text: str) -> bytes:
    """An xlsx whose shared strings declare entities and use one as the percentage."""
    doctype = f"<!DOCTYPE sst [{declared}]>"
    strings = f'<?xml version="1.0"?>{doctype}<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>'
    return altered(one_cell('<c r="B2" t="s"><v>0</v></c>'), strings=strings.encode())


def laughs() -> bytes:
    levels = [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12)]
    return with_entities('<!ENTITY l0 "ja">' + "".join(levels), "&l11;")


def many_sheets(*states: str, rows: Any = (("Código", "Avance"), ("A12", 40))) -> bytes:
    """Sheets in these states; only the last has the rows."""
    book = openpyxl.Workbook()
    book.active.append(["Código", "Avance"])
    book.active.append(["A13", 99])
    for _state in states[1:]:
        book.create_sheet()
    book.worksheets[-1].delete_rows(1, 3)
    for row in rows:
        book.worksheets[-1].append(list(row))
    if "visible" not in states:
        book.create_sheet("vacía")
    for place, state in enumerate(states):
        book.worksheets[place].sheet_state = state
    return workbooks.saved(book)


def merged() -> bytes:
    """A code merged over two rows: the second one has none."""
    book = workbooks.opened(workbooks.xlsx(("A12", 40), (None, 41)))
    book.active.merge_cells("A2:A3")
    return workbooks.saved(book)


def one_at(row: int, column: int) -> bytes:
    book = workbooks.opened(SOUND)
    book.active.cell(row, column).value = 1
    return workbooks.saved(book)
