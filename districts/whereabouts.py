"""Whether a place lies in the commune and the region that its row states."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _

from districts.method import borders
from districts.method.borders import Commune

# Coordinates are given to about 1 km and the borders are simplified: this near, in degrees, counts.
NEAR: Final = 0.02
AROUND: Final = (
    *((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)),
    *((0.7, 0.7), (0.7, -0.7), (-0.7, 0.7), (-0.7, -0.7)),
)

Stated = tuple[tuple[float, float], str, str]


def contradictions(stated: Sequence[Stated]) -> Mapping[int, tuple[str, str]]:
    """For each place that contradicts its row: the column at fault and why.

    What lies beyond the borders at hand and is named so cannot be checked: it passes.
    """
    chile = borders.of_chile()
    if chile is None or not stated:
        return {}
    known = {
        "commune": {_plain(one.commune) for one in chile.communes},
        "region": {_plain(one.region) for one in chile.communes},
    }
    around = [
        chile.locate(
            [place[0] + NEAR * dx for place, _commune, _region in stated],
            [place[1] + NEAR * dy for place, _commune, _region in stated],
        )
        for dx, dy in AROUND
    ]
    wrong = {}
    for at, (_place, commune, region) in enumerate(stated):
        near = [row[at] for row in around]
        for key, name in (("commune", commune), ("region", region)):
            if not name or (_plain(name) not in known[key] and not any(near)):
                continue
            if _plain(name) not in {_plain(getattr(one, key)) for one in near if one}:
                wrong[at] = key, _said(key, name, near[0])
                break
    return wrong


def _said(key: str, name: str, found: Commune | None) -> str:
    if found is None:
        return _("La coordenada no cae en %(name)s ni en ninguna comuna del norte y centro.") % {
            "name": name
        }
    return _("La coordenada cae en %(found)s, no en %(name)s.") % {
        "found": getattr(found, key),
        "name": name,
    }


def _plain(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    bare = re.sub(r"[^a-z]+", " ", bare).strip()
    bare = re.sub(r"^(region|comuna) (de |del |metropolitana)?", r"\2", bare).removeprefix("de ")
    return {
        "metropolitana de santiago": "metropolitana",
        "libertador general bernardo o higgins": "o higgins",
    }.get(bare.removeprefix("la "), bare)
