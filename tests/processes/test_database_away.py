"""PostgreSQL away: visitors get the kept copy, and it says so; nobody's save is half stored."""

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.programs import get, until
from tests.servers import Site

KEPT = "Copia guardada el"
PAGES = ("/", "/acuerdos/A12/", "/fondos/comunas/02203/", "/comisiones/comision-1/", "/bitacora/")

pytestmark = pytest.mark.deployed


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    found = Site(tmp_path / "data")
    try:
        yield found.open(jobs=())
    finally:
        found.database_back()
        found.close()


def post(url: str) -> int:
    request = urllib.request.Request(url, data=b"texto=x", headers={"Referer": url})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code


def test_the_public_site_goes_on_without_the_database(site: Site) -> None:
    taken = site.manage("snapshot")
    assert taken.returncode == 0, taken.stderr
    print(taken.stdout.strip())
    looks = "from emra.dashboard import snapshots; print(snapshots.take())"
    again = site.manage("shell", "-v", "0", "-c", looks)
    assert again.stdout.strip() == "None", "nothing changed since"
    live = {path: get(f"{site.url}{path}") for path in PAGES}
    site.database_away()
    for path in PAGES:
        status, page = get(f"{site.url}{path}")
        assert status == 200
        assert KEPT in page
        assert KEPT not in live[path][1]
        without = re.sub(r'<p class="note" role="status">Copia guardada[^<]+</p>', "", page)
        assert without == live[path][1]
    status, body = get(f"{site.url}/api/v1/dimensions/")
    assert (status, len(json.loads(body)["results"])) == (200, 4)
    # What is not kept, and what would change something, says so.
    assert get(f"{site.url}/acuerdos/A12/?corte=2099-T1")[0] == 503
    assert post(f"{site.url}/ingresar/") in (403, 503)
    assert get(f"{site.url}/healthz")[0] == 200
    assert get(f"{site.url}/readyz")[0] == 503
    site.database_back()
    until(lambda: KEPT not in get(f"{site.url}/")[1], "the live page")
    assert get(f"{site.url}/readyz")[0] == 200


def test_without_a_kept_copy_the_page_says_what_is_wrong(site: Site) -> None:
    """The control: the copy is what answers, not a cache somewhere."""
    site.database_away()
    status, page = get(f"{site.url}/")
    assert status == 503
    assert "La base de datos no responde" in page
