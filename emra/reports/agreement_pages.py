"""The pages of an edition's own figures: summary and dimensions, and how a reading is written."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from emra.agreements.models import INITIAL_CORTE, Agreement
from emra.agreements.readmodel import AgreementFigure, Board, DimensionFigure
from emra.lib import formats
from emra.lib.formats import percent
from emra.lib.percent import RULE_TEXT
from emra.reports.pages import BAD, GOOD, NONE, WARN, Bar, Bars, Column, Grid, Page, Tile
from emra.sources.queries import CitationView, citation_view
from emra.strategy.queries import StrategyView

SUMMARY, DIMENSIONS = "resumen", "dimensiones"
TONES = {"ON_TRACK": GOOD, "DONE": GOOD, "AT_RISK": WARN, "LATE": BAD, "NO_DATA": NONE}
HEALTHS = ("ON_TRACK", "DONE", "AT_RISK", "LATE", "NO_DATA")
REST = (1.95, 1.6, 1.6)
ABSENCES = ("NO_DATA", "NOT_APPLICABLE")
Cited = Mapping[str, CitationView]


def citations() -> dict[str, CitationView]:
    """Where the source says each agreement's figure."""
    rows = Agreement.objects.select_related("figure_citation__document")
    return {row.code: citation_view(row.figure_citation) for row in rows}


def place(cited: CitationView) -> str:
    """`Presentación… (emra-presentacion-2025), líneas 95 a 101`."""
    return f"{cited.document_title} ({cited.document_code}), {where(cited)}"


def where(cited: CitationView) -> str:
    """`líneas 95 a 101`."""
    if cited.line_from == cited.line_to:
        return _("línea %(line)s") % {"line": cited.line_from}
    return _("líneas %(first)s a %(last)s") % {"first": cited.line_from, "last": cited.line_to}


def reading(figure: AgreementFigure, places: int = 1) -> str:
    """`47,5 %`, `sin dato` or `no aplica`: never a zero for what is not known."""
    if figure.state == "NOT_APPLICABLE":
        return _("no aplica")
    return _("sin dato") if figure.percent is None else percent(figure.percent, places)


def health(figure: AgreementFigure) -> str:
    """How it goes, in two words; what cannot be judged says why."""
    if figure.state != "REPORTED":
        return reading(figure).capitalize()
    words = {
        "ON_TRACK": _("Según lo esperado"),
        "AT_RISK": _("En riesgo"),
        "LATE": _("Atrasado"),
        "DONE": _("Cumplido"),
        "NO_DATA": _("No concluyente"),
    }[figure.health]
    return _("%(words)s, retroceso") % {"words": words} if figure.setback else words


# -- summary ---------------------------------------------------------------------------------


def summary(board: Board, strategy: StrategyView, sources: tuple[str, ...]) -> Page:
    """The 19 together: the average with its rule, its bounds and how many report."""
    overall = board.overall
    missing = overall.applicable - overall.reported
    return Page(
        code=SUMMARY,
        section=_("1. Resumen"),
        title=_summary_title(overall),
        lead=_("Estrategia %(first)s-%(last)s. %(approval)s, del %(day)s.")
        % {
            "first": strategy.year_from,
            "last": strategy.year_to,
            "approval": strategy.approval,
            "day": formats.day(strategy.approved_on),
        },
        tiles=(
            Tile(
                _("Promedio de los acuerdos"),
                percent(overall.mean_zero),
                _("%(n)s informan; los sin dato cuentan como 0") % {"n": overall.n_of_total},
            ),
            Tile(
                _("Promedio de los que informan"),
                percent(overall.mean_reported),
                _("%(n)s informan; los demás quedan fuera") % {"n": overall.n_of_total},
            ),
            Tile(
                _("Cotas del promedio"),
                bounds(overall),
                _("según lo que valgan los %(n)s sin dato") % {"n": missing},
            ),
            Tile(
                _("Según lo esperado o cumplidos"),
                str(sum(TONES[row.health] == GOOD for row in board.agreements)),
                _("de %(total)s acuerdos; en riesgo: %(risk)s, atrasados: %(late)s")
                % {
                    "total": overall.total,
                    "late": sum(row.health == "LATE" for row in board.agreements),
                    "risk": sum(row.health == "AT_RISK" for row in board.agreements),
                },
            ),
        ),
        grid=_states(board),
        note=_("Regla: %(rule)s.") % {"rule": RULE_TEXT},
        sources=(*sources, _("Estrategia: %(place)s.") % {"place": place(strategy.citation)}),
    )


