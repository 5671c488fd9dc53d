from django.apps import AppConfig


class CommunicationsConfig(AppConfig):
    name = "emra.communications"
    label = "communications"
    verbose_name = "Plan comunicacional"

    def ready(self) -> None:
        from emra.communications import figures

        figures.register()
