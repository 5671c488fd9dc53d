from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "emra.keys"
    label = "keys"
    verbose_name = "Llaves"
