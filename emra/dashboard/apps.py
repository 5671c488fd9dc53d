from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "emra.dashboard"
    label = "dashboard"
    verbose_name = "Portada"

    def ready(self) -> None:
        from emra.dashboard import figures, map_figure

        figures.register()
        map_figure.register()
