"""Loading the communication plan from its seed file."""

from datetime import date
from typing import Any

from django.utils import timezone

from emra.communications.models import (
    Campaign,
    Channel,
    ContentKind,
    Format,
    Piece,
    Pillar,
    QuotaLine,
    QuotaVersion,
    Theme,
)
from emra.lib import seed
from emra.sources import actions as sources


def load() -> None:
    """Create or update what the source names; what the secretariat set of it stays as it is."""
    sources.load_cited("communications")
    content = seed.read("communications", "plan")
    cited = {"citation": "citation_id"}
    seed.upsert(Pillar, content["pillars"], **cited)
    seed.upsert(Channel, content["channels"], **cited)
    seed.upsert(ContentKind, content["kinds"], **cited)
    seed.upsert(Piece, content["pieces"], **cited)
    seed.upsert(Format, content["formats"], channel="channel_id", **cited)
    seed.upsert(Theme, content["themes"], objective="objective_id", **cited)
    for row in content["campaigns"]:
        Campaign.objects.update_or_create(
            number=row["number"], defaults={"citation_id": row["citation"]}
        )
    _load_quotas(content["quotas"])


def _load_quotas(row: dict[str, Any]) -> None:
    """The source's own quotas, once: versions are never edited."""
    version, created = QuotaVersion.objects.get_or_create(
        number=row["number"],
        defaults={
            "valid_from": date.fromisoformat(row["valid_from"]),
            "reason": row["reason"],
            "citation_id": row["citation"],
            "set_at": timezone.now(),
        },
    )
    if created:
        QuotaLine.objects.bulk_create(
            QuotaLine(
                version=version,
                format_id=line["format"],
                minimum=line["minimum"],
                maximum=line["maximum"],
                citation_id=line["citation"],
            )
            for line in row["lines"]
        )
