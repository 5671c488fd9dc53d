"""Who may open the desk of a body: its readers, and a member where they sit."""

from django.utils import timezone

from emra.accounts.models import Role, User
from emra.governance.models import Membership
from emra.notices.desk import READERS


def bodies_of(person: User) -> frozenset[str]:
    """The bodies in which a person sits today."""
    seats = Membership.objects.sitting_on(timezone.localdate()).filter(user=person)
    return frozenset(seats.values_list("body", flat=True))


def may_read(person: User, body: str) -> bool:
    """Readers open every body, a member those in which they sit."""
    if person.role in READERS:
        return True
    return person.role == Role.MEMBER and body in bodies_of(person)
