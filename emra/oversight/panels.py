"""What the contraloría social adds to the pages of agreements, objectives and sessions."""

from typing import Any

from django.utils import timezone

from emra.lib import panels
from emra.lib.panels import Panel
from emra.oversight import queries
from emra.strategy.models import LineOfAction

ORDER = 30
SHOWN = 5


def register() -> None:
    for name, context in (
        ("agreement", _agreement),
        ("objective", _objective),
        ("session", _session),
    ):
        panels.register(Panel(name, ORDER, "oversight/_panel.html", context))


def _agreement(code: str) -> dict[str, Any]:
    return _about("AGREEMENT", code)


def _session(code: str) -> dict[str, Any]:
    return _about("SESSION", code)


def _about(kind: str, code: str) -> dict[str, Any]:
    key = f"{kind}:{code}"
    return {"page": kind, "subject": key, **_seen(kind, [code])}


def _objective(code: str) -> dict[str, Any]:
    """Of all its lines; whoever writes chooses which one."""
    lines = list(
        LineOfAction.objects.filter(objective=code)
        .order_by("horizon__year_to", "code")
        .values_list("code", "title")
    )
    return {"page": "LINE", "lines": lines, **_seen("LINE", [line for line, _title in lines])}


def _seen(kind: str, codes: list[str]) -> dict[str, Any]:
    found = queries.about(kind, codes, timezone.localdate())
    waiting = sum(row.stage != queries.ANSWERED for row in found)
    return {"observations": found[:SHOWN], "total": len(found), "waiting": waiting}
