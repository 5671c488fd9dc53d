from django.apps import AppConfig


class SigninConfig(AppConfig):
    name = "emra.signin"
    label = "signin"
    verbose_name = "Ingreso"
