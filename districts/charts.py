"""Small charts of a district's sheet as SVG markup: its profile and how firm its place is."""

from collections.abc import Sequence
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from districts import sentences
from districts.method.results import District
from districts.readmodel import DistrictView
from emra.lib import formats

_ROW: Final = 46
_MARGIN: Final = 2.0


def profile(district: District) -> SafeString:
    """Five bars from 0 to 100: each variable beside the largest district in it."""
    body = "".join(
        _bar(
            at,
            str(name),
            district.profile[at],
            formats.percent(district.profile[at], 0)
            if district.totals[at]
            else _("nada en sus celdas"),
        )
        for at, (name, _unit) in enumerate(sentences.VARIABLES)
    )
    return _svg(
        "perfil",
        _ROW * len(sentences.VARIABLES),
        _("Perfil del distrito %(number)s") % {"number": district.number},
        sentences.profile(district),
        body,
    )


def ranks(one: DistrictView, total: int) -> SafeString:
    """The place of a district in the run and its interval in each study, from 1 on the left."""
    rows = [
        (str(how), one.stability[kind].rank)
        for kind, how in sentences.STUDIES.items()
        if kind in one.stability
    ]
    last = max([total, *(int(found.high) for _how, found in rows if found)])
    own = _share(one.district.rank, last)
    height = 34 + _ROW * max(len(rows), 1)
    body = f'<line class="c-path" x1="{own}%" y1="20" x2="{own}%" y2="{height - 6}"/>'
    for place in sorted({1, one.district.rank, last}):
        kind = "c-text c-text--ink" if place == one.district.rank else "c-text"
        end = "c-text--end" if place == last else "c-text--mid" if place > 1 else ""
        body += f'<text class="{kind} {end}" x="{_share(place, last)}%" y="14">{place}.º</text>'
    for at, (how, found) in enumerate(rows):
        y = 34 + _ROW * at
        body += f'<text class="c-text c-halo" x="0" y="{y + 12}">{escape(how)}</text>'
        body += f'<line class="c-grid" x1="0" y1="{y + 27}" x2="100%" y2="{y + 27}"/>'
        if found is None:
            continue
        low, high = _share(found.low, last), _share(found.high, last)
        body += (
            f'<line class="c-span" x1="{low}%" y1="{y + 27}" x2="{high}%" y2="{y + 27}"/>'
            f'<circle class="c-hollow" cx="{_share(found.median, last)}%" cy="{y + 27}" r="6"/>'
        )
    title = _("Lugar del distrito %(number)s y su intervalo") % {"number": one.number}
    return _svg("lugares", height, title, sentences.firmness(one), body)


def weight_bars(weights: Sequence[float]) -> SafeString:
    """The five weights as bars of one whole."""
    body = "".join(
        _bar(at, str(name), 100 * weights[at], formats.percent(100 * weights[at], 1))
        for at, (name, _unit) in enumerate(sentences.VARIABLES)
    )
    title = _("Pesos de las cinco variables")
    return _svg("pesos", _ROW * len(weights), title, _("Suman 100 %."), body)


def _bar(at: int, name: str, share: float, words: str) -> str:
    y = _ROW * at
    fill = (
        f'<rect class="c-solid" x="0" y="{y + 22}" width="{_point(share)}%" height="12" rx="3"/>'
        if share > 0
        else ""
    )
    return (
        f'<text class="c-text c-text--ink" x="0" y="{y + 15}">{escape(name)}</text>'
        f'<text class="c-text c-text--end" x="100%" y="{y + 15}">{escape(words)}</text>'
        f'<rect class="c-track" x="0" y="{y + 22}" width="100%" height="12" rx="3"/>{fill}'
    )


def _share(place: float, last: int) -> str:
    """A place from 1 to `last` as a percentage of the width, with a margin at each end."""
    span = (place - 1) / max(last - 1, 1)
    return _point(_MARGIN + span * (100 - 2 * _MARGIN))


def _point(value: float) -> str:
    return formats.point(value, 2)


def _svg(uid: str, height: int, title: str, desc: str, body: str) -> SafeString:
    return mark_safe(
        f'<svg role="img" aria-labelledby="{uid}-t {uid}-d" width="100%" height="{height}">'
        f'<title id="{uid}-t">{escape(title)}</title><desc id="{uid}-d">{escape(desc)}</desc>'
        f"{body}</svg>"
    )
