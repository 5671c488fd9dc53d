"""What the study prints in its Tables 2 and 3, and what a run is found to have of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from districts.method.records import InputError

STUDY: Final = Path(__file__).parents[1] / "seed" / "study.json"


@dataclass(frozen=True, slots=True)
class StudyDistrict:
    """A row of Tables 2 and 3 as printed."""

    number: int
    name: str
    sites: tuple[str, ...]
    communes: tuple[str, ...]
    provinces: tuple[str, ...]
    regions: tuple[str, ...]
    development_rank: int


@dataclass(frozen=True, slots=True)
class Study:
    """What the study prints and a run can be compared with."""

    districts: tuple[StudyDistrict, ...]
    medium_mining: tuple[int, ...]
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A district of the study and the district of the run that holds most of its sites.

    Of two that hold as many it is the one with the higher score. `run` and `score` are None when
    no district of the run holds any; `together` of the `named` sites are in it, and `exclusive`
    says that all are and that no site of another district of the study is.
    """

    study: int
    run: int | None
    score: float | None
    together: int
    named: int
    exclusive: bool


@dataclass(frozen=True, slots=True)
class SiteRow:
    """Where the study, the run and bare distance put a site; None is in no group."""

    site: str
    study: int | None
    run: int | None
    naive: int | None


@dataclass(frozen=True)
class Comparison:
    """How near a run comes to Tables 2 and 3, and how near bare distance comes.

    Attributes
    ----------
    ari_named, ari_all : float or None
        Adjusted Rand index over the sites that Table 2 names, and over all; the sites in no
        district count as one more group. None when there is nothing to compare with.
    exclusive : int
        Districts of the study with an exclusive match.
    false_districts : tuple of int
        Numbers of the districts of the run without a site that Table 2 names.
    spearman : float or None
        Spearman's rho of the ranking of Table 3 with the scores of the matched districts; a
        district of the study without a match counts as score 0, and two that share a match are
        tied. Districts none of whose sites is among the inputs are left out.
    spearman_membership : float or None
        The same with the intensity (see `scores`) of the cells of the sites that Table 2 names,
        whatever the districts of the run.
    naive_ari_named, naive_ari_all, naive_exclusive, naive_groups, naive_false
        The same for `compare.naive`: its groups, and those without a site that Table 2 names.
    """

    ari_named: float | None
    ari_all: float | None
    exclusive: int
    false_districts: tuple[int, ...]
    spearman: float | None
    spearman_membership: float | None
    naive_ari_named: float | None
    naive_ari_all: float | None
    naive_exclusive: int
    naive_groups: int
    naive_false: int
    matches: tuple[Match, ...]
    sites: tuple[SiteRow, ...]

    @cached_property
    def published(self) -> Mapping[int, int]:
        """District of the study that each matched district of the run answers to.

        The one most of whose sites it holds; of equals, the first.
        """
        best: dict[int, Match] = {}
        for match in self.matches:
            if match.run is not None and (
                match.run not in best or match.together > best[match.run].together
            ):
                best[match.run] = match
        return {run: match.study for run, match in sorted(best.items())}


def read_study(path: Path = STUDY) -> Study:
    """Read Tables 2 and 3.

    Raises
    ------
    InputError
        When the file is missing or is not the study's.
    """
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        districts = tuple(
            StudyDistrict(
                number=int(one["id"]),
                name=one["name"],
                sites=tuple(one["sites"]),
                communes=tuple(one["communes"]),
                provinces=tuple(one["provinces"]),
                regions=tuple(one["regions"]),
                development_rank=int(one["development_rank"]),
            )
            for one in sorted(facts["districts"], key=lambda one: int(one["id"]))
        )
        return Study(
            districts=districts,
            medium_mining=tuple(facts["medium_mining_districts"]),
            findings=tuple(facts["findings"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError("No se pudo leer lo que publica el estudio.", file=path.name) from None
