"""The sentences that say in words what a page or a chart shows; same data, same sentence."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emra.agreements.readmodel import REPORTED, AgreementFigure, Board, DimensionFigure
from emra.lib.formats import percent


def state_of_the_strategy(overall: DimensionFigure) -> str:
    """The home page's sentence: the average never without its n/N, its rule and its bounds."""
    missing = overall.applicable - overall.reported
    every = overall.applicable == overall.total
    parts: dict[str, object] = {
        "reported": overall.reported,
        "applicable": overall.applicable,
        "agreements": _("acuerdos") if every else _("acuerdos que aplican"),
        "missing": missing,
        "mean": percent(overall.mean_zero),
        "upper": percent(overall.upper),
    }
    if overall.applicable == 0:
        return _("Ningún acuerdo aplica en este corte: no hay promedio que mostrar.")
    if overall.reported == 0:
        return (
            _(
                "Ninguno de los %(applicable)s %(agreements)s informa avance: todavía no se sabe "
                "cuánto se ha avanzado."
            )
            % parts
        )
    if overall.applicable == 1:
        return _("El único acuerdo que aplica informa avance y va en %(mean)s.") % parts
    if missing == 0:
        return (
            _("Los %(applicable)s %(agreements)s informan avance y van, en promedio, en %(mean)s.")
            % parts
        )
    parts["known"] = _who_report(overall, str(parts["agreements"]))
    return (
        ngettext(
            "%(known)s: el conjunto va en %(mean)s si el que falta cuenta como cero, y no pasaría "
            "de %(upper)s aunque estuviera cumplido.",
            "%(known)s: el conjunto va en %(mean)s si los %(missing)s sin dato cuentan como cero, "
            "y no pasaría de %(upper)s aunque todos ellos estuvieran cumplidos.",
            missing,
        )
        % parts
    )


def averages_by_corte(boards: Sequence[Board]) -> str:
    """How the average of the 19 moved from the first corte to the last."""
    if not boards:
        return _("Todavía no hay cortes publicados.")
    last = boards[-1]
    if len(boards) == 1:
        return _(
            "Hay un solo corte publicado, %(corte)s: los 19 van en %(mean)s con %(n)s informados, "
            "y todavía no hay tendencia que mostrar."
        ) % {
            "corte": last.edition.corte_name,
            "mean": percent(last.overall.mean_zero),
            "n": last.overall.n_of_total,
        }
    return _(
        "El promedio de los 19 pasó de %(before)s (%(first)s, %(n_before)s informados) a "
        "%(after)s (%(last)s, %(n_after)s informados), contando los sin dato como cero."
    ) % {
        "first": boards[0].edition.corte_name,
        "last": last.edition.corte_name,
        "before": percent(boards[0].overall.mean_zero),
        "n_before": boards[0].overall.n_of_total,
        "after": percent(last.overall.mean_zero),
        "n_after": last.overall.n_of_total,
    }


def against_path(figures: Sequence[AgreementFigure]) -> str:
    """How many agreements reach what is expected at the corte, and how many cannot be judged."""
    reach, within, below = (sum(map(test, figures)) for test in (_reaches, _is_within, _is_below))
    unknown = sum(row.state == "NO_DATA" for row in figures)
    outside = sum(row.state == "NOT_APPLICABLE" for row in figures)
    told = (
        (reach, ngettext("%(n)s alcanza lo esperado", "%(n)s alcanzan lo esperado", reach)),
        (
            within,
            ngettext(
                "%(n)s queda dentro del intervalo posible",
                "%(n)s quedan dentro del intervalo posible",
                within,
            ),
        ),
        (below, ngettext("%(n)s está por debajo", "%(n)s están por debajo", below)),
        (unknown, ngettext("%(n)s no tiene dato", "%(n)s no tienen dato", unknown)),
        (outside, ngettext("%(n)s no aplica", "%(n)s no aplican", outside)),
    )
    return _of_the_agreements(figures, [words % {"n": count} for count, words in told if count])


