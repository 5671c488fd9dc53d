"""The portal room."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "emra.portal"
    verbose_name = "Portal"
