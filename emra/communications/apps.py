from django.apps import AppConfig


class CommunicationsConfig(AppConfig):
    name = "emra.communications"
    label = "communications"
    verbose_name = "Plan comunicacional"

    def ready(self) -> None:
        from emra.communications import figures

        figures.register()

        from emra.communications import waits as waiting
        from emra.lib import waits

        waits.register(waiting.waits)
