"""Addresses of the desk of cooperation."""

from django.urls import path

from emra.cooperation import bilateral_staff_urls, review_views, staff_views

urlpatterns = [
    *bilateral_staff_urls.urlpatterns,
    path("gestion/cooperacion/", staff_views.desk, name="cooperation-desk"),
    path("gestion/cooperacion/nuevo/", staff_views.new_covenant, name="cooperation-new"),
    path(
        "gestion/cooperacion/convenios/<slug:code>/",
        staff_views.covenant,
        name="cooperation-covenant",
    ),
    path(
        "gestion/cooperacion/convenios/<slug:code>/ficha/",
        staff_views.sheet,
        name="cooperation-sheet",
    ),
    path(
        "gestion/cooperacion/convenios/<slug:code>/evaluaciones/<str:planned>/",
        staff_views.evaluation,
        name="cooperation-evaluation",
    ),
    path(
        "gestion/cooperacion/convenios/<slug:code>/autoevaluaciones/<int:year>/",
        staff_views.assessment,
        name="cooperation-assessment",
    ),
    path(
        "gestion/cooperacion/revision/<str:code>/",
        review_views.review,
        name="cooperation-review",
    ),
    path(
        "gestion/cooperacion/revision/<str:code>/enviar/",
        review_views.submit,
        name="cooperation-submit",
    ),
    path(
        "gestion/cooperacion/revision/<str:code>/aprobar/",
        review_views.approve,
        name="cooperation-approve",
    ),
    path(
        "gestion/cooperacion/revision/<str:code>/devolver/",
        review_views.send_back,
        name="cooperation-return",
    ),
    path(
        "gestion/cooperacion/revision/<str:code>/descartar/",
        review_views.discard,
        name="cooperation-discard",
    ),
    path(
        "gestion/cooperacion/revision/<str:code>/documento/",
        review_views.document,
        name="cooperation-document",
    ),
]
