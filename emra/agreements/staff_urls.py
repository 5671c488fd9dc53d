"""Addresses of the desks, and of the evidence behind published figures."""

from django.urls import path

from emra.agreements import batch_views, grid_views, period_views, review_views
from emra.agreements import staff_views as views

urlpatterns = [
    path("gestion/", views.desk, name="desk"),
    path("gestion/avances/<str:corte>/", grid_views.entries, name="entries"),
    path("gestion/avances/<str:corte>/guardar/", grid_views.save_grid, name="save-grid"),
    path("gestion/avances/<str:corte>/enviar/", grid_views.submit_all, name="submit-all"),
    path("gestion/avances/<str:corte>/plantilla.xlsx", batch_views.template, name="template"),
    path("gestion/avances/<str:corte>/importar/", batch_views.import_page, name="import"),
    path("gestion/avances/<str:corte>/planilla/", batch_views.import_file, name="import-file"),
    path("gestion/avances/<str:corte>/pegar/", batch_views.paste, name="paste"),
    path("gestion/avances/<str:corte>/<str:code>/celda/", grid_views.save_cell, name="save-cell"),
    path("gestion/sesion/", grid_views.keep_session, name="keep-session"),
    path("gestion/lotes/<int:pk>/", batch_views.batch, name="batch"),
    path("gestion/lotes/<int:pk>/avance.json", batch_views.batch_progress, name="batch-progress"),
    path("gestion/lotes/<int:pk>/errores.xlsx", batch_views.batch_errors, name="batch-errors"),
    path("gestion/lotes/<int:pk>/leer/", batch_views.batch_fractions, name="batch-fractions"),
    path("gestion/lotes/<int:pk>/confirmar/", batch_views.batch_confirm, name="batch-confirm"),
    path("gestion/lotes/<int:pk>/deshacer/", batch_views.batch_undo, name="batch-undo"),
    path("gestion/lotes/<int:pk>/descartar/", batch_views.batch_discard, name="batch-discard"),
    path("gestion/avances/<str:corte>/<str:code>/", views.entry, name="entry"),
    path("gestion/avances/<str:corte>/<str:code>/descartar/", views.withdraw, name="withdraw"),
    path("gestion/medios/<int:pk>/", views.draft_evidence, name="draft-evidence"),
    path("gestion/medios/<int:pk>/quitar/", views.remove_evidence, name="remove-evidence"),
    path("gestion/revision/", review_views.reviews, name="reviews"),
    path("gestion/revision/aprobar/", review_views.approve_many, name="approve-many"),
    path("gestion/revision/<str:code>/", review_views.review, name="review"),
    path("gestion/revision/<str:code>/observar/", review_views.remark, name="remark"),
    path("gestion/revision/<str:code>/aprobar/", review_views.approve, name="approve"),
    path("gestion/revision/<str:code>/devolver/", review_views.send_back, name="send-back"),
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
