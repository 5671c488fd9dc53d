from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "emra.governance"
    label = "governance"
    verbose_name = "Gobernanza"

    def ready(self) -> None:
        from emra.governance import panels as ours
        from emra.governance import queries
        from emra.lib import panels, subjects

        subjects.register(subjects.Kind("SESSION", _("Sesión"), queries.sessions_as_subjects))
        for panel in (
            panels.Panel("agreement", 40, "governance/_agreement_panel.html", ours.of_agreement),
            panels.Panel(
                "agreement-opinions",
                20,
                "governance/_agreement_review.html",
                ours.review_of_agreement,
            ),
            panels.Panel("body", 10, "governance/_body_reviews.html", ours.reviews_of_body),
            panels.Panel("objective", 10, "governance/_objective_panel.html", ours.of_objective),
        ):
            panels.register(panel)

        from emra.governance import findables as found
        from emra.governance import happenings as happened
        from emra.lib import findables, happenings

        happenings.register(
            happenings.Room("comisiones", _("Comisiones y compromisos"), happened.everything)
        )
        for findable in found.KINDS:
            findables.register(findable)

        from emra.governance import waits as waiting
        from emra.lib import waits

        waits.register(waiting.waits)
