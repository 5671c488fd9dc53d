"""What the reports add to the pages of lower rooms: the link to the ficha."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.urls import reverse

ROUTES: Final = {"agreement": "agreement-ficha", "body": "body-ficha", "project": "project-ficha"}


def link_of(kind: str) -> Callable[[str], Mapping[str, Any]]:
    """The context of a kind's panel."""

    def context(code: str) -> Mapping[str, Any]:
        return {"href": reverse(ROUTES[kind], args=[code])}

    return context
