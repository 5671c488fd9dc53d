from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "emra.notices"
    label = "notices"
    verbose_name = "Avisos"
