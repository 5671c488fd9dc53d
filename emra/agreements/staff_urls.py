"""Addresses of the desks, and of the evidence behind published figures."""

from django.urls import path

from emra.agreements import period_views
from emra.agreements import staff_views as views

urlpatterns = [
    path("gestion/", views.desk, name="desk"),
    path("gestion/avances/<str:corte>/", views.entries, name="entries"),
    path("gestion/avances/<str:corte>/<str:code>/", views.entry, name="entry"),
    path("gestion/avances/<str:corte>/<str:code>/descartar/", views.withdraw, name="withdraw"),
    path("gestion/medios/<int:pk>/", views.draft_evidence, name="draft-evidence"),
    path("gestion/medios/<int:pk>/quitar/", views.remove_evidence, name="remove-evidence"),
    path("gestion/revision/", views.reviews, name="reviews"),
    path("gestion/revision/<str:code>/", views.review, name="review"),
    path("gestion/revision/<str:code>/aprobar/", views.approve, name="approve"),
    path("gestion/revision/<str:code>/devolver/", views.send_back, name="send-back"),
    path("gestion/cortes/", period_views.periods, name="periods"),
    path("gestion/cortes/abrir/", period_views.open_period, name="open-period"),
    path("gestion/cortes/<str:corte>/", period_views.period, name="period"),
    path("gestion/cortes/<str:corte>/cerrar/", period_views.close_period, name="close-period"),
    path("gestion/cortes/<str:corte>/publicar/", period_views.publish, name="publish"),
    path("gestion/emparejamiento/", views.pairings, name="pairings"),
    path(
        "gestion/emparejamiento/<str:code>/confirmar/",
        views.confirm_pairing,
        name="confirm-pairing",
    ),
    path("evidencia/<int:pk>/", views.evidence, name="evidence"),
]
