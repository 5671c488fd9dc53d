"""Public addresses of the agreements and their dimensions."""

from django.urls import path

from emra.agreements import compare_views, goalpost_views, views

urlpatterns = [
    path("acuerdos/", views.agreements, name="agreements"),
    path("acuerdos.<form:form>", views.agreements_table, name="agreements-table"),
    path(
        "acuerdos/cambios-de-metas.<form:form>",
        goalpost_views.changes_table,
        name="goalpost-changes-table",
    ),
    path("acuerdos/cambios-de-metas/", goalpost_views.changes, name="goalpost-changes"),
    path("acuerdos/<str:code>.<form:form>", views.agreement_table, name="agreement-table"),
    path("acuerdos/<str:code>/", views.agreement, name="agreement"),
    path("dimensiones.<form:form>", views.dimensions_table, name="dimensions-table"),
    path("dimensiones/", views.dimensions, name="dimensions"),
    path("dimensiones/<str:code>/", views.dimension, name="dimension"),
    path("comparar.<form:form>", compare_views.compare_table, name="compare-table"),
    path("comparar/", compare_views.compare, name="compare"),
]
