"""Addresses of the open data; those with a name of their own stand before any dataset's."""

from django.urls import path

from emra.opendata import reference_views, views

ROOT = "datos/"

urlpatterns = [
    path(ROOT, views.index, name="opendata"),
    path(f"{ROOT}datapackage.json", views.package, name="datapackage"),
    path(f"{ROOT}catalogo.jsonld", views.catalogue, name="data-catalogue"),
    path(f"{ROOT}sumas.txt", views.checksums, name="data-checksums"),
    path(f"{ROOT}actual.zip", views.present_archive, name="present-archive"),
    path(f"{ROOT}cortes/<str:corte>/<int:number>.zip", views.edition_archive, name="edition-zip"),
    path(f"{ROOT}cortes/<str:corte>.zip", views.corte_archive, name="corte-zip"),
    path(f"{ROOT}api/", reference_views.reference_index, name="api-reference"),
    path(f"{ROOT}api/<slug:section>/", reference_views.section, name="api-section"),
    path(f"{ROOT}<slug:code>.<form:form>", views.dataset_table, name="dataset-table"),
    path(f"{ROOT}<slug:code>/", views.dataset, name="dataset"),
]