def _summary_title(overall: DimensionFigure) -> str:
    """What the home page says, short enough for two lines."""
    parts = {
        "reported": overall.reported,
        "applicable": overall.applicable,
        "mean": percent(overall.mean_zero),
        "upper": percent(overall.upper),
    }
    if not overall.applicable:
        return _("Ningún acuerdo aplica en este corte: no hay promedio")
    if not overall.reported:
        return _("Ninguno de los %(applicable)s acuerdos informa avance") % parts
    if overall.reported == overall.applicable:
        return _("Los %(applicable)s acuerdos informan avance: %(mean)s en promedio") % parts
    return (
        _(
            "%(reported)s de los %(applicable)s acuerdos informan avance: %(mean)s en promedio, y "
            "no más de %(upper)s aunque los sin dato estuvieran cumplidos"
        )
        % parts
    )


def _states(board: Board) -> Grid:
    """How many agreements are in each state, by dimension and together."""
    names = (_("Según lo esperado"), _("Cumplidos"), _("En riesgo"), _("Atrasados"))
    rest = (_("No concluyente"), _("Sin dato"), _("No aplica"))

    def row(name: str, found: Sequence[AgreementFigure]) -> tuple[str, ...]:
        told = [one for one in found if one.state == "REPORTED"]
        counts = [sum(one.health == state for one in told) for state in HEALTHS]
        counts += [sum(one.state == state for one in found) for state in ABSENCES]
        return (name, str(len(found)), *map(str, counts))

    return Grid(
        (
            Column(_("Dimensión"), 2.0),
            Column(_("Acuerdos"), 1.35, figures=True),
            *(Column(name, 1.6, figures=True) for name in names),
            # Its longest word is whole on the printed sheet too.
            *(Column(name, share, figures=True) for name, share in zip(rest, REST, strict=True)),
        ),
        (
            *(
                row(each.name, [one for one in board.agreements if one.dimension == each.code])
                for each in board.dimensions
            ),
            row(board.overall.name, board.agreements),
        ),
    )


def bounds(figure: DimensionFigure) -> str:
    if figure.lower is None:
        return _("sin dato")
    if figure.lower == figure.upper:
        return percent(figure.lower)
    return _("%(low)s a %(high)s") % {
        "low": percent(figure.lower),
        "high": percent(figure.upper),
    }


# -- dimensions ------------------------------------------------------------------------------


def _averages_title(rows: Sequence[DimensionFigure]) -> str:
    """Which dimension is ahead and which behind, where one is."""
    known = [row for row in rows if row.mean_zero is not None]
    if not known:
        return _("Ninguna dimensión tiene acuerdos que apliquen en este corte")
    if not any(row.reported for row in known):
        return _("Ninguna dimensión tiene acuerdos informados en este corte")
    first = max(known, key=lambda row: row.mean_zero or 0)
    last = min(known, key=lambda row: row.mean_zero or 0)
    if first.mean_zero == last.mean_zero:
        return _("Ninguna dimensión va adelante: %(mean)s en promedio") % {
            "mean": percent(first.mean_zero)
        }
    return _(
        "%(first)s es la dimensión que más avanza, con %(most)s y %(n)s informados; "
        "%(last)s, la que menos: %(least)s y %(m)s"
    ) % {
        "first": first.name,
        "most": percent(first.mean_zero),
        "n": first.n_of_total,
        "last": last.name,
        "least": percent(last.mean_zero),
        "m": last.n_of_total,
    }


def averages(board: Board, sources: tuple[str, ...]) -> Page:
    """The four dimensions beside each other."""
    rows = (*board.dimensions, board.overall)
    return Page(
        code=DIMENSIONS,
        section=_("2. Avances de los acuerdos transversales"),
        title=_averages_title(board.dimensions),
        bars=Bars(
            _("Promedio por dimensión"),
            _("Promedio, los sin dato como 0 (%)"),
            tuple(
                Bar(
                    f"{row.name} ({row.n_of_total})",
                    row.mean_zero,
                    _("no aplica"),
                    whole=row is board.overall,
                )
                for row in rows
            ),
        ),
        grid=Grid(
            (
                Column(_("Dimensión"), 1.9),
                Column(_("Informan"), 1.15, figures=True),
                Column(_("Promedio"), 1.2, figures=True),
                Column(_("Cambio"), 1.15, figures=True),
                Column(_("Cotas"), 2.0, figures=True),
            ),
            tuple(
                (
                    row.name,
                    row.n_of_total,
                    percent(row.mean_zero),
                    points(row.change),
                    bounds(row),
                )
                for row in rows
            ),
        ),
        note=_("Regla: %(rule)s. Cotas: todos los sin dato en 0 y en 100.") % {"rule": RULE_TEXT},
        sources=sources,
    )


