"""Addresses of the desk of the bilateral projects."""

from django.urls import path

from emra.cooperation import bilateral_staff_views as views

ROOT = "gestion/cooperacion/bilaterales/"
PROJECT = f"{ROOT}<slug:code>/"
REPORT = f"{ROOT}informes/<int:pk>/"

urlpatterns = [
    path(ROOT, views.desk, name="bilateral-desk"),
    path(f"{ROOT}nuevo/", views.new, name="bilateral-new"),
    path(f"{REPORT}enviar/", views.submit_report, name="bilateral-report-submit"),
    path(f"{REPORT}aprobar/", views.approve_report, name="bilateral-report-approve"),
    path(f"{REPORT}devolver/", views.return_report, name="bilateral-report-return"),
    path(f"{REPORT}descartar/", views.discard_report, name="bilateral-report-discard"),
    path(f"{REPORT}respaldo/", views.report_evidence, name="bilateral-report-draft-evidence"),
    path(PROJECT, views.project, name="bilateral-desk-project"),
    path(f"{PROJECT}ficha/", views.sheet, name="bilateral-sheet"),
    path(f"{PROJECT}enviar/", views.submit, name="bilateral-submit"),
    path(f"{PROJECT}aprobar/", views.approve, name="bilateral-approve"),
    path(f"{PROJECT}devolver/", views.send_back, name="bilateral-return"),
    path(f"{PROJECT}descartar/", views.discard, name="bilateral-discard"),
    path(f"{PROJECT}resultados/<int:number>/", views.report, name="bilateral-report"),
]
