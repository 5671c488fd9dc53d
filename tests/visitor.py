"""A person without a browser: keeps cookies, follows redirects, sends forms with their token."""

import re
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from http.cookiejar import CookieJar

from tests.servers import PASSWORD, Site

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    """What came back in the end; `seconds` counts the redirects followed too."""

    status: int
    text: str
    url: str
    seconds: float

    @property
    def ok(self) -> bool:
        return self.status == 200


class Visitor:
    """Someone signed in to a site by its login page."""

    def __init__(self, site: Site, username: str) -> None:
        self.site = site
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(cookies)
        answer = self.send("/ingresar/", {"username": username, "password": PASSWORD})
        assert answer.status == 200, answer
        assert answer.url.endswith("/gestion/"), answer

    def read(self, path: str) -> Answer:
        return self._ask(urllib.request.Request(self.site.url + path))

    def send(self, path: str, fields: dict[str, str], *, form: str = "") -> Answer:
        """Send a form to `path`; its token comes from the page `form` (or `path` itself)."""
        token = TOKEN.search(self.read(form or path).text)
        assert token, f"no form at {form or path}"
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        return self._ask(urllib.request.Request(self.site.url + path, data=body))

    def _ask(self, request: urllib.request.Request) -> Answer:
        began = time.monotonic()
        try:
            with self.opener.open(request, timeout=30) as answer:
                text = answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            with error as answer:
                text = answer.read().decode(errors="replace")
        return Answer(answer.status, text, answer.url, time.monotonic() - began)
