"""Public addresses of the communications."""

from django.urls import path

from emra.communications import card_views, feed_views, views

urlpatterns = [
    path("comunicaciones/", views.communications, name="communications"),
    path("comunicaciones.<form:form>", views.items_table, name="communications-table"),
    path("comunicaciones/plan/", views.plan, name="communications-plan"),
    path(
        "comunicaciones/cumplimiento.<form:form>", views.fulfilment_table, name="fulfilment-table"
    ),
    path("comunicaciones/campanas.<form:form>", views.campaigns_table, name="campaigns-table"),
    path("comunicaciones/cobertura.<form:form>", views.coverage_table, name="coverage-table"),
    path("comunicaciones/calendario.ics", views.calendar, name="communications-calendar"),
    path("comunicaciones/calendario/<str:token>.ics", feed_views.feed, name="communications-feed"),
    path("tarjetas/<slug:code>.png", card_views.average_png, name="average-card"),
    path("comunicaciones/acuerdos/", card_views.cards_index, name="cards"),
    path("comunicaciones/acuerdos/<str:code>/", card_views.card, name="card"),
    path("comunicaciones/acuerdos/<str:code>.svg", card_views.card_svg, name="card-svg"),
    path("comunicaciones/acuerdos/<str:code>.png", card_views.card_png, name="card-png"),
]
