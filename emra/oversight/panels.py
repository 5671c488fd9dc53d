"""What the contraloría social adds to the pages of agreements, objectives, sessions and
projects."""

from typing import Any

from django.utils import timezone

from emra.governance.numbers import number_of
from emra.lib import panels
from emra.lib.panels import Panel
from emra.oversight import queries
from emra.strategy.models import LineOfAction

ORDER = 30
SHOWN = 5


def register() -> None:
    for page, template, context in (
        ("agreement", "oversight/_panel.html", _agreement),
        ("agreement-opinions", "oversight/_agreement_opinion.html", _agreement),
        ("bilateral", "oversight/_panel.html", _bilateral),
        ("objective", "oversight/_panel.html", _objective),
        ("session", "oversight/_panel.html", _session),
        ("project", "oversight/_panel.html", _project),
        ("covenant", "oversight/_panel.html", _covenant),
        ("body", "oversight/_body_panel.html", _body),
        ("commitment", "oversight/_commitment_panel.html", _commitment),
    ):
        panels.register(Panel(page, ORDER, template, context))


def _agreement(code: str) -> dict[str, Any]:
    return _about("AGREEMENT", code)


def _session(code: str) -> dict[str, Any]:
    return _about("SESSION", code)


def _project(code: str) -> dict[str, Any]:
    return _about("PROJECT", code)


def _covenant(code: str) -> dict[str, Any]:
    return _about("COVENANT", code)


def _about(kind: str, code: str) -> dict[str, Any]:
    key = f"{kind}:{code}"
    return {"page": kind, "subject": key, **_seen(kind, [code])}


def _bilateral(code: str) -> dict[str, Any]:
    return _about("BILATERAL", code)


def _objective(code: str) -> dict[str, Any]:
    """Of all its lines; whoever writes chooses which one."""
    lines = list(
        LineOfAction.objects.filter(objective=code)
        .order_by("horizon__year_to", "code")
        .values_list("code", "title")
    )
    return {"page": "LINE", "lines": lines, **_seen("LINE", [line for line, _title in lines])}


def _body(code: str) -> dict[str, Any]:
    """What a body took up."""
    return {"observations": queries.taken_up(timezone.localdate(), body=code)}


def _commitment(code: str) -> dict[str, Any] | None:
    """The observation that a commitment comes from."""
    found = queries.taken_up(timezone.localdate(), commitment=number_of(code, "C"))
    return {"observations": found} if found else None


def _seen(kind: str, codes: list[str]) -> dict[str, Any]:
    found = queries.about(kind, codes, timezone.localdate())
    waiting = sum(row.stage != queries.ANSWERED for row in found)
    return {"observations": found[:SHOWN], "total": len(found), "waiting": waiting}
