"""What people do with a dataset of the funds: import, submit, discard, approve, return.

A dataset is public only once somebody other than its author has approved it. The approval seals
the rows: their digest stands in the ledger.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.ledger import actions as ledger
from emra.ledger import chain
from emra.lib import files, spreadsheets
from emra.lib.errors import Conflict, DomainError, Forbidden, Unknown
from emra.lib.records import save
from emra.royalty import sheets
from emra.royalty.models import (
    Commune,
    CommuneAllocation,
    Dataset,
    Fund,
    FundEdition,
    Indicator,
    IndicatorValue,
    OwnIncome,
    RegionAllocation,
)

State = Dataset.State
REVIEWERS = (Role.CLUSTER, Role.SECRETARIAT)


class BadSheet(DomainError):
    """Rows of the spreadsheet are wrong: nothing of it was stored; `problems` names each."""

    def __init__(self, problems: Sequence[sheets.Problem]) -> None:
        super().__init__(
            _("La planilla tiene errores: corríjalos y súbala de nuevo. No se guardó nada."),
            field="file",
        )
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Source:
    """Where imported figures come from."""

    title: str
    url: str = ""


def import_allocations(*, year: int, source: Source, upload: UploadedFile, by: User) -> Dataset:
    """Read a year's amounts from a spreadsheet into a preview; raises BadSheet or DomainError."""
    require_role_of(by, Role.SECRETARIAT)
    cells, digest = _cells(upload)
    communes = dict(Commune.objects.values_list("code", "region"))
    sizes: dict[str, int] = {}
    for region in communes.values():
        sizes[region] = sizes.get(region, 0) + 1
    reading = sheets.read_allocations(cells, sizes, frozenset(communes))
    if reading.problems:
        raise BadSheet(reading.problems)
    with transaction.atomic():
        dataset = _new(Dataset.Kind.ALLOCATIONS, year, None, source, upload, digest, by)
        _store_allocations(dataset, reading.allocations, sizes)
        return _received(dataset, by)


def import_indicators(
    *, fund: str, year: int, source: Source, upload: UploadedFile, by: User
) -> Dataset:
    """Read a fund's indicator values into a preview; raises Unknown, BadSheet or DomainError."""
    require_role_of(by, Role.SECRETARIAT)
    edition = FundEdition.objects.filter(fund=fund, year=year).first()
    if edition is None:
        raise Unknown(
            _("No hay criterios cargados del fondo %(fund)s para %(year)s.")
            % {"fund": fund, "year": year},
            field="year",
        )
    indicators = {
        row.code: row for row in edition.indicators.filter(kind=Indicator.Kind.SHARE_OF_SUM)
    }
    cells, digest = _cells(upload)
    communes = frozenset(Commune.objects.values_list("code", flat=True))
    reading = sheets.read_values(cells, list(indicators), communes)
    if reading.problems:
        raise BadSheet(reading.problems)
    with transaction.atomic():
        dataset = _new(Dataset.Kind.INDICATORS, year, edition.fund, source, upload, digest, by)
        IndicatorValue.objects.bulk_create(
            IndicatorValue(
                dataset=dataset, indicator=indicators[name], commune_id=commune, value=value
            )
            for name, column in reading.values.items()
            for commune, value in column.items()
        )
        return _received(dataset, by)


def submit(*, dataset: int, by: User) -> Dataset:
    """Confirm a preview and hand it over for review."""
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = _locked(dataset, State.PREVIEW)
        row.state = State.SUBMITTED
        row.submitted_at = timezone.now()
        save(row)
        ledger.append(verb="royalty.submitted", object_code=row.code, by=by, new=facts(row))
    return row


def discard(*, dataset: int, by: User) -> None:
    """Drop a preview, with all its rows; its events stay in the ledger."""
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = _locked(dataset, State.PREVIEW)
        ledger.append(verb="royalty.discarded", object_code=row.code, by=by, old=facts(row))
        row.delete()


def approve(*, dataset: int, by: User) -> Dataset:
    """Make a submitted dataset public; its author may not."""
    with transaction.atomic():
        row = _under_review(dataset, by)
        row.state = State.APPROVED
        save(row)
        ledger.append(verb="royalty.approved", object_code=row.code, by=by, new=facts(row))
    return row


