"""Loading the territory, the funds with their criteria, and the amounts the document prints."""

import csv
from decimal import Decimal
from typing import Any

from django.utils import timezone

from emra.lib import seed
from emra.royalty import engine
from emra.royalty.models import (
    AccessCriterion,
    Commune,
    CommuneAllocation,
    Dataset,
    Fund,
    FundEdition,
    Indicator,
    OwnIncome,
    Region,
    RegionAllocation,
)
from emra.sources import actions as sources
from emra.sources.models import Citation

ROOM = "royalty"
CITED = {"citation": "citation_id", "average_citation": "average_citation_id"}
MILLION = 1_000_000
COLUMNS = {"fet": "FET", "fcmi": "FCMI", "both": None}


def load() -> None:
    """Create or update everything; part of `load_strategy`."""
    sources.load_cited(ROOM)
    seed.upsert(Region, seed.read(ROOM, "regions"))
    with (seed.folder(ROOM) / "communes.csv").open(encoding="utf-8", newline="") as file:
        Commune.objects.bulk_create(
            (
                Commune(code=row["code"], name=row["name"], region_id=row["region"])
                for row in csv.DictReader(file)
            ),
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["name", "region"],
        )
    for fund in seed.read(ROOM, "criteria"):
        _load_fund(fund)
    _load_allocations(seed.read(ROOM, "allocations"))


def _load_fund(content: dict[str, Any]) -> None:
    edition, criteria, indicators = (
        content.pop(name) for name in ("edition", "criteria", "indicators")
    )
    seed.upsert(Fund, [content])
    row, _made = FundEdition.objects.update_or_create(
        fund_id=content["code"], year=edition.pop("year"), defaults=_cited(edition)
    )
    for criterion in criteria:
        AccessCriterion.objects.update_or_create(
            edition=row, number=criterion.pop("number"), defaults=_cited(criterion)
        )
    made: dict[str, Indicator] = {}
    for values in indicators:
        values["parent"] = made.get(values["parent"])
        values["weight"] = Decimal(values["weight"])
        code = values.pop("code")
        made[code], _made = Indicator.objects.update_or_create(
            edition=row, code=code, defaults=_cited(values)
        )
    engine.check_weights(tree(list(made.values())))


def tree(rows: list[Indicator]) -> tuple[engine.Indicator, ...]:
    """The indicators of an edition as the engine takes them, sub-indicators below their own."""

    def below(parent: int | None) -> tuple[engine.Indicator, ...]:
        return tuple(
            engine.Indicator(
                row.code,
                row.name,
                row.weight,
                row.kind == Indicator.Kind.EQUAL_PARTS,
                below(row.pk),
            )
            for row in rows
            if row.parent_id == parent
        )

    return below(None)


def _load_allocations(content: dict[str, Any]) -> None:
    """The year's first version, once: what is approved is never written again."""
    if Dataset.objects.filter(kind=Dataset.Kind.ALLOCATIONS, year=content["year"]).exists():
        return
    first = Citation.objects.select_related("document").get(pk=content["regions"][0]["citation"])
    dataset = Dataset.objects.create(
        kind=Dataset.Kind.ALLOCATIONS,
        year=content["year"],
        version=1,
        state=Dataset.State.APPROVED,
        origin=Dataset.Origin.SOURCE,
        source=first.document.title,
        created_at=timezone.now(),
    )
    RegionAllocation.objects.bulk_create(
        RegionAllocation(
            dataset=dataset,
            region_id=row["region"],
            fund_id=fund,
            communes=row[name][0],
            of_communes=row["of"],
            amount_clp=row[name][1],
            citation_id=row["citation"],
        )
        for row in content["regions"]
        for name, fund in COLUMNS.items()
    )
    OwnIncome.objects.bulk_create(
        OwnIncome(amount_clp=row["own_income"], **_place(dataset, row))
        for row in content["communes"]
    )
    printed = [
        CommuneAllocation(fund_id=fund, amount_clp=row[name], **_place(dataset, row))
        for row in content["communes"]
        for name, fund in COLUMNS.items()
    ]
    named = [
        CommuneAllocation(
            amount_clp=row["millions"] * MILLION, unit_clp=MILLION, **_place(dataset, row)
        )
        for row in content["named"]
    ]
    CommuneAllocation.objects.bulk_create([*printed, *named])


def _place(dataset: Dataset, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "dataset": dataset,
        "commune_id": row["commune"],
        "citation_id": row["citation"],
    }


def _cited(values: dict[str, Any]) -> dict[str, Any]:
    return {CITED.get(name, name): value for name, value in values.items()}
