"""Public addresses of governance."""

from django.urls import path

from emra.governance import views

urlpatterns = [
    path("comisiones/sesiones/<str:code>/", views.session, name="session"),
]
