"""Addresses of a person's keys."""

from django.urls import path

from emra.keys import views

urlpatterns = [
    path("gestion/llaves/", views.keys, name="keys"),
    path("gestion/llaves/emitir/", views.issue, name="issue-key"),
    path("gestion/llaves/<int:pk>/revocar/", views.revoke, name="revoke-key"),
]
