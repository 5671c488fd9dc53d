"""What the projects' desk shows: the list, a project as it stands, an entry with its changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emra.ledger.four_eyes import State
from emra.lib.errors import Unknown
from emra.projects import changes, in_force
from emra.projects.changes import Change, Field
from emra.projects.kinds import (
    DATES,
    FUNDING,
    KINDS,
    MILESTONES,
    PARTICULARS,
    PASSAGES,
    RISKS,
    Kind,
)
from emra.projects.models import Entry, Project, Stage
from emra.projects.part_forms import FORMS, PartForm

TITLES: Final = {
    PARTICULARS: gettext_lazy("Ficha"),
    FUNDING: gettext_lazy("Financiamiento"),
    DATES: gettext_lazy("Fechas"),
    PASSAGES: gettext_lazy("Etapas de la vía"),
    MILESTONES: gettext_lazy("Hitos"),
    RISKS: gettext_lazy("Riesgos"),
}
SLUGS: Final = {form.kind: slug for slug, form in FORMS.items()}


@dataclass(frozen=True)
class Row:
    """A project or initiative in the desk's list, with its open entry."""

    code: str
    name: str
    parent: str
    track: str
    lead: str
    open: Entry | None
    last_on: date | None
    approved: int


@dataclass(frozen=True)
class Told:
    """A part as it stands: which one it is, and what it says."""

    label: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Section:
    """A kind of part: of a project what stands, of an entry what changes and the forms."""

    slug: str
    title: str
    standing: tuple[Told, ...] = ()
    changes: tuple[Change, ...] = ()
    forms: tuple[PartForm, ...] = ()


def rows(only: str = "", state: str = "") -> tuple[Row, ...]:
    """Projects and initiatives, those without anything approved too, in order of their codes."""
    projects = list(Project.objects.all())
    entries = Entry.objects.order_by("id").only("project", "state", "on", "lock_version")
    by_project: dict[str, list[Entry]] = {project.pk: [] for project in projects}
    for entry in entries:
        by_project[entry.project_id].append(entry)
    named = names([project.pk for project in projects])
    found = [_row(project, by_project[project.pk], named.get(project.pk)) for project in projects]
    return tuple(
        row
        for row in sorted(found, key=lambda row: _order(row.code))
        if only in ("", "iniciativas" if row.parent else "proyectos")
        and state in ("", row.open.state if row.open else "ninguno")
    )


def names(codes: Sequence[str]) -> dict[str, Any]:
    """The particulars of each project, those of its open entry where it has no other yet."""
    rows = in_force.versions(PARTICULARS).filter(project__in=codes).prefetch_related(None)
    return {
        row.project_id: row for row in rows if row.version == 1 or row.entry.state == State.APPROVED
    }


def project(code: str) -> Project:
    row = Project.objects.select_related("parent").filter(pk=code).first()
    if row is None:
        raise Unknown(_("No existe el proyecto «%(code)s».") % {"code": code[:20]})
    return row


def standing(row: Project) -> tuple[Section, ...]:
    """What is in force of a project, kind by kind."""
    found = []
    for kind in KINDS:
        parts = [part for part in in_force.last(kind, [row.pk]).values() if _holds(part)]
        if parts:
            told = tuple(
                Told(changes.label(part), changes.change(part, None).fields) for part in parts
            )
            found.append(Section(SLUGS[kind], str(TITLES[kind]), standing=told))
    return tuple(found)


def sections(entry: Entry, *, writes: bool, sent: PartForm | None = None) -> tuple[Section, ...]:
    """What an entry changes, kind by kind, and the forms to write in it.

    `sent` is the form that was refused: it stands in the place of its own.
    """
    told = changes.of_entry(entry)
    found = []
    for kind in KINDS:
        slug = SLUGS[kind]
        forms = [
            sent if sent and (sent.slug, sent.key) == (slug, form.key) else form
            for form in (_forms(entry, kind) if writes else ())
        ]
        of_kind = tuple(one for one in told if one.kind == kind.code)
        if forms or of_kind:
            found.append(Section(slug, str(TITLES[kind]), changes=of_kind, forms=tuple(forms)))
    return tuple(found)


def form_of(entry: Entry, slug: str, key: str, data: Any) -> PartForm:
    """The form of a part as it was sent; raises Unknown where the entry has no such form."""
    kinds = {slug: kind for kind, slug in SLUGS.items()}
    for form in _forms(entry, kinds[slug]) if slug in kinds else ():
        if form.key == key:
            return type(form)(data, slug=slug, key=key, row=form.row, changes=form.changes)
    raise Unknown(_("Eso ya no está en el proyecto: vuelva a abrir el seguimiento."))


# -- pieces ----------------------------------------------------------------------------------


def _row(project: Project, entries: list[Entry], told: Any) -> Row:
    current = [entry for entry in entries if entry.state != State.APPROVED]
    days = [entry.on for entry in entries if entry.state == State.APPROVED and entry.on]
    return Row(
        code=project.pk,
        name=told.name if told else "",
        parent=project.parent_id or "",
        track=project.get_track_display() if project.track else "",
        lead=told.lead.name if told and told.lead else "",
        open=current[0] if current else None,
        last_on=max(days, default=None),
        approved=len(entries) - len(current),
    )


def _order(code: str) -> tuple[int, ...]:
    return tuple(int(part) for part in code.replace("-", ".").split("."))


def _holds(part: Any) -> bool:
    return not getattr(part, "dropped", False) and getattr(part, "day", part) is not None


def _forms(entry: Entry, kind: Kind) -> list[PartForm]:
    """A form for each part that stands or that the entry tells, and one for a new one."""
    form, slug, code = FORMS[SLUGS[kind]], SLUGS[kind], entry.project_id
    approved = {key for _code, key in in_force.last(kind, [code])}
    parts = {key: part for (_code, key), part in in_force.last(kind, [code], entry).items()}
    if kind is PARTICULARS:
        return [form(slug=slug, row=parts.get(""), changes="" in approved)]
    if kind is DATES:
        return [form(slug=slug, row=parts, changes=bool(approved))]
    if kind is PASSAGES:
        stages = Stage.objects.filter(track=entry.project.track or None).order_by("order")
        return [
            _passage(stage, parts.get(stage.pk), changes=stage.pk in approved) for stage in stages
        ]
    kept = [
        form(slug=slug, key=str(key), row=part, changes=key in approved)
        for key, part in parts.items()
        if key not in approved or _holds(part) or part.entry_id == entry.pk
    ]
    return [*kept, form(slug=slug)]


def _passage(stage: Stage, row: Any, *, changes: bool) -> PartForm:
    form = FORMS["etapas"](slug="etapas", key=stage.pk, row=row, changes=changes)
    form.add = _("Etapa %(number)s: %(what)s") % {"number": stage.order, "what": stage.name}
    return form
