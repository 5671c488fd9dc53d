"""What people do with a project and its entries: open, start, write, submit, review, discard.

The secretariat writes; Corporación Clúster Minero reviews. Whoever wrote any of an entry never
approves it. Every action takes the project's row first, so that two at once follow each other.
"""

import re
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.ledger import actions as ledger
from emra.ledger import four_eyes
from emra.ledger.four_eyes import WRITABLE, Origin, State
from emra.lib.errors import Conflict, DomainError, Unknown
from emra.lib.records import save
from emra.projects import rules, tell
from emra.projects.facts import facts
from emra.projects.kinds import KINDS
from emra.projects.models import Entry, Evidence, Particulars, Project

AUTHORS: Final = (Role.SECRETARIAT,)
REVIEWERS: Final = (Role.CLUSTER,)
CHAPTER: Final = "5"
_ENTRY_CODE = re.compile(r"E-([0-9]{4,9})")
_NUMBER = re.compile(r"([0-9]{1,2})\.([0-9]{1,3})(?:-([0-9]{1,3}))?")


def open_project(
    *,
    name: str,
    on: date,
    by: User,
    code: str = "",
    parent: str = "",
    track: str = "",
    text: str = "",
) -> Entry:
    """Open a project with its first entry, which says its name; with `parent`, an initiative.

    Without `code` it takes the next free one; an initiative goes one of the two tracks.
    """
    require_role_of(by, *AUTHORS)
    with transaction.atomic():
        # Two people may not take the same number.
        ledger.serialise()
        project = Project(pk=_free_code(code, parent), track=track)
        if parent:
            project.parent = _parent(parent)
            if not track:
                raise DomainError(_("Elija por qué vía va la iniciativa."), field="track")
        save(project, force_insert=True)
        entry = _new_entry(project, on, text, by)
        if not name.strip():
            raise DomainError(_("Escriba el nombre."), field="name")
        save(Particulars(entry=entry, project=project, name=" ".join(name.split())))
        ledger.append(verb="project.opened", object_code=entry.code, by=by, new=facts(entry))
    return entry


def start_entry(*, project: str, on: date, by: User, text: str = "") -> Entry:
    """Start telling what is new of a project; refused while another entry of it is open."""
    require_role_of(by, *AUTHORS)
    with transaction.atomic():
        row = lock_project(project)
        current = Entry.objects.open().filter(project=row).first()
        if current is not None:
            raise Conflict(
                _("Ya hay un seguimiento en curso de %(project)s: %(entry)s. Escriba en él.")
                % {"project": row.pk, "entry": current.code}
            )
        entry = _new_entry(row, on, text, by)
        said = {"project": row.pk, "on": str(on), "text": entry.text}
        ledger.append(verb="project.started", object_code=entry.code, by=by, new=said)
    return entry


def write_entry(*, entry: str, on: date, text: str, by: User, expected: int | None = None) -> Entry:
    """Write what happened, and on which day it stood so."""
    require_role_of(by, *AUTHORS)
    with transaction.atomic():
        row = lock_entry(entry, expected)
        old = {"on": str(row.on), "text": row.text}
        _check_on(on)
        row.on, row.text = on, text.strip()
        four_eyes.touch(row, by)
        said = {"on": str(on), "text": row.text}
        ledger.append(verb="project.written", object_code=row.code, by=by, old=old, new=said)
    return row


def submit_entry(*, entry: str, by: User, expected: int | None = None) -> Entry:
    """Hand an entry over to review; it must say something, and hold together."""
    require_role_of(by, *AUTHORS)
    with transaction.atomic():
        row = lock_entry(entry, expected)
        if not row.text and not _has_parts(row):
            raise DomainError(
                _("El seguimiento está vacío: escriba qué pasó o cambie algo del proyecto."),
                field="text",
            )
        rules.check_whole(row)
        four_eyes.submit(row, verb="project.submitted", by=by)
        tell.reviewers(row)
    return row


def approve_entry(*, entry: str, by: User, expected: int | None = None) -> Entry:
    """Put in force all that another person entered; from then on it never changes."""
    with transaction.atomic():
        row = _found(entry)
        four_eyes.check_version(row, expected)
        rules.check_whole(row)
        four_eyes.approve(row, verb="project.approved", facts=facts(row), by=by, roles=REVIEWERS)
        tell.author(row)
    return row


def return_entry(*, entry: str, reason: str, by: User, expected: int | None = None) -> Entry:
    """Send an entry back to who wrote it, with the reason."""
    with transaction.atomic():
        row = _found(entry)
        four_eyes.check_version(row, expected)
        four_eyes.send_back(row, verb="project.returned", reason=reason, by=by, roles=REVIEWERS)
        tell.author(row)
    return row


