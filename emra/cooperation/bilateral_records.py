"""Bilateral projects as rows of the room's list, beside the covenants."""

from datetime import date

from emra.cooperation import bilateral_queries as queries
from emra.cooperation.bilateral_queries import KIND, ProjectView
from emra.cooperation.readmodel import Record


def records(today: date) -> tuple[Record, ...]:
    """Every public bilateral project; what they say does not move with the day."""
    return tuple(_record(view) for view in queries.projects())


def _record(view: ProjectView) -> Record:
    state, name = state_of(view)
    return Record(
        code=view.code,
        kind=KIND,
        name=view.content.name,
        partners=tuple(row.name for row in view.content.institutions),
        starts=view.content.starts,
        ends="",
        months=view.content.months,
        amount=None,
        unit=None,
        state=state,
        state_name=name,
        updated_on=view.content.updated_on,
        path=view.path,
    )


def state_of(view: ProjectView) -> tuple[str, str]:
    """What the approved reports say of all its results together."""
    if not view.reported:
        return "UNREPORTED", "sin informe"
    if view.met == len(view.results):
        return "DONE", "resultados cumplidos"
    return "UNDER_WAY", f"{view.met} de {len(view.results)} resultados cumplidos"
