"""What a comparison of two editions says in words; same data, same sentences."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from emra.agreements import comparison
from emra.agreements.comparison import AverageMove, BoardComparison
from emra.lib.formats import percent
from emra.lib.templatetags.es_cl import points

KINDS = {
    comparison.UP: gettext_lazy("subió"),
    comparison.DOWN: gettext_lazy("retrocedió"),
    comparison.SAME: gettext_lazy("sin cambio"),
    comparison.APPEARED: gettext_lazy("pasó a tener dato"),
    comparison.DISAPPEARED: gettext_lazy("dejó de tener dato"),
    comparison.JOINED: gettext_lazy("pasó a aplicar"),
    comparison.LEFT: gettext_lazy("dejó de aplicar"),
}
MARKS = {
    comparison.UP: "▲",
    comparison.DOWN: "▼",
    comparison.SAME: "=",
    comparison.APPEARED: "+",
    comparison.DISAPPEARED: "−",
    comparison.JOINED: "+",
    comparison.LEFT: "−",
}


def headline(found: BoardComparison) -> str:
    """The page's first sentence."""
    names = {"a": _inside(name(found, "a")), "b": _inside(name(found, "b"))}
    if found.same:
        return _("El %(a)s comparado consigo mismo: no hay diferencias.") % names
    move = found.overall
    if move.difference is None:
        return (
            _("Entre el %(a)s y el %(b)s no se puede comparar el promedio: en uno no hay ninguno.")
            % names
        )
    return _(
        "Del %(a)s al %(b)s el promedio de los 19 cambió en %(points)s: de %(before)s "
        "(%(n_before)s informados) a %(after)s (%(n_after)s informados)."
    ) % {
        **names,
        "points": points(move.difference, 2),
        "before": percent(move.before.mean_zero, 2),
        "n_before": move.before.n_of_total,
        "after": percent(move.after.mean_zero, 2),
        "n_after": move.after.n_of_total,
    }


def name(found: BoardComparison, side: str) -> str:
    """An edition by its corte; with its number where the other is of the same corte."""
    edition = getattr(found, side).edition
    if found.a.edition.corte == found.b.edition.corte and not found.same:
        return _("%(corte)s, publicación n.º %(number)s") % {
            "corte": edition.corte_name,
            "number": edition.number,
        }
    return str(edition.corte_name)


def _inside(text: str) -> str:
    """A corte's name as it stands within a sentence."""
    return text[:1].lower() + text[1:]


def warnings(move: AverageMove) -> tuple[str, ...]:
    """What must be known before the two averages are compared; nothing where n is the same."""
    if move.shares is None:
        return ()
    return tuple(_warnings(move))


def _warnings(move: AverageMove) -> Iterator[str]:
    shares = move.shares
    assert shares is not None
    if move.before.applicable != move.after.applicable:
        yield _(
            "El denominador pasó de %(before)s a %(after)s acuerdos que aplican: eso, y no un "
            "avance, aporta %(points)s."
        ) % {
            "before": move.before.applicable,
            "after": move.after.applicable,
            "points": points(shares.denominator, 2),
        }
    gained = move.after.reported - move.common
    lost = move.before.reported - move.common
    if gained and shares.appeared:
        yield ngettext(
            "%(n)s acuerdo pasó a tener dato; antes contaba como cero. Aporta %(points)s.",
            "%(n)s acuerdos pasaron a tener dato; antes contaban como cero. Aportan %(points)s.",
            gained,
        ) % {"n": gained, "points": points(shares.appeared, 2)}
    if lost and shares.disappeared:
        yield ngettext(
            "%(n)s acuerdo dejó de tener dato; ahora cuenta como cero. Aporta %(points)s.",
            "%(n)s acuerdos dejaron de tener dato; ahora cuentan como cero. Aportan %(points)s.",
            lost,
        ) % {"n": lost, "points": points(shares.disappeared, 2)}
    if move.other_readings and move.common:
        yield ngettext(
            "El promedio de solo los informados no es comparable, porque no son los mismos "
            "acuerdos: el %(n)s que informa en ambos pasó de %(before)s a %(after)s.",
            "El promedio de solo los informados no es comparable, porque no son los mismos "
            "acuerdos: los %(n)s que informan en ambos pasaron de %(before)s a %(after)s.",
            move.common,
        ) % {
            "n": move.common,
            "before": percent(move.common_before, 2),
            "after": percent(move.common_after, 2),
        }
