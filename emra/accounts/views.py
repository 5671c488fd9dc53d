"""The door: signing in, and what a form is answered when its session has ended."""

import re
from typing import Any

from django.contrib.auth.views import LoginView, redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from emra.accounts import sessions

NOT_TYPED = re.compile(r"csrfmiddlewaretoken|password|(^|-)version$")


class SignIn(LoginView):
    """The password. Who already gave it is led on to the second factor."""

    template_name = "accounts/login.html"
    redirect_authenticated_user = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if sessions.entering(request) is not None:
            return redirect_to_login(self.get_redirect_url(), door(request))
        return super().dispatch(request, *args, **kwargs)


def admin_door(request: HttpRequest) -> HttpResponse:
    """The admin has no sign-in of its own: it would ask for no second factor."""
    if request.user.is_authenticated:
        if not request.user.is_staff:
            raise PermissionDenied(_("La administración corresponde a otras cuentas."))
        return redirect("admin:index")
    return redirect_to_login(here(request, request.GET.get("next", "")), door(request))


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the door; a form whose session has ended gets back what was typed into it."""
    why = sessions.ended(request)
    if why and request.method == "POST":
        context = {"why": why, "typed": _typed(request), "back": _form_of(request)}
        response = render(request, "accounts/ended.html", context, status=403)
        add_never_cache_headers(response)
        return response
    return redirect_to_login(request.get_full_path(), door(request))


def door(request: HttpRequest) -> str:
    """Where whoever is not signed in, or not wholly, has to go."""
    if sessions.entering(request) is None:
        return reverse("login")
    return reverse("second-factor" if sessions.owes_code(request) else "enrol")


def here(request: HttpRequest, wanted: str, otherwise: str = "desk") -> str:
    """A wanted address where it is one of this site, else the page named `otherwise`."""
    ours = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else reverse(otherwise)


def _typed(request: HttpRequest) -> list[str]:
    return [
        value
        for name, values in request.POST.lists()
        if not NOT_TYPED.search(name)
        for value in values
        if value.strip()
    ]


def _form_of(request: HttpRequest) -> str:
    """The page on which the form stood."""
    return here(request, request.headers.get("Referer", ""))
