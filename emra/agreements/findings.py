"""What the agreements' charts find, in words; the same figures give the same sentence.

A finding is a chart's title, without a final point. Unknowns are named, ties are told as ties,
and an order that the missing data could change is said to be one.
"""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emra.agreements.readmodel import AgreementFigure, DimensionFigure, HistoryPoint
from emra.lib.formats import percent
from emra.lib.templatetags.es_cl import RULE_LABELS, STATE_LABELS


def subject(figure: DimensionFigure) -> str:
    """`la dimensión social`, `los 19 acuerdos`."""
    if figure.code == "all":
        return _("los %(total)s acuerdos") % {"total": figure.total}
    return _("la dimensión %(name)s") % {"name": figure.name.lower()}


def average(figure: DimensionFigure) -> str:
    """An average: how much, and how much more it could be."""
    parts = {
        "subject": subject(figure),
        "mean": percent(figure.mean_zero),
        "upper": percent(figure.upper),
        "n": figure.n_of_total,
    }
    missing = figure.applicable - figure.reported
    if not figure.applicable:
        return _("En %(subject)s ninguno aplica: no hay promedio") % parts
    if not figure.reported:
        return _("En %(subject)s nadie informa todavía: no se sabe cuánto se ha avanzado") % parts
    if not missing:
        return _("El promedio de %(subject)s es %(mean)s y no falta ningún dato (%(n)s)") % parts
    return ngettext(
        "El promedio de %(subject)s va en %(mean)s (%(n)s) y podría llegar a %(upper)s: "
        "falta el dato de uno",
        "El promedio de %(subject)s va en %(mean)s (%(n)s) y podría llegar a %(upper)s: "
        "faltan los datos de %(missing)s",
        missing,
    ) % {**parts, "missing": missing}


def average_read(figure: DimensionFigure) -> str:
    """How the average is made: n/N, rule, bounds, and the other ways to count."""
    if not figure.applicable:
        return _("Ningún acuerdo aplica.")
    text = _("Informan %(n)s.") % {"n": figure.n_of_total}
    if not figure.reported:
        return text + " " + _("La regla daría 0, pero no se ha medido nada: sin dato no es cero.")
    text += " " + _("Regla: %(rule)s.") % {"rule": RULE_LABELS.get(figure.rule, figure.rule)}
    if figure.lower != figure.upper:
        text += " " + _(
            "Cotas: %(lower)s a %(upper)s, según lo que valgan los que faltan. Solo los "
            "informados promedian %(reported)s."
        ) % {
            "lower": percent(figure.lower),
            "upper": percent(figure.upper),
            "reported": percent(figure.mean_reported),
        }
    if figure.printed is not None:
        text += " " + _("La fuente imprime %(printed)s.") % {
            "printed": percent(figure.printed, None)
        }
    return text


def dimensions(figures: Sequence[DimensionFigure]) -> str:
    """Which dimension goes furthest and which least, among those somebody reports on."""
    known = [row for row in figures if row.reported and row.mean_zero is not None]
    if not known:
        return _("Ninguna dimensión informa todavía: no se sabe cuál ha avanzado más")
    best = max(row.mean_zero or Decimal(0) for row in known)
    worst = min(row.mean_zero or Decimal(0) for row in known)
    if len(known) == 1:
        return _("Solo %(subject)s informa: va en %(mean)s (%(n)s)") % {
            "subject": subject(known[0]),
            "mean": percent(best),
            "n": known[0].n_of_total,
        }
    if best == worst:
        return _("Las %(count)s dimensiones que informan van en el mismo promedio: %(mean)s") % {
            "count": len(known),
            "mean": percent(best),
        }
    return _("El mayor promedio es de %(first)s, %(best)s; el menor, de %(last)s, %(worst)s") % {
        "first": _those(known, best),
        "best": percent(best),
        "last": _those(known, worst),
        "worst": percent(worst),
    }


def dimensions_read(figures: Sequence[DimensionFigure]) -> str:
    """The rule, and whether the missing data could change the order."""
    known = [row for row in figures if row.reported and row.mean_zero is not None]
    text = _("Los acuerdos sin dato cuentan como 0.")
    without = [row.name.lower() for row in figures if row.applicable and not row.reported]
    if without:
        text += " " + _("Sin ningún dato: %(names)s.") % {"names": _listed(without)}
    if len(known) < 2:
        return text
    ranked = sorted(known, key=lambda row: row.mean_zero or Decimal(0))
    lowest_of_first = ranked[-1].lower or Decimal(0)
    if any((row.upper or Decimal(0)) > lowest_of_first for row in ranked[:-1]):
        return (
            text
            + " "
            + _("Las cotas se superponen: el orden puede cambiar cuando informen los que faltan.")
        )
    return text + " " + _("Ningún dato que falte puede cambiar cuál va primero.")


