"""What the secretariat says of the bodies: organisations, seats, the agreements each follows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.agreements.models import Agreement
from emra.governance.models import Body, BodyAgreement, Membership, Organisation
from emra.ledger import actions as ledger
from emra.lib.errors import Conflict, DomainError, Unknown
from emra.lib.records import save

LONGEST = 40


class StaleSeat(Conflict):
    """Somebody changed the seat since the form was opened."""


@dataclass(frozen=True)
class Seat:
    """What is written of a member; `username` is the account they enter with, "" for none."""

    organisation: str
    person: str = ""
    office: str = ""
    from_on: date | None = None
    until_on: date | None = None
    name_public: bool = False
    username: str = ""


def add_organisation(*, name: str, by: User) -> Organisation:
    """Add an organisation that sits in a body or owes a commitment."""
    require_role_of(by, Role.SECRETARIAT)
    name = " ".join(name.split())
    with transaction.atomic():
        if Organisation.objects.filter(name__iexact=name).exists():
            raise DomainError(_("Ya hay una organización con ese nombre."), field="name")
        row = Organisation(code=_free_code(name), name=name)
        save(row, force_insert=True)
        ledger.append(
            verb="organisation.added", object_code=row.code, by=by, new={"name": row.name}
        )
    return row


def record_membership(
    *, body: str, seat: Seat, by: User, membership: int | None = None, expected: int = 0
) -> Membership:
    """Write a seat, or over one there is. The ledger keeps no name: it cannot be taken back.

    `expected` is the `lock_version` the user saw, 0 for a new seat.
    """
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = _seat(body, membership)
        if row.pk and row.lock_version != expected:
            raise StaleSeat(_("Otra persona cambió este integrante: revise lo que dice ahora."))
        old = _facts(row) if row.pk else None
        row.organisation = _organisation(seat.organisation)
        row.person, row.office = " ".join(seat.person.split()), " ".join(seat.office.split())
        row.from_on, row.until_on, row.name_public = seat.from_on, seat.until_on, seat.name_public
        row.user = _account(seat.username)
        row.lock_version += 1
        save(row)
        ledger.append(verb="membership.recorded", object_code=body, by=by, old=old, new=_facts(row))
    return row


def follow_agreements(*, body: str, agreements: Collection[str], by: User) -> Body:
    """Say which agreements a body follows: exactly these."""
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = one_body(body)
        unknown = set(agreements) - set(Agreement.objects.values_list("code", flat=True))
        if unknown:
            raise DomainError(
                _("«%(code)s» no es un acuerdo.") % {"code": min(unknown)[:20]}, field="agreements"
            )
        before = set(row.followed.values_list("agreement", flat=True))
        wanted = set(agreements)
        if before == wanted:
            return row
        row.followed.exclude(agreement__in=wanted).delete()
        for code in sorted(wanted - before):
            save(
                BodyAgreement(
                    body=row, agreement_id=code, assigned_by=by, assigned_at=timezone.now()
                )
            )
        ledger.append(
            verb="body.followed",
            object_code=row.code,
            by=by,
            old={"agreements": sorted(before)},
            new={"agreements": sorted(wanted)},
        )
    return row


def one_body(code: str) -> Body:
    """The body, locked; raises Unknown."""
    row = Body.objects.select_for_update(of=("self",)).filter(pk=code).first()
    if row is None:
        raise Unknown(_("No existe la instancia «%(code)s».") % {"code": code[:40]})
    return row


# -- pieces ----------------------------------------------------------------------------------


def _seat(body: str, pk: int | None) -> Membership:
    if pk is None:
        return Membership(body=one_body(body), lock_version=0)
    rows = Membership.objects.select_for_update(of=("self",))
    row = rows.filter(pk=pk, body=body).first()
    if row is None:
        raise Unknown(_("Ese integrante no existe."))
    return row


def _organisation(code: str) -> Organisation:
    row = Organisation.objects.filter(pk=code).first()
    if row is None:
        raise DomainError(_("Elija una organización de la lista."), field="organisation")
    return row


def _account(username: str) -> User | None:
    if not username:
        return None
    row = User.objects.filter(username=username, role=Role.MEMBER, is_active=True).first()
    if row is None:
        raise DomainError(_("Elija una cuenta activa con el rol «Comisión»."), field="username")
    return row


def _facts(row: Membership) -> dict[str, Any]:
    return {
        "organisation": row.organisation_id,
        "office": row.office,
        "from": str(row.from_on) if row.from_on else None,
        "until": str(row.until_on) if row.until_on else None,
        "name_public": row.name_public,
        "account": row.user.code if row.user else None,
    }


def _free_code(name: str) -> str:
    """The name as a code, with a number where it is taken."""
    start = slugify(name)[:LONGEST].strip("-")
    if not start:
        raise DomainError(_("Escriba el nombre de la organización."), field="name")
    code, number = start, 2
    while Organisation.objects.filter(pk=code).exists():
        code = f"{start[: LONGEST - 4]}-{number}"
        number += 1
    return code
