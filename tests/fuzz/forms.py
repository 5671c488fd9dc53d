"""Every form of every page, as each person, with values nobody means to type."""

import random
import re
import urllib.parse
import urllib.request
import uuid
from collections import Counter, deque
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.servers import Site
from tests.visitor import Answer, Visitor

PEOPLE = ("secretaria", "cluster", "analista", "comision")
ROUNDS = 15
MOST_PAGES = 600
LEAVE = re.compile(
    r"/(salir|admin|static)/|\.(csv|csv-excel|xlsx|pdf|png|svg|ics|json|geojson)\b|/api/"
)
ODD = (
    *("", " ", "0", "-1", "1e309", "NaN", "Infinity", "9" * 40, "9" * 400, "1.234.567,89", "12,5"),
    *("١٢", "true", "None", "null", "2026-02-30", "0001-01-01", "9999-12-31", "2026-11-21"),
    *("2026-11-21T10:00", "24:61", "2026-T2", "2099-T9", "A12", "OE1", "5.3", "E-0001", "C-0001"),
    *("S-9999999999", "AGREEMENT:A12", "LINE:", "x" * 5000, "á" * 3000, "\u0000", "a\u0000b"),
    *("\u202e\u200f", "\U0001f600" * 50, "\ud800", "' OR 1=1 --", "<script>alert(1)</script>"),
    *("{{ 7*7 }}", '=HYPERLINK("http://x")', "../../etc/passwd", "http://", "javascript:alert(1)"),
    *("https://example.cl/" + "a" * 600, "a@b", "%00", "%", "\r\nX: y"),
)
FILES = (
    ("vacio.csv", b""),
    ("roto.xlsx", b"PK\x03\x04" + bytes(range(256))),
    ("acta.pdf", b"%PDF-1.7 nada"),
    ("../../x.csv", b"dato,valor\nuno,1\n"),
    ("sin-formato", b"\x00\xff\xfe"),
    ("n" * 300 + ".csv", "á;b\n1;2\n".encode("latin-1")),
)


Values = list[tuple[str, str]]
Files = list[tuple[str, str, bytes]]


@dataclass
class Form:
    """A form as its page gives it: where it goes, its fields and what they offer."""

    action: str
    method: str
    fields: list[tuple[str, str, list[str]]] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """Alike but for the object: the same address without numbers and codes, the same fields."""
        place = re.sub(r"[A-Z]*[-]?\d[\w.-]*", "N", urllib.parse.urlsplit(self.action).path)
        return place, tuple(sorted({name for name, _kind, _offered in self.fields}))


# Something of each kind to write on: a corte with a draft and one in review, a session, a
# commitment, entries of a project and of an initiative.
START = """
from datetime import date, timedelta
from decimal import Decimal
from django.utils import timezone
from emra.accounts.models import User
from emra.agreements import actions, period_actions
from emra.governance import body_actions, commitment_actions, meeting_actions
from emra.projects import actions as projects
by = User.objects.get(username="secretaria")
day = timezone.localdate()
period_actions.open_period(
    code="2026-T2", cutoff_on=date(2026, 6, 30), due_on=date(2026, 7, 15), by=by
)
for agreement in ("A12", "A09"):
    report = actions.record_progress(
        agreement=agreement, period="2026-T2", entry=actions.Entry(percent=Decimal(90)), by=by
    )
actions.submit_progress(report=report.code, by=by)
body_actions.record_membership(body="comision-1", seat=body_actions.Seat("gore"), by=by)
call = meeting_actions.Call(at=timezone.now() + timedelta(days=3), agenda=["Tabla"], place="Sala")
meeting_actions.convene(body="comision-1", call=call, by=by)
commitment_actions.record_commitment(
    body="comision-1", text="Algo", owner="gore", due_on=day, subject="", by=by
)
projects.start_entry(project="5.1", on=day, text="Novedad", by=by)
projects.open_project(name="Iniciativa", on=day, parent="5.3", track="PUBLIC", by=by)
"""


