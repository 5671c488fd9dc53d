"""Public addresses of the pages that read every room."""

from django.urls import path, register_converter

from emra.dashboard import (
    change_views,
    figure_views,
    health,
    ledger_views,
    map_views,
    methodology,
    metrics,
    preferences,
    search_views,
    status_views,
    views,
)

register_converter(figure_views.FileConverter, "drawing")

urlpatterns = [
    path("", views.home, name="home"),
    path("buscar/", search_views.search, name="search"),
    path("cambios/", change_views.changes, name="changes"),
    path("cambios.atom", change_views.changes_feed, name="changes-feed"),
    path("cuadraturas.<form:form>", views.reconciliations_table, name="reconciliations-table"),
    path("cuadraturas/", views.reconciliations, name="reconciliations"),
    path("cuadraturas/<slug:code>/", views.reconciliation_chapter, name="reconciliation-chapter"),
    path("distritos/emra/", views.territory, name="districts-territory"),
    path("distritos/emra.<form:form>", views.territory_table, name="districts-territory-table"),
    path("mapa/", map_views.communes_map, name="communes-map"),
    path("mapa.<form:form>", map_views.communes_table, name="communes-map-table"),
    path("mapa/localidades.<form:form>", map_views.localities_table, name="localities-table"),
    path("mapa.geojson", map_views.communes_geojson, name="communes-geojson"),
    path("bitacora.json", ledger_views.export, name="ledger-export"),  # before the table's own
    path("bitacora.<form:form>", ledger_views.table, name="ledger-table"),
    path("bitacora/", ledger_views.ledger, name="ledger"),
    path("bitacora/verificador.py", ledger_views.verifier, name="ledger-verifier"),
    path("metodologia/", methodology.methodology, name="methodology"),
    path("tablero/", views.explorer, name="explorer"),
    path("tablero/datos.json", views.explorer_data, name="explorer-data"),
    path("graficos/", figure_views.listing, name="figures"),
    path("graficos/<str:code>.<drawing:form>", figure_views.file, name="figure-file"),
    path("incrustar.css", figure_views.stylesheet, name="figure-css"),
    path("incrustar/<str:code>/", figure_views.embed, name="figure-embed"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("gestion/estado/", status_views.system_state, name="system-state"),
    path("metrics", metrics.metrics, name="metrics"),
    path("preferencias/", preferences.preferences, name="preferences"),
    path("preferencias.css", preferences.stylesheet, name="preferences-css"),
    path("componentes/", views.gallery, name="gallery"),
]
