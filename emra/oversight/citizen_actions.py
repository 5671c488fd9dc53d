"""What a citizen does, without an account: observe, reply once, have their data erased.

No event of the ledger says who: of a text it keeps the SHA-256 alone.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.accounts.models import Role, User
from emra.ledger import actions as ledger
from emra.lib import files, formats, subjects
from emra.lib.errors import Conflict, DomainError, Unknown
from emra.lib.records import save
from emra.lib.subjects import Kind
from emra.notices import actions as notices
from emra.oversight import clock, protection
from emra.oversight.models import Observation, PrivateReason, Reply, State

SHORTEST = 15
# A target is the target of an agreement: the agreement is what people observe.
NOT_OBSERVED = ("TARGET",)


@dataclass(frozen=True)
class Draft:
    """What somebody wrote; "" for what they did not."""

    subject: str
    text: str
    name: str = ""
    name_public: bool = False
    email: str = ""
    link: str = ""


class AlreadySent(Conflict):
    """The form was sent before, with another text."""


def kinds() -> Sequence[Kind]:
    """The kinds of things an observation may be about."""
    return [kind for kind in subjects.kinds() if kind.code not in NOT_OBSERVED]


def receive(
    *, draft: Draft, number: str, at: datetime, upload: UploadedFile | None = None
) -> tuple[Observation, str]:
    """Take an observation in: it, and the secret with which it is followed.

    `number` is that of the form. The same text sent twice in one form is one observation.
    """
    extension = files.check(upload) if upload else ""
    secret = protection.secret_of(number)
    row = _written(draft, number, at)
    try:
        with transaction.atomic():
            known = Observation.objects.filter(form_digest=row.form_digest).first()
            if known is None:
                if upload is not None:
                    row.sha256 = files.store(upload, files.CITIZENS)
                    row.extension = extension
                _enter(row)
                return row, secret
    except IntegrityError:  # the same form, sent twice at once
        known = Observation.objects.get(form_digest=row.form_digest)
    if known.text != row.text or known.subject != row.subject:
        raise AlreadySent(
            _(
                "Este formulario ya se había enviado con otro texto. Si es una observación nueva, "
                "envíela otra vez."
            )
        )
    return known, secret


def reply(*, secret: str, text: str, at: datetime) -> Reply:
    """The one reply there may be, to an answer that was given."""
    with transaction.atomic():
        row = lock_of(secret)
        if not row.answers.exists():
            raise Conflict(_("Todavía no hay una respuesta a la que replicar."))
        if Reply.objects.filter(observation=row).exists():
            raise Conflict(_("Ya envió su réplica: se admite una por observación."))
        if row.erased_at:
            raise Conflict(_("Sus datos se borraron: esta observación ya no admite réplica."))
        made = Reply(observation=row, text=_long_enough(text), at=at)
        save(made)
        row.lock_version += 1
        save(row)
        ledger.append(
            verb="observation.replied",
            object_code=row.code,
            by=None,
            otherwise=ledger.CITIZEN,
            new={"text_sha256": fingerprint(made.text)},
        )
        said = _("Llegó la réplica a su respuesta de %(code)s.")
        _tell(row, f"observation-reply:{row.code}", said, at)
    return made


def erase(*, secret: str, at: datetime) -> Observation:
    """Erase, at once and for good, what is personal: name, e-mail, evidence, texts not published.

    What moderation has not read yet is withdrawn. A published text stays, without its author.
    """
    with transaction.atomic():
        row = lock_of(secret)
        if row.erased_at:
            raise Conflict(_("Sus datos personales ya se habían borrado."))
        erase_person(row, at)
        _drop_evidence(row)
        row.erased_at, row.moderation_note = at, ""
        if row.state != State.PUBLISHED:
            row.text = ""
        if row.state == State.RECEIVED:
            _withdraw(row, at)
        row.closed_at = row.closed_at or (
            None if row.state == State.PUBLISHED else not_before(row, at)
        )
        row.lock_version += 1
        save(row)
        answered = Reply.objects.filter(observation=row).first()
        if answered is not None and answered.state != State.PUBLISHED:
            answered.text, answered.moderation_note, answered.erased_at = "", "", at
            if answered.state == State.RECEIVED:
                _withdraw(answered, at)
            save(answered)
        ledger.append(
            verb="observation.erased", object_code=row.code, by=None, otherwise=ledger.CITIZEN
        )
    return row


# -- what other actions of the room use ------------------------------------------------------


def tracked(secret: str) -> Observation:
    """The observation of a tracking secret; raises Unknown, which says nothing of the others."""
    row = Observation.objects.filter(tracking_digest=protection.digest_of(secret)).first()
    if row is None:
        raise Unknown(_("Esa dirección de seguimiento no existe: revise que la copió completa."))
    return row


def lock_of(secret: str) -> Observation:
    """The same, locked until the transaction ends."""
    return Observation.objects.select_for_update(of=("self",)).get(pk=tracked(secret).pk)


def erase_person(row: Observation, at: datetime) -> None:
    """Take name and e-mail off a row, and the mails that have not left; the caller saves it."""
    row.name, row.name_public, row.email = "", False, ""
    notices.forget_outside(about=row.code)


def fingerprint(text: str) -> str:
    """What the ledger keeps of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


