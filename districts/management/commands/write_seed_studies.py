import gzip
import json
from typing import Any

from django.core.management.base import BaseCommand

from districts import workshop
from districts.method.model import run
from districts.method.parameters import Parameters
from districts.models import StabilityStudy
from districts.seed_actions import STUDIES
from districts.study_actions import columns_of, drawn_of
from emra.lib import seed

Kind = StabilityStudy.Kind
ORIGINS, WEIGHTS = 50, 200


class Command(BaseCommand):
    help = (
        "Draw the stability studies of the initial run and keep them as a seed file: to be run "
        "again whenever the method, its defaults or the initial layers change."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        inputs, parameters = workshop.initial_inputs(), Parameters()
        run_hash = run(inputs, parameters).run_hash
        draws = {
            Kind.ORIGINS: ORIGINS,
            Kind.WEIGHTS: WEIGHTS,
            Kind.LEAVE_ONE_OUT: len(inputs.sites),
        }
        studies = []
        for kind, count in draws.items():
            drawn = drawn_of(
                kind=kind,
                inputs=inputs,
                parameters=parameters,
                draws=count,
                seed=parameters.seed,
                start=0,
                stop=count,
            )
            studies.append(
                {
                    "run_hash": run_hash,
                    "kind": kind.value,
                    "seed": parameters.seed,
                    "drawn": [columns_of(kind, draw) for draw in drawn],
                }
            )
            self.stdout.write(f"{kind.value}: {count} repeticiones")
        path = seed.folder("districts") / STUDIES
        text = json.dumps(studies, sort_keys=True, separators=(",", ":"))
        path.write_bytes(gzip.compress(text.encode(), mtime=0))
