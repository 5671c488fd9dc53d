"""Office files with the same bytes for the same content: no clock in the archive or its parts."""

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import Final

# The earliest a ZIP entry can say.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_STAMP: Final = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(<)")
_NESTED: Final = (".xlsx", ".pptx", ".docx")


def settled(content: bytes, at: datetime) -> bytes:
    """The same archive with every date of it set to `at`, workbooks within it as well.

    Raises
    ------
    zipfile.BadZipFile
        For what is no archive.
    """
    told = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name.endswith(_NESTED):
                part = settled(part, at)
            elif name == "docProps/core.xml":
                part = _STAMP.sub(rb"\g<1>" + told + rb"\g<3>", part)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            after.writestr(entry, part)
    return stream.getvalue()
