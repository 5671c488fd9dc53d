"""What the Cluster does with a commission's review: write, sign by a second person, correct."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.agreements.actions import get_period
from emra.agreements.models import Period
from emra.governance.models import (
    AgreementOpinion,
    Body,
    CommissionReview,
    Commitment,
    LineReview,
    ReviewedCommitment,
)
from emra.ledger import actions as ledger
from emra.ledger.models import Event
from emra.lib.errors import Conflict, DomainError, Unknown
from emra.lib.records import check, save
from emra.strategy.follow_up import FollowUp, record_follow_up

State = CommissionReview.State


@dataclass(frozen=True)
class Verdict:
    """A traffic light with its reason; "" where there is none yet."""

    light: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Content:
    """Everything a review says: overall, of its lines and of its agreements, by code."""

    opinion: str = ""
    overall: Verdict = Verdict()
    lines: Mapping[str, FollowUp] = field(default_factory=dict)
    agreements: Mapping[str, Verdict] = field(default_factory=dict)


class StaleReview(Conflict):
    """Somebody changed the review since the page was opened."""


def write_review(
    *, body: str, period: str, content: Content, by: User, expected: int = 0
) -> CommissionReview:
    """Write the draft of a commission's review at a corte; starts it where there is none.

    `expected` is the `lock_version` the user saw, 0 for none. A refusal names its field:
    "OE1-CP1-note", "A12-reason".
    """
    require_role_of(by, Role.CLUSTER)
    with transaction.atomic():
        commission, corte = _commission(body), get_period(period)
        row = _draft(commission, corte)
        if row is None:
            if _last(commission, corte) is not None:
                raise Conflict(
                    _("La revisión está firmada y no cambia: para corregirla, abra otra versión.")
                )
            row = CommissionReview(body=commission, period=corte, state=State.DRAFT)
        _check_version(row, expected)
        row.opinion, row.light = content.opinion.strip(), content.overall.light
        row.light_reason = content.overall.reason.strip()
        _stamp(row, by)
        _write_parts(row, content)
        ledger.append(verb="review.written", object_code=row.code, by=by, new=facts(row))
    return row


def correct_review(*, body: str, period: str, reason: str, by: User) -> CommissionReview:
    """Open a new version of a signed review, a copy of it to be corrected; says why."""
    require_role_of(by, Role.CLUSTER)
    with transaction.atomic():
        commission, corte = _commission(body), get_period(period)
        if not reason.strip():
            raise DomainError(_("Explique por qué se corrige la revisión firmada."), field="reason")
        if _draft(commission, corte) is not None:
            raise Conflict(_("Ya hay un borrador de esta comisión y corte: termínelo primero."))
        last = _last(commission, corte)
        if last is None:
            raise Conflict(_("Todavía no hay una revisión firmada que corregir."))
        row = CommissionReview(
            body=commission,
            period=corte,
            version=last.version + 1,
            opinion=last.opinion,
            light=last.light,
            light_reason=last.light_reason,
            state=State.DRAFT,
            replaces=last,
            correction_reason=reason.strip(),
            lock_version=0,
        )
        _stamp(row, by)
        parts: list[Any] = [*last.lines.all(), *last.opinions.all()]
        for part in parts:
            part.pk, part.review = None, row
            part._state.adding = True
            save(part)
        ledger.append(
            verb="review.written", object_code=row.code, by=by, new=facts(row), reason=reason
        )
    return row


def sign_review(*, body: str, period: str, by: User, expected: int) -> CommissionReview:
    """Sign a draft: a person of the Cluster who wrote nothing of it. It never changes again.

    Each line it tells of gets that state, unless a later corte of the commission is signed.
    """
    require_role_of(by, Role.CLUSTER)
    with transaction.atomic():
        row = _existing(body, period)
        _check_version(row, expected)
        if wrote(row, by):
            raise DomainError(
                _(
                    "Usted escribió en ella: la firma otra persona de la Corporación Clúster "
                    "que no lo haya hecho."
                )
            )
        _check_whole(row)
        now = timezone.now()
        for promise in Commitment.objects.public().filter(body=row.body_id):
            save(
                ReviewedCommitment(
                    review=row, commitment=promise, state=promise.state, due_on=promise.due_on
                )
            )
        row.state, row.signer, row.signed_at = State.SIGNED, by, now
        row.lock_version += 1
        save(row)
        ledger.append(
            verb="review.signed",
            object_code=row.code,
            by=by,
            new=facts(row),
            reason=row.correction_reason,
        )
        _record_lines(row, by)
    return row


def discard_review(*, body: str, period: str, by: User, expected: int) -> None:
    """Drop a draft; a signed review is never dropped."""
    require_role_of(by, Role.CLUSTER)
    with transaction.atomic():
        row = _existing(body, period)
        _check_version(row, expected)
        ledger.append(verb="review.discarded", object_code=row.code, by=by, old=facts(row))
        row.delete()


def wrote(row: CommissionReview, person: User) -> bool:
    """Whether a person wrote anything of this draft, from its first version on."""
    events = Event.objects.filter(object_code=row.code).order_by("-seq")
    dropped = events.filter(verb="review.discarded").first()
    written = events.filter(verb="review.written", seq__gt=dropped.seq if dropped else 0)
    return written.filter(actor=person).exists()


def facts(row: CommissionReview) -> dict[str, Any]:
    """A review as the ledger keeps it, with all its parts."""
    return {
        "opinion": row.opinion,
        "light": row.light,
        "light_reason": row.light_reason,
        "lines": {part.line_id: _told(part) for part in row.lines.all()},
        "agreements": {
            part.agreement_id: {"light": part.light, "reason": part.reason}
            for part in row.opinions.all()
        },
        "commitments": {
            part.commitment.code: {"state": part.state, "due_on": str(part.due_on)}
            for part in row.commitments.select_related("commitment")
        },
    }


# -- pieces ----------------------------------------------------------------------------------


def _told(part: LineReview) -> dict[str, Any]:
    return {
        "state": part.state,
        "percent": None if part.percent is None else f"{part.percent:.2f}",
        "note": part.note,
        "link": part.link,
        "sha256": part.sha256,
    }


def _commission(code: str) -> Body:
    """The commission, locked: two first drafts may not both start version 1."""
    row = Body.objects.select_for_update(of=("self",)).filter(pk=code).first()
    if row is None or row.objective_id is None:
        raise Unknown(_("No existe la comisión «%(code)s».") % {"code": code[:40]})
    return row


def _versions(body: Body, period: Period) -> Any:
    return CommissionReview.objects.filter(body=body, period=period).order_by("-version")


def _draft(body: Body, period: Period) -> CommissionReview | None:
    found: CommissionReview | None = (
        _versions(body, period).select_for_update(of=("self",)).filter(state=State.DRAFT).first()
    )
    return found


def _last(body: Body, period: Period) -> CommissionReview | None:
    found: CommissionReview | None = _versions(body, period).filter(state=State.SIGNED).first()
    return found


def _existing(body: str, period: str) -> CommissionReview:
    row = _draft(_commission(body), get_period(period))
    if row is None:
        raise Conflict(_("No hay un borrador de esta comisión y corte: ya se firmó o se descartó."))
    return row


def _check_version(row: CommissionReview, expected: int) -> None:
    stands = row.lock_version if row.pk else 0
    if stands != expected:
        raise StaleReview(
            _("Otra persona cambió esta revisión mientras usted la veía: revise lo que dice ahora.")
        )


def _stamp(row: CommissionReview, by: User) -> None:
    row.author, row.changed_at = by, timezone.now()
    row.lock_version = row.lock_version + 1 if row.pk else 1
    save(row)


def _write_parts(row: CommissionReview, content: Content) -> None:
    """Replace the draft's parts with the content's; only what belongs to the commission."""
    mine = (
        set(row.body.objective.lines.values_list("code", flat=True))
        if row.body.objective
        else set()
    )
    followed = set(row.body.followed.values_list("agreement", flat=True))
    for code in (*(content.lines.keys() - mine), *(content.agreements.keys() - followed)):
        raise Unknown(_("«%(code)s» no es de esta comisión.") % {"code": code[:20]})
    row.lines.all().delete()
    row.opinions.all().delete()
    for code, told in content.lines.items():
        if told != FollowUp(state=""):
            _save_part(LineReview(review=row, line_id=code, **asdict(told)), code)
    for code, verdict in content.agreements.items():
        if verdict.light or verdict.reason.strip():
            opinion = AgreementOpinion(
                review=row,
                agreement_id=code,
                light=verdict.light,
                reason=verdict.reason.strip(),
            )
            _save_part(opinion, code)


def _save_part(part: LineReview | AgreementOpinion, code: str) -> None:
    """Save; a refusal names the field of that line or agreement."""
    try:
        save(part)
    except DomainError as error:
        blamed = error.field or ("reason" if isinstance(part, AgreementOpinion) else "state")
        raise DomainError(
            _("%(code)s: %(said)s") % {"code": code, "said": error}, field=f"{code}-{blamed}"
        ) from error


def _check_whole(row: CommissionReview) -> None:
    if not row.opinion or not row.light:
        raise DomainError(_("Para firmar hacen falta la opinión general y el semáforo."))
    for part in (row, *row.lines.all(), *row.opinions.all()):
        check(part)


def _record_lines(row: CommissionReview, by: User) -> None:
    later = CommissionReview.objects.signed().filter(body=row.body_id, period__gt=row.period_id)
    if later.exists():
        return
    reference = row.reference if row.version == 1 else f"{row.reference} v{row.version}"
    for part in row.lines.exclude(state="").order_by("line"):
        names = ("state", "percent", "note", "link", "sha256", "extension")
        told = FollowUp(**{name: getattr(part, name) for name in names})
        record_follow_up(line=part.line_id, follow_up=told, reference=reference, by=by)
