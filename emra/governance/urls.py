"""Public addresses of governance."""

from django.urls import path

from emra.governance import feed_views, review_views, views

urlpatterns = [
    path("comisiones/", views.bodies, name="bodies"),
    path("comisiones.<form:form>", views.bodies_table, name="bodies-table"),
    path("comisiones/sesiones.<form:form>", views.sessions_table, name="sessions-table"),
    path("comisiones/sesiones/<str:code>/", views.session, name="session"),
    path("comisiones/sesiones/<str:code>/acta.pdf", views.signed_minutes, name="session-signed"),
    path("comisiones/compromisos/", views.commitments, name="commitments"),
    path("comisiones/compromisos.<form:form>", views.commitments_table, name="commitments-table"),
    path("comisiones/compromisos/<str:code>/", views.commitment, name="commitment"),
    path(
        "comisiones/compromisos/<str:code>/evidencia/",
        views.commitment_evidence,
        name="commitment-evidence",
    ),
    path("comisiones/revisiones.<form:form>", review_views.reviews_table, name="reviews-lines"),
    path(
        "comisiones/revisiones/respaldos/<int:pk>/", review_views.evidence, name="review-evidence"
    ),
    path(
        "comisiones/<slug:code>/revisiones/<str:corte>/",
        review_views.review,
        name="commission-review",
    ),
    path("comisiones/<slug:code>/", views.body, name="body"),
    path("comisiones/<slug:code>/calendario.ics", feed_views.public, name="body-calendar"),
    path("comisiones/<slug:code>/calendario/<str:token>.ics", feed_views.feed, name="body-feed"),
]
