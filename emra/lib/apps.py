from django.apps import AppConfig


class LibConfig(AppConfig):
    name = "emra.lib"
    label = "lib"
