"""What the portfolio says in words; each sentence follows from its rows."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emra.projects.readmodel import INITIATIVE, ProjectView


def portfolio(rows: Sequence[ProjectView]) -> str:
    """How many there are, how many run late, and of how many that cannot be said."""
    if not rows:
        return _("Ninguno cumple ese filtro.")
    initiatives = sum(row.level == INITIATIVE for row in rows)
    projects = len(rows) - initiatives
    counts = [
        ngettext("%(n)s proyecto estratégico", "%(n)s proyectos estratégicos", projects)
        % {"n": projects}
        if projects
        else _("ningún proyecto estratégico"),
        ngettext("%(n)s iniciativa", "%(n)s iniciativas", initiatives) % {"n": initiatives}
        if initiatives
        else _("ninguna iniciativa"),
    ]
    text = _("%(first)s y %(second)s") % {"first": counts[0], "second": counts[1]}
    return f"{text[0].upper()}{text[1:]}. {late(rows)}"


def late(rows: Sequence[ProjectView]) -> str:
    """How many run late of those that tell when they are to begin or end."""
    unplanned = sum(_unplanned(row) for row in rows)
    planned = len(rows) - unplanned
    if not planned:
        return _("Ninguno informa un plazo: no se puede decir si van atrasados.")
    running = sum(row.late for row in rows)
    if running:
        text = ngettext(
            "%(late)s de %(planned)s con plazo informado está atrasado",
            "%(late)s de %(planned)s con plazo informado están atrasados",
            running,
        )
    else:
        text = ngettext(
            "El único con plazo informado no está atrasado",
            "Ninguno de los %(planned)s con plazo informado está atrasado",
            planned,
        )
    parts = [text % {"late": running, "planned": planned}]
    ended = sum(row.ended_late for row in rows)
    if ended:
        said = ngettext("%(n)s terminó con atraso", "%(n)s terminaron con atraso", ended)
        parts.append(said % {"n": ended})
    if unplanned:
        said = ngettext(
            "%(n)s no informa plazo: no se puede decir si va atrasado",
            "%(n)s no informan plazo: no se puede decir si van atrasados",
            unplanned,
        )
        parts.append(said % {"n": unplanned})
    return f"{'; '.join(parts)}."


def _unplanned(row: ProjectView) -> bool:
    """Nothing of it has a planned day."""
    every = [row.start, row.end, *(milestone.deviation for milestone in row.milestones)]
    return not any(each.planned for each in every)
