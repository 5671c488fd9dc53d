"""Draft → submitted → approved: what a row that two people stand behind is, and its steps.

A room's model inherits `Reviewed`; its actions write the draft and call the steps here inside
their own transaction, with the row locked.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.ledger import actions as ledger
from emra.ledger.models import Event
from emra.lib.errors import Conflict, DomainError, Forbidden
from emra.lib.records import save


class State(models.TextChoices):
    DRAFT = "DRAFT", gettext_lazy("Borrador")
    SUBMITTED = "SUBMITTED", gettext_lazy("En revisión")
    RETURNED = "RETURNED", gettext_lazy("Devuelto")
    APPROVED = "APPROVED", gettext_lazy("Aprobado")


class Origin(models.TextChoices):
    SOURCE = "SOURCE", gettext_lazy("Documento fuente")
    ENTRY = "ENTRY", gettext_lazy("Ingreso")


WRITABLE = (State.DRAFT, State.RETURNED)


class Reviewed(models.Model):
    """Something entered by one person and approved by another; from the sources, by nobody.

    A subclass has a `code` that names it in the ledger.
    """

    state = models.CharField(gettext_lazy("estado"), max_length=9, choices=State.choices)
    origin = models.CharField(gettext_lazy("origen"), max_length=6, choices=Origin.choices)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(gettext_lazy("modificado"))
    submitted_at = models.DateTimeField(gettext_lazy("enviado"), null=True, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(gettext_lazy("revisado"), null=True, blank=True)
    return_reason = models.TextField(
        gettext_lazy("motivo de la devolución"), blank=True, max_length=2000
    )
    lock_version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(origin="ENTRY", author__isnull=False)
                | Q(
                    origin="SOURCE",
                    author__isnull=True,
                    reviewer__isnull=True,
                    state__in=["DRAFT", "APPROVED"],
                ),
                name="%(class)s_has_author_or_source",
            ),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | ~Q(reviewer=F("author")),
                name="%(class)s_four_eyes",
                violation_error_message=gettext_lazy("Quien lo ingresó no puede revisarlo."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["APPROVED", "RETURNED"])
                | Q(origin="SOURCE")
                | Q(reviewer__isnull=False, reviewed_at__isnull=False),
                name="%(class)s_reviewed_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state="RETURNED") | ~Q(return_reason=""),
                name="%(class)s_return_has_reason",
                violation_error_message=gettext_lazy("Escriba el motivo de la devolución."),
            ),
        ]

    @property
    def code(self) -> str:
        raise NotImplementedError


class Stale(Conflict):
    """Somebody changed the row since the page was opened."""

    def __init__(self, current: Reviewed) -> None:
        super().__init__(
            _("Otra persona cambió %(code)s mientras usted lo veía. Ahora está: %(state)s.")
            % {"code": current.code, "state": State(current.state).label.lower()}
        )
        self.current = current


def check_version(row: Reviewed, expected: int | None) -> None:
    """Raise Stale where the page showed another version of the row."""
    if expected is not None and row.lock_version != expected:
        raise Stale(row)


def require_state(row: Reviewed, *allowed: str) -> None:
    if row.state not in allowed:
        raise Conflict(
            _("%(code)s está %(state)s: eso ya no se puede hacer.")
            % {"code": row.code, "state": State(row.state).label.lower()}
        )


def entered_by(row: Reviewed, person: User) -> bool:
    """Whether a person wrote any of it, whatever their role today: steps of review apart."""
    wrote = Event.objects.filter(object_code=row.code, actor=person)
    return (
        row.author_id == person.pk or wrote.exclude(verb__regex=r"\.(approved|returned)$").exists()
    )


def touch(row: Reviewed, by: User) -> None:
    """Save a written draft: its last author, a new version, a return answered."""
    row.author, row.changed_at = by, timezone.now()
    row.lock_version = row.lock_version + 1 if row.pk else 1
    save(row)


def submit(row: Reviewed, *, verb: str, by: User) -> None:
    """Hand a draft over to review."""
    require_state(row, *WRITABLE)
    row.state, row.submitted_at, row.changed_at = State.SUBMITTED, timezone.now(), timezone.now()
    row.reviewer = row.reviewed_at = None
    row.lock_version += 1
    save(row)
    ledger.append(verb=verb, object_code=row.code, by=by)


def approve(
    row: Reviewed, *, verb: str, facts: dict[str, Any], by: User, roles: Iterable[Role]
) -> None:
    """Approve what another person entered; the event keeps `facts`, all that was approved."""
    _decide(row, by, roles)
    row.state, row.return_reason = State.APPROVED, ""
    save(row)
    ledger.append(verb=verb, object_code=row.code, by=by, new=facts)


def send_back(row: Reviewed, *, verb: str, reason: str, by: User, roles: Iterable[Role]) -> None:
    """Return what another person entered, with the reason."""
    if not reason.strip():
        raise DomainError(_("Escriba el motivo de la devolución."), field="reason")
    _decide(row, by, roles)
    row.state, row.return_reason = State.RETURNED, reason.strip()
    save(row)
    ledger.append(verb=verb, object_code=row.code, by=by, reason=row.return_reason)


def _decide(row: Reviewed, by: User, roles: Iterable[Role]) -> None:
    if entered_by(row, by):
        raise Forbidden(_("Quien lo ingresó no puede revisarlo: debe hacerlo otra persona."))
    require_role_of(by, *roles)
    require_state(row, State.SUBMITTED)
    row.reviewer, row.reviewed_at = by, timezone.now()
    row.lock_version += 1
