"""Addresses of the desk of the projects."""

from django.urls import path

from emra.projects import entry_views as entries
from emra.projects import staff_views as views

ROOT = "gestion/proyectos/"
ENTRY = f"{ROOT}seguimientos/<str:code>/"

urlpatterns = [
    path(ROOT, views.desk, name="projects-desk"),
    path(f"{ROOT}nuevo/", views.new_project, name="projects-new"),
    path(f"{ROOT}iniciativas/nueva/", views.new_initiative, name="projects-new-initiative"),
    path(f"{ROOT}sectores/", views.sectors, name="projects-sectors"),
    path(f"{ROOT}sectores/agregar/", views.add_sector, name="projects-add-sector"),
    path(ENTRY, entries.entry, name="projects-entry"),
    path(f"{ENTRY}texto/", entries.write, name="projects-write"),
    path(f"{ENTRY}partes/<slug:slug>/", entries.write_part, name="projects-write-part"),
    path(
        f"{ENTRY}partes/<slug:kind>/<int:pk>/quitar/",
        entries.remove_part,
        name="projects-remove-part",
    ),
    path(f"{ENTRY}archivos/", entries.attach_file, name="projects-attach-file"),
    path(f"{ENTRY}enlaces/", entries.attach_link, name="projects-attach-link"),
    path(f"{ENTRY}respaldos/<int:pk>/", entries.evidence_file, name="projects-draft-evidence"),
    path(
        f"{ENTRY}respaldos/<int:pk>/quitar/",
        entries.remove_evidence,
        name="projects-remove-evidence",
    ),
    path(f"{ENTRY}enviar/", entries.submit, name="projects-submit"),
    path(f"{ENTRY}aprobar/", entries.approve, name="projects-approve"),
    path(f"{ENTRY}devolver/", entries.send_back, name="projects-return"),
    path(f"{ENTRY}descartar/", entries.discard, name="projects-discard"),
    path(f"{ROOT}<str:code>/", views.project, name="projects-desk-project"),
    path(f"{ROOT}<str:code>/seguimiento/", views.start, name="projects-start"),
]
