"""Public addresses of the districts."""

from django.urls import path

from districts import download_views, views

urlpatterns = [
    path("distritos/", views.districts, name="districts"),
    path("distritos.<form:form>", download_views.districts_table, name="districts-table"),
    path("distritos.geojson", download_views.geojson, name="districts-geojson"),
    path("distritos.gpkg", download_views.geopackage, name="districts-geopackage"),
    path("distritos/mapa.svg", download_views.map_file, {"form": "svg"}),
    path("distritos/mapa.png", download_views.map_file, {"form": "png"}),
    path("distritos/<int:number>/", views.district, name="district"),
    path("distritos/estudio/", views.against_study, name="districts-study"),
    path("distritos/metodo/", views.method, name="districts-method"),
    path("distritos/pesos/", views.weights, name="districts-weights"),
    path("distritos/capas/", views.layers, name="districts-layers"),
    path(
        "distritos/capas/<str:code>.<form:form>",
        download_views.layer_table,
        name="districts-layer-table",
    ),
    path("distritos/corridas/", views.runs, name="districts-runs"),
    path("distritos/corridas.<form:form>", download_views.runs_table, name="districts-runs-table"),
    path("distritos/corridas/comparar/", views.difference, name="districts-difference"),
    path("distritos/corridas/<str:code>/", views.run, name="districts-run"),
    *(
        path(
            f"distritos/{name}.<form:form>",
            download_views.run_table,
            {"name": name},
            name=f"districts-{label}-table",
        )
        for name, label in (("faenas", "sites"), ("hexagonos", "cells"), ("estudio", "study"))
    ),
]
