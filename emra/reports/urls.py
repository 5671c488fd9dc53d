"""Public addresses of the reports and of the fichas."""

from django.urls import path

from emra.reports import ficha_views, views
from emra.reports.store import BOOK, DECK, PAPER

urlpatterns = [
    path("informes/", views.reports, name="reports"),
    path(f"informes/<str:corte>/{DECK}", views.file, {"kind": DECK}, name="report-deck"),
    path(f"informes/<str:corte>/{PAPER}", views.file, {"kind": PAPER}, name="report-paper"),
    path(f"informes/<str:corte>/{BOOK}", views.file, {"kind": BOOK}, name="report-book"),
    path("acuerdos/<str:code>.pdf", ficha_views.agreement, name="agreement-ficha"),
    path("comisiones/<slug:code>.pdf", ficha_views.body, name="body-ficha"),
    path("proyectos/<str:code>.pdf", ficha_views.project, name="project-ficha"),
]
