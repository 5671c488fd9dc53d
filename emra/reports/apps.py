from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "emra.reports"
    label = "reports"
    verbose_name = "Informes"

    def ready(self) -> None:
        from emra.lib import panels
        from emra.reports import panels as ours

        for kind in ours.ROUTES:
            panels.register(panels.Panel(kind, 90, "reports/_ficha.html", ours.link_of(kind)))
