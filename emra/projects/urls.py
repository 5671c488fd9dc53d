"""Public addresses of the projects."""

from django.urls import path

from emra.projects import views

urlpatterns = [
    path("proyectos.<form:form>", views.projects_table, name="projects-table"),
    path("proyectos/", views.projects, name="projects"),
    path("proyectos/montos.<form:form>", views.funding_table, name="project-funding-table"),
    path("proyectos/totales.<form:form>", views.totals_table, name="project-totals-table"),
    path("proyectos/etapas.<form:form>", views.stages_table, name="project-stages-table"),
    path("proyectos/cambios.<form:form>", views.changes_table, name="project-changes-table"),
    path("proyectos/vias/", views.tracks, name="project-tracks"),
    path("proyectos/<str:code>/", views.project, name="project"),
    path("proyectos/<str:code>/respaldos/<int:pk>/", views.evidence, name="project-evidence"),
]
