"""Public addresses of the strategy."""

from django.urls import path

from emra.strategy import views

urlpatterns = [
    path("objetivos.<form:form>", views.objectives_table, name="objectives-table"),
    path("objetivos/", views.objectives, name="objectives"),
    path("objetivos/respaldos/<int:pk>/", views.line_evidence, name="line-evidence"),
    path("objetivos/<str:code>/", views.objective, name="objective"),
]