def send_back(*, dataset: int, reason: str, by: User) -> Dataset:
    """Return a submitted dataset with the reason; the next import is a new version."""
    with transaction.atomic():
        row = _under_review(dataset, by)
        row.state = State.RETURNED
        row.return_reason = reason.strip()
        save(row)
        ledger.append(
            verb="royalty.returned",
            object_code=row.code,
            by=by,
            new=facts(row),
            reason=row.return_reason,
        )
    return row


# -- pieces ----------------------------------------------------------------------------------


def _cells(upload: UploadedFile) -> tuple[list[list[spreadsheets.Cell]], str]:
    """The cells of an upload and the digest of its bytes."""
    spreadsheets.check_size(upload.size or 0)
    with files.spooled(upload) as (path, digest):
        return spreadsheets.read(path, upload.name or ""), digest


def _new(
    kind: Dataset.Kind,
    year: int,
    fund: Fund | None,
    source: Source,
    upload: UploadedFile,
    digest: str,
    by: User,
) -> Dataset:
    earlier = Dataset.objects.filter(kind=kind, year=year, fund=fund)
    row = Dataset(
        kind=kind,
        year=year,
        fund=fund,
        version=(earlier.aggregate(last=Max("version"))["last"] or 0) + 1,
        state=State.PREVIEW,
        origin=Dataset.Origin.IMPORT,
        source=source.title.strip(),
        source_url=source.url.strip(),
        filename=Path(upload.name or "").name[:200],
        sha256=digest,
        author=by,
        created_at=timezone.now(),
    )
    save(row)
    return row


def _store_allocations(
    dataset: Dataset, rows: Iterable[sheets.AllocationRow], sizes: dict[str, int]
) -> None:
    regions, communes, incomes = [], [], []
    for row in rows:
        for fund, amount in row.amounts.items():
            if row.is_region:
                regions.append(
                    RegionAllocation(
                        dataset=dataset,
                        region_id=row.code,
                        fund_id=fund,
                        communes=row.counts.get(fund),
                        of_communes=sizes[row.code],
                        amount_clp=amount,
                    )
                )
            else:
                communes.append(
                    CommuneAllocation(
                        dataset=dataset, commune_id=row.code, fund_id=fund, amount_clp=amount
                    )
                )
        if row.own_income is not None:
            incomes.append(
                OwnIncome(dataset=dataset, commune_id=row.code, amount_clp=row.own_income)
            )
    RegionAllocation.objects.bulk_create(regions)
    CommuneAllocation.objects.bulk_create(communes)
    OwnIncome.objects.bulk_create(incomes)


def _received(dataset: Dataset, by: User) -> Dataset:
    ledger.append(verb="royalty.received", object_code=dataset.code, by=by, new=facts(dataset))
    return dataset


def _under_review(pk: int, by: User) -> Dataset:
    """The submitted dataset, locked, with its reviewer set; raises Forbidden for its author."""
    require_role_of(by, *REVIEWERS)
    row = _locked(pk, State.SUBMITTED)
    if row.author_id == by.pk:
        raise Forbidden(_("Quien importó la planilla no puede revisarla: lo hace otra persona."))
    row.reviewer = by
    row.reviewed_at = timezone.now()
    return row


def _locked(pk: int, state: Dataset.State) -> Dataset:
    row = Dataset.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Unknown(_("No existe la planilla n.º %(number)s.") % {"number": pk})
    if row.state != state:
        raise Conflict(
            _("La planilla %(code)s está «%(state)s»: esa acción ya no corresponde.")
            % {"code": row.code, "state": row.get_state_display()}
        )
    return row


def facts(dataset: Dataset) -> dict[str, Any]:
    """A dataset as the ledger keeps it: what it is, where it comes from, the seal of its rows."""
    rows = content(dataset)
    return {
        "state": dataset.state,
        "source": dataset.source,
        "source_url": dataset.source_url,
        "file": dataset.sha256,
        "rows": len(rows),
        "digest": hashlib.sha256(chain.canonical({"rows": rows}).encode()).hexdigest(),
    }


def content(dataset: Dataset) -> list[list[str | None]]:
    """Every row of a dataset as text, in one order."""
    groups = (
        dataset.regions.values_list("region", "fund", "communes", "of_communes", "amount_clp"),
        dataset.communes.values_list("commune", "fund", "amount_clp", "unit_clp"),
        dataset.own_incomes.values_list("commune", "amount_clp"),
        dataset.values.values_list("commune", "indicator__code", "value"),
    )
    rows = [
        [None if value is None else str(value) for value in row]
        for group in groups
        for row in group
    ]
    return sorted(rows, key=lambda row: [value or "" for value in row])
