"""What people do with a piece: write, move, approve, return, publish, measure, discard.

Each function is one intention: one transaction, checked, with its ledger event. The secretariat
writes; Corporación Clúster Minero approves, or another person of the secretariat.
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.agreements.models import ALL, Agreement, Dimension, Publication
from emra.communications import flags, transitions
from emra.communications.models import (
    Campaign,
    Channel,
    ContentItem,
    ContentKind,
    Format,
    Pillar,
    QuotedFigure,
)
from emra.ledger import actions as ledger
from emra.ledger.models import Event
from emra.lib import formats
from emra.lib.errors import Conflict, DomainError, Forbidden, Unknown
from emra.lib.records import save
from emra.strategy.models import Objective

State = ContentItem.State
WRITTEN = ("communications.recorded", "communications.quoted", "communications.unquoted")


class StaleItem(Conflict):
    """Somebody changed the piece since the form was opened."""

    def __init__(self, current: ContentItem) -> None:
        super().__init__(
            _("Otra persona cambió esta pieza mientras usted la editaba. Ahora dice: %(now)s.")
            % {"now": f"«{current.title}», {State(current.state).label}"}
        )


@dataclass(frozen=True)
class Draft:
    """What is written of a piece; codes of the plan, "" or None where it has none."""

    title: str
    channel: str
    kind: str
    scheduled_on: date | None = None
    body: str = ""
    format: str = ""
    pillar: str = ""
    campaign: int | None = None
    objective: str = ""


def record_item(
    *, draft: Draft, by: User, item: int | None = None, ready: bool = False, expected: int = 0
) -> ContentItem:
    """Write a new piece, or over one that is not published; `ready` hands it over for approval.

    To write on an approved piece takes its approval back. `expected` is the `lock_version` the
    user saw (0 for a new one).
    """
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = ContentItem(state=State.IDEA, lock_version=0) if item is None else lock(item)
        if row.pk and row.lock_version != expected:
            raise StaleItem(row)
        intention = "draft" if ready else "note"
        old = facts(row) if row.pk else None
        row.state = _after(row, intention)
        write(row, draft)
        row.drafted_by, row.changed_at = by, timezone.now()
        row.approved_by = row.approved_at = None
        if ready:
            row.return_reason = ""
        _store(row)
        _note("communications.recorded", row, by, old=old)
    return row


def move_item(*, item: int, to: date, by: User, expected: int | None = None) -> ContentItem:
    """Put a piece that is not published on another day; its text and approval stay."""
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = lock(item)
        if expected is not None and row.lock_version != expected:
            raise StaleItem(row)
        row.state = _after(row, "move")
        was, row.scheduled_on = row.scheduled_on, to
        _store(row)
        _note("communications.moved", row, by, old={"scheduled_on": str(was) if was else None})
    return row


def quote_figure(*, item: int, publication: str, figure: str, by: User) -> QuotedFigure:
    """Say that a piece quotes a figure of a publication: "A01", a dimension's code or "all".

    `publication` is corte and edition, as 2026-T2/1.
    """
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = lock(item)
        row.state = _after(row, "quote")
        quoted = QuotedFigure(item=row, publication=_publication(publication))
        if Agreement.objects.filter(code=figure).exists():
            quoted.agreement_id = figure
        elif figure == ALL or Dimension.objects.filter(code=figure).exists():
            quoted.scope = figure
        else:
            raise DomainError(
                _("«%(figure)s» no es un acuerdo ni un promedio.") % {"figure": figure[:20]},
                field="figure",
            )
        save(quoted)
        row.drafted_by, row.changed_at = by, timezone.now()
        _store(row)
        said = {"publication": publication, "figure": figure}
        _note("communications.quoted", row, by, new=said)
    return quoted


def unquote_figure(*, quote: int, by: User) -> ContentItem:
    """Take a quoted figure off a piece that is still being written."""
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        quoted = QuotedFigure.objects.filter(pk=quote).first()
        if quoted is None:
            raise Unknown(_("Esa cifra citada no existe."))
        row = lock(quoted.item_id)
        row.state = _after(row, "quote")
        said = {"publication": f"{quoted.publication.period.code}", "figure": quoted.figure}
        quoted.delete()
        row.drafted_by, row.changed_at = by, timezone.now()
        _store(row)
        _note("communications.unquoted", row, by, old=said, new={"quotes": row.quotes.count()})
    return row


def approve_item(*, item: int, by: User, expected: int | None = None) -> ContentItem:
    """Accept a drafted piece. Whoever wrote on it is refused, whatever their role."""
    with transaction.atomic():
        row = _under_review(item, by, expected)
        row.state = _after(row, "approve")
        _check_figures(row)
        row.approved_by, row.approved_at = by, timezone.now()
        _store(row)
        _note("communications.approved", row, by)
    return row


def return_item(*, item: int, reason: str, by: User, expected: int | None = None) -> ContentItem:
    """Send a drafted piece back with a reason."""
    with transaction.atomic():
        row = _under_review(item, by, expected)
        row.state = _after(row, "return")
        if not reason.strip():
            raise DomainError(_("Escriba el motivo de la devolución."), field="reason")
        row.return_reason = reason.strip()
        _store(row)
        _note("communications.returned", row, by, reason=row.return_reason)
    return row


def publish_item(*, item: int, link: str, on: date, by: User) -> ContentItem:
    """Say that an approved piece went out: where, and on which day, not after today."""
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = lock(item)
        row.state = _after(row, "publish")
        if not link.strip():
            raise DomainError(_("Escriba la dirección donde se publicó."), field="link")
        if on > timezone.localdate():
            raise DomainError(
                _("Todavía no llega el %(day)s: registre la publicación cuando salga.")
                % {"day": formats.day(on)},
                field="published_on",
            )
        _check_figures(row)
        row.link, row.published_on = link.strip(), on
        _store(row)
        _note("communications.published", row, by, new=public_facts(row))
    return row


def measure_item(
    *, item: int, reach: int | None, interactions: int | None, on: date, by: User
) -> ContentItem:
    """Write what a published piece reached on a day; a later measurement takes its place.

    None is an unknown, not a zero; one of the two must be known.
    """
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = lock(item)
        row.state = _after(row, "measure")
        if reach is None and interactions is None:
            raise DomainError(_("Escriba el alcance o las interacciones."), field="reach")
        if row.published_on and on < row.published_on:
            raise DomainError(
                _("La pieza se publicó el %(day)s: no se pudo medir antes.")
                % {"day": formats.day(row.published_on)},
                field="measured_on",
            )
        if on > timezone.localdate():
            raise DomainError(_("La fecha de la medición no ha llegado."), field="measured_on")
        old = {"reach": row.reach, "interactions": row.interactions}
        row.reach, row.interactions, row.measured_on = reach, interactions, on
        _store(row)
        said = {"reach": reach, "interactions": interactions, "measured_on": str(on)}
        _note("communications.measured", row, by, old=old, new=said)
    return row


def discard_item(*, item: int, by: User, expected: int | None = None) -> None:
    """Drop a piece that nobody approved; its events stay in the ledger."""
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = lock(item)
        if expected is not None and row.lock_version != expected:
            raise StaleItem(row)
        _after(row, "discard")
        _note("communications.discarded", row, by, old=facts(row), new={})
        row.delete()


# -- what other actions of the room use ------------------------------------------------------


def lock(pk: int) -> ContentItem:
    """The piece, locked until the transaction ends; raises Unknown."""
    row = ContentItem.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Unknown(_("Esa pieza no existe."))
    return row


def write(row: ContentItem, draft: Draft) -> None:
    """Put a draft's words and codes into a piece; raises DomainError at the field."""
    for name, model, key in (
        ("channel", Channel, draft.channel),
        ("kind", ContentKind, draft.kind),
        ("format", Format, draft.format),
        ("pillar", Pillar, draft.pillar),
        ("objective", Objective, draft.objective),
        ("campaign", Campaign, draft.campaign),
    ):
        found = model._default_manager.filter(pk=key).first() if key else None
        if key and found is None:
            raise DomainError(_("«%(key)s» no está en el plan.") % {"key": key}, field=name)
        setattr(row, name, found)
    row.title, row.body = draft.title.strip(), draft.body.strip()
    row.scheduled_on = draft.scheduled_on
    if row.format and row.format.channel_id != row.channel_id:
        raise DomainError(
            _("«%(format)s» es de %(channel)s: elija ese canal u otro formato.")
            % {"format": row.format.name, "channel": row.format.channel.name},
            field="format",
        )


