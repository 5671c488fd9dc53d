"""What the offices do with an observation: moderate, extend, answer, take up, commit, forget.

The secretariat moderates and answers; the Corporación Clúster Minero takes up too. Nothing of the
citizen's goes into the ledger but the SHA-256 of a text; the internal note never does.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.governance import commitment_actions
from emra.governance.models import Body
from emra.governance.numbers import number_of
from emra.ledger import actions as ledger
from emra.lib import formats
from emra.lib.errors import Conflict, DomainError, Unknown
from emra.lib.records import save
from emra.notices import actions as notices
from emra.oversight import citizen_actions, clock
from emra.oversight.citizen_actions import fingerprint, not_before
from emra.oversight.models import (
    CLOSING,
    OFFERED,
    PREFIX,
    Answer,
    Observation,
    Reply,
    State,
    TakeUp,
)

TAKERS = (Role.CLUSTER, Role.SECRETARIAT)


class StaleObservation(Conflict):
    """Somebody acted on the observation since the page was opened."""

    def __init__(self, row: Observation) -> None:
        super().__init__(
            _("La observación cambió mientras usted la veía. Ahora está: %(now)s. Revísela antes.")
            % {"now": State(row.state).label.lower()}
        )


def publish(
    *, code: str, evidence: bool, note: str, by: User, expected: int | None = None
) -> Observation:
    """Show an observation to everybody; with its evidence only where that was looked at too."""
    with transaction.atomic():
        row = _lock(code, by, expected, Role.SECRETARIAT)
        if not row.text:
            raise Conflict(_("Su autor pidió borrarla: ya no hay texto que publicar."))
        if row.state == State.PUBLISHED and row.evidence_public == evidence:
            raise Conflict(_("La observación ya está publicada así."))
        row.evidence_public = evidence and bool(row.link or row.sha256)
        if row.state != State.PUBLISHED:
            row.closed_at = _first_answer_at(row)
        _moderated(row, State.PUBLISHED, "", note, by)
        _store(row)
        ledger.append(
            verb="observation.published",
            object_code=row.code,
            by=by,
            new={
                "subject": row.subject,
                "text_sha256": fingerprint(row.text),
                "evidence": row.evidence_public,
                "due_on": str(row.due_on),
            },
        )
    return row


def keep_private(
    *, code: str, reason: str, note: str, by: User, expected: int | None = None
) -> Observation:
    """Keep an observation from the public, for a reason of the list; that may be all its answer."""
    with transaction.atomic():
        row = _lock(code, by, expected, Role.SECRETARIAT)
        if hasattr(row, "take_up"):
            raise Conflict(_("Una instancia ya la tomó: no se puede reservar."))
        chosen = _offered(reason)
        row.evidence_public = False
        at = _moderated(row, State.PRIVATE, chosen, note, by)
        answered = _first_answer_at(row)
        row.closed_at = answered or (not_before(row, at) if chosen in CLOSING else None)
        _store(row)
        ledger.append(verb="observation.kept", object_code=row.code, by=by, new={"reason": chosen})
        if chosen in CLOSING:
            _mail(
                row,
                _("Su observación %(code)s no se publicará. Motivo: %(reason)s.")
                % {"code": row.code, "reason": row.get_private_reason_display().lower()},
            )
    return row


def extend(
    *, code: str, reason: str, by: User, on: date, expected: int | None = None
) -> Observation:
    """Give the answer ten working days more: once, before it is due, with a reason for all."""
    with transaction.atomic():
        row = _lock(code, by, expected, Role.SECRETARIAT)
        if row.closed_at:
            raise Conflict(_("La observación ya está cerrada: no tiene plazo que prorrogar."))
        if row.extended_at:
            raise Conflict(_("El plazo ya se prorrogó: solo se puede una vez."))
        if on > row.due_on:
            raise Conflict(
                _("El plazo venció el %(day)s: ya no se puede prorrogar. Responda cuanto antes.")
                % {"day": formats.day(row.due_on)}
            )
        if not reason.strip():
            raise DomainError(_("Escriba el motivo de la prórroga."), field="reason")
        was, row.due_on = row.due_on, clock.extended(row.due_on)
        row.extended_at, row.extended_by = timezone.now(), by
        row.extension_reason = reason.strip()
        _store(row)
        ledger.append(
            verb="observation.extended",
            object_code=row.code,
            by=by,
            old={"due_on": str(was)},
            new={"due_on": str(row.due_on)},
            reason=row.extension_reason,
        )
        _mail(
            row,
            _("El plazo para responder %(code)s se prorrogó hasta el %(day)s. Motivo: %(why)s")
            % {"code": row.code, "day": formats.day(row.due_on), "why": row.extension_reason},
        )
    return row


def answer(
    *, code: str, text: str, office: str, by: User, at: datetime, expected: int | None = None
) -> Answer:
    """Answer officially: once, and once more where the citizen replied."""
    with transaction.atomic():
        row = _lock(code, by, expected, Role.SECRETARIAT)
        given = row.answers.count()
        if row.state == State.RECEIVED:
            raise Conflict(_("Primero publíquela o resérvela; después se responde."))
        if row.state == State.PRIVATE and row.private_reason in CLOSING:
            raise Conflict(_("Está reservada y cerrada: no lleva respuesta."))
        if given == 1 and not Reply.objects.filter(observation=row).exists():
            raise Conflict(_("Ya está respondida: una segunda respuesta es solo para la réplica."))
        if given > 1:
            raise Conflict(_("Ya se respondió la observación y su réplica."))
        if not text.strip():
            raise DomainError(_("Escriba la respuesta."), field="text")
        made = Answer(
            observation=row,
            number=given + 1,
            text=text.strip(),
            office=office.strip() or by.public_office,
            author=by,
            at=at,
        )
        save(made)
        row.closed_at = row.closed_at or not_before(row, at)
        _store(row)
        ledger.append(
            verb="observation.answered",
            object_code=row.code,
            by=by,
            new={"number": made.number, "text_sha256": fingerprint(made.text)},
        )
        said = _("%(office)s respondió su observación %(code)s:\n\n%(text)s\n\n%(how)s") % {
            "office": made.office,
            "code": row.code,
            "text": made.text,
            "how": _(
                "Puede replicar una vez en la dirección de seguimiento que guardó al enviarla."
            )
            if made.number == 1
            else "",
        }
        _mail(row, said)
    return made


def publish_reply(*, code: str, note: str, by: User, expected: int | None = None) -> Reply:
    """Show the citizen's reply below the answer."""
    with transaction.atomic():
        row = _lock(code, by, expected, Role.SECRETARIAT)
        made = _reply_of(row)
        if not made.text:
            raise Conflict(_("Su autor pidió borrarla: ya no hay texto que publicar."))
        if row.state != State.PUBLISHED:
            raise Conflict(_("La observación está reservada: su réplica no se puede publicar."))
        _moderated(made, State.PUBLISHED, "", note, by)
        save(made)
        _store(row)
        ledger.append(
            verb="observation.reply_published",
            object_code=row.code,
            by=by,
            new={"text_sha256": fingerprint(made.text)},
        )
    return made


