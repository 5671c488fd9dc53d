from django.apps import AppConfig


class DistrictsConfig(AppConfig):
    name = "districts"
    label = "districts"
    verbose_name = "Distritos mineros"
