"""Addresses of the communication desk."""

from django.urls import path

from emra.communications import import_views, item_views
from emra.communications import staff_views as views

ROOT = "gestion/comunicaciones/"

urlpatterns = [
    path(ROOT, views.desk, name="communications-desk"),
    path(f"{ROOT}mover/", views.move, name="communications-move"),
    path(f"{ROOT}mes.<form:form>", views.desk_table, name="communications-desk-table"),
    path(f"{ROOT}plan/", views.plan, name="communications-desk-plan"),
    path(f"{ROOT}campanas/<int:number>/", views.campaign, name="communications-campaign"),
    path(f"{ROOT}cuotas/", views.quotas, name="communications-quotas"),
    path(f"{ROOT}cuotas/fijar/", views.set_quotas, name="communications-set-quotas"),
    path(f"{ROOT}piezas/", views.items, name="communications-items"),
    path(f"{ROOT}piezas/nueva/", item_views.new, name="communications-new"),
    path(f"{ROOT}piezas/<int:pk>/", item_views.item, name="communications-item"),
    path(f"{ROOT}piezas/<int:pk>/guardar/", item_views.save, name="communications-save"),
    path(f"{ROOT}piezas/<int:pk>/citar/", item_views.quote, name="communications-quote"),
    path(f"{ROOT}piezas/<int:pk>/aprobar/", item_views.approve, name="communications-approve"),
    path(f"{ROOT}piezas/<int:pk>/devolver/", item_views.send_back, name="communications-return"),
    path(f"{ROOT}piezas/<int:pk>/publicar/", item_views.publish, name="communications-publish"),
    path(f"{ROOT}piezas/<int:pk>/medir/", item_views.measure, name="communications-measure"),
    path(f"{ROOT}piezas/<int:pk>/descartar/", item_views.discard, name="communications-discard"),
    path(f"{ROOT}citas/<int:pk>/quitar/", item_views.unquote, name="communications-unquote"),
    path(f"{ROOT}plantilla.xlsx", import_views.template, name="communications-template"),
    path(f"{ROOT}importar/", import_views.upload, name="communications-import"),
    path(f"{ROOT}lotes/<int:pk>/", import_views.batch, name="communications-batch"),
    path(f"{ROOT}lotes/<int:pk>/confirmar/", import_views.confirm, name="communications-confirm"),
    path(f"{ROOT}lotes/<int:pk>/deshacer/", import_views.undo, name="communications-undo"),
    path(f"{ROOT}lotes/<int:pk>/descartar/", import_views.discard, name="communications-drop"),
]
