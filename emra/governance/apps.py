from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "emra.governance"
    label = "governance"
    verbose_name = "Gobernanza"

    def ready(self) -> None:
        from emra.governance import queries
        from emra.lib import subjects

        subjects.register(subjects.Kind("SESSION", _("Sesión"), queries.sessions_as_subjects))
