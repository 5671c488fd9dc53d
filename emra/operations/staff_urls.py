"""Addresses of the incidents."""

from django.urls import path

from emra.operations import staff_views as views

ROOT = "gestion/incidentes/"
ONE = f"{ROOT}<str:code>/"

urlpatterns = [
    path(ROOT, views.incidents, name="incidents"),
    path(f"{ROOT}nuevo/", views.open_one, name="open-incident"),
    path(ONE, views.incident, name="incident"),
    path(f"{ONE}nota/", views.add_note, name="note-incident"),
    path(f"{ONE}cerrar/", views.close, name="close-incident"),
]
