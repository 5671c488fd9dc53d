"""The sheet of a bilateral project: written by the secretariat, approved by the Cluster."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.cooperation.bilateral_content import (
    OWN,
    PART_MODELS,
    Content,
    content_of,
    facts,
    parts_of,
)
from emra.cooperation.bilateral_rows import differences
from emra.cooperation.models import BilateralProject, BilateralSheet, BilateralSource
from emra.ledger import actions as ledger
from emra.ledger import four_eyes
from emra.ledger.four_eyes import Origin, State
from emra.lib.errors import Conflict, DomainError, Unknown
from emra.lib.records import save

AUTHORS = (Role.SECRETARIAT,)
REVIEWERS = (Role.CLUSTER,)


def record_project(*, content: Content, by: User) -> BilateralSheet:
    """Enter a project with the first draft of its sheet."""
    require_role_of(by, *AUTHORS)
    with transaction.atomic():
        # Numbers are given one at a time.
        ledger.serialise()
        project = BilateralProject(code=_next_code())
        save(project)
        row = BilateralSheet(project=project, origin=Origin.ENTRY, state=State.DRAFT)
        _write(row, content, by)
    return row


def write_sheet(
    *, project: str, content: Content, by: User, reason: str = "", expected: int = 0
) -> BilateralSheet:
    """Write the open draft of a project's sheet; starts the next version where there is none.

    From the second version on `reason` says why it changes; `expected` is the `lock_version` the
    person saw, 0 for none.
    """
    require_role_of(by, *AUTHORS)
    with transaction.atomic():
        held = find_project(project, lock=True)
        row = open_sheet(held)
        if (row.lock_version if row else 0) != expected:
            raise Conflict(
                _("Otra persona cambió esta ficha mientras usted la veía: revise qué dice.")
            )
        if row is None:
            last = in_force(held)
            row = BilateralSheet(
                project=held,
                version=last.version + 1 if last else 1,
                origin=Origin.ENTRY,
                state=State.DRAFT,
            )
        four_eyes.require_state(row, *four_eyes.WRITABLE)
        row.reason = reason.strip() if row.version > 1 else ""
        if row.version > 1 and not row.reason:
            raise DomainError(_("Escriba el motivo del cambio."), field="reason")
        _write(row, content, by)
    return row


def submit_sheet(*, project: str, by: User, expected: int | None = None) -> BilateralSheet:
    """Hand the draft over to review."""
    require_role_of(by, *AUTHORS)
    with transaction.atomic():
        row = _open(project, expected)
        four_eyes.submit(row, verb="bilateral.submitted", by=by)
    return row


def approve_sheet(*, project: str, by: User, expected: int | None = None) -> BilateralSheet:
    """Put a version in force: by somebody who wrote nothing of it."""
    require_role_of(by, *REVIEWERS)
    with transaction.atomic():
        row = _open(project, expected)
        four_eyes.approve(row, verb="bilateral.approved", facts=facts(row), by=by, roles=REVIEWERS)
    return row


def return_sheet(
    *, project: str, reason: str, by: User, expected: int | None = None
) -> BilateralSheet:
    """Give it back to the secretariat with the reason."""
    require_role_of(by, *REVIEWERS)
    with transaction.atomic():
        row = _open(project, expected)
        four_eyes.send_back(row, verb="bilateral.returned", reason=reason, by=by, roles=REVIEWERS)
    return row


def discard_sheet(*, project: str, by: User, expected: int | None = None) -> None:
    """Drop a draft, and its project where nothing of it was ever approved."""
    require_role_of(by, *AUTHORS)
    with transaction.atomic():
        row = _open(project, expected)
        four_eyes.require_state(row, *four_eyes.WRITABLE)
        ledger.append(verb="bilateral.discarded", object_code=row.code, by=by, old=facts(row))
        held = row.project
        row.delete()
        if not held.sheets.exists():
            held.delete()


def load_source(*, code: str, content: Content, citations: dict[str, str]) -> None:
    """Keep what a document says of a project, once; `citations` by row. Part of the load."""
    with transaction.atomic():
        project, created = BilateralProject.objects.get_or_create(code=code)
        if not created:
            return
        row = BilateralSheet(project=project, origin=Origin.SOURCE, state=State.DRAFT)
        _fill(row, content)
        row.changed_at = timezone.now()
        save(row)
        _replace_parts(row, content)
        for key, citation in citations.items():
            save(BilateralSource(sheet=row, row=key, citation_id=citation))
        row.state = State.APPROVED
        save(row)
        ledger.append(verb="bilateral.approved", object_code=row.code, by=None, new=facts(row))


# -- pieces ----------------------------------------------------------------------------------


def find_project(code: str, *, lock: bool = False) -> BilateralProject:
    """The project, or Unknown."""
    every = BilateralProject.objects.all()
    found = (every.select_for_update() if lock else every).filter(pk=code[:40]).first()
    if found is None:
        raise Unknown(_("No existe el proyecto bilateral «%(code)s».") % {"code": code[:40]})
    return found


def in_force(project: BilateralProject) -> BilateralSheet | None:
    """Its last approved version."""
    return project.sheets.filter(state=State.APPROVED).order_by("-version").first()


def open_sheet(project: BilateralProject) -> BilateralSheet | None:
    """Its version still being written or reviewed."""
    return project.sheets.exclude(state=State.APPROVED).first()


def _open(project: str, expected: int | None) -> BilateralSheet:
    row = open_sheet(find_project(project, lock=True))
    if row is None:
        raise Conflict(_("No hay una ficha en curso de este proyecto: ya se aprobó o se descartó."))
    four_eyes.check_version(row, expected)
    return row


def _next_code() -> str:
    taken = BilateralProject.objects.filter(code__regex=r"^bilateral-[0-9]+$")
    numbers = [int(code.rpartition("-")[2]) for code in taken.values_list("code", flat=True)]
    return f"bilateral-{max(numbers, default=0) + 1}"


def _write(row: BilateralSheet, content: Content, by: User) -> None:
    """Save a draft with its parts, and record it."""
    _fill(row, content)
    four_eyes.touch(row, by)
    _replace_parts(row, content)
    _carry_sources(row, content)
    ledger.append(verb="bilateral.recorded", object_code=row.code, by=by, new=facts(row))


def _fill(row: BilateralSheet, content: Content) -> None:
    for name in OWN:
        setattr(row, name, getattr(content, name))


def _replace_parts(row: BilateralSheet, content: Content) -> None:
    for model in PART_MODELS:
        model.objects.filter(sheet=row).delete()
    for part in parts_of(row, content):
        save(part)


def _carry_sources(row: BilateralSheet, content: Content) -> None:
    """A row that says what the version in force says keeps its source; a changed one has none."""
    row.bilateralsource_set.all().delete()
    before = in_force(row.project)
    if before is None:
        return
    changed = {new.key for _old, new in differences(content_of(before), content)}
    for source in before.bilateralsource_set.all():
        if source.row not in changed:
            save(BilateralSource(sheet=row, row=source.row, citation_id=source.citation_id))
