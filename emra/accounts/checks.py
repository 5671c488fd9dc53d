"""System check: a view without a declared permission does not start."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

# Django's own admin site asks for its permissions itself.
OUTSIDE = ("admin/",)


@register
def every_view_declares_its_access(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Error accounts.E001 for each address whose view has no `access`."""
    return [
        Error(
            f"The view at /{route} declares no access.",
            hint="Decorate it with @access(PUBLIC) or @access(Role...).",
            id="accounts.E001",
        )
        for route, view in routes(get_resolver().url_patterns)
        if not route.startswith(OUTSIDE) and declared_access(view) is None
    ]


def declared_access(view: Any) -> Any:
    return getattr(view, "access", getattr(getattr(view, "view_class", None), "access", None))


def routes(patterns: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Each `(route, view)` of a resolver, depth first."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern.callback
