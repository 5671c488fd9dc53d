"""The tracks drawn as SVG: each initiative's stages along the years, and how many are in each.

Positions along the horizontal are percentages of the width; each stage has its number on it and
a pattern besides its colour; a stage that goes on has a dashed outline up to today.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emra.lib import formats
from emra.projects.readmodel import ProjectView, StageView, TracksView, TrackView
from emra.projects.tracks import INCOMPLETE

_TOP: Final = 26
_HEAD: Final = 34
_ROW: Final = 50
_BAR: Final = 18
_MOST_YEARS: Final = 6
# Shares of a phone's width: a number on a bar, and what the axis says at its two ends.
_ROOM, _FIRST_ROOM, _TODAY_ROOM = Decimal(4), Decimal(20), Decimal(13)
_FILLS: Final = ("c-b4", "c-b2", "c-b3", "c-b1", "c-b0")


class _Scale:
    """Days from the first one to today as percentages of the width."""

    def __init__(self, first: date, last: date) -> None:
        self.first = first
        self.days = max((last - first).days, 1)

    def at(self, day: date) -> Decimal:
        return Decimal(100 * (day - self.first).days) / self.days


def gantt(view: TracksView) -> SafeString:
    """Both tracks, one row per initiative; nothing where none has entered a stage."""
    days = [
        day
        for track in view.tracks
        for row in track.rows
        for stage in row.stages
        for day in (stage.entered_on, stage.left_on)
        if day
    ]
    if not days:
        return SafeString()
    scale = _Scale(min(days), max(view.today, *days))
    body, y = "", _TOP
    for track in view.tracks:
        walking = [row for row in track.rows if row.walk.passages]
        if not walking:
            continue
        body += f'<text class="c-text c-text--ink" x="0" y="{y + 22}">{escape(track.name)}</text>'
        y += _HEAD
        for row in walking:
            body += _row(row, scale, y)
            y += _ROW
    title = _("Paso de cada iniciativa por las etapas de su vía")
    desc = ". ".join(_told(row) for track in view.tracks for row in track.rows)
    return _svg("vias", y, title, desc, _years(scale, view.today, y) + body)


def pipeline_bars(track: TrackView) -> SafeString:
    """How many initiatives are in each stage of a track now."""
    counts = track.counts
    most = max((count.inside for count in counts), default=0) or 1
    body = ""
    for place, count in enumerate(counts):
        y = 44 * place
        width = formats.point(Decimal(100 * count.inside) / most, 1)
        words = formats.number(count.inside)
        body += (
            f'<text class="c-text" x="0" y="{y + 14}">{count.stage.order}. '
            f"{escape(_short(count.stage.name))}</text>"
            f'<text class="c-text c-text--ink c-text--end" x="100%" y="{y + 14}">{words}</text>'
            f'<rect class="c-track" x="0" y="{y + 21}" width="100%" height="12" rx="2"/>'
        )
        if count.inside:
            body += f'<rect class="c-solid" x="0" y="{y + 21}" width="{width}%" height="12"/>'
    title = _("Iniciativas en cada etapa de la %(track)s") % {"track": track.name.lower()}
    desc = ". ".join(f"{count.stage.name}: {count.inside}" for count in counts)
    return _svg(f"etapas-{track.code.lower()}", 44 * len(counts), title, desc, body)


# -- pieces ----------------------------------------------------------------------------------


def _row(row: ProjectView, scale: _Scale, y: int) -> str:
    """The name above, the stages below; between two stages a dotted line: nothing happened."""
    body = (
        f'<text class="c-text" x="0" y="{y + 12}"><tspan class="c-text--ink">{escape(row.code)}'
        f"</tspan> {escape(_short(row.name, 28))}</text>"
        f'<text class="c-text c-text--ink c-text--end" x="100%" y="{y + 12}">{_words(row)}</text>'
    )
    top = y + 19
    for before, stage in pairwise(row.stages):
        if before.left_on and stage.entered_on and before.left_on < stage.entered_on:
            start, end = (
                formats.point(scale.at(day), 2) for day in (before.left_on, stage.entered_on)
            )
            middle = top + _BAR // 2
            body += f'<line class="c-gap" x1="{start}%" y1="{middle}" x2="{end}%" y2="{middle}"/>'
    return body + "".join(_bar(stage, scale, top) for stage in row.stages if stage.entered_on)


def _words(row: ProjectView) -> str:
    total = row.walk.total
    if total is None:
        return _("falta una etapa") if row.walk_state == INCOMPLETE else _("en curso")
    return ngettext("%(n)s día", "%(n)s días", total) % {"n": formats.number(total)}


def _bar(stage: StageView, scale: _Scale, y: int) -> str:
    assert stage.entered_on is not None
    start = scale.at(stage.entered_on)
    end = scale.at(stage.left_on) if stage.left_on else Decimal(100)
    width = end - start
    at, wide = formats.point(start, 2), formats.point(width, 2)
    fill = _FILLS[(stage.order - 1) % len(_FILLS)] if stage.left_on else "c-unknown"
    body = (
        f'<rect class="{fill} gantt__bar" x="{at}%" y="{y}" width="{wide}%" height="{_BAR}">'
        f"<title>{escape(_stay(stage))}</title></rect>"
        # A stage of a day has a foot too.
        f'<line class="c-tick gantt__foot" x1="{at}%" y1="{y}" x2="{at}%" y2="{y + _BAR}"/>'
    )
    if width >= _ROOM:
        middle = formats.point(start + width / 2, 2)
        body += (
            f'<text class="c-text c-text--ink c-text--mid c-halo" x="{middle}%" y="{y + 14}">'
            f"{stage.order}</text>"
        )
    return body


def _years(scale: _Scale, today: date, bottom: int) -> str:
    """A line at each first of January, and one today."""
    last = today.year
    step = -(-(last - scale.first.year + 1) // _MOST_YEARS)
    body = ""
    for year in range(scale.first.year + 1, last + 1, step):
        place = scale.at(date(year, 1, 1))
        x = formats.point(place, 2)
        body += f'<line class="c-grid" x1="{x}%" y1="{_TOP - 6}" x2="{x}%" y2="{bottom}"/>'
        if _FIRST_ROOM <= place <= 100 - _TODAY_ROOM:
            body += f'<text class="c-text c-text--mid" x="{x}%" y="14">{year}</text>'
    first = formats.day(scale.first)[3:]
    return body + (
        f'<text class="c-text" x="0" y="14">{first}</text>'
        f'<text class="c-text c-text--end" x="100%" y="14">{escape(_("hoy"))}</text>'
        f'<line class="c-axis" x1="0" y1="{_TOP - 6}" x2="100%" y2="{_TOP - 6}"/>'
    )


def _stay(stage: StageView) -> str:
    """`2. Revisión: 01-03-2024 a 15-06-2024, 106 días`."""
    name = f"{stage.order}. {stage.name}"
    entered = formats.day(stage.entered_on)
    if stage.left_on is None:
        return _("%(name)s: desde el %(entered)s, en curso, %(days)s días hasta hoy") % {
            "name": name,
            "entered": entered,
            "days": formats.number(stage.so_far),
        }
    return _("%(name)s: %(entered)s a %(left)s, %(days)s") % {
        "name": name,
        "entered": entered,
        "left": formats.day(stage.left_on),
        "days": ngettext("%(n)s día", "%(n)s días", stage.days or 0)
        % {"n": formats.number(stage.days)},
    }


def _told(row: ProjectView) -> str:
    stays: Iterable[str] = (_stay(stage) for stage in row.stages if stage.entered_on)
    return f"{row.code} {row.name}: {'; '.join(stays) or _('sin etapas informadas')}"


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _svg(uid: str, height: int, title: str, desc: str, body: str) -> SafeString:
    # Safe: every text is escaped and everything else is a number or a class of ours.
    return mark_safe(
        f'<svg role="img" aria-labelledby="{uid}-t" aria-describedby="{uid}-d" width="100%"'
        f' height="{height}"><title id="{uid}-t">{escape(title)}</title>'
        f'<desc id="{uid}-d">{escape(desc)}.</desc>{body}</svg>'
    )
