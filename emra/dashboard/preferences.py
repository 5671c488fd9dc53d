"""How the site looks to one reader: scheme and text size, kept in a cookie, told by a stylesheet.

Pages are the same for everybody, or no cache could keep them: only `/preferencias.css`, which
every page links, differs by the cookie. It says nothing to who chose nothing.
"""

import re
from functools import cache
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from emra.accounts.access import PUBLIC, access

SCHEMES = (
    ("auto", _("Automático: como su equipo o su navegador")),
    ("claro", _("Claro")),
    ("oscuro", _("Oscuro")),
    ("contraste", _("Alto contraste")),
)
SIZES = (
    ("normal", _("Normal")),
    ("grande", _("Grande")),
    ("muy-grande", _("Muy grande")),
)
_PERCENT = {"grande": 118, "muy-grande": 137}
# How the blocks of tokens are written: the head of emra.css says so.
_ALWAYS = re.compile(r"^:root \{.*?^\}", re.M | re.S)
_IN_MEDIUM = re.compile(r"^(@media \(prefers[^{]+\)) \{\n(  :root \{.*?^  \})\n\}", re.M | re.S)
_YEAR = 365 * 24 * 3600
_SOURCE = settings.BASE_DIR / "static" / "css" / "emra.css"
_DARK = "@media (prefers-color-scheme: dark)"
_CONTRAST = "@media (prefers-contrast: more)"
_CONTRAST_DARK = "@media (prefers-contrast: more) and (prefers-color-scheme: dark)"


class PreferencesForm(forms.Form):
    """Scheme and size; the first of each changes nothing."""

    scheme = forms.ChoiceField(label=_("Colores"), choices=SCHEMES, widget=forms.RadioSelect)
    size = forms.ChoiceField(label=_("Tamaño del texto"), choices=SIZES, widget=forms.RadioSelect)


@access(PUBLIC)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Choose, and go back to where one came from."""
    scheme, size = _chosen(request)
    chosen = {"scheme": scheme, "size": size}
    form = PreferencesForm(request.POST if request.method == "POST" else None, initial=chosen)
    if form.is_valid():
        response = redirect(_back(request, request.POST.get("next", "")))
        response.set_cookie(
            settings.PREFERENCES_COOKIE_NAME,
            f"{form.cleaned_data['scheme']}.{form.cleaned_data['size']}",
            max_age=_YEAR,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )
        return response
    context = {
        "section": "preferences",
        "form": form,
        "next": _back(request, request.headers.get("Referer", "")),
    }
    return render(
        request, "dashboard/preferences.html", context, status=400 if form.errors else 200
    )


@access(PUBLIC)
@require_safe
def stylesheet(request: HttpRequest) -> HttpResponse:
    """The tokens of who chose; the browser asks each time, and is told that nothing changed.

    Chromium gives out what it keeps whatever the cookies are now: `Vary` alone is not enough.
    """
    # A comment at the least: an empty answer would have no tag to be asked again with.
    said = f"/* {reverse('preferences')} */\n{sheet(*_chosen(request))}"
    response = HttpResponse(said, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie"])
    return response


def sheet(scheme: str, size: str) -> str:
    """The rules that put a scheme and a size in the place of what the media ask for."""
    blocks = tokens()
    rules = {
        "auto": "",
        "claro": blocks[""],
        "oscuro": blocks[_DARK],
        "contraste": f"{blocks[_CONTRAST]}\n{_DARK} {{ {blocks[_CONTRAST_DARK]} }}",
    }[scheme]
    # Not on paper, nor over colours that the reader's system imposes.
    told = f"@media screen and (forced-colors: none) {{\n{rules}\n}}\n" if rules else ""
    return told + (f"html {{ font-size: {_PERCENT[size]}%; }}\n" if size in _PERCENT else "")


@cache
def tokens() -> dict[str, str]:
    """The `:root` blocks of emra.css by the medium they are for; "" holds for any."""
    text = _SOURCE.read_text(encoding="utf-8")
    return {"": _ALWAYS.findall(text)[0], **dict(_IN_MEDIUM.findall(text))}


def named_tokens() -> list[tuple[str, list[str]]]:
    """Each colour token with its value in light, dark, contrast and dark contrast."""
    values: list[dict[str, str]] = [
        dict(re.findall(r"--([\w-]+): ([^;]+);", tokens()[medium]))
        for medium in ("", _DARK, _CONTRAST, _CONTRAST_DARK)
    ]
    light, dark, contrast, contrast_dark = values
    every = (light, light | dark, light | contrast, light | dark | contrast | contrast_dark)
    return [(name, [mode[name] for mode in every]) for name in light]


def _chosen(request: HttpRequest) -> tuple[str, str]:
    """What the cookie says; whatever it does not say, or says wrongly, as by default."""
    said: Any = request.COOKIES.get(settings.PREFERENCES_COOKIE_NAME, "").split(".")
    scheme, size = [*said, "", ""][:2]
    return (
        scheme if scheme in dict(SCHEMES) else SCHEMES[0][0],
        size if size in dict(SIZES) else SIZES[0][0],
    )


def _back(request: HttpRequest, said: str) -> str:
    """An address of this site to go back to: never another site, never this page."""
    here = reverse("preferences")
    ours = url_has_allowed_host_and_scheme(said, {request.get_host()})
    return said if ours and here not in said else reverse("home")
