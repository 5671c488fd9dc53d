"""Addresses of the desk of governance."""

from django.urls import path

from emra.governance import commitment_views, meeting_views, review_views
from emra.governance import staff_views as views

ROOT = "gestion/comisiones/"
SESSION = f"{ROOT}sesiones/<str:code>/"
REVIEW = f"{ROOT}<slug:code>/revision/<str:corte>/"
PROMISE = f"{ROOT}compromisos/<str:code>/"

urlpatterns = [
    path(ROOT, views.desk, name="governance-desk"),
    path(f"{ROOT}organizaciones/", views.organisations, name="organisations"),
    path(f"{ROOT}organizaciones/agregar/", views.add_organisation, name="add-organisation"),
    path(f"{ROOT}integrantes/<int:pk>/", views.member, name="member"),
    path(SESSION, meeting_views.meeting, name="meeting"),
    path(f"{SESSION}convocatoria/", meeting_views.change, name="change-meeting"),
    path(f"{SESSION}suspender/", meeting_views.cancel, name="cancel-meeting"),
    path(f"{SESSION}asistencia/", meeting_views.attendance, name="attendance"),
    path(f"{SESSION}comprometer/", meeting_views.promise, name="meeting-promise"),
    path(f"{SESSION}acta/", meeting_views.minutes, name="minutes"),
    path(f"{SESSION}acta.pdf", meeting_views.signed, name="draft-signed"),
    path(f"{SESSION}aprobar/", meeting_views.approve, name="approve-minutes"),
    path(f"{SESSION}devolver/", meeting_views.send_back, name="return-minutes"),
    path(f"{ROOT}compromisos/nuevo/", commitment_views.new, name="new-commitment"),
    path(PROMISE, commitment_views.commitment, name="commitment-desk"),
    path(f"{PROMISE}avance/", commitment_views.note, name="note-commitment"),
    path(f"{PROMISE}postergar/", commitment_views.postpone, name="postpone-commitment"),
    path(f"{PROMISE}cumplir/", commitment_views.done, name="complete-commitment"),
    path(f"{PROMISE}retirar/", commitment_views.withdraw, name="withdraw-commitment"),
    path(f"{PROMISE}evidencia/", commitment_views.evidence, name="draft-commitment-evidence"),
    path(f"{ROOT}revisiones/", review_views.reviews, name="desk-reviews"),
    path(
        f"{ROOT}revisiones/respaldos/<int:pk>/",
        review_views.draft_evidence,
        name="draft-review-evidence",
    ),
    path(REVIEW, review_views.desk_review, name="desk-review"),
    path(f"{REVIEW}firmar/", review_views.sign, name="sign-review"),
    path(f"{REVIEW}corregir/", review_views.correct, name="correct-review"),
    path(f"{REVIEW}descartar/", review_views.discard, name="discard-review"),
    path(f"{ROOT}<slug:code>/", views.body, name="body-desk"),
    path(f"{ROOT}<slug:code>/acuerdos/", views.follow, name="follow-agreements"),
    path(f"{ROOT}<slug:code>/integrantes/nuevo/", views.new_member, name="new-member"),
    path(f"{ROOT}<slug:code>/convocar/", meeting_views.convene, name="convene"),
]
