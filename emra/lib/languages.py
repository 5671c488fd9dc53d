"""Spanish at every address, English of the public pages under `/en/`.

Only the address decides: pages are kept by address, in the process, on disk and in the caches
between us and visitors, so neither a cookie nor Accept-Language may. Pages alone have an English
twin; what is downloaded, the API, the desk and the doors to it exist once.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.utils import translation

from emra.lib import source_text

GetResponse = Callable[[HttpRequest], HttpResponse]

ENGLISH: Final = "en"
PREFIX: Final = f"/{ENGLISH}"
# As `lang` and `hreflang` write them.
SPANISH_TAG: Final = "es-CL"
_DOORS: Final = re.compile(r"(?:gestion|ingresar|salir|admin|api|componentes)/")
_FILES: Final = re.compile(r"(?:^|/)(?:evidencia|respaldos?)/")
# What only sorts a page makes no other page of it.
_SAME_PAGE: Final = frozenset({"orden"})


@dataclass(frozen=True, slots=True)
class Twins:
    """One page in both languages: its whole addresses, and those within the site."""

    spanish_path: str
    english_path: str
    is_english: bool

    @property
    def spanish(self) -> str:
        return f"{settings.SITE_URL}{self.spanish_path}"

    @property
    def english(self) -> str:
        return f"{settings.SITE_URL}{self.english_path}"

    @property
    def own(self) -> str:
        """The address of the one being read."""
        return self.english if self.is_english else self.spanish


def by_address(get_response: GetResponse) -> GetResponse:
    """Speak the language the address asks for, for the length of one request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        path = request.path_info
        asked = path == PREFIX or path.startswith(f"{PREFIX}/")
        with translation.override(ENGLISH if asked else settings.LANGUAGE_CODE):
            response = get_response(request)
        html = response.get("Content-Type", "").startswith("text/html")
        if asked and html and not response.streaming:
            response.content = source_text.marked(response.content.decode()).encode()
            if "Content-Length" in response:
                response["Content-Length"] = str(len(response.content))
        return response

    return middleware


def tag() -> str:
    """The language of the page being drawn, as its `lang` says it."""
    return ENGLISH if translation.get_language() == ENGLISH else SPANISH_TAG


def is_page(route: str) -> bool:
    """Whether a public address is a page, which has a twin, and no file or door."""
    whole = not route or route.endswith("/")
    return whole and not _DOORS.match(route) and not _FILES.search(route)


def in_both(*rooms: str) -> list[URLPattern | URLResolver]:
    """The addresses of these rooms, their pages in both languages."""
    every: Iterable[URLPattern] = (
        pattern for room in rooms for pattern in import_module(room).urlpatterns
    )
    pages: list[URLPattern] = []
    files: list[URLPattern] = []
    for pattern in every:
        (pages if is_page(str(pattern.pattern)) else files).append(pattern)
    return [*i18n_patterns(*pages, prefix_default_language=False), *files]


def twins(request: HttpRequest | None) -> Twins | None:
    """The page's two addresses; None for what has none, such as the desk or an error page."""
    match = getattr(request, "resolver_match", None)
    if request is None or match is None or not is_page(match.route.removeprefix(f"{ENGLISH}/")):
        return None
    is_english = tag() == ENGLISH
    path = request.path.removeprefix(PREFIX) if is_english else request.path
    asked = [(key, value) for key, values in request.GET.lists() for value in values]
    kept = urlencode([pair for pair in asked if pair[0] not in _SAME_PAGE])
    end = f"{path}?{kept}" if kept else path
    return Twins(end, f"{PREFIX}{end}", is_english)
