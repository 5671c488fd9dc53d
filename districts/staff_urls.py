"""Addresses of the desks of the districts."""

from django.urls import path

from districts import staff_views as views

urlpatterns = [
    path("gestion/distritos/", views.desk, name="district-desk"),
    path("gestion/distritos/capas/<str:code>/", views.layer, name="district-layer"),
    path(
        "gestion/distritos/capas/<str:code>/importar/", views.import_layer, name="district-import"
    ),
    path("gestion/distritos/ediciones/<int:pk>/", views.edition, name="district-edition"),
    path(
        "gestion/distritos/ediciones/<int:pk>/confirmar/",
        views.confirm_edition,
        name="district-edition-confirm",
    ),
    path(
        "gestion/distritos/ediciones/<int:pk>/descartar/",
        views.discard_edition,
        name="district-edition-discard",
    ),
    path(
        "gestion/distritos/ediciones/<int:pk>/restaurar/",
        views.restore_edition,
        name="district-edition-restore",
    ),
    path("gestion/distritos/corridas/nueva/", views.new_run, name="district-run-new"),
    path("gestion/distritos/corridas/crear/", views.create_run, name="district-run-create"),
    path("gestion/distritos/corridas/<str:code>/", views.run, name="district-run"),
    path(
        "gestion/distritos/corridas/<str:code>/publicar/",
        views.publish_run,
        name="district-run-publish",
    ),
    path(
        "gestion/distritos/corridas/<str:code>/estudios/",
        views.ask_study,
        name="district-study-ask",
    ),
    path("gestion/distritos/estudios/<int:pk>/", views.study, name="district-study"),
    path(
        "gestion/distritos/estudios/<int:pk>/avance.json",
        views.study_progress,
        name="district-study-progress",
    ),
    path(
        "gestion/distritos/estudios/<int:pk>/seguir/",
        views.resume_study,
        name="district-study-resume",
    ),
]
