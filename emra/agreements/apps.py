from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "emra.agreements"
    label = "agreements"
    verbose_name = "Acuerdos transversales"

    def ready(self) -> None:
        from emra.agreements import figures
        from emra.agreements import subjects as ours
        from emra.lib import subjects

        for kind in (
            subjects.Kind(
                "AGREEMENT", _("Acuerdo transversal"), ours.agreements, ours.figure_changes
            ),
            subjects.Kind("TARGET", _("Meta de un acuerdo"), ours.targets, ours.target_changes),
        ):
            subjects.register(kind)

        from emra.agreements import findables as found
        from emra.agreements import happenings as happened
        from emra.lib import findables, happenings

        happenings.register(
            happenings.Room("acuerdos", _("Acuerdos y cortes"), happened.everything)
        )
        for findable in found.KINDS:
            findables.register(findable)
        figures.register()
