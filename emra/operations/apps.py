from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "emra.operations"
    label = "operations"
    verbose_name = "Operación"

    def ready(self) -> None:
        from emra.operations import heartbeats

        heartbeats.connect()
