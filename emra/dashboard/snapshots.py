"""The public site as it last stood, on disk: what visitors get while the database is away.

A job walks every public address as a visitor would and keeps the answers. While PostgreSQL does
not answer, `fall_back` gives those out, each page saying of when it is; what is not kept, and
whatever would change something, gets a 503 that says so.
"""

import hashlib
import json
import logging
import os
import re
import shutil
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin, urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from emra.ledger import queries as ledger
from emra.lib import formats, pages

GetResponse = Callable[[HttpRequest], HttpResponse]

SEEDS: Final = ("/", "/api/v1/")
# Doors, keys and what has no end: none of it is what was published.
# What is nobody's to see without the database, and pictures, whose drawing is kept as SVG.
LEFT_OUT: Final = re.compile(
    r"/(en/)?((gestion|ingresar|salir|admin|static|healthz|readyz|componentes|preferencias)\b"
    r"|graficos/.+\.png)"
)
_LINK = re.compile(r'(?:href|src|data-src)="([^"#]+)"')
_MAIN = re.compile(r'(<main id="contenido"[^>]*>)')
_MOST_PAGES: Final = 4000
_LARGEST: Final = 2 * 1024**2
# After a failure the database is not asked again for so many seconds.
_PAUSE: Final = 2.0

logger = logging.getLogger(__name__)
_away_until = 0.0


@dataclass(frozen=True)
class Taken:
    """A snapshot: how many answers it keeps, and what it was taken of."""

    pages: int
    head: str


def take(*, anew: bool = False) -> Taken | None:
    """Keep the public site as it stands; None where the one kept is of this ledger and day."""
    state = {"head": ledger.head()[1], "day": timezone.localdate().isoformat()}
    root = _root()
    if not anew and _state(root / "current") == state:
        return None
    root.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=root, prefix="s"))
    try:
        kept = _walk(folder)
        (folder / "state.json").write_text(json.dumps(state))
    except OSError:  # a full disk: the snapshot that was there stays, half a one does not
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _switch(root, folder)
    return Taken(kept, state["head"])


def fall_back(get_response: GetResponse) -> GetResponse:
    """Answer from the snapshot while PostgreSQL is away."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if time.monotonic() < _away_until and not LEFT_OUT.match(request.path):
            return _kept_answer(request)
        return get_response(request)

    middleware.process_exception = _database_away  # type: ignore[attr-defined]
    return middleware


def _database_away(request: HttpRequest, error: Exception) -> HttpResponse | None:
    global _away_until
    if connection.vendor != "postgresql" or not isinstance(
        error, OperationalError | InterfaceError
    ):
        return None
    logger.error("database: %s", error)
    if not _answers():
        _away_until = time.monotonic() + _PAUSE
    return _kept_answer(request)


def _answers() -> bool:
    connection.close()
    try:
        connection.ensure_connection()
    except OperationalError:
        return False
    return True


def _kept_answer(request: HttpRequest) -> HttpResponse:
    """The kept answer to a GET, saying of when it is; 503 where there is none."""
    path = _place(_root() / "current", request.get_full_path())
    if request.method not in ("GET", "HEAD") or not path.exists():
        return pages.away(request)
    head, _newline, body = path.read_bytes().partition(b"\n")
    about = json.loads(head)
    if about["type"].startswith("text/html"):
        body = _MAIN.sub(rf"\1{_banner(about['at'])}", body.decode(), count=1).encode()
    response = HttpResponse(body, content_type=about["type"])
    for name, value in about["headers"].items():
        response[name] = value
    response["Cache-Control"] = "no-store"
    response["X-Snapshot"] = about["at"]
    return response


def _banner(at: str) -> str:
    said = _(
        "Copia guardada el %(at)s: la base de datos no responde en este momento. Las cifras son "
        "las publicadas entonces; lo que se publicó después no aparece."
    ) % {"at": formats.moment(datetime.fromisoformat(at))}
    return f'<p class="note" role="status">{escape(said)}</p>'


# -- taking it -------------------------------------------------------------------------------


def _walk(folder: Path) -> int:
    """Ask for every public address that pages and lists lead to, and keep what is answered."""
    site = WSGIHandler()
    waiting, seen, kept = deque(SEEDS), set(SEEDS), 0
    while waiting and kept < _MOST_PAGES:
        address = waiting.popleft()
        status, headers, body = _ask(site, address)
        if status != 200 or "Set-Cookie" in headers or len(body) > _LARGEST:
            continue
        _keep(folder, address, headers, body)
        kept += 1
        for link in _links(address, headers.get("Content-Type", ""), body):
            if link not in seen and not LEFT_OUT.match(link):
                seen.add(link)
                waiting.append(link)
    return kept


def _ask(site: WSGIHandler, address: str) -> tuple[int, dict[str, str], bytes]:
    here = urlsplit(settings.SITE_URL)
    target = urlsplit(address)
    environ: dict[str, Any] = {
        "PATH_INFO": target.path,
        "QUERY_STRING": target.query,
        "HTTP_HOST": here.netloc,
        "wsgi.url_scheme": here.scheme,
        "HTTP_X_FORWARDED_PROTO": here.scheme,
        "HTTP_ACCEPT": "application/json" if target.path.startswith("/api/") else "text/html",
    }
    setup_testing_defaults(environ)
    answered: dict[str, Any] = {}

    def start(status: str, headers: list[tuple[str, str]], _info: Any = None) -> Any:
        answered.update(status=int(status.split()[0]), headers=dict(headers))

    response = site(environ, start)
    try:
        body = b"".join(response)
    finally:
        response.close()
    return answered["status"], answered["headers"], body


def _links(address: str, kind: str, body: bytes) -> Iterable[str]:
    """The addresses of this site that an answer names, in order."""
    here = urlsplit(settings.SITE_URL).netloc
    if kind.startswith("text/html"):
        found = _LINK.findall(body.decode())
    elif address == "/api/v1/":
        found = json.loads(body)["addresses"]
    else:
        return
    for link in found:
        target = urlsplit(urljoin(address, link.replace("&amp;", "&")))
        # From one month to the next there is no end: one step, no further.
        endless = target.query and "?" in address
        if target.netloc in ("", here) and target.scheme in ("", "http", "https") and not endless:
            yield f"{target.path}?{target.query}" if target.query else target.path


def _keep(folder: Path, address: str, headers: dict[str, str], body: bytes) -> None:
    path = _place(folder, address)
    path.parent.mkdir(exist_ok=True)
    about = {
        "address": address,
        "at": timezone.now().isoformat(timespec="seconds"),
        "type": headers["Content-Type"],
        "headers": {name: headers[name] for name in ("Content-Disposition",) if name in headers},
    }
    path.write_bytes(json.dumps(about).encode() + b"\n" + body)


def _switch(root: Path, folder: Path) -> None:
    """From one snapshot to the next in one step; those before it go."""
    link = root / f"next-{os.getpid()}"
    link.symlink_to(folder.name)
    os.replace(link, root / "current")
    for other in root.glob("s*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)


def _place(folder: Path, address: str) -> Path:
    digest = hashlib.sha256(address.encode()).hexdigest()
    return folder / digest[:2] / digest


def _state(folder: Path) -> Any:
    path = folder / "state.json"
    return json.loads(path.read_text()) if path.exists() else None


def _root() -> Path:
    return Path(settings.DATA_DIR) / "snapshot"
