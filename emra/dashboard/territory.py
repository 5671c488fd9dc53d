"""The districts of the region beside what the other rooms know of their communes."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from districts import queries as districts
from districts.method.study import StudyDistrict
from districts.readmodel import DistrictView, RunView
from districts.sentences import label
from emra.dashboard.columns import TERRITORY
from emra.lib.errors import Unknown
from emra.lib.tables import Table
from emra.royalty import queries as royalty
from emra.royalty.readmodel import CommuneView, YearView

REGION = "Antofagasta"


@dataclass(frozen=True)
class RegionDistrict:
    """A district that Table 2 of the study places in the region.

    `found` is the run's district that holds most of its sites, None where none does; `communes`
    are those the study prints, each with the royalty's reading of it or None.
    """

    study: StudyDistrict
    found: DistrictView | None
    label: str
    together: int
    communes: tuple[tuple[str, CommuneView | None], ...]


@dataclass(frozen=True)
class Territory:
    """The page: the run and the year of the funds may be missing, the study never is."""

    run: RunView | None
    year: YearView | None
    districts: tuple[RegionDistrict, ...]


def territory() -> Territory:
    """The study's districts of the region with the published run and the last year of funds."""
    run = districts.published_run()
    try:
        year = royalty.year()
    except Unknown:
        year = None
    communes = {row.name: row for row in year.communes} if year else {}
    printed = (row for row in districts.reference().districts if REGION in row.regions)
    return Territory(run, year, tuple(_district(row, run, communes) for row in printed))


def table(territory: Territory) -> Table:
    """One row per district and commune."""
    rows = [
        (
            row.study.number,
            row.study.name,
            row.study.development_rank,
            row.found.number if row.found else None,
            row.found.district.score if row.found else None,
            row.found.district.rank if row.found else None,
            row.together,
            len(row.study.sites),
            name,
            *_amounts(commune),
        )
        for row in territory.districts
        for name, commune in row.communes
    ]
    about = [
        (
            _("Qué es"),
            _("Distritos de la región: estudio, corrida y fondos del royalty por comuna"),
        ),
        (_("Corrida"), territory.run.code if territory.run else _("sin corrida publicada")),
        (_("Año de los fondos"), territory.year.year if territory.year else _("sin dato")),
    ]
    return Table("distritos-emra", TERRITORY, rows, about)


def _district(
    printed: StudyDistrict, run: RunView | None, communes: Mapping[str, CommuneView]
) -> RegionDistrict:
    matches = run.comparison.matches if run else ()
    match = next((row for row in matches if row.study == printed.number), None)
    found = run.by_number[match.run] if run and match and match.run is not None else None
    return RegionDistrict(
        study=printed,
        found=found,
        label=label(found) if found else "",
        together=match.together if match else 0,
        communes=tuple((name, communes.get(name)) for name in printed.communes),
    )


def _amounts(commune: CommuneView | None) -> tuple[int | None, ...]:
    if commune is None:
        return (None,) * 5
    money = (commune.fet, commune.fcmi, commune.both)
    unit = next((pesos.unit for pesos in money if pesos), None)
    return (commune.own_income_clp, *(pesos.amount if pesos else None for pesos in money), unit)
