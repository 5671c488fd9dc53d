"""Public addresses of cooperation."""

from django.urls import path

from emra.cooperation import bilateral_urls, views

urlpatterns = [
    *bilateral_urls.urlpatterns,
    path("cooperacion/", views.cooperation, name="cooperation"),
    path("cooperacion/convenios.<form:form>", views.covenants_table, name="covenants-table"),
    path(
        "cooperacion/localidades.<form:form>",
        views.localities_table,
        name="covenant-localities-table",
    ),
    path(
        "cooperacion/organizaciones.<form:form>",
        views.organisations_table,
        name="covenant-organisations-table",
    ),
    path(
        "cooperacion/evaluaciones.<form:form>",
        views.evaluations_table,
        name="covenant-evaluations-table",
    ),
    path(
        "cooperacion/autoevaluaciones.<form:form>",
        views.assessments_table,
        name="self-assessments-table",
    ),
    path("cooperacion/convenios/<slug:code>/", views.covenant, name="covenant"),
    path(
        "cooperacion/evaluaciones/respaldos/<int:pk>/",
        views.evaluation_file,
        name="evaluation-file",
    ),
    path("cooperacion/linaje/", views.lineage, name="lineage"),
    path("cooperacion/instrumentos/", views.instruments, name="instruments"),
    path(
        "cooperacion/instrumentos.<form:form>",
        views.instruments_table,
        name="instruments-table",
    ),
]
