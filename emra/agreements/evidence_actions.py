"""Evidence of a report: files kept by their SHA-256 and never run, links with page and quote."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.agreements.actions import lock_report, require_state
from emra.agreements.models import Evidence, ProgressReport
from emra.ledger import actions as ledger
from emra.lib import files
from emra.lib.errors import Unknown
from emra.lib.records import save


def attach_file(*, report: str, upload: UploadedFile, title: str, by: User) -> Evidence:
    """Keep an uploaded file as evidence of a report that is still being written.

    The content decides, not the name: an .exe called .pdf is refused. Raises TooLarge or
    DomainError with `field="file"`.
    """
    extension = files.check(upload)
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        _writable(report)  # before the bytes are kept: a refused file leaves nothing behind
        evidence = Evidence(
            kind=Evidence.Kind.FILE,
            title=title.strip() or _("Documento"),
            sha256=files.store(upload),
            extension=extension,
            size=upload.size,
        )
        return _attach(report, evidence, by)


def attach_link(
    *, report: str, url: str, title: str, by: User, page: str = "", quote: str = ""
) -> Evidence:
    """Name a public address as evidence, with the page and the words that back the figure."""
    evidence = Evidence(
        kind=Evidence.Kind.LINK, title=title.strip() or url, url=url, page=page, quote=quote
    )
    return _attach(report, evidence, by)


def remove_evidence(*, evidence: int, by: User) -> ProgressReport:
    """Take a piece of evidence off a report that is still being written; the report."""
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = Evidence.objects.select_related("report__period").filter(pk=evidence).first()
        if row is None:
            raise Unknown(_("Ese medio de verificación ya no existe."))
        report = _writable(row.report.code)
        ledger.append(
            verb="evidence.removed", object_code=report.code, by=by, old=_evidence_facts(row)
        )
        row.delete()
    return report


# -- pieces ----------------------------------------------------------------------------------


def _attach(report: str, evidence: Evidence, by: User) -> Evidence:
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        evidence.report = _writable(report)
        save(evidence)
        ledger.append(
            verb="evidence.attached",
            object_code=evidence.report.code,
            by=by,
            new=_evidence_facts(evidence),
        )
    return evidence


def _writable(code: str) -> ProgressReport:
    report = lock_report(code)
    require_state(report, ProgressReport.State.DRAFT, ProgressReport.State.RETURNED)
    return report


def _evidence_facts(evidence: Evidence) -> dict[str, str]:
    facts = {
        name: getattr(evidence, name)
        for name in ("kind", "title", "sha256", "url", "page", "quote")
        if getattr(evidence, name)
    }
    return {name: str(value) for name, value in facts.items()}
