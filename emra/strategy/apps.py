from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StrategyConfig(AppConfig):
    name = "emra.strategy"
    label = "strategy"
    verbose_name = "Estrategia"

    def ready(self) -> None:
        from emra.lib import subjects
        from emra.strategy import queries

        subjects.register(
            subjects.Kind(
                "LINE", _("Línea de acción"), queries.lines_as_subjects, queries.line_changes
            )
        )

        from emra.lib import findables, happenings
        from emra.strategy import findables as found
        from emra.strategy import happenings as happened

        happenings.register(happenings.Room("lineas", _("Líneas de acción"), happened.everything))
        for findable in found.KINDS:
            findables.register(findable)