def against_path(figures: Sequence[AgreementFigure]) -> str:
    """How far the agreements that report are: the furthest, the least, and how many do not."""
    known = [row for row in figures if row.percent is not None]
    missing = sum(1 for row in figures if row.state == "NO_DATA")
    if not known:
        return _("Ninguno de los %(total)s acuerdos informa avance") % {"total": len(figures)}
    best = max(row.percent or Decimal(0) for row in known)
    worst = min(row.percent or Decimal(0) for row in known)
    text = _("%(codes)s va más lejos, con %(best)s") % {
        "codes": _codes(known, best),
        "best": percent(best),
    }
    if sum(row.percent == best for row in known) > 1:
        text = _("%(codes)s van más lejos, con %(best)s") % {
            "codes": _codes(known, best),
            "best": percent(best),
        }
    if best != worst:
        text += _("; %(codes)s, menos, con %(worst)s") % {
            "codes": _codes(known, worst),
            "worst": percent(worst),
        }
    if missing:
        text += _("; de %(missing)s no hay dato") % {"missing": missing}
    return text


def history(code: str, found: Sequence[HistoryPoint]) -> str:
    """Where an agreement is, and from where it came."""
    last = found[-1]
    if last.percent is None:
        return _("%(code)s: %(state)s en %(corte)s") % {
            "code": code,
            "state": str(STATE_LABELS[last.state]).lower(),
            "corte": last.corte,
        }
    parts = {"code": code, "after": percent(last.percent), "corte": last.corte}
    if last.carried_from:
        return _("%(code)s sigue en %(after)s: la cifra es de %(carried)s") % {
            **parts,
            "carried": last.carried_from,
        }
    before = next((point for point in reversed(found[:-1]) if point.percent is not None), None)
    if before is None or before.percent is None:
        if len(found) == 1:
            return _("%(code)s va en %(after)s en el primer corte publicado") % parts
        return _("%(code)s va en %(after)s: antes de %(corte)s no tenía dato") % parts
    parts |= {"before": percent(before.percent), "since": before.corte}
    if last.percent > before.percent:
        return _("%(code)s subió de %(before)s en %(since)s a %(after)s en %(corte)s") % parts
    if last.percent < before.percent:
        return _("%(code)s retrocedió de %(before)s en %(since)s a %(after)s en %(corte)s") % parts
    return _("%(code)s se mantiene en %(after)s desde %(since)s") % parts


def history_read(figure: AgreementFigure, found: Sequence[HistoryPoint], year: int) -> str:
    """What was expected, and in how many cortes there is a value."""
    known = sum(1 for point in found if point.percent is not None)
    text = ngettext(
        "%(label)s. %(known)s de %(total)s corte con valor.",
        "%(label)s. %(known)s de %(total)s cortes con valor.",
        len(found),
    ) % {"label": figure.label.rstrip("."), "known": known, "total": len(found)}
    if figure.expected_low == figure.expected_high:
        return (
            text
            + " "
            + _("A la fecha del corte se espera %(value)s, en la recta hasta 100 %% en %(year)s.")
            % {"value": percent(figure.expected_low), "year": year}
        )
    return (
        text
        + " "
        + _(
            "A la fecha del corte se espera entre %(low)s y %(high)s, en la recta hasta 100 %% en "
            "%(year)s."
        )
        % {
            "low": percent(figure.expected_low),
            "high": percent(figure.expected_high),
            "year": year,
        }
    )


def _those(known: Sequence[DimensionFigure], mean: Decimal) -> str:
    """The dimensions with that average, each with its n/N: `ambiental (6/7)`."""
    return _listed(
        [f"{row.name.lower()} ({row.n_of_total})" for row in known if row.mean_zero == mean]
    )


def _codes(known: Sequence[AgreementFigure], value: Decimal) -> str:
    return _listed([row.code for row in known if row.percent == value])


def _listed(words: Sequence[str]) -> str:
    *firsts, last = words
    return _(" y ").join([", ".join(firsts), last] if firsts else [last])
