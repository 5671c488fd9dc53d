"""Loading the covenants of El Loa, the promotion instruments and the questions of a year."""

import csv
from decimal import Decimal
from typing import Any

from django.utils import timezone

from emra.cooperation import facts
from emra.cooperation.models import (
    PARTS,
    ChecklistItem,
    Covenant,
    CovenantSheet,
    PromotionInstrument,
)
from emra.ledger import actions as ledger
from emra.ledger.four_eyes import Origin, State
from emra.lib import seed
from emra.lib.records import save
from emra.sources import actions as sources

ROOM = "cooperation"
ANNEX = {
    "MULTISECTORIAL": "loa-anexo-multisectorial",
    "SECTORAL": "loa-anexo-sectorial",
    "INTEGRAL": "loa-anexo-integral",
    "REGIONAL": "loa-anexo-regional",
}
CITED = ("citation", "term_citation", "contribution_citation", "evaluation_citation")


def load() -> None:
    """Create what the documents tell; part of `load_strategy`. What is there is left as it is."""
    sources.load_cited(ROOM)
    seed.upsert(ChecklistItem, seed.read(ROOM, "checklist"), citation="citation_id")
    _load_instruments()
    for content in seed.read(ROOM, "covenants"):
        Covenant.objects.get_or_create(code=content["code"])
        if not CovenantSheet.objects.filter(covenant=content["code"]).exists():
            _load_sheet(content)


def instruments() -> list[dict[str, Any]]:
    """The instruments of the annex, as the parser read them."""
    with (seed.folder(ROOM) / "instruments.csv").open(encoding="utf-8", newline="") as file:
        return [
            {**row, "line_from": int(row["line_from"]), "line_to": int(row["line_to"])}
            for row in csv.DictReader(file)
        ]


def _load_instruments() -> None:
    rows = [
        PromotionInstrument(number=number, citation_id=ANNEX[row["group"]], **row)
        for number, row in enumerate(instruments(), start=1)
    ]
    columns = ["name", "institution", "area", "group", "citation", "line_from", "line_to"]
    PromotionInstrument.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["number"], update_fields=columns
    )


def _load_sheet(content: dict[str, Any]) -> None:
    """A source's sheet: a draft while its parts are added, then in force."""
    told = dict(content["sheet"])
    cited = {f"{name}_id": told.pop(name) for name in CITED}
    amount, predecessor = told.pop("amount"), told.pop("predecessor")
    sheet = CovenantSheet(
        covenant_id=content["code"],
        state=State.DRAFT,
        origin=Origin.SOURCE,
        changed_at=timezone.now(),
        amount=None if amount is None else Decimal(amount),
        predecessor_id=predecessor,
        **cited,
        **told,
    )
    save(sheet)
    for part, model in PARTS.items():
        for number, row in enumerate(content[part], start=1):
            values = {**row, "citation_id": row["citation"]}
            del values["citation"]
            save(model(sheet=sheet, number=number, **values))
    sheet.state = State.APPROVED
    save(sheet)
    ledger.append(
        verb="covenant.approved", object_code=sheet.code, by=None, new=facts.of_sheet(sheet)
    )
