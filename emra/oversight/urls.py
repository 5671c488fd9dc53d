"""Public addresses of the contraloría social."""

from django.urls import path

from emra.oversight import citizen_views, views

ROOT = "contraloria/"
TRACKED = f"{ROOT}seguimiento/<str:secret>/"

urlpatterns = [
    path(ROOT, views.oversight, name="oversight"),
    path("contraloria.<form:form>", views.observations_table, name="observations-table"),
    path(
        f"{ROOT}indicadores.<form:form>", views.indicators_table, name="oversight-indicators-table"
    ),
    path(f"{ROOT}enviar/", citizen_views.send, name="observation-send"),
    path(TRACKED, citizen_views.tracking, name="observation-tracking"),
    path(f"{TRACKED}replica/", citizen_views.reply, name="observation-reply"),
    path(f"{TRACKED}borrar/", citizen_views.erase, name="observation-erase"),
    path(f"{ROOT}<str:code>/", views.observation, name="observation"),
    path(f"{ROOT}<str:code>/respaldo/", views.evidence, name="observation-evidence"),
]
