"""Public addresses of the bilateral projects; they stand before any `cooperacion/<code>/`."""

from django.urls import path

from emra.cooperation import bilateral_views as views

ROOT = "cooperacion/bilaterales"

urlpatterns = [
    path(f"{ROOT}.<form:form>", views.projects_table, name="bilaterals-table"),
    path(f"{ROOT}/", views.projects, name="bilaterals"),
    path(f"{ROOT}/resultados.<form:form>", views.results_table, name="bilateral-results-table"),
    path(
        f"{ROOT}/respaldos/<int:pk>/",
        views.report_evidence,
        name="bilateral-report-evidence",
    ),
    path(f"{ROOT}/<slug:code>.pdf", views.project_pdf, name="bilateral-pdf"),
    path(f"{ROOT}/<slug:code>.<form:form>", views.project_table, name="bilateral-table"),
    path(f"{ROOT}/<slug:code>/", views.project, name="bilateral"),
]
