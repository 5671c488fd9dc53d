"""What people do with layers: propose an edition from a file, confirm it, go back to another."""

from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from districts import features, proposals, tabular
from districts.models import Edition, Feature, ImportProblem, Layer, LayerCode
from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.ledger import actions as ledger
from emra.lib import files
from emra.lib.errors import Conflict, DomainError, TooLarge, Unknown
from emra.lib.records import check

State = Edition.State


@dataclass(frozen=True)
class Provenance:
    """Where an upload comes from; each is told in every table, map and export."""

    source: str
    licence: str
    dated: str


def propose_edition(
    *, layer: str, upload: UploadedFile, provenance: Provenance, by: User
) -> Edition:
    """Read a file into an edition that waits for its confirmation, with what is wrong by row.

    Raises DomainError where the file cannot be read as that layer at all.
    """
    require_role_of(by, Role.ANALYST)
    row = _layer(layer)
    if not provenance.dated:
        raise DomainError(_("Escriba la fecha del dato."), field="dated")
    table, sha256 = _read(upload)
    proposal = proposals.interpret(layer, table, _sites())
    kept = [] if proposal.problems else proposal.features
    with transaction.atomic():
        ledger.serialise()
        edition = Edition(
            layer=row,
            number=(row.editions.aggregate(last=Max("number"))["last"] or 0) + 1,
            state=State.PREVIEW,
            origin=Edition.Origin.ENTRY,
            source=provenance.source,
            licence=provenance.licence,
            dated=provenance.dated,
            filename=(upload.name or "")[-200:],
            sha256=sha256,
            rows=len(kept),
            approximate=sum(one.approximate for one in kept),
            personal=", ".join(proposal.personal),
            ignored=", ".join(proposal.ignored),
            loaded_by=by,
            loaded_at=timezone.now(),
        )
        check(edition)
        edition.save(force_insert=True)
        features.write(edition, kept)
        ImportProblem.objects.bulk_create(
            ImportProblem(edition=edition, row=one.row, column=one.column[:60], problem=one.text)
            for one in proposal.problems
        )
    return edition


def confirm_edition(*, edition: int, by: User) -> Edition:
    """Put a proposed edition in force: whole, or not at all."""
    require_role_of(by, Role.ANALYST)
    with transaction.atomic():
        ledger.serialise()
        row = get_edition(edition)
        if row.state != State.PREVIEW:
            raise Conflict(_("Esa edición ya está resuelta."))
        if row.problems.exists():
            raise Conflict(_("Quedan filas por corregir: no se cargó nada."))
        if row.layer_id in proposals.BY_SITE:
            _check_sites(row)
        _make_current(row, "layer.loaded", by)
    return row


def discard_edition(*, edition: int, by: User) -> Edition:
    """Drop a proposed edition and what was read of it."""
    require_role_of(by, Role.ANALYST)
    with transaction.atomic():
        ledger.serialise()
        row = get_edition(edition)
        if row.state != State.PREVIEW:
            raise Conflict(_("Esa edición ya está resuelta."))
        Feature.objects.filter(edition=row).delete()
        row.state = State.DISCARDED
        row.save(update_fields=["state"])
    return row


def restore_edition(*, edition: int, by: User) -> Edition:
    """Put an edition that was in force before in force again: how an import is undone."""
    require_role_of(by, Role.ANALYST)
    with transaction.atomic():
        ledger.serialise()
        row = get_edition(edition)
        if row.state != State.LOADED or row.is_current:
            raise Conflict(_("Solo se vuelve a una edición que estuvo vigente."))
        _make_current(row, "layer.restored", by)
    return row


def get_edition(pk: int) -> Edition:
    """An edition by its number; raises Unknown."""
    try:
        return Edition.objects.select_related("layer", "loaded_by").get(pk=pk)
    except Edition.DoesNotExist as error:
        raise Unknown(_("No existe esa edición.")) from error


def _make_current(row: Edition, verb: str, by: User) -> None:
    before = Edition.objects.current().filter(layer=row.layer_id).first()
    if before is not None:
        before.is_current = False
        before.save(update_fields=["is_current"])
    row.state, row.is_current = State.LOADED, True
    check(row)
    row.save(update_fields=["state", "is_current"])
    ledger.append(
        verb=verb,
        object_code=str(row),
        by=by,
        old={"edition": str(before)} if before else None,
        new={"rows": row.rows, "sha256": row.sha256, "source": row.source},
    )


def _layer(code: str) -> Layer:
    try:
        return Layer.objects.get(code=code)
    except Layer.DoesNotExist as error:
        raise Unknown(_("No existe esa capa.")) from error


def _sites() -> list[str]:
    current = Feature.objects.filter(edition__layer=LayerCode.SITES, edition__is_current=True)
    return list(current.values_list("name", flat=True))


def _check_sites(row: Edition) -> None:
    """Refuse where a site went out of its layer since the preview."""
    if strange := set(row.features.values_list("name", flat=True)) - set(_sites()):
        raise Conflict(
            _("La capa Faenas cambió y ya no tiene: %(names)s. Suba el archivo de nuevo.")
            % {"names": ", ".join(sorted(strange)[:5])}
        )


def _read(upload: UploadedFile) -> tuple[tabular.RawTable, str]:
    """The rows of an upload and its digest; the file itself is not kept."""
    if (upload.size or 0) > tabular.MAX_BYTES:
        raise TooLarge(_("El archivo pesa más de 10 MB."), field="file")
    with files.spooled(upload) as (path, digest):
        return tabular.read(path, upload.name or ""), digest
