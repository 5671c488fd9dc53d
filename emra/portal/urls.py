"""Public addresses of the portal."""

from django.urls import path

from emra.portal import accountability_views as accountability
from emra.portal import views

urlpatterns = [
    path("glosario/", views.glossary, name="glossary"),
    path("accesibilidad/", views.accessibility, name="accessibility"),
    path("privacidad/", views.privacy, name="privacy"),
    path("transparencia/", views.transparency, name="transparency"),
    path("contacto/", views.contact, name="contact"),
    path("mapa-del-sitio/", views.site_map, name="site-map"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security, name="security"),
    path("atencion/", accountability.attention, name="attention"),
    path("atencion.<form:form>", accountability.attention_table, name="attention-table"),
    path("estado-de-reporte/", accountability.reporting, name="reporting"),
    path("estado-de-reporte.<form:form>", accountability.reporting_table, name="reporting-table"),
]
