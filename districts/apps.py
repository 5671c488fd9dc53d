from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DistrictsConfig(AppConfig):
    name = "districts"
    label = "districts"
    verbose_name = "Distritos mineros"

    def ready(self) -> None:
        from districts import figures
        from districts import findables as found
        from districts import happenings as happened
        from emra.lib import findables, happenings

        happenings.register(
            happenings.Room("distritos", _("Distritos mineros"), happened.everything)
        )
        figures.register()
        for findable in found.KINDS:
            findables.register(findable)
