from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CooperationConfig(AppConfig):
    name = "emra.cooperation"
    label = "cooperation"
    verbose_name = "Cooperación"

    def ready(self) -> None:
        from emra.cooperation import bilateral_queries, queries
        from emra.lib import subjects

        for kind, name, everything in (
            ("COVENANT", _("Convenio"), queries.covenants_as_subjects),
            (
                bilateral_queries.KIND,
                _("Proyecto bilateral"),
                bilateral_queries.as_subjects,
            ),
        ):
            subjects.register(subjects.Kind(kind, name, everything))

        from emra.cooperation import findables as found
        from emra.cooperation import happenings as happened
        from emra.lib import findables, happenings

        happenings.register(happenings.Room("cooperacion", _("Cooperación"), happened.everything))
        for findable in found.KINDS:
            findables.register(findable)

        from emra.cooperation import waits as waiting
        from emra.lib import waits

        waits.register(waiting.waits)
