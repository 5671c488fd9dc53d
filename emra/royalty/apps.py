from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoyaltyConfig(AppConfig):
    name = "emra.royalty"
    label = "royalty"
    verbose_name = "Fondos del royalty"

    def ready(self) -> None:
        from emra.royalty import figures

        figures.register()
        from emra.lib import findables, happenings
        from emra.royalty import findables as found
        from emra.royalty import happenings as happened

        happenings.register(happenings.Room("fondos", _("Fondos del royalty"), happened.everything))
        for findable in found.KINDS:
            findables.register(findable)
