"""What the study of the Loa case prints, held against its own tables and its annex."""

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from emra.cooperation.models import Locality, PromotionInstrument
from emra.ledger.four_eyes import Origin
from emra.sources.models import PublishedFigure
from emra.sources.queries import Chapter, ReconciliationView, reconciled
from emra.sources.reconciliation import Candidate

PREFIX: Final = "loa-"
COVENANT: Final = "loa-1995"
HUNDREDS: Final = -2
# Each completes "El recálculo … da".
PHRASES: Final[Mapping[str, str]] = {
    "SUM_OF_LOCALITIES": "sumando las localidades del cuadro",
    "SUM_OF_TABLES": "sumando las 12 localidades de los dos cuadros, para redondear a la centena,",
    "COUNT_OF_GROUP": "contando los del grupo en el anexo",
    "COUNT_OF_ANNEX": "contando los tres grupos del anexo",
    "SUM_OF_GROUPS": "sumando los tres totales impresos",
}
TABLES: Final = {"families-calama": "02201", "families-san-pedro": "02203"}
GROUPS: Final = {
    "instruments-multisectorial": "MULTISECTORIAL",
    "instruments-sectoral": "SECTORAL",
    "instruments-integral": "INTEGRAL",
}


def chapter() -> Chapter:
    """Families by locality, and the promotion instruments of the annex."""
    figures = PublishedFigure.objects.filter(code__startswith=PREFIX)
    found = {
        row.code.removeprefix(PREFIX): row for row in figures.select_related("citation__document")
    }
    return Chapter(
        code="convenios",
        title=_("Convenios de El Loa: familias e instrumentos de fomento"),
        lead=_(
            "Las familias por localidad y los instrumentos de fomento que imprime el estudio del "
            "Programa Agrícola (1999), junto a lo que dan sus propios cuadros y su anexo. El texto "
            "habla de 1.100 familias y sus dos cuadros suman 1.094: coinciden solo si se redondea "
            "a la centena. El documento no dice de dónde saldrían las 6 familias de diferencia, y "
            "aquí no se agregan a ninguna localidad. Los cuatro instrumentos públicos regionales "
            "que el anexo lista aparte no entran en sus 70."
        ),
        rows=(*_families(found), *_instruments(found)) if found else (),
    )


def _families(figures: Mapping[str, PublishedFigure]) -> Iterator[ReconciliationView]:
    localities = list(
        Locality.objects.filter(
            sheet__covenant=COVENANT, sheet__origin=Origin.SOURCE, sheet__state="APPROVED"
        )
    )
    for name, commune in TABLES.items():
        rows = [row for row in localities if row.commune == commune]
        yield _row(figures[name], [("SUM_OF_LOCALITIES", _sum(rows))], _known(rows))
    for name in ("families-programme", "families-axes"):
        yield _row(
            figures[name],
            [("SUM_OF_TABLES", _sum(localities))],
            _known(localities),
            places=HUNDREDS,
        )


def _instruments(figures: Mapping[str, PublishedFigure]) -> Iterator[ReconciliationView]:
    counted = Counter(PromotionInstrument.objects.values_list("group", flat=True))
    for name, group in GROUPS.items():
        yield _row(figures[name], [("COUNT_OF_GROUP", Decimal(counted[group]))], "1/1")
    printed = [figures[name].value for name in GROUPS]
    known = [value for value in printed if value is not None]
    groups = Decimal(sum(known)) if len(known) == len(printed) else None
    annex = Decimal(sum(counted[group] for group in GROUPS.values()))
    yield _row(
        figures["instruments-total"],
        [("COUNT_OF_ANNEX", annex), ("SUM_OF_GROUPS", groups)],
        f"{len(known)}/{len(printed)}",
    )
    yield _row(figures["instruments-about"], [("COUNT_OF_ANNEX", annex)], "3/3")


def _row(
    figure: PublishedFigure,
    rules: list[tuple[str, Decimal | None]],
    given: str,
    *,
    places: int = 0,
) -> ReconciliationView:
    return reconciled(
        figure,
        [Candidate(rule, value) for rule, value in rules],
        n_of_total=given,
        places=places,
        phrases=PHRASES,
    )


def _sum(rows: list[Locality]) -> Decimal | None:
    """None where a locality's families are unknown."""
    families = [row.families for row in rows]
    return None if None in families else Decimal(sum(value or 0 for value in families))


def _known(rows: list[Locality]) -> str:
    return f"{sum(row.families is not None for row in rows)}/{len(rows)}"
