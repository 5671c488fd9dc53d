"""What backs an entry: files kept by their SHA-256 and never run, and links."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import User
from emra.lib import files
from emra.lib.errors import DomainError, Unknown
from emra.lib.records import save
from emra.projects.actions import AUTHORS, lock_entry, touch
from emra.projects.models import Entry, Evidence


def attach_file(
    *, entry: str, upload: UploadedFile, title: str, by: User, expected: int | None = None
) -> Evidence:
    """Keep an uploaded file as evidence of an open entry; its content decides, not its name."""
    require_role_of(by, *AUTHORS)
    extension = files.check(upload)
    with transaction.atomic():
        row = lock_entry(entry, expected)
        evidence = Evidence(
            entry=row, title=_titled(title), sha256=files.store(upload), extension=extension
        )
        return _attach(evidence, row, by)


def attach_link(
    *, entry: str, url: str, title: str, by: User, expected: int | None = None
) -> Evidence:
    """Name a public address as evidence of an open entry."""
    require_role_of(by, *AUTHORS)
    with transaction.atomic():
        row = lock_entry(entry, expected)
        if not url.strip():
            raise DomainError(_("Escriba el enlace."), field="url")
        return _attach(Evidence(entry=row, title=_titled(title), url=url.strip()), row, by)


def remove_evidence(*, entry: str, evidence: int, by: User, expected: int | None = None) -> Entry:
    """Take a piece of evidence off an open entry."""
    require_role_of(by, *AUTHORS)
    with transaction.atomic():
        row = lock_entry(entry, expected)
        found = Evidence.objects.filter(entry=row, pk=evidence).first()
        if found is None:
            raise Unknown(_("Ese medio de verificación ya no está."))
        found.delete()
        touch(row, by, verb="project.detached", old=_facts(found))
    return row


def _attach(evidence: Evidence, row: Entry, by: User) -> Evidence:
    save(evidence)
    touch(row, by, verb="project.attached", new=_facts(evidence))
    return evidence


def _titled(title: str) -> str:
    if not title.strip():
        raise DomainError(_("Diga qué es, en pocas palabras."), field="title")
    return " ".join(title.split())


def _facts(row: Evidence) -> dict[str, str]:
    return {"title": row.title, "sha256": row.sha256, "url": row.url}
