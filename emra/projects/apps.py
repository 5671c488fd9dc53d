from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "emra.projects"
    label = "projects"
    verbose_name = "Proyectos"

    def ready(self) -> None:
        from emra.lib import panels, subjects
        from emra.projects import figures
        from emra.projects import panels as ours
        from emra.projects import subjects as projects

        subjects.register(
            subjects.Kind("PROJECT", _("Proyecto"), projects.projects, projects.changes)
        )
        panels.register(
            panels.Panel("objective", 20, "projects/_objective_panel.html", ours.of_objective)
        )

        from emra.lib import findables, happenings
        from emra.projects import findables as found
        from emra.projects import happenings as happened

        happenings.register(happenings.Room("proyectos", _("Proyectos"), happened.everything))
        for findable in found.KINDS:
            findables.register(findable)
        figures.register()

        from emra.lib import waits
        from emra.projects import waits as waiting

        waits.register(waiting.waits)
