"""Loading the projects, the stages of the two tracks and the sectors that the source names."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from emra.governance.models import Organisation
from emra.ledger import actions as ledger
from emra.ledger.four_eyes import Origin, State
from emra.lib import seed
from emra.lib.records import save
from emra.projects.facts import facts
from emra.projects.models import Entry, FundingLine, Particulars, Project, Sector, Stage
from emra.sources import actions as sources


def load() -> None:
    """Create or update what the source names; entries that stand, and what was told since, stay."""
    sources.load_cited("projects")
    content = seed.read("projects", "projects")
    cited = {"citation": "citation_id"}
    seed.upsert(Organisation, content["organisations"], **cited)
    seed.upsert(Sector, content["sectors"], **cited)
    seed.upsert(Stage, content["stages"], **cited)
    seed.upsert(Project, content["projects"], **cited)
    for row in content["entries"]:
        _load_entry(row)


def _load_entry(row: dict[str, Any]) -> None:
    """What the source tells of a project in one passage, once: approved by nobody, cited."""
    named = {"project_id": row["project"], "citation_id": row["citation"]}
    if Entry.objects.filter(origin=Origin.SOURCE, **named).exists():
        return
    entry = Entry(state=State.DRAFT, origin=Origin.SOURCE, changed_at=timezone.now(), **named)
    save(entry)
    of_entry = {"entry": entry, "project": entry.project}
    if "particulars" in row:
        told = row["particulars"]
        part = Particulars(name=told["name"], lead_id=told["lead"], **of_entry)
        save(part)
        part.partners.set(told["partners"])
    for line in row.get("funding", ()):
        amount = line.pop("amount", None)
        save(FundingLine(amount=amount and Decimal(amount), **line, **of_entry))
    entry.state = State.APPROVED
    save(entry)
    ledger.append(verb="project.approved", object_code=entry.code, by=None, new=facts(entry))
