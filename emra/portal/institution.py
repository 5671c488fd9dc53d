"""What the site says of the institution behind it: only what the settings give."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.conf import settings

# RFC 9116 recommends less than a year; each day's file is good for half of one.
SECURITY_TXT_DAYS = 180


@dataclass(frozen=True)
class Institution:
    """Offices, channels and addresses; "" and 0 for what nobody has given."""

    office: str
    email: str
    phone: str
    address: str
    hours: str
    data_email: str
    barrier_days: int
    security_contact: str
    security_policy: str
    transparency: str
    information_request: str
    lobby: str

    @property
    def reachable(self) -> bool:
        return bool(self.email or self.phone or self.address)

    @property
    def security_words(self) -> str:
        """The contact without its scheme, as people read it."""
        return self.security_contact.removeprefix("mailto:").removeprefix("tel:")


def institution() -> Institution:
    return Institution(
        office=settings.CONTACT_OFFICE,
        email=settings.CONTACT_EMAIL,
        phone=settings.CONTACT_PHONE,
        address=settings.CONTACT_ADDRESS,
        hours=settings.CONTACT_HOURS,
        data_email=settings.DATA_PROTECTION_EMAIL or settings.CONTACT_EMAIL,
        barrier_days=settings.BARRIER_DAYS,
        security_contact=settings.SECURITY_CONTACT,
        security_policy=settings.SECURITY_POLICY_URL,
        transparency=settings.TRANSPARENCY_URL,
        information_request=settings.INFORMATION_REQUEST_URL,
        lobby=settings.LOBBY_URL,
    )


def security_txt(of: Institution, *, canonical: str, page: str, today: date) -> str:
    """The file of RFC 9116, good from the day it is asked for; needs a contact."""
    expires = datetime(today.year, today.month, today.day, tzinfo=UTC) + timedelta(
        days=SECURITY_TXT_DAYS
    )
    fields = (
        ("Contact", of.security_contact),
        ("Expires", f"{expires:%Y-%m-%dT%H:%M:%SZ}"),
        ("Preferred-Languages", "es"),
        ("Canonical", canonical),
        ("Policy", of.security_policy or page),
    )
    return "".join(f"{name}: {value}\n" for name, value in fields)