class Page(HTMLParser):
    """The links and forms of a page."""

    def __init__(self, text: str, base: str) -> None:
        super().__init__()
        self.base, self.links, self.forms = base, list[str](), list[Form]()
        self._form: Form | None = None
        self._offered: list[str] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in said:
            self.links.append(urllib.parse.urljoin(self.base, said["href"]).partition("#")[0])
        elif tag == "form":
            action = urllib.parse.urljoin(self.base, said.get("action") or self.base)
            self._form = Form(action, said.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form and tag in ("input", "textarea", "select", "button") and said.get("name"):
            offered = [said["value"]] if said.get("value") else []
            kind = said.get("type", tag)
            self._form.fields.append((said["name"], kind, offered))
            self._offered = offered if tag == "select" else None
        elif tag == "option" and self._offered is not None:
            self._offered.append(said.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._offered = None


class Fuzzer(Visitor):
    """Somebody signed in who sends what comes to mind."""

    def post(
        self, form: Form, values: list[tuple[str, str]], files: list[tuple[str, str, bytes]]
    ) -> Answer:
        if form.method == "get":
            query = urllib.parse.urlencode(values, errors="surrogatepass")
            path = urllib.parse.urlsplit(form.action).path
            return self._ask(urllib.request.Request(f"{self.site.url}{path}?{query}"))
        if files:
            limit = uuid.uuid4().hex
            head = f"--{limit}\r\nContent-Disposition: form-data; name="
            parts = [
                f'{head}"{name}"\r\n\r\n{value}\r\n'.encode(errors="surrogatepass")
                for name, value in values
            ]
            parts += [
                f'{head}"{name}"; filename="{called}"\r\n\r\n'.encode() + content + b"\r\n"
                for name, called, content in files
            ]
            body = b"".join(parts) + f"--{limit}--\r\n".encode()
            kind = f"multipart/form-data; boundary={limit}"
        else:
            body = urllib.parse.urlencode(values, errors="surrogatepass").encode()
            kind = "application/x-www-form-urlencoded"
        url = urllib.parse.urljoin(self.site.url, form.action)
        return self._ask(urllib.request.Request(url, data=body, headers={"Content-Type": kind}))


def run(site: Site) -> int:
    """The number of answers that were errors of ours."""
    started = site.manage("shell", "-v", "0", "-c", START)
    assert started.returncode == 0, started.stderr
    chance = random.Random(2050)
    told: Counter[int] = Counter()
    wrong: list[str] = []
    kinds = set()
    for name in PEOPLE:
        person = Fuzzer(site, name)
        for form in _forms(person):
            if form.method == "post" and form.key in kinds and chance.random() < 0.5:
                continue
            kinds.add(form.key)
            for _round in range(ROUNDS):
                values, files = _filled(form, chance)
                answer = person.post(form, values, files)
                told[answer.status] += 1
                if answer.status >= 500:
                    wrong.append(
                        f"{answer.status} {name} {form.method} {form.action} {values!r:.600}"
                    )
    print(f"forms: {told.total()} sent to {len(kinds)} kinds of forms; answers {dict(told)}")
    for line in wrong[:20]:
        print(line)
    return len(wrong)


def _forms(person: Fuzzer) -> list[Form]:
    """The forms of the pages that links lead to, each kind of page a few times."""
    waiting, seen, found = deque(["/gestion/", "/"]), set[str](), list[Form]()
    alike: Counter[str] = Counter()
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.popleft()
        target = urllib.parse.urlsplit(path)
        shape = re.sub(r"[A-Z]*[-]?\d[\w.-]*", "N", target.path) + "?" * bool(target.query)
        if path in seen or target.netloc or LEAVE.search(path) or alike[shape] >= 3:
            continue
        seen.add(path)
        alike[shape] += 1
        answer = person.read(urllib.parse.quote(path, safe="/?=&%:+,;."))
        if answer.status >= 500:
            raise AssertionError(f"{answer.status} at {path}")
        page = Page(answer.text, path)
        waiting.extend(page.links)
        found += [form for form in page.forms if not LEAVE.search(form.action)]
    return found


def _filled(
    form: Form, chance: random.Random
) -> tuple[list[tuple[str, str]], list[tuple[str, str, bytes]]]:
    values: list[tuple[str, str]] = []
    files: list[tuple[str, str, bytes]] = []
    for name, kind, offered in form.fields:
        if name == "csrfmiddlewaretoken":
            values.append((name, offered[0]))
        elif kind == "file":
            if chance.random() < 0.7:
                files.append((name, *chance.choice(FILES)))
        elif chance.random() < 0.1:
            continue
        elif offered and chance.random() < 0.6:
            values.append((name, chance.choice(offered)))
        else:
            values.append((name, chance.choice(ODD)))
            if chance.random() < 0.05:
                values.append((name, chance.choice(ODD)))
    return values, files
