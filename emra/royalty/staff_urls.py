"""Addresses of the desk of the royalty funds."""

from django.urls import path

from emra.royalty import staff_views as views

urlpatterns = [
    path("gestion/fondos/", views.desk, name="royalty-desk"),
    path(
        "gestion/fondos/plantilla-montos.<form:form>",
        views.allocations_template,
        name="allocations-template",
    ),
    path("gestion/fondos/montos/", views.import_allocations, name="import-allocations"),
    path("gestion/fondos/indicadores/", views.import_indicators, name="import-indicators"),
    path("gestion/fondos/<int:pk>/", views.dataset, name="royalty-dataset"),
    path("gestion/fondos/<int:pk>/confirmar/", views.submit, name="royalty-submit"),
    path("gestion/fondos/<int:pk>/descartar/", views.discard, name="royalty-discard"),
    path("gestion/fondos/<int:pk>/aprobar/", views.approve, name="royalty-approve"),
    path("gestion/fondos/<int:pk>/devolver/", views.send_back, name="royalty-return"),
]