def keep_reply_private(
    *, code: str, reason: str, note: str, by: User, expected: int | None = None
) -> Reply:
    """Keep the citizen's reply from the public, for a reason of the list."""
    with transaction.atomic():
        row = _lock(code, by, expected, Role.SECRETARIAT)
        made = _reply_of(row)
        _moderated(made, State.PRIVATE, _offered(reason), note, by)
        save(made)
        _store(row)
        ledger.append(
            verb="observation.reply_kept", object_code=row.code, by=by, new={"reason": reason}
        )
    return made


def take_up(*, code: str, body: str, by: User, expected: int | None = None) -> TakeUp:
    """Put a published observation on the table of a body."""
    with transaction.atomic():
        row = _lock(code, by, expected, *TAKERS)
        if row.state != State.PUBLISHED:
            raise Conflict(_("Solo una observación publicada se puede llevar a una comisión."))
        if hasattr(row, "take_up"):
            raise Conflict(_("Ya la tomó %(body)s.") % {"body": row.take_up.body.name})
        found = Body.objects.filter(pk=body).first()
        if found is None:
            raise DomainError(_("Elija una instancia de la lista."), field="body")
        made = TakeUp(observation=row, body=found, taken_by=by, taken_at=timezone.now())
        save(made)
        _store(row)
        ledger.append(
            verb="observation.taken_up", object_code=row.code, by=by, new={"body": found.code}
        )
    return made


