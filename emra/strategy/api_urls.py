"""API addresses of the strategy."""

from django.urls import path

from emra.strategy import api

urlpatterns = [
    path("objectives/", api.Objectives.as_view()),
    path("objectives/<str:code>/", api.ObjectiveDetail.as_view()),
]
