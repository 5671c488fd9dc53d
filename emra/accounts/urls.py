"""Addresses of signing in and out."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from emra.accounts.access import PUBLIC, access

urlpatterns = [
    path(
        "ingresar/",
        access(PUBLIC)(
            LoginView.as_view(template_name="accounts/login.html", redirect_authenticated_user=True)
        ),
        name="login",
    ),
    path("salir/", access(PUBLIC)(LogoutView.as_view()), name="logout"),
]
