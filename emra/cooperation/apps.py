from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CooperationConfig(AppConfig):
    name = "emra.cooperation"
    label = "cooperation"
    verbose_name = "Cooperación"

    def ready(self) -> None:
        from emra.cooperation import bilateral_queries
        from emra.lib import subjects

        subjects.register(
            subjects.Kind(
                bilateral_queries.KIND, _("Proyecto bilateral"), bilateral_queries.as_subjects
            )
        )
