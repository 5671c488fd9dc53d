"""A person's password; each change is an event, which says whose and nothing of what it is."""

from django.db import transaction

from emra.accounts.models import User
from emra.ledger import actions


@transaction.atomic
def change(*, password: str, by: User) -> None:
    """A new password of one's own; the caller has checked the old one and the rules."""
    by.set_password(password)
    by.save(update_fields=["password"])
    record(person=by, by=by)


def record(*, person: User, by: User) -> None:
    """Take down a change, in the transaction that makes it."""
    actions.append(verb="password.changed", object_code=person.code, by=by)
