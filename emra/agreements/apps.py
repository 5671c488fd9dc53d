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
        figures.register()
