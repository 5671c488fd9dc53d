from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OversightConfig(AppConfig):
    name = "emra.oversight"
    label = "oversight"
    verbose_name = "Contraloría social"

    def ready(self) -> None:
        from emra.oversight import panels

        panels.register()

        from emra.lib import findables, happenings
        from emra.oversight import findables as found
        from emra.oversight import happenings as happened

        happenings.register(
            happenings.Room("contraloria", _("Contraloría social"), happened.everything)
        )
        for findable in found.KINDS:
            findables.register(findable)

        from emra.lib import waits
        from emra.oversight import waits as waiting

        waits.register(waiting.waits)
