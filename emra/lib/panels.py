"""Sections that a room adds to the page of a lower one, which knows nothing of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True)
class Panel:
    """A section: `context(code)` gives what its template shows, or None for no section."""

    page: str
    order: int
    template: str
    context: Callable[[str], Mapping[str, Any] | None]


_panels: dict[str, list[Panel]] = {}


def register(panel: Panel) -> None:
    """Called by a room's `AppConfig.ready`."""
    _panels.setdefault(panel.page, []).append(panel)


def render(page: str, code: str) -> SafeString:
    """The sections of `page` ("agreement", "objective"...) for the object `code`, in order."""
    found = []
    for panel in sorted(_panels.get(page, ()), key=lambda panel: panel.order):
        context = panel.context(code)
        if context is not None:
            found.append(render_to_string(panel.template, dict(context)))
    # Safe: each part is a rendered template.
    return mark_safe("\n".join(found))
