"""Two hundred posts in seconds from one address to two processes that share one database."""

import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar

import pytest

from emra.oversight import protection
from tests.programs import free_port, get, until
from tests.servers import GUNICORN, Site
from tests.visitor import TOKEN

POSTS, SPAMMER, NEIGHBOUR = 200, "203.0.113.7", "198.51.100.4"
OPENED = re.compile(r'name="opened" value="([^"]+)"')


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The same site answered by two processes, behind a proxy that names the visitor."""
    site = Site(tmp_path_factory.mktemp("flood"))
    site.environment["PROXIES"] = "1"
    port = free_port()
    try:
        site.open(jobs=())
        site._start("web2", "-m", "gunicorn", "emra.wsgi", "--bind", f"127.0.0.1:{port}", *GUNICORN)
        until(lambda: get(f"http://127.0.0.1:{port}/healthz")[0] == 200, "the second process")
        yield site.url, f"http://127.0.0.1:{port}"
    finally:
        site.close()


class Sender:
    """Somebody with the form open, who may send it to either process."""

    def __init__(self, site: str, address: str) -> None:
        self.headers = {"X-Forwarded-For": address}
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(cookies)
        _status, page = self.ask(f"{site}/contraloria/enviar/", None)
        found = TOKEN.search(page), OPENED.search(page)
        assert all(found)
        self.form = {"csrfmiddlewaretoken": found[0][1], "opened": found[1][1]}  # type: ignore[index]

    def send(self, site: str, text: str) -> int:
        fields = {**self.form, "subject": "AGREEMENT:A12", "text": text}
        return self.ask(f"{site}/contraloria/enviar/", fields)[0]

    def ask(self, url: str, fields: dict[str, str] | None) -> tuple[int, str]:
        body = urllib.parse.urlencode(fields).encode() if fields else None
        request = urllib.request.Request(url, data=body, headers=self.headers)
        try:
            with self.opener.open(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()


def test_a_flood_over_two_processes_is_held_and_the_site_answers(
    addresses: tuple[str, str],
) -> None:
    # All of it in one stretch of the count.
    stretch = protection.TRIES.span.total_seconds()
    left = stretch - time.time() % stretch
    time.sleep(left if left < 30 else 0)
    opened = time.monotonic()
    spammer, neighbour = (Sender(addresses[0], who) for who in (SPAMMER, NEIGHBOUR))
    with ThreadPoolExecutor(4) as pool:
        sent = [
            pool.submit(spammer.send, addresses[n % 2], f"Compre barato {n} en mi sitio")
            for n in range(POSTS)
        ]
        waits = []
        while not all(one.done() for one in sent):
            began = time.monotonic()
            assert get(f"{addresses[0]}/contraloria/")[0] == 200
            waits.append(time.monotonic() - began)
    codes = Counter(one.result() for one in sent)
    print(f"{codes}; {len(waits)} pages meanwhile, the slowest in {max(waits):.2f} s")
    assert codes[429] >= POSTS - protection.TRIES.most, codes
    assert set(codes) <= {200, 400, 429}
    assert max(waits) < 3
    # A person takes longer than the form asks for, and sends it once.
    typed = protection.FASTEST.total_seconds() + 1
    time.sleep(max(0, opened + typed - time.monotonic()))
    assert neighbour.send(addresses[1], "La meta no dice quién la mide.") == 200