def discard_entry(*, entry: str, by: User, expected: int | None = None) -> Project | None:
    """Drop an entry that nobody approved; a project nothing was approved of goes with it.

    Returns the project that stays, or None.
    """
    require_role_of(by, *AUTHORS)
    with transaction.atomic():
        row = lock_entry(entry, expected)
        project = row.project
        goes = not Entry.objects.filter(project=project).exclude(pk=row.pk).exists()
        if goes and project.initiatives.exists():
            raise Conflict(_("El proyecto tiene iniciativas: descártelas primero."))
        ledger.append(verb="project.discarded", object_code=row.code, by=by, old=facts(row))
        row.delete()
        if goes:
            project.delete()
    return None if goes else project


# -- what other actions of the room use ------------------------------------------------------


def lock_project(code: str) -> Project:
    """The project, locked until the transaction ends; raises Unknown."""
    rows = Project.objects.select_for_update(of=("self",), no_key=True)
    row = rows.filter(pk=code).first()
    if row is None:
        raise Unknown(_("No existe el proyecto «%(code)s».") % {"code": code[:20]})
    return row


def lock_entry(code: str, expected: int | None = None) -> Entry:
    """An entry that may still be written, with its project locked; raises Unknown or Conflict."""
    row = _found(code)
    four_eyes.check_version(row, expected)
    four_eyes.require_state(row, *WRITABLE)
    return row


def touch(row: Entry, by: User, *, verb: str = "project.written", **said: object) -> None:
    """Save an entry of which a part was written, with its event."""
    four_eyes.touch(row, by)
    ledger.append(verb=verb, object_code=row.code, by=by, **said)  # type: ignore[arg-type]


def find_entry(code: str) -> Entry:
    """An entry by its code, E-0012, to be read; raises Unknown."""
    number = _ENTRY_CODE.fullmatch(code)
    rows = Entry.objects.select_related("project", "author", "reviewer", "citation__document")
    row = rows.filter(pk=int(number[1])).first() if number else None
    if row is None:
        raise Unknown(_("No existe el seguimiento «%(code)s».") % {"code": code[:20]})
    return row


def next_code(parent: str = "") -> str:
    """The next free code: of the chapter's projects, or of a project's initiatives."""
    codes = Project.objects.filter(parent=parent or None).values_list("pk", flat=True)
    parts = [found for found in map(_NUMBER.fullmatch, codes) if found is not None]
    if parent:
        return f"{parent}-{max((int(part[3] or 0) for part in parts), default=0) + 1:03d}"
    numbers = (int(part[2]) for part in parts if part[1] == CHAPTER)
    return f"{CHAPTER}.{max(numbers, default=0) + 1}"


# -- pieces ----------------------------------------------------------------------------------


def _found(code: str) -> Entry:
    """The entry and its project, both locked, the project first."""
    seen = find_entry(code)
    project = lock_project(seen.project_id)
    row = Entry.objects.select_for_update(of=("self",)).filter(pk=seen.pk).first()
    if row is None:
        raise Unknown(_("Alguien descartó el seguimiento %(code)s.") % {"code": seen.code})
    row.project = project
    return row


def _new_entry(project: Project, on: date, text: str, by: User) -> Entry:
    _check_on(on)
    entry = Entry(project=project, state=State.DRAFT, origin=Origin.ENTRY, on=on, text=text.strip())
    four_eyes.touch(entry, by)
    return entry


def _check_on(on: date) -> None:
    if on > timezone.localdate():
        raise DomainError(_("La fecha de lo informado no puede ser futura."), field="on")


def _has_parts(row: Entry) -> bool:
    parts = (kind.model._default_manager.filter(entry=row) for kind in KINDS)
    return any(rows.exists() for rows in parts) or Evidence.objects.filter(entry=row).exists()


def _parent(code: str) -> Project:
    row = Project.objects.filter(pk=code, parent=None).first()
    if row is None:
        raise DomainError(_("Elija el proyecto del que es la iniciativa."), field="parent")
    return row


def _free_code(code: str, parent: str) -> str:
    """The code as the house writes it, 5.4 or 5.3-001; the next free one where none is given."""
    if not code.strip():
        return next_code(parent)
    found = _NUMBER.fullmatch(code.strip())
    if found is None or bool(found[3]) != bool(parent):
        example = f"{parent}-001" if parent else f"{CHAPTER}.4"
        raise DomainError(
            _("Escriba el código como %(example)s.") % {"example": example}, field="code"
        )
    written = f"{int(found[1])}.{int(found[2])}"
    if parent and written != parent:
        raise DomainError(
            _("El código de una iniciativa de %(parent)s empieza por %(parent)s-.")
            % {"parent": parent},
            field="code",
        )
    written += f"-{int(found[3]):03d}" if parent else ""
    if Project.objects.filter(pk=written).exists():
        raise DomainError(_("Ya hay un proyecto con ese código."), field="code")
    return written
