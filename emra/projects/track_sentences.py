"""What the page of the two tracks says in words; each sentence follows from its figures."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emra.lib import formats
from emra.projects.tracks import (
    ABOVE,
    BELOW,
    INSIDE,
    LEAST,
    MONTH_DAYS,
    Claim,
    Comparison,
    Spread,
    TrackSummary,
)


def claim(told: Claim) -> str:
    """`12 a 18 meses`."""
    return _("%(low)s a %(high)s meses") % {"low": told.low, "high": told.high}


def comparison(found: Comparison) -> str:
    """What is observed beside what the source says, or why nothing can be said yet."""
    said = {"claim": claim(found.claim), "counts": _counts(found)}
    if found.months is None:
        return _(
            "Sin datos suficientes: para comparar se necesitan al menos %(least)s iniciativas "
            "que hayan terminado cada vía, y hay %(counts)s."
        ) % {**said, "least": LEAST}
    difference = formats.number(abs(found.months), 1)
    if found.months > 0:
        text = _(
            "La mediana de la vía público-privada es %(difference)s meses menor que la de la vía "
            "pública"
        )
    elif found.months < 0:
        text = _(
            "La mediana de la vía público-privada es %(difference)s meses mayor que la de la vía "
            "pública"
        )
    else:
        text = _("Las dos vías tienen la misma mediana")
    return f"{text}; %(verdict)s (%(counts)s)." % {
        **said,
        "difference": difference,
        "verdict": _verdict(found.verdict) % said,
    }


def caution() -> str:
    """What the comparison is not."""
    return _(
        "Compara iniciativas distintas, no la misma por ambas vías: no prueba que la diferencia se "
        "deba a la vía. Son días corridos, con las esperas entre etapas; un mes son %(days)s días."
    ) % {"days": formats.number(MONTH_DAYS)}


def track(found: TrackSummary) -> str:
    """How many walk a track, and how long those that ended took."""
    if not found.walks:
        return _("Ninguna iniciativa publicada va por esta vía.")
    text = ngettext(
        "%(count)s iniciativa: %(finished)s con todas sus etapas terminadas y %(under_way)s en "
        "curso",
        "%(count)s iniciativas: %(finished)s con todas sus etapas terminadas y %(under_way)s en "
        "curso",
        found.walks,
    ) % {"count": found.walks, "finished": found.finished, "under_way": found.under_way}
    if found.incomplete:
        text += ngettext(
            ", y %(count)s sin fechas de alguna etapa",
            ", y %(count)s sin fechas de alguna etapa",
            found.incomplete,
        ) % {"count": found.incomplete}
    if found.total.median is None:
        return f"{text}. " + _("Sin una terminada no hay duración que mostrar.")
    return f"{text}. " + _("Duración observada: %(spread)s.") % {"spread": spread(found.total)}


def spread(found: Spread) -> str:
    """`mediana 412 días (13,5 meses), entre 380 y 500, n = 3`; a single one is no median."""
    if found.median is None:
        return _("sin dato")
    said = {
        "days": formats.number(found.median),
        "months": formats.number(found.months, 1),
        "least": formats.number(found.least),
        "most": formats.number(found.most),
        "count": found.count,
    }
    if found.count == 1:
        return _("%(days)s días (%(months)s meses), una sola") % said
    return (
        _("mediana %(days)s días (%(months)s meses), entre %(least)s y %(most)s, n = %(count)s")
        % said
    )


def _counts(found: Comparison) -> str:
    return _("%(public)s por la pública y %(other)s por la público-privada") % {
        "public": found.public.count,
        "other": found.public_private.count,
    }


def _verdict(verdict: str) -> str:
    return {
        BELOW: _("es menos que lo que la fuente estima, %(claim)s"),
        INSIDE: _("está dentro de lo que la fuente estima, %(claim)s"),
        ABOVE: _("es más que lo que la fuente estima, %(claim)s"),
    }[verdict]
