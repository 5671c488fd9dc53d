from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "emra.sources"
    label = "sources"
    verbose_name = "Fuentes"
