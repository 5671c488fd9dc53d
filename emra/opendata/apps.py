from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    name = "emra.opendata"
    label = "opendata"
    verbose_name = "Datos abiertos"

    def ready(self) -> None:
        from emra.lib import findables
        from emra.opendata import findables as found

        for findable in found.KINDS:
            findables.register(findable)
