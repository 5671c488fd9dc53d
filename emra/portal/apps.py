"""The portal room."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "emra.portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        from emra.lib import findables
        from emra.portal import findables as found

        for findable in found.KINDS:
            findables.register(findable)
