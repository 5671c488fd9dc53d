"""System check: a view without a declared permission does not start."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from emra.accounts.models import Role

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


@register
def every_role_with_a_second_factor_exists(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Error accounts.E002 for each name in SECOND_FACTOR_ROLES that is no role."""
    return [
        Error(
            f"SECOND_FACTOR_ROLES names {name!r}, which is no role.",
            hint=f"The roles are: {', '.join(Role.values)}.",
            id="accounts.E002",
        )
        for name in settings.SECOND_FACTOR_ROLES
        if name not in Role.values
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
