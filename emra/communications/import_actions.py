"""Pieces from a spreadsheet: read, shown, then stored whole or not at all, and taken back whole."""

import hashlib
import tempfile
from pathlib import Path
from textwrap import shorten

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.communications import actions, proposals
from emra.communications.actions import Draft
from emra.communications.models import (
    Campaign,
    Channel,
    ContentItem,
    ContentKind,
    Format,
    ImportBatch,
    ImportRow,
)
from emra.communications.proposals import COLUMNS, Plan, Proposal, Typed, plain
from emra.ledger import actions as ledger
from emra.lib import spreadsheets
from emra.lib.errors import Conflict, DomainError, Unknown
from emra.strategy.models import Objective

State = ImportBatch.State


def receive(*, upload: UploadedFile, by: User) -> ImportBatch:
    """Read a spreadsheet and keep what each row asks for; nothing becomes a piece yet.

    Raises DomainError (field "file") for what cannot be read as one.
    """
    require_role_of(by, Role.SECRETARIAT)
    spreadsheets.check_size(upload.size or 0)
    content = upload.read()
    rows = _typed(content, upload.name or "")
    try:
        found = proposals.propose(rows, known_plan())
    except proposals.NoHeader as error:
        raise DomainError(str(error), field="file") from error
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            state=State.PREVIEW,
            filename=(upload.name or "")[-200:],
            sha256=hashlib.sha256(content).hexdigest(),
            created_by=by,
            created_at=timezone.now(),
        )
        there = _there()
        ImportRow.objects.bulk_create(_row(batch, proposal, there) for proposal in found)
    return batch


def confirm_import(*, batch: int, by: User) -> ImportBatch:
    """Turn every row into an idea: all of them or none."""
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = _own(batch, by, State.PREVIEW)
        kept = list(row.rows.order_by("number"))
        wrong = sum(bool(one.problem) for one in kept)
        if wrong:
            raise Conflict(_("Quedan %(n)s filas por corregir: no se guardó nada.") % {"n": wrong})
        there = _there()
        for one in kept:
            if _identity(one) in there:
                raise Conflict(
                    _("Fila %(row)s: esa pieza ya se creó entretanto. No se guardó nada.")
                    % {"row": one.number}
                )
            one.item = actions.record_item(draft=_draft(one), by=by)
        ImportRow.objects.bulk_update(kept, ["item"])
        _decide(row, State.CONFIRMED, "communications.imported", len(kept), by)
    return row


def undo_import(*, batch: int, by: User) -> ImportBatch:
    """Drop every piece an import made; Conflict where anybody touched one since."""
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = _own(batch, by, State.CONFIRMED)
        kept = list(row.rows.select_related("item").order_by("number"))
        made = [one.item for one in kept]
        for one, item in zip(kept, made, strict=True):
            if item is None or item.lock_version != 1:
                raise Conflict(
                    _("La pieza de la fila %(row)s cambió después: no se deshizo nada.")
                    % {"row": one.number}
                )
        for item in made:
            assert item is not None
            actions.discard_item(item=item.pk, expected=1, by=by)
        _decide(row, State.UNDONE, "communications.import_undone", len(made), by)
    return row


def discard_import(*, batch: int, by: User) -> ImportBatch:
    """Drop a spreadsheet that was not confirmed."""
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = _own(batch, by, State.PREVIEW)
        row.state, row.decided_at = State.DISCARDED, timezone.now()
        row.save(update_fields=["state", "decided_at"])
    return row


def find(pk: int, by: User) -> ImportBatch:
    """A person's own import; raises Unknown."""
    row = ImportBatch.objects.filter(pk=pk, created_by=by).first()
    if row is None:
        raise Unknown(_("Esa importación no existe, o es de otra persona."))
    return row


def known_plan() -> Plan:
    """What a spreadsheet may name, by code and by name."""

    def spelled(model: type[Channel | ContentKind | Format]) -> dict[str, str]:
        rows = model._default_manager.values_list("code", "name")
        return {plain(word): code for code, name in rows for word in (code, name)}

    numbers = Campaign.objects.values_list("number", flat=True)
    return Plan(
        channels=spelled(Channel),
        formats=spelled(Format),
        kinds=spelled(ContentKind),
        campaigns={plain(word): str(n) for n in numbers for word in (str(n), f"Campaña {n}")},
        objectives={plain(code): code for code in Objective.objects.values_list("code", flat=True)},
        format_channels=dict(Format.objects.values_list("code", "channel")),
    )


# -- pieces ----------------------------------------------------------------------------------


def _typed(content: bytes, filename: str) -> list[list[Typed]]:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "planilla"
        path.write_bytes(content)
        rows = spreadsheets.read(path, filename)
    return [[Typed(cell.kind, cell.text) for cell in row] for row in rows]


def _there() -> set[tuple[object, str, str]]:
    """The pieces that exist, as two rows are compared."""
    rows = ContentItem.objects.values_list("scheduled_on", "channel", "title")
    return {(on, channel, plain(title)) for on, channel, title in rows}


def _identity(row: ImportRow) -> tuple[object, str, str]:
    return row.scheduled_on, row.channel_id or "", plain(row.title)


def _row(batch: ImportBatch, proposal: Proposal, there: set[tuple[object, str, str]]) -> ImportRow:
    column, problem = proposal.column, proposal.problem
    if not problem and proposal.identity in there:
        column, problem = "title", _("Ya existe una pieza con ese título, canal y fecha.")
    return ImportRow(
        batch=batch,
        number=proposal.number,
        title=proposal.title,
        body=proposal.body,
        scheduled_on=proposal.scheduled_on,
        channel_id=proposal.channel or None,
        format_id=proposal.format or None,
        kind_id=proposal.kind or None,
        campaign_id=int(proposal.campaign) if proposal.campaign else None,
        objective_id=proposal.objective or None,
        column=COLUMNS.get(column, ""),
        problem=shorten(problem, 500, placeholder=" …"),
    )


def _draft(row: ImportRow) -> Draft:
    return Draft(
        title=row.title,
        body=row.body,
        scheduled_on=row.scheduled_on,
        channel=row.channel_id or "",
        format=row.format_id or "",
        kind=row.kind_id or "",
        campaign=row.campaign_id,
        objective=row.objective_id or "",
    )


def _own(pk: int, by: User, state: State) -> ImportBatch:
    row = ImportBatch.objects.select_for_update(of=("self",)).filter(pk=pk, created_by=by).first()
    if row is None:
        raise Unknown(_("Esa importación no existe, o es de otra persona."))
    if row.state != state:
        raise Conflict(
            _("La importación está «%(state)s»: esa acción ya no corresponde.")
            % {"state": State(row.state).label}
        )
    return row


def _decide(row: ImportBatch, state: State, verb: str, count: int, by: User) -> None:
    row.state, row.decided_at = state, timezone.now()
    row.save(update_fields=["state", "decided_at"])
    ledger.append(
        verb=verb,
        object_code=f"importacion-{row.pk}",
        by=by,
        new={"sha256": row.sha256, "pieces": count},
    )
