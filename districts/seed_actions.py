"""Loading the layers, their first editions and the first run from the seed files."""

import gzip
import hashlib
import json
from typing import Any

from django.utils import timezone

from districts import actions, features, study_actions, workshop
from districts.method.parameters import Parameters
from districts.models import Edition, Layer, Run
from emra.ledger import actions as ledger
from emra.lib import seed
from emra.sources.actions import load_cited
from emra.sources.models import SourceDocument

STUDIES = "stability.json.gz"


def load() -> None:
    """Create or update the layers; load their editions and publish a run the first time."""
    seed.upsert(SourceDocument, seed.read("districts", "documents"))
    load_cited("districts")
    content = seed.read("districts", "layers")
    seed.upsert(Layer, content["layers"])
    if not Edition.objects.exists():
        _load_editions(content["editions"])
    if not Run.objects.exists():
        run = actions.create_run(parameters=Parameters(), by=None)
        actions.publish_run(run=run.code, by=None)
        study_actions.load_studies(run=run, studies=seeded_studies())


def seeded_studies() -> list[dict[str, Any]]:
    """The studies of stability that were drawn before, for the first run."""
    path = seed.folder("districts") / STUDIES
    studies: list[dict[str, Any]] = json.loads(gzip.decompress(path.read_bytes()))
    return studies


def _load_editions(editions: list[dict[str, Any]]) -> None:
    records = features.layers_of(workshop.initial_inputs())
    for values in editions:
        rows = records[values["layer"]]
        edition = Edition.objects.create(
            layer_id=values["layer"],
            number=1,
            state=Edition.State.LOADED,
            origin=Edition.Origin.SOURCE,
            is_current=True,
            source=values["source"],
            licence=values["licence"],
            dated=values["dated"],
            undated_reason=values["undated_reason"],
            filename=values["file"],
            sha256=_sha256(values["file"]),
            rows=len(rows),
            approximate=sum(row.approximate for row in rows),
            loaded_at=timezone.now(),
        )
        features.write(edition, rows)
        ledger.append(
            verb="layer.loaded",
            object_code=str(edition),
            by=None,
            new={"rows": edition.rows, "sha256": edition.sha256, "source": edition.source},
        )


def _sha256(filename: str) -> str:
    return hashlib.sha256((seed.folder("districts") / filename).read_bytes()).hexdigest()
