"""Addresses of the second factor and of one's own account."""

from django.urls import path

from emra.signin import account_views, views

urlpatterns = [
    path("ingresar/codigo/", views.show_code, name="second-factor"),
    path("gestion/cuenta/", account_views.account, name="account"),
    path("gestion/cuenta/clave/", account_views.change_password, name="change-password"),
    path("gestion/cuenta/sesiones/", account_views.end_other_sessions, name="end-sessions"),
    path("gestion/cuenta/segundo-factor/", views.enrol, name="enrol"),
    path("gestion/cuenta/segundo-factor/codigos/", views.renew_codes, name="renew-codes"),
    path("gestion/cuenta/segundo-factor/quitar/", views.remove, name="remove-second-factor"),
]
