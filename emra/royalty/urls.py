"""Public addresses of the royalty funds."""

from django.urls import path

from emra.royalty import simulation_views as simulations
from emra.royalty import views

urlpatterns = [
    path("fondos/", views.funds, name="funds"),
    path("fondos/indicadores.<form:form>", views.indicators_table, name="indicators-table"),
    path(
        "fondos/plantilla-<str:fund>.<form:form>",
        views.indicators_template,
        name="indicators-template",
    ),
    path("fondos/regiones.<form:form>", views.regions_table, name="royalty-regions-table"),
    path("fondos/regiones/", views.regions, name="royalty-regions"),
    path("fondos/regiones/<slug:slug>/", views.region, name="royalty-region"),
    path("fondos/comunas.<form:form>", views.communes_table, name="royalty-communes-table"),
    path("fondos/comunas/", views.communes, name="royalty-communes"),
    path("fondos/comunas/<str:cut>/", views.commune, name="royalty-commune"),
    path("fondos/simulacion.<form:form>", simulations.simulation_table, name="simulation-table"),
    path("fondos/simulacion/", simulations.simulation, name="simulation"),
]
