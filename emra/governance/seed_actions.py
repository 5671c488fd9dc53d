"""Loading the bodies and organisations that the source names."""

from emra.governance.models import Body, Organisation
from emra.lib import seed
from emra.sources.models import Citation


def load() -> None:
    """Create or update what the source names; what the secretariat added stays as it is."""
    seed.upsert(Citation, seed.read("governance", "citations"), document="document_id")
    content = seed.read("governance", "bodies")
    seed.upsert(Organisation, content["organisations"], citation="citation_id")
    seed.upsert(
        Body,
        content["bodies"],
        citation="citation_id",
        role_citation="role_citation_id",
        organisation="organisation_id",
        objective="objective_id",
    )
