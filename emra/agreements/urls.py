"""Public addresses of the agreements and their dimensions."""

from django.urls import path

from emra.agreements import views

urlpatterns = [
    path("acuerdos/", views.agreements, name="agreements"),
    path("acuerdos.csv", views.agreements_csv, name="agreements-csv"),
    path("acuerdos/<str:code>.csv", views.agreement_csv, name="agreement-csv"),
    path("acuerdos/<str:code>/", views.agreement, name="agreement"),
    path("dimensiones/", views.dimensions, name="dimensions"),
    path("dimensiones/<str:code>/", views.dimension, name="dimension"),
]