def how_they_go(figures: Sequence[AgreementFigure]) -> str:
    """How many agreements go well and how many do not, in plain words; none is left out."""
    counts = Counter(
        row.state if row.state != REPORTED else "UNSURE" if row.health == "NO_DATA" else row.health
        for row in figures
    )
    words = {
        "DONE": ngettext("%(n)s está cumplido", "%(n)s están cumplidos", counts["DONE"]),
        "ON_TRACK": ngettext(
            "%(n)s va según lo esperado", "%(n)s van según lo esperado", counts["ON_TRACK"]
        ),
        "AT_RISK": ngettext("%(n)s está en riesgo", "%(n)s están en riesgo", counts["AT_RISK"]),
        "LATE": ngettext("%(n)s va atrasado", "%(n)s van atrasados", counts["LATE"]),
        "NO_DATA": ngettext("%(n)s no tiene dato", "%(n)s no tienen dato", counts["NO_DATA"]),
        "NOT_APPLICABLE": ngettext("%(n)s no aplica", "%(n)s no aplican", counts["NOT_APPLICABLE"]),
        "UNSURE": ngettext(
            "de %(n)s no se puede decir, porque la fecha del corte no se conoce con exactitud",
            "de %(n)s no se puede decir, porque la fecha del corte no se conoce con exactitud",
            counts["UNSURE"],
        ),
    }
    parts = [text % {"n": counts[code]} for code, text in words.items() if counts[code]]
    return _of_the_agreements(figures, parts)


def grid(boards: Sequence[Board]) -> str:
    """How full the agreement by corte grid is."""
    cells = [figure for board in boards for figure in board.agreements]
    known = sum(1 for figure in cells if figure.percent is not None)
    return ngettext(
        "De %(cells)s celdas (acuerdo por corte), %(known)s tiene un valor publicado.",
        "De %(cells)s celdas (acuerdo por corte), %(known)s tienen un valor publicado.",
        known,
    ) % {"cells": len(cells), "known": known}


def share_by_dimension(board: Board) -> str:
    """Which dimension lacks most of its data."""
    rows = [figure for figure in board.dimensions if figure.applicable]
    if not rows:
        return _("Ningún acuerdo aplica en este corte.")
    least = min(rows, key=lambda row: Decimal(row.reported) / row.applicable)
    return _("%(known)s; la dimensión con menos datos es %(name)s, con %(n)s.") % {
        "known": _who_report(board.overall, _("acuerdos")),
        "name": least.name,
        "n": least.n_of_total,
    }


def _who_report(overall: DimensionFigure, agreements: str) -> str:
    return ngettext(
        "%(reported)s de los %(applicable)s %(agreements)s informa avance",
        "%(reported)s de los %(applicable)s %(agreements)s informan avance",
        overall.reported,
    ) % {
        "reported": overall.reported,
        "applicable": overall.applicable,
        "agreements": agreements,
    }


def _of_the_agreements(figures: Sequence[AgreementFigure], parts: Sequence[str]) -> str:
    """`De los 19 acuerdos, 3 …, 2 … y 14 …`."""
    if not parts:
        return _("No hay acuerdos en este corte.")
    *firsts, last = parts
    listed = _(" y ").join([", ".join(firsts), last] if firsts else [last])
    return _("De los %(total)s acuerdos, %(listed)s.") % {"total": len(figures), "listed": listed}


def _reaches(figure: AgreementFigure) -> bool:
    return (
        figure.percent is not None
        and figure.expected_high is not None
        and figure.percent >= figure.expected_high
    )


def _is_below(figure: AgreementFigure) -> bool:
    return (
        figure.percent is not None
        and figure.expected_low is not None
        and figure.percent < figure.expected_low
    )


def _is_within(figure: AgreementFigure) -> bool:
    return figure.percent is not None and not _reaches(figure) and not _is_below(figure)
