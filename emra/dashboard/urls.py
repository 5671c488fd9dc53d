"""Public addresses of the pages that read every room."""

from django.urls import path

from emra.dashboard import health, map_views, metrics, status_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("cuadraturas.<form:form>", views.reconciliations_table, name="reconciliations-table"),
    path("cuadraturas/", views.reconciliations, name="reconciliations"),
    path("cuadraturas/<slug:code>/", views.reconciliation_chapter, name="reconciliation-chapter"),
    path("distritos/emra/", views.territory, name="districts-territory"),
    path("distritos/emra.<form:form>", views.territory_table, name="districts-territory-table"),
    path("mapa/", map_views.communes_map, name="communes-map"),
    path("mapa.<form:form>", map_views.communes_table, name="communes-map-table"),
    path("mapa/localidades.<form:form>", map_views.localities_table, name="localities-table"),
    path("mapa.geojson", map_views.communes_geojson, name="communes-geojson"),
    path("bitacora.json", views.ledger_export, name="ledger-export"),  # before the table's own
    path("bitacora.<form:form>", views.ledger_table, name="ledger-table"),
    path("bitacora/", views.ledger, name="ledger"),
    path("bitacora/verificador.py", views.ledger_verifier, name="ledger-verifier"),
    path("metodologia/", views.methodology, name="methodology"),
    path("tablero/", views.explorer, name="explorer"),
    path("tablero/datos.json", views.explorer_data, name="explorer-data"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("gestion/estado/", status_views.system_state, name="system-state"),
    path("metrics", metrics.metrics, name="metrics"),
    path("componentes/", views.gallery, name="gallery"),
]