def facts(row: ContentItem) -> dict[str, Any]:
    """A piece as the ledger keeps it."""
    kept: dict[str, Any] = {"state": row.state}
    for name in (field.name for field in fields(Draft)):
        value = getattr(row, name)
        if value not in (None, ""):
            kept[name] = value if name in ("title", "body") else str(value)
    return kept


def public_facts(row: ContentItem) -> dict[str, Any]:
    """What anybody may know of a published piece."""
    return {
        "title": row.title,
        "channel": row.channel_id,
        "published_on": str(row.published_on),
        "link": row.link,
    }


# -- pieces ----------------------------------------------------------------------------------


def _after(row: ContentItem, intention: str) -> str:
    if not transitions.allowed(intention, row.state):
        raise Conflict(
            _("La pieza está «%(state)s»: esa acción ya no corresponde.")
            % {"state": State(row.state).label}
        )
    return transitions.after(intention, row.state)


def _under_review(pk: int, by: User, expected: int | None) -> ContentItem:
    """A piece that `by` may decide on, locked."""
    row = lock(pk)
    require_role_of(by, Role.CLUSTER, Role.SECRETARIAT)
    if wrote(row, by):
        raise Forbidden(_("Quien redactó la pieza no puede aprobarla: debe hacerlo otra persona."))
    if expected is not None and row.lock_version != expected:
        raise StaleItem(row)
    return row


def wrote(row: ContentItem, person: User) -> bool:
    """Whether a person wrote any version of this piece."""
    return (
        row.drafted_by_id == person.pk
        or Event.objects.filter(object_code=row.code, verb__in=WRITTEN, actor=person).exists()
    )


def _check_figures(row: ContentItem) -> None:
    """A piece may not go on with a figure that was corrected since."""
    corrected = flags.corrections([row]).get(row.pk, ())
    if corrected:
        raise Conflict(
            _("Cita una cifra corregida después: %(what)s. Actualice la cita antes de seguir.")
            % {"what": "; ".join(flag.sentence for flag in corrected)}
        )


def _publication(code: str) -> Publication:
    corte, _slash, number = code.partition("/")
    row = (
        Publication.objects.select_related("period")
        .filter(
            period__code=corte, edition=int(number) if number.isascii() and number.isdigit() else 0
        )
        .first()
    )
    if row is None:
        raise DomainError(
            _("No hay una publicación «%(code)s».") % {"code": code[:20]}, field="publication"
        )
    return row


def _store(row: ContentItem) -> None:
    row.lock_version += 1
    save(row)


def _note(verb: str, row: ContentItem, by: User, **told: Any) -> None:
    told.setdefault("new", facts(row))
    ledger.append(verb=verb, object_code=row.code, by=by, **told)
