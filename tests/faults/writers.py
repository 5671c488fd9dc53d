"""People who write over HTTP while something breaks, and what they were told was saved."""

import http.client
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

from tests.processes.office import CORTE
from tests.servers import Site
from tests.visitor import TOKEN, Visitor


@dataclass(frozen=True)
class Save:
    """A save that the site acknowledged: a figure sent for review, or its approval."""

    report: str
    percent: Decimal
    approved: bool


class Stay(urllib.request.HTTPRedirectHandler):
    """Stops at the redirect: it is the acknowledgement, what it leads to is another request."""

    def redirect_request(self, *args: object) -> None:
        return None


class Writer:
    """One agreement's figures, version after version: sent by the secretariat, then approved."""

    def __init__(self, site: Site, agreement: str) -> None:
        self.site, self.agreement = site, agreement
        self.people: dict[bool, Person] = {}  # who approves is another than who enters
        self.acknowledged: list[Save] = []
        self.answers: Counter[str] = Counter()
        self.seconds: list[float] = []
        self.version, self.waits_for_review = 0, False
        self.number = 0

    def write(self) -> bool:
        """Send the next figure, or approve the one that waits; whether that was acknowledged."""
        approves = self.waits_for_review
        if not approves:
            self.number += 1  # each figure is another: a lost one cannot hide behind its neighbour
        percent = Decimal(self.number) / 100
        report = f"{self.agreement}-{CORTE}-v{self.version + (not approves)}"
        if approves:
            path, fields = f"/gestion/revision/{report}/aprobar/", {"version": "2"}
        else:
            path, fields = f"/gestion/avances/{CORTE}/{self.agreement}/", entry(percent)
        began = time.monotonic()
        answer = self.people[approves].post(path, fields)
        self.seconds.append(time.monotonic() - began)
        self.answers[answer] += 1
        if answer != "302":
            return False
        self.acknowledged.append(Save(report, percent, approves))
        self.version += not approves
        self.waits_for_review = not approves
        return True

    def look(self) -> None:
        """See what stands, after an answer that left it open."""
        found = self.site.rows(
            "SELECT version, state, percent FROM agreements_progressreport WHERE agreement_id ="
            f" '{self.agreement}' AND period_id = 20262 ORDER BY version DESC LIMIT 1"
        )
        if found:
            self.version, self.waits_for_review = found[0][0], found[0][1] == "SUBMITTED"
            self.number = max(self.number, int(found[0][2] * 100))


class Person:
    """Someone signed in, whose one token serves for every form."""

    def __init__(self, site: Site, visitor: Visitor) -> None:
        self.url = site.url
        jar = next(
            one for one in visitor.opener.handlers if hasattr(one, "cookiejar")
        ).cookiejar  # the session of the visitor, shared
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar), Stay())
        token = TOKEN.search(visitor.read("/gestion/").text)
        assert token, "no form on the page"
        self.token = token[1]

    def post(self, path: str, fields: dict[str, str]) -> str:
        """The status that came back as text, or "broken" where none did."""
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": self.token, **fields}).encode()
        request = urllib.request.Request(self.url + path, data=body)
        try:
            with self.opener.open(request, timeout=30) as answer:
                return str(answer.status)
        except urllib.error.HTTPError as answer:
            with answer:
                door = "/ingresar/" in answer.headers.get("Location", "")
                return "signed out" if door else str(answer.code)
        except (OSError, http.client.HTTPException):
            return "broken"


class Writers:
    """Several writers, each on an agreement of its own."""

    def __init__(self, site: Site, count: int) -> None:
        self.site = site
        self.all = [Writer(site, f"A{n + 1:02d}") for n in range(count)]
        self.sign_in()
        for writer in self.all:
            writer.look()

    def sign_in(self) -> None:
        """Everybody comes in by the door, again where the session is over."""
        secretary, reviewer = Visitor(self.site, "secretaria"), Visitor(self.site, "cluster")
        for writer in self.all:
            writer.people = {
                False: Person(self.site, secretary),
                True: Person(self.site, reviewer),
            }

    def write(self, times: int = 1) -> None:
        """Each writes, one after the other."""
        for _time in range(times):
            for writer in self.all:
                writer.write()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """All write at once, without pause, until the block ends."""
        stop = threading.Event()

        def work(writer: Writer) -> None:
            while not stop.is_set():
                if not writer.write():
                    stop.wait(0.2)
                    try:
                        writer.look()
                    except Exception:  # the database is away: look again after the next try
                        continue

        threads = [threading.Thread(target=work, args=(writer,)) for writer in self.all]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stop.set()
            for thread in threads:
                thread.join(60)

    @property
    def acknowledged(self) -> list[Save]:
        return [save for writer in self.all for save in writer.acknowledged]

    @property
    def slowest(self) -> float:
        return max((took for writer in self.all for took in writer.seconds), default=0.0)

    @property
    def answers(self) -> Counter[str]:
        return sum((writer.answers for writer in self.all), Counter())


def entry(percent: Decimal) -> dict[str, str]:
    return {
        "kind": "PERCENT",
        "percent": str(percent),
        "version": "0",
        "setback_reason": "Se revisó la medición.",
        "correction_reason": "Se revisó la medición.",
        "submit": "1",
    }
