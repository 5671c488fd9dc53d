"""What lets programs and outside identities in: each issue and each withdrawal is recorded."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.accounts import identities
from emra.accounts.access import require_role_of
from emra.accounts.models import KEY_MOST_DAYS, SCOPES, ApiToken, ExternalIdentity, Role, User
from emra.accounts.tokens import issue_token
from emra.ledger import actions as ledger
from emra.lib.errors import Conflict, DomainError, Forbidden, Unknown


@transaction.atomic
def issue_key(
    *, user: User, name: str, scopes: list[str], expires_on: date, by: User | None
) -> str:
    """Issue a key of `user` and return it, the only moment at which it can be read.

    `by` is the person themselves; None where the command of the server does it.
    """
    if by is not None and by != user:
        raise Forbidden(_("Cada persona emite sus propias llaves."))
    beyond = [scope for scope in scopes if scope not in SCOPES.get(user.role, ())]
    if beyond:
        raise DomainError(
            _("Su rol no permite «%(scope)s»: elija otro permiso.") % {"scope": beyond[0]},
            field="scopes",
        )
    today = timezone.localdate()
    if not today <= expires_on <= today + timedelta(days=KEY_MOST_DAYS):
        raise DomainError(
            _("Elija un día entre hoy y dos años más."),
            field="expires_on",
        )
    key = issue_token(user=user, name=name, scopes=scopes, expires_on=expires_on)
    ledger.append(
        verb="token.issued",
        object_code=user.code,
        by=by,
        otherwise=ledger.OPERATOR,
        new={"name": name, "scopes": scopes, "expires_on": expires_on.isoformat()},
    )
    return key


@transaction.atomic
def revoke_key(*, key: int, by: User) -> None:
    """Close a key at once: one's own, or anybody's for the administration."""
    found = ApiToken.objects.select_for_update().filter(pk=key)
    if by.role != Role.ADMIN:
        found = found.filter(user=by)
    token = found.first()
    if token is None:
        raise Unknown(_("Esa llave no existe o no es suya."))
    if token.revoked_at:
        raise Conflict(_("Esa llave ya estaba revocada."))
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    owner = User.objects.get(pk=token.user_id)
    ledger.append(
        verb="token.revoked", object_code=owner.code, by=by, old={"name": token.name, "key": key}
    )


@transaction.atomic
def register_identity(*, user: User, text: str, by: User) -> ExternalIdentity:
    """Let `user` in with what the provider calls them; of `text` only a keyed digest is kept."""
    require_role_of(by, Role.ADMIN)
    identity = ExternalIdentity(
        user=user, issuer=identities.issuer(), digest=identities.digest_of(text)
    )
    if ExternalIdentity.objects.filter(issuer=identity.issuer, digest=identity.digest).exists():
        raise Conflict(_("Esa identidad ya está registrada."), field="text")
    identity.full_clean()
    identity.save()
    ledger.append(verb="identity.registered", object_code=user.code, by=by, new=_told(identity))
    return identity


@transaction.atomic
def remove_identity(*, identity: ExternalIdentity, by: User) -> None:
    """Let nobody in with that identity any more."""
    require_role_of(by, Role.ADMIN)
    told = _told(identity)
    identity.delete()
    ledger.append(verb="identity.removed", object_code=identity.user.code, by=by, old=told)


def _told(identity: ExternalIdentity) -> dict[str, Any]:
    return {"issuer": identity.issuer}
