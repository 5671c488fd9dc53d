"""The figures that the study prints held against the published run.

Only figures that something recomputes stand here. The order of Table 3 does not: the study
publishes neither weights nor algorithm, so a rank is compared as a whole, beside the map. The
shares of the product need an input that no layer has: they are said not to be computable.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from districts import storage
from districts.method.results import NO_PRODUCTION, Result
from districts.models import Feature, LayerCode, Run
from emra.sources.models import PublishedFigure
from emra.sources.queries import Chapter, ReconciliationView, reconciled
from emra.sources.reconciliation import SUM_OF_PARTS, Candidate

RUN_COUNT: Final = "RUN_COUNT"
RUN_EXCLUSIVE: Final = "RUN_EXCLUSIVE"
RUN_DROPPED: Final = "RUN_DROPPED"
RUN_TOGETHER: Final = "RUN_TOGETHER"
RUN_MEDIUM: Final = "RUN_MEDIUM"
RUN_REGIONS: Final = "RUN_REGIONS"
NO_INPUT: Final = "NO_INPUT"
PHRASES: Final[Mapping[str, str]] = {
    RUN_COUNT: "contando los distritos de la corrida",
    RUN_EXCLUSIVE: "contando los del estudio que la corrida separa sin mezclar faenas",
    RUN_DROPPED: "contando las concentraciones de la corrida sin producción",
    RUN_TOGETHER: "contando las que quedan juntas en un distrito de la corrida",
    RUN_MEDIUM: "contando los de la corrida cuya producción conocida es toda de la mediana minería",
    RUN_REGIONS: "contando los de la corrida con faenas en más de una región",
    SUM_OF_PARTS: "sumando las faenas",
}
MEDIUM: Final = "mediana"
LITHIUM_DISTRICT: Final = 4
TOTAL: Final = "distritos-total"
SITES_FIGURE: Final = "distritos-faenas-"
TONNES_IN_KILOTONNE: Final = 1000


def chapter() -> Chapter:
    """The study's printed figures beside the published run's."""
    run = Run.objects.published().first()
    return Chapter(
        code="distritos",
        title=_("Distritos mineros"),
        lead=_(
            "Lo que imprime el estudio de los distritos, junto a la corrida publicada. El estudio "
            "no publica ni los pesos ni el algoritmo: una cifra distinta no es un error de nadie."
        ),
        rows=_rows(run) if run else (),
    )


def _rows(run: Run) -> tuple[ReconciliationView, ...]:
    found = storage.restore(run)
    counts: Mapping[str, Callable[[], list[Candidate]]] = {
        TOTAL: lambda: [
            Candidate(RUN_COUNT, Decimal(len(found.districts))),
            Candidate(RUN_EXCLUSIVE, Decimal(run.exclusive)),
        ],
        "distritos-sin-produccion": lambda: [_counted(RUN_DROPPED, _without_production(found))],
        "distritos-mediana": lambda: [_counted(RUN_MEDIUM, _medium(found))],
        "distritos-regiones": lambda: [_counted(RUN_REGIONS, _crossing(found))],
        "distritos-litio": lambda: [Candidate(SUM_OF_PARTS, _lithium(run))],
    }
    together = {match.study: match.together for match in run.runmatch_set.all()}
    sites = len(found.sites)
    rows = []
    for figure in _figures():
        candidates = [Candidate(NO_INPUT, None)]
        known = sites
        if figure.code in counts:
            candidates = counts[figure.code]()
        elif figure.code.startswith(SITES_FIGURE):
            number = int(figure.code.removeprefix(SITES_FIGURE))
            candidates = [_counted(RUN_TOGETHER, together[number])]
        else:
            known = 0
        rows.append(reconciled(figure, candidates, n_of_total=f"{known}/{sites}", phrases=PHRASES))
    return tuple(rows)


def _figures() -> list[PublishedFigure]:
    ours = PublishedFigure.objects.filter(code__startswith="distritos-")
    rows = ours.select_related("citation__document")
    return sorted(rows, key=lambda row: (row.code != TOTAL, SITES_FIGURE in row.code, row.code))


def _counted(rule: str, count: int) -> Candidate:
    return Candidate(rule, Decimal(count))


def _without_production(found: Result) -> int:
    return sum(one.reason == NO_PRODUCTION for one in found.dropped)


def _medium(found: Result) -> int:
    return sum(one.size_class == MEDIUM for one in found.districts)


def _crossing(found: Result) -> int:
    return sum(len(one.regions) > 1 for one in found.districts)


def _lithium(run: Run) -> Decimal | None:
    """Tonnes that the layers give the sites that Table 2 names in district 4."""
    editions = {edition.layer_id: edition for edition in run.editions.all()}
    named = Feature.objects.filter(
        edition=editions[LayerCode.SITES], published_district=LITHIUM_DISTRICT
    )
    produced = Feature.objects.filter(
        edition=editions[LayerCode.PRODUCTION], name__in=named.values("name")
    )
    amounts = list(produced.values_list("value", flat=True))
    if not amounts or None in amounts:
        return None
    return sum((Decimal(str(amount)) for amount in amounts), Decimal()) * TONNES_IN_KILOTONNE
