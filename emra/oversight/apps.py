from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "emra.oversight"
    label = "oversight"
    verbose_name = "Contraloría social"

    def ready(self) -> None:
        from emra.oversight import panels

        panels.register()
