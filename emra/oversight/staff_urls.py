"""Addresses of the desk of the contraloría social."""

from django.urls import path

from emra.oversight import staff_views as views

ROOT = "gestion/observaciones/"
ONE = f"{ROOT}<str:code>/"

urlpatterns = [
    path(ROOT, views.inbox, name="observations-desk"),
    path(ONE, views.observation, name="observation-desk"),
    path(f"{ONE}respaldo/", views.evidence, name="observation-desk-evidence"),
    path(f"{ONE}publicar/", views.publish, name="observation-publish"),
    path(f"{ONE}reservar/", views.keep_private, name="observation-keep"),
    path(f"{ONE}prorrogar/", views.extend, name="observation-extend"),
    path(f"{ONE}responder/", views.answer, name="observation-answer"),
    path(f"{ONE}replica/publicar/", views.publish_reply, name="observation-publish-reply"),
    path(f"{ONE}replica/reservar/", views.keep_reply, name="observation-keep-reply"),
    path(f"{ONE}tomar/", views.take_up, name="observation-take-up"),
    path(f"{ONE}compromiso/", views.commit, name="observation-commit"),
]
