from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    name = "emra.opendata"
    label = "opendata"
    verbose_name = "Datos abiertos"
