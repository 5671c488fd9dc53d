"""What happens to people's second factors; each change is an event.

It stands above `accounts` because it is recorded. The public head of the event says only that
something changed: which account lost its second factor is nobody's business.
"""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from emra.accounts import second_factor
from emra.accounts.access import require_role_of
from emra.accounts.models import Role, SecondFactor, User
from emra.ledger import actions
from emra.lib.errors import Conflict, DomainError, Forbidden


def enrol(*, key: bytes, code: str, by: User) -> list[str]:
    """Set up one's own phone, whose first code proves that it has the key; the recovery codes.

    Every other session of the person ends: they began without it.
    """
    taken = second_factor.step_of(key, "".join(code.split()))
    if taken is None:
        raise DomainError(
            _(
                "El código no corresponde. Escriba el que el teléfono muestra ahora y revise que "
                "su hora sea automática."
            ),
            field="code",
        )
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)  # twice at once: one after the other
        if second_factor.has_one(by):
            raise Conflict(_("Ya tiene un segundo factor: quítelo antes de activar otro."))
        step, drift = taken
        factor = SecondFactor.objects.create(
            user=by, sealed_key=second_factor.seal(key), last_step=step, drift=drift
        )
        codes = second_factor.new_codes(factor)
        end_sessions(person=by)
        _record("ENROLLED", by, by)
    return codes


def renew_codes(*, by: User) -> list[str]:
    """New recovery codes in the place of one's own; the caller has checked a code."""
    with transaction.atomic():
        codes = second_factor.new_codes(_of(by))
        _record("CODES_RENEWED", by, by)
    return codes


def remove(*, by: User) -> None:
    """Give up one's own second factor, where the role does not need it."""
    if second_factor.required(by):
        raise Forbidden(_("Su rol necesita un segundo factor: no se puede quitar."))
    with transaction.atomic():
        _drop(_of(by))
        end_sessions(person=by)
        _record("REMOVED", by, by)


def reset(*, person: User, by: User | None) -> None:
    """Take the second factor off somebody who lost the phone; their sessions end.

    An administrator does it for another person, never for themselves; `by` is None where the
    operator does it on the server.
    """
    if by is not None:
        require_role_of(by, Role.ADMIN)
        if by.pk == person.pk:
            raise Forbidden(
                _("Nadie restablece el suyo: pídalo a otra persona de la administración.")
            )
    with transaction.atomic():
        _drop(_of(person))
        end_sessions(person=person)
        _record("RESET", person, by)


def end_sessions(*, person: User) -> None:
    """Every session of the person ends; the one that asked is kept by `sessions.mark`."""
    User.objects.filter(pk=person.pk).update(session_epoch=F("session_epoch") + 1)
    person.refresh_from_db(fields=["session_epoch"])


def _of(person: User) -> SecondFactor:
    factor = SecondFactor.objects.select_for_update().filter(user=person).first()
    if factor is None:
        raise Conflict(
            _("%(name)s no tiene un segundo factor: no hay nada que cambiar.")
            % {"name": person.get_username()}
        )
    return factor


def _drop(factor: SecondFactor) -> None:
    factor.codes.all().delete()
    factor.delete()


def _record(change: str, person: User, by: User | None) -> None:
    actions.append(
        verb="second_factor.changed",
        object_code=person.code,
        by=by,
        new={"change": change},
        otherwise=actions.OPERATOR,
    )