def points(change: Decimal | None) -> str:
    """`+3,4 pp` since the corte before; a dash where there is none to compare."""
    if change is None:
        return "–"
    return f"{'+' if change > 0 else ''}{formats.number(change, 1)} pp"


def dimension(
    figure: DimensionFigure, rows: Sequence[AgreementFigure], cited: Cited, sources: tuple[str, ...]
) -> Page:
    """One dimension: a bar and a row for each of its agreements."""
    return Page(
        code=f"dimension-{figure.code}",
        section=_("2. Avances de los acuerdos transversales · Dimensión %(name)s")
        % {"name": figure.name},
        title=_dimension_title(figure, rows),
        bars=Bars(
            _("Avance de cada acuerdo"),
            _("Avance (%)"),
            tuple(Bar(row.code, row.percent, reading(row)) for row in rows),
        ),
        grid=Grid(
            (
                Column(_("Acuerdo"), 4.1),
                Column(_("Avance"), 1.25, figures=True),
                Column(_("Antes"), 1.15, figures=True),
                Column(_("Estado"), 1.9),
            ),
            tuple(
                (
                    f"{row.code} {row.label}",
                    reading(row),
                    _before(row),
                    health(row),
                )
                for row in rows
            ),
            tuple(BAD if row.setback else TONES[row.health] for row in rows),
        ),
        note=_dimension_note(figure, rows),
        sources=(*(source_of(row, cited) for row in rows), *sources),
    )


def _before(row: AgreementFigure) -> str:
    """What the last report said before this one; what nobody reported anew is the same."""
    if row.carried_from:
        return _("igual")
    return "–" if row.previous is None else percent(row.previous)


def _dimension_note(figure: DimensionFigure, rows: Sequence[AgreementFigure]) -> str:
    told = _("Promedio %(mean)s con %(n)s informados; cotas %(bounds)s. Regla: %(rule)s.") % {
        "mean": percent(figure.mean_zero),
        "n": figure.n_of_total,
        "bounds": bounds(figure),
        "rule": RULE_TEXT,
    }
    if any(row.carried_from for row in rows):
        told += " " + _("«Igual»: sin informe nuevo, rige la cifra del corte anterior.")
    return told


def _dimension_title(figure: DimensionFigure, rows: Sequence[AgreementFigure]) -> str:
    name = figure.name
    known = [row for row in rows if row.percent is not None]
    if not figure.applicable:
        return _("Dimensión %(name)s: ningún acuerdo aplica en este corte") % {"name": name}
    if not known:
        return _("Dimensión %(name)s: ninguno de sus %(n)s acuerdos informa avance") % {
            "name": name,
            "n": figure.applicable,
        }
    best = max(known, key=lambda row: row.percent or 0)
    told = _("Dimensión %(name)s: %(mean)s en promedio con %(n)s informados") % {
        "name": name,
        "mean": percent(figure.mean_zero),
        "n": figure.n_of_total,
    }
    back = [row.code for row in rows if row.setback]
    if back:
        return _("%(told)s; retrocede %(codes)s") % {"told": told, "codes": ", ".join(back)}
    return _("%(told)s; el más avanzado es %(code)s, con %(most)s") % {
        "told": told,
        "code": best.code,
        "most": percent(best.percent),
    }


def source_of(row: AgreementFigure, cited: Cited) -> str:
    """Where a reading comes from: the document's lines, or the approved report."""
    parts = {"code": row.code, "value": reading(row, 2)}
    if not row.report_code or INITIAL_CORTE in row.report_code:
        told = _("%(code)s: %(value)s. Fuente: %(place)s.") % {
            **parts,
            "place": place(cited[row.code]),
        }
    else:
        told = _("%(code)s: %(value)s. Fuente: informe aprobado %(report)s.") % {
            **parts,
            "report": row.report_code,
        }
    if row.carried_from:
        told += " " + _("Arrastrado de %(corte)s.") % {"corte": row.carried_from}
    if row.reason:
        told += " " + _("Motivo: %(reason)s") % {"reason": row.reason}
    if row.setback_reason:
        told += " " + _("Motivo del retroceso: %(reason)s") % {"reason": row.setback_reason}
    return told
