"""Addresses of signing in and out."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from emra.accounts import oidc
from emra.accounts.access import PUBLIC, access
from emra.accounts.views import SignIn, admin_door

urlpatterns = [
    path(
        "ingresar/",
        access(PUBLIC)(SignIn.as_view(extra_context={"provider": oidc.offered})),
        name="login",
    ),
    path("admin/login/", admin_door),  # before the admin's own; it is no page, and asks itself
    path("ingresar/oidc/", oidc.start, name="oidc-start"),
    path("ingresar/oidc/vuelta/", oidc.back, name="oidc-back"),
    path("salir/", access(PUBLIC)(LogoutView.as_view()), name="logout"),
]