# -- pieces ----------------------------------------------------------------------------------


def _written(draft: Draft, number: str, at: datetime) -> Observation:
    about = subjects.find(draft.subject)
    if about.kind in NOT_OBSERVED:
        raise DomainError(_("Elija el acuerdo de esa meta."), field="subject")
    return Observation(
        tracking_digest=protection.digest_of(protection.secret_of(number)),
        form_digest=fingerprint(number),
        subject_kind=about.kind,
        subject_code=about.code,
        text=_long_enough(draft.text),
        name=draft.name.strip(),
        name_public=draft.name_public,
        email=draft.email.strip(),
        link=draft.link.strip(),
        received_at=at,
        due_on=clock.due(timezone.localtime(at).date()),
    )


def _enter(row: Observation) -> None:
    save(row)
    ledger.append(
        verb="observation.received",
        object_code=row.code,
        by=None,
        otherwise=ledger.CITIZEN,
        new={"subject": row.subject, "text_sha256": fingerprint(row.text)},
    )
    said = _("Llegó la observación %(code)s: hay que responderla hasta el %(day)s.")
    _tell(row, f"observation:{row.code}", said, row.received_at)


def _tell(row: Observation, key: str, said: str, at: datetime) -> None:
    """To everybody of the secretariat; the text of the citizen is not repeated."""
    for person in User.objects.filter(role=Role.SECRETARIAT, is_active=True).order_by("pk"):
        notices.notify(
            person=person,
            key=key,
            text=said % {"code": row.code, "day": formats.day(row.due_on)},
            path=reverse("observation-desk", args=[row.code]),
            at=at,
        )


def _long_enough(text: str) -> str:
    written = text.strip()
    if len(written) < SHORTEST:
        raise DomainError(
            _("Cuente un poco más: al menos %(n)s caracteres.") % {"n": SHORTEST}, field="text"
        )
    return written


def not_before(row: Observation, at: datetime) -> datetime:
    """When something became of an observation: with the clock set back, as it came at least."""
    return max(at, row.received_at)


def _withdraw(row: Observation | Reply, at: datetime) -> None:
    row.state, row.private_reason, row.moderated_at = State.PRIVATE, PrivateReason.WITHDRAWN, at


def _drop_evidence(row: Observation) -> None:
    gone = row.sha256
    row.link = row.sha256 = row.extension = ""
    row.evidence_public = False
    if gone and not Observation.objects.filter(sha256=gone).exclude(pk=row.pk).exists():
        transaction.on_commit(lambda: files.erase(gone, files.CITIZENS))
