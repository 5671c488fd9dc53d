"""Telling people: notices once each, mails bundled and never lost."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import ngettext

from emra.accounts.models import User
from emra.notices.models import Frequency, Mail, Notice, Preference

GAP = {Frequency.DAILY: timedelta(days=1), Frequency.WEEKLY: timedelta(days=7)}
LONGEST_WAIT = timedelta(hours=6)


def notify(*, person: User, key: str, text: str, path: str, at: datetime) -> bool:
    """Put a notice in somebody's inbox, once for each occasion; False where it was there."""
    _notice, created = Notice.objects.get_or_create(
        person=person, key=key, defaults={"text": text, "path": path, "created_at": at}
    )
    return created


def mark_read(*, person: User) -> int:
    """Everything in somebody's inbox is read now."""
    unread = Notice.objects.filter(person=person, read_at=None)
    return unread.update(read_at=timezone.now())


def set_frequency(*, person: User, frequency: str) -> Preference:
    """How often a person wants mails."""
    row, _created = Preference.objects.update_or_create(
        person=person, defaults={"frequency": Frequency(frequency)}
    )
    return row


def new_feed(*, person: User) -> str:
    """A new secret for somebody's calendar; the address that was there stops working."""
    token = secrets.token_urlsafe(32)
    Preference.objects.update_or_create(person=person, defaults={"feed_digest": digest_of(token)})
    return token


def revoke_feed(*, person: User) -> None:
    """Close somebody's calendar address."""
    Preference.objects.filter(person=person).update(feed_digest="")


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def bundle(*, now: datetime) -> int:
    """Write the mails that are due: one per person with everything unmailed; how many.

    Nobody gets two within a day, or a week where they chose so: two of these at once, or one
    twice, write no second mail.
    """
    waiting = Notice.objects.filter(mailed_at=None, person__is_active=True)
    people = User.objects.filter(pk__in=waiting.values("person")).exclude(email="")
    return sum(_bundle_for(person, now) for person in people.order_by("pk"))


def _bundle_for(person: User, now: datetime) -> bool:
    Preference.objects.get_or_create(person=person)
    with transaction.atomic():
        chosen = Preference.objects.select_for_update().get(person=person)
        gap = GAP.get(Frequency(chosen.frequency))
        last = Mail.objects.filter(person=person).order_by("-created_at").first()
        if gap is None or (last and now - last.created_at < gap):
            return False
        notices = list(Notice.objects.filter(person=person, mailed_at=None))
        if not notices:
            return False
        context = {"notices": notices, "site": settings.SITE_URL, "person": person}
        count = len(notices)
        Mail.objects.create(
            person=person,
            subject=ngettext("EMRA: %(n)s aviso", "EMRA: %(n)s avisos", count) % {"n": count},
            text=render_to_string("notices/digest.txt", context),
            html=render_to_string("notices/digest.html", context),
            created_at=now,
            try_after=now,
        )
        Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=now)
    return True


def write_outside(*, address: str, about: str, subject: str, text: str, at: datetime) -> Mail:
    """A mail to somebody without an account, in the transaction of what it tells."""
    return Mail.objects.create(
        address=address, about=about, subject=subject, text=text, created_at=at, try_after=at
    )


def forget_outside(*, about: str) -> int:
    """Drop the mails about something that have not left."""
    count, _models = Mail.objects.filter(person=None, about=about).delete()
    return count


def send_waiting(*, now: datetime) -> int:
    """Hand the waiting mails to the mail server; what it does not take is tried again later."""
    due = Mail.objects.filter(sent_at=None, try_after__lte=now).order_by("pk")
    return sum(_send(pk, now) for pk in due.values_list("pk", flat=True))


def _send(pk: int, now: datetime) -> bool:
    with transaction.atomic():
        mail = (
            Mail.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("person")
            .filter(pk=pk, sent_at=None)
            .first()
        )
        if mail is None:
            return False
        to = mail.person.email if mail.person else mail.address
        message = EmailMultiAlternatives(mail.subject, mail.text, to=[to])
        if mail.html:
            message.attach_alternative(mail.html, "text/html")
        try:
            message.send()
        except OSError as error:  # what smtplib raises is one
            mail.attempts += 1
            mail.try_after = now + min(timedelta(minutes=2**mail.attempts), LONGEST_WAIT)
            mail.problem = str(error)[:300]
        else:
            if mail.person is None:
                mail.delete()
                return True
            mail.sent_at, mail.problem = now, ""
        mail.save()
    return mail.sent_at is not None
