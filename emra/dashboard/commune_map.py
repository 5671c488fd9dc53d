"""The nine communes of the region with what the other rooms place in each.

What a room does not place is unknown, not absent: a project that names no commune may be in any.
Localities have no coordinates in the sources: they are listed by commune and drawn nowhere.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emra.cooperation import queries as cooperation
from emra.dashboard.columns import COMMUNES, LOCALITIES
from emra.lib import commune_map as drawn
from emra.lib import communes, formats, seed, subjects
from emra.lib.tables import Table
from emra.projects.models import Particulars

# A shade for each number of projects, the last for that many and more.
SHADES: Final = ("c-b0", "c-b1", "c-b2", "c-b4")


@dataclass(frozen=True)
class Placed:
    """A project or covenant with its public page; `path` is "" where it has none."""

    code: str
    name: str
    path: str


@dataclass(frozen=True)
class CovenantPlace:
    """A locality as a covenant names it; `families` None where it says no number."""

    commune: str
    locality: str
    families: int | None
    covenant: Placed


@dataclass(frozen=True)
class LocalityRow:
    """A locality with the covenants that reach it; the families where they do not disagree."""

    name: str
    families: int | None
    covenants: tuple[Placed, ...]


@dataclass(frozen=True)
class CommuneRow:
    """A commune, numbered as on the map; None where the room told nothing of any commune."""

    number: int
    code: str
    name: str
    province: str
    projects: tuple[Placed, ...] | None
    covenants: tuple[Placed, ...] | None
    localities: tuple[LocalityRow, ...] | None

    @property
    def families(self) -> int | None:
        """Those of the localities whose number is known."""
        known = [row.families for row in self.localities or () if row.families is not None]
        return sum(known) if known else None

    @property
    def uncounted(self) -> int:
        """Localities without a number of families."""
        return sum(1 for row in self.localities or () if row.families is None)


@dataclass(frozen=True)
class CommuneMap:
    """All communes, and the projects that name none."""

    rows: tuple[CommuneRow, ...]
    unplaced: tuple[Placed, ...]


def commune_map() -> CommuneMap:
    """What each room places in the communes, as it stands now."""
    projects, unplaced = projects_by_commune()
    places = covenant_places()
    covenants, localities = covenants_by_commune(places), localities_by_commune(places)
    anywhere = bool(projects or unplaced)
    rows = tuple(
        CommuneRow(
            number=number,
            code=commune.code,
            name=commune.name,
            province=commune.province,
            projects=projects.get(commune.code, ()) if anywhere else None,
            covenants=covenants.get(commune.code, ()) if covenants else None,
            localities=localities.get(commune.code, ()) if localities else None,
        )
        for number, commune in enumerate(communes.communes(), start=1)
    )
    return CommuneMap(rows, unplaced)


def projects_by_commune() -> tuple[dict[str, tuple[Placed, ...]], tuple[Placed, ...]]:
    """Public projects and initiatives by the communes their particulars in force name; and those
    that name none."""
    approved = Particulars.objects.filter(entry__state="APPROVED").order_by("project", "version")
    in_force = {row.project_id: row for row in approved.prefetch_related("places")}
    pages = subjects.named(f"PROJECT:{code}" for code in in_force)
    found: dict[str, list[Placed]] = {}
    unplaced = []
    for code, row in in_force.items():
        page = pages.get(f"PROJECT:{code}")
        placed = Placed(code, row.name, page.path if page else "")
        places = [place.commune for place in row.places.all()]
        for commune in places:
            found.setdefault(commune, []).append(placed)
        if not places:
            unplaced.append(placed)
    return {commune: tuple(rows) for commune, rows in found.items()}, tuple(unplaced)


def covenant_places() -> tuple[CovenantPlace, ...]:
    """Every locality of the published covenants, past and present."""
    return tuple(
        CovenantPlace(
            row.commune, row.name, row.families, Placed(found.code, found.name, found.path)
        )
        for found in cooperation.covenants(timezone.localdate())
        for row in found.localities
    )


def covenants_by_commune(places: Iterable[CovenantPlace]) -> dict[str, tuple[Placed, ...]]:
    """The covenants that reach a locality of each commune."""
    found: dict[str, dict[str, Placed]] = {}
    for place in places:
        found.setdefault(place.commune, {})[place.covenant.code] = place.covenant
    return {commune: tuple(rows.values()) for commune, rows in found.items()}


def localities_by_commune(
    places: Iterable[CovenantPlace],
) -> dict[str, tuple[LocalityRow, ...]]:
    """Each locality once, by name; covenants that state different numbers leave it unknown."""
    found: dict[str, dict[str, list[CovenantPlace]]] = {}
    for place in places:
        found.setdefault(place.commune, {}).setdefault(place.locality, []).append(place)
    return {
        commune: tuple(_locality(name, named) for name, named in sorted(rows.items()))
        for commune, rows in found.items()
    }


def drawing(found: CommuneMap) -> SafeString:
    """The map by the number of projects."""
    shapes = [
        drawn.Shape(
            code=row.code,
            number=row.number,
            name=row.name,
            fill=shade(row),
            said=sentence(row),
        )
        for row in found.rows
    ]
    return drawn.draw(shapes, uid="mapa", title=_("Las nueve comunas de la Región de Antofagasta"))


def shade(row: CommuneRow) -> str:
    if row.projects is None:
        return drawn.UNKNOWN
    return SHADES[min(len(row.projects), len(SHADES) - 1)]


def sentence(row: CommuneRow) -> str:
    """`2 proyectos; convenios: sin dato`."""
    if row.projects is None:
        projects = _("proyectos: %(none)s") % {"none": formats.no_data()}
    else:
        count = len(row.projects)
        projects = ngettext("%(n)s proyecto", "%(n)s proyectos", count) % {"n": count}
    if row.covenants is None:
        covenants = _("convenios: %(none)s") % {"none": formats.no_data()}
    else:
        count = len(row.covenants)
        covenants = ngettext("%(n)s convenio", "%(n)s convenios", count) % {"n": count}
    return f"{projects}; {covenants}"


def geojson(found: CommuneMap) -> str:
    """The outlines with the counts, for the interactive map; null is unknown."""
    path = seed.folder("lib") / "comunas_antofagasta.geojson"
    outlines = {
        feature["properties"]["CUT_COM"]: feature["geometry"]
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]
    }
    features = [
        {
            "type": "Feature",
            "id": row.code,
            "properties": {**_counts(row), "said": sentence(row)},
            "geometry": _largest_first(outlines[row.code]),
        }
        for row in found.rows
    ]
    body = {"type": "FeatureCollection", "borders": communes.CREDIT, "features": features}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def communes_table(found: CommuneMap) -> Table:
    """One row for each commune; an empty cell is unknown, 0 is none."""
    rows = [
        (
            row.code,
            row.name,
            row.province,
            _length(row.projects),
            _length(row.covenants),
            _length(row.localities),
            row.families,
            None if row.localities is None else row.uncounted,
            "; ".join(one.code for one in row.projects or ()),
            "; ".join(one.code for one in row.covenants or ()),
        )
        for row in found.rows
    ]
    return Table("mapa-comunas", COMMUNES, rows, _about(found))


def localities_table(found: CommuneMap) -> Table:
    """One row for each locality and covenant; the number is what that covenant says."""
    names = {row.code: row.name for row in found.rows}
    rows = [
        (
            place.commune,
            names.get(place.commune),
            place.locality,
            place.covenant.code,
            place.families,
        )
        for place in covenant_places()
    ]
    return Table("mapa-localidades", LOCALITIES, rows, _about(found))


# -- pieces ----------------------------------------------------------------------------------


def _locality(name: str, places: Iterable[CovenantPlace]) -> LocalityRow:
    every = list(places)
    said = {place.families for place in every if place.families is not None}
    covenants = {place.covenant.code: place.covenant for place in every}
    return LocalityRow(name, said.pop() if len(said) == 1 else None, tuple(covenants.values()))


def _length(rows: tuple[Any, ...] | None) -> int | None:
    return None if rows is None else len(rows)


def _largest_first(geometry: dict[str, Any]) -> dict[str, Any]:
    """The mainland before the islands: a map writes the number on the first part."""
    if geometry["type"] != "MultiPolygon":
        return geometry
    parts = sorted(geometry["coordinates"], key=lambda part: _area(part[0]), reverse=True)
    return {**geometry, "coordinates": parts}


def _area(ring: list[list[float]]) -> float:
    """Of a closed ring, in square degrees: enough to compare parts of one commune."""
    turns = (a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    return abs(sum(turns)) / 2


def _counts(row: CommuneRow) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "number": row.number,
        "projects": _length(row.projects),
        "covenants": _length(row.covenants),
        "localities": _length(row.localities),
        "families": row.families,
    }


def _about(found: CommuneMap) -> list[tuple[str, Any]]:
    return [
        (_("Qué es"), _("Proyectos, convenios y localidades por comuna de la región")),
        (_("Sin comuna"), _("%(n)s proyectos no la indican") % {"n": len(found.unplaced)}),
        (_("Límites"), communes.CREDIT),
    ]
