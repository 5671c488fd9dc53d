from django.apps import AppConfig


class CooperationConfig(AppConfig):
    name = "emra.cooperation"
    label = "cooperation"
    verbose_name = "Cooperación"
