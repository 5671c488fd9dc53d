"""Addresses of the reports' desk."""

from django.urls import path

from emra.reports import staff_views

urlpatterns = [
    path("gestion/informes/", staff_views.desk, name="reports-desk"),
    path("gestion/informes/borrador.pptx", staff_views.draft, name="reports-draft"),
    path("gestion/informes/<str:corte>/generar/", staff_views.again, name="reports-again"),
]