def commit(
    *, code: str, text: str, owner: str, due_on: date, by: User, expected: int | None = None
) -> TakeUp:
    """Turn an observation that a body took up into a commitment: who does what, until when."""
    with transaction.atomic():
        row = _lock(code, by, expected, *TAKERS)
        made = TakeUp.objects.filter(observation=row).select_related("commitment").first()
        if made is None:
            raise Conflict(_("Primero debe tomarla una comisión."))
        if made.commitment:
            raise Conflict(_("Ya es el compromiso %(code)s.") % {"code": made.commitment.code})
        made.commitment = commitment_actions.record_commitment(
            body=made.body_id,
            text=text,
            owner=owner,
            due_on=due_on,
            subject=row.subject,
            origin=row.code,
            by=by,
        )
        save(made)
        _store(row)
        ledger.append(
            verb="observation.committed",
            object_code=row.code,
            by=by,
            new={"commitment": made.commitment.code},
        )
    return made


def forget(*, now: datetime) -> int:
    """Erase the e-mails and unpublished names whose time is over; of how many observations."""
    before = now - timedelta(days=settings.CITIZEN_DATA_DAYS)
    old = Observation.objects.filter(closed_at__lt=before)
    kept = old.exclude(email="") | old.exclude(name="").filter(name_public=False)
    return sum(_forget(pk, now) for pk in kept.order_by("pk").values_list("pk", flat=True))


# -- pieces ----------------------------------------------------------------------------------


def _forget(pk: int, now: datetime) -> bool:
    with transaction.atomic():
        row = Observation.objects.select_for_update(of=("self",)).get(pk=pk)
        name = (row.name, row.name_public)
        citizen_actions.erase_person(row, now)
        if name[1]:
            row.name, row.name_public = name
        _store(row)
        ledger.append(
            verb="observation.erased", object_code=row.code, by=None, otherwise=ledger.KEEPER
        )
    return True


def _lock(code: str, by: User, expected: int | None, *roles: Role) -> Observation:
    require_role_of(by, *roles)
    rows = Observation.objects.select_for_update(of=("self",))
    row = rows.filter(pk=number_of(code, PREFIX)).first()
    # Whoever does not moderate knows only of what is published.
    if row is None or (by.role != Role.SECRETARIAT and row.state != State.PUBLISHED):
        raise Unknown(_("No existe la observación «%(code)s».") % {"code": code[:20]})
    if expected is not None and row.lock_version != expected:
        raise StaleObservation(row)
    return row


def _reply_of(row: Observation) -> Reply:
    made = Reply.objects.filter(observation=row).first()
    if made is None:
        raise Conflict(_("Esta observación no tiene réplica."))
    return made


def _offered(reason: str) -> str:
    if reason not in dict(OFFERED):
        raise DomainError(_("Elija el motivo de la reserva."), field="reason")
    return reason


def _moderated(row: Observation | Reply, state: str, reason: str, note: str, by: User) -> datetime:
    """Take down the decision and say when it was."""
    at = timezone.now()
    row.state, row.private_reason = state, reason
    row.moderation_note = note.strip()
    row.moderated_by, row.moderated_at = by, at
    return at


def _first_answer_at(row: Observation) -> datetime | None:
    first = row.answers.order_by("number").first()
    return not_before(row, first.at) if first else None


def _store(row: Observation) -> None:
    row.lock_version += 1
    save(row)


def _mail(row: Observation, said: str) -> None:
    """To the citizen who asked for it; it waits in the outbox and leaves nothing once sent."""
    if not row.email:
        return
    page = (
        settings.SITE_URL + reverse("observation", args=[row.code])
        if row.state == State.PUBLISHED
        else settings.SITE_URL + reverse("oversight")
    )
    notices.write_outside(
        address=row.email,
        about=row.code,
        subject=_("EMRA: su observación %(code)s") % {"code": row.code},
        text=f"{said.strip()}\n\n{page}\n",
        at=timezone.now(),
    )
