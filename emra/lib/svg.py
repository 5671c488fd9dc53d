"""Charts as SVG markup, drawn on the server.

Each function answers a string: one `<svg role="img">` with its title and description. Positions
along the horizontal are percentages of the width, so that a chart fills whatever room it gets
while its text keeps its size; colours come from classes of the style sheet. Every state has a
shape or a pattern of its own besides its colour. An unknown is never drawn as a zero. Numbers in
attributes use a decimal point; only the text that people read is written as in Chile.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Protocol

from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emra.lib import formats

REPORTED: Final = "REPORTED"
NOT_APPLICABLE: Final = "NOT_APPLICABLE"

_TOP, _BOTTOM, _HEIGHT = 30, 270, 304
_MOST_YEARS = 5
_MARGIN = Decimal(2)
# A label of a bound needs about this share of a phone's width.
_LABEL_ROOM, _LEAST_LABEL_GAP = Decimal(18), Decimal(4)


class HistoryMark(Protocol):
    """What the history chart needs to know of one corte."""

    @property
    def first(self) -> date: ...
    @property
    def last(self) -> date: ...
    @property
    def percent(self) -> Decimal | None: ...
    @property
    def carried_from(self) -> str: ...


@dataclass(frozen=True, slots=True)
class ExpectedPath:
    """The straight line from 0 % at `start` to 100 % at `end`."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class GridCell:
    """One agreement in one corte."""

    percent: Decimal | None
    state: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """One agreement: its code and its cells, one per column."""

    label: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a whole: `kind` chooses the pattern (solid, hatch, none)."""

    label: str
    count: int
    kind: str


def percent_bar(
    percent: Decimal | None,
    expected_low: Decimal | None = None,
    expected_high: Decimal | None = None,
    state: str = REPORTED,
    *,
    uid: str,
    label: str = "",
) -> str:
    """Draw one percentage from 0 to 100 against the interval expected at its date."""
    if percent is None:
        words = _absence(state)
        body = (
            '<rect class="c-unknown" x="0" y="1" width="100%" height="20" rx="4"/>'
            f'<text class="c-text c-text--mid" x="50%" y="16">{escape(words)}</text>'
        )
        return _svg(uid, 22, _named(label, words), _("Barra vacía: no hay un valor."), body)
    x = formats.point(percent)
    # A zero is a value: it keeps a visible foot, unlike an unknown.
    fill = (
        f'<rect class="c-solid" x="0" y="5" width="{x}%" height="12" rx="3"/>'
        if percent > 0
        else '<rect class="c-solid" x="0" y="3" width="3" height="16"/>'
    )
    body = f'<rect class="c-track" x="0" y="5" width="100%" height="12" rx="3"/>{fill}'
    desc = _("Avance informado.")
    if expected_low is not None and expected_high is not None:
        low, high = formats.point(expected_low), formats.point(expected_high)
        span = formats.point(expected_high - expected_low)
        body += (
            f'<rect class="c-band" x="{low}%" y="1" width="{span}%" height="20"/>'
            f'<line class="c-expected" x1="{low}%" y1="1" x2="{low}%" y2="21"/>'
            f'<line class="c-expected" x1="{high}%" y1="1" x2="{high}%" y2="21"/>'
        )
        desc = _("A la fecha del corte se espera entre %(low)s y %(high)s.") % {
            "low": formats.percent(expected_low),
            "high": formats.percent(expected_high),
        }
    return _svg(uid, 22, _named(label, formats.percent(percent)), desc, body)


def interval_bar(
    mean: Decimal | None,
    lower: Decimal | None,
    upper: Decimal | None,
    mean_reported: Decimal | None = None,
    printed: Decimal | None = None,
    *,
    uid: str,
    label: str = "",
    labelled: bool = False,
) -> str:
    """Draw an average with its bounds, and below them their values if `labelled`.

    Solid up to the lower bound (every unknown at 0), hatched from there to the upper one (every
    unknown at 100), a tick at the average of the reported ones and a diamond at the figure that
    the source prints.
    """
    if mean is None or lower is None or upper is None:
        words = _("sin promedio")
        body = (
            '<rect class="c-unknown" x="0" y="9" width="100%" height="22" rx="4"/>'
            f'<text class="c-text c-text--mid" x="50%" y="25">{escape(words)}</text>'
        )
        return _svg(uid, 40, _named(label, words), _("Ningún acuerdo aplica."), body)
    low, span = formats.point(lower), formats.point(upper - lower)
    body = (
        f'<defs><pattern id="{uid}-p" width="7" height="7" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><line class="c-hatch" x1="0" y1="0" x2="0" y2="7"/>'
        "</pattern></defs>"
        '<rect class="c-track" x="0" y="9" width="100%" height="22" rx="3"/>'
    )
    if upper > lower:
        body += (
            f'<rect x="{low}%" y="9" width="{span}%" height="22" fill="url(#{uid}-p)"/>'
            f'<rect class="c-hatch-edge" x="{low}%" y="9" width="{span}%" height="22"/>'
        )
    if lower > 0:
        body += f'<rect class="c-solid" x="0" y="9" width="{low}%" height="22" rx="3"/>'
    elif mean_reported is not None:
        # A real zero has a foot; an average of nothing has none.
        body += '<rect class="c-solid" x="0" y="5" width="3" height="30"/>'
    desc = _("Entre %(lower)s y %(upper)s según lo que valgan los acuerdos sin dato.") % {
        "lower": formats.percent(lower),
        "upper": formats.percent(upper),
    }
    if mean_reported is not None:
        x = formats.point(mean_reported)
        body += f'<line class="c-tick" x1="{x}%" y1="3" x2="{x}%" y2="37"/>'
        desc += " " + _("Solo los informados: %(value)s.") % {
            "value": formats.percent(mean_reported)
        }
    if printed is not None:
        body += _at(printed, 20, '<path class="c-mark" d="M0 -8L7 0L0 8L-7 0Z"/>')
        desc += " " + _("La fuente imprime %(value)s.") % {"value": formats.percent(printed, None)}
    if labelled:
        body += _bound(lower, "end" if lower >= _LABEL_ROOM else "start")
        if upper - lower >= _LEAST_LABEL_GAP:
            body += _bound(upper, "start" if upper <= 100 - _LABEL_ROOM else "end")
    return _svg(uid, 62 if labelled else 40, _named(label, formats.percent(mean)), desc, body)


def history_chart(
    points: Sequence[HistoryMark], path: ExpectedPath, *, uid: str, label: str = ""
) -> str:
    """Draw the published values of one agreement, oldest first, against its expected path.

    A corte whose date is unknown is a horizontal span over the days it may be; a corte without
    value is a dashed column, never a point; a carried value is hollow; a fall is a triangle.
    """
    last = max([path.end, *(point.last for point in points)])
    scale = _Scale(path.start, last)
    levels = (Decimal(0), Decimal(50), Decimal(100))
    body = "".join(
        f'<line class="{"c-axis" if value == 0 else "c-grid"}" x1="0" y1="{_y(value)}" x2="100%"'
        f' y2="{_y(value)}"/>'
        for value in levels
    )
    step = -(-(last.year - path.start.year + 1) // _MOST_YEARS)
    for year in range(path.start.year, last.year + 1, step):
        x = scale.x(date(year, 1, 1))
        if scale.inside(date(year, 1, 1)):
            body += (
                f'<line class="c-axis" x1="{x}%" y1="{_BOTTOM}" x2="{x}%" y2="{_BOTTOM + 6}"/>'
                f'<text class="c-text" x="{x}%" y="{_BOTTOM + 23}">{year}</text>'
            )
    body += (
        f'<line class="c-path" x1="{scale.x(path.start)}%" y1="{_BOTTOM}"'
        f' x2="{scale.x(path.end)}%" y2="{_TOP}"/>'
    )
    body += "".join(
        f'<text class="c-text c-text--end c-halo" x="100%" y="{_plain(_y(value), -6)}">'
        f"{value} %</text>"
        for value in levels
    )
    before: tuple[str, Decimal] | None = None
    gap = False
    marks = ""
    named: list[tuple[Decimal, str, str]] = []
    for point in points:
        first, end = scale.x(point.first), scale.x(point.last)
        middle = scale.middle(point.first, point.last)
        if point.percent is None:
            gap = True
            width = formats.point(Decimal(end) - Decimal(first))
            body += (
                f'<rect class="c-unknown" x="{first}%" y="{_TOP}" width="{width}%"'
                f' height="{_BOTTOM - _TOP}"/>'
                if first != end
                else f'<line class="c-gap" x1="{first}%" y1="{_TOP}" x2="{first}%" y2="{_BOTTOM}"/>'
            )
            continue
        y = _y(point.percent)
        if before is not None and not gap:
            body += (
                f'<line class="c-line" x1="{before[0]}%" y1="{_y(before[1])}" x2="{middle}%"'
                f' y2="{y}"/>'
            )
        if first != end:
            marks += f'<line class="c-span" x1="{first}%" y1="{y}" x2="{end}%" y2="{y}"/>'
        if before is not None and point.percent < before[1]:
            shape = '<path class="c-setback" d="M-9 -7L9 -7L0 9Z"/>'
        else:
            kind = "c-hollow" if point.carried_from else "c-dot"
            shape = f'<circle class="{kind}" cx="0" cy="0" r="6"/>'
        marks += _at(Decimal(middle), y, shape)
        named.append((Decimal(middle), y, formats.percent(point.percent)))
        before, gap = (middle, point.percent), False
    labelled = Decimal(200)
    for x_label, y, words in reversed(named):
        # The newest value is always written; older ones where there is room beside it.
        if labelled - x_label >= _LABEL_ROOM:
            marks += _label(x_label, y, words)
            labelled = x_label
    desc = _("%(known)s de %(total)s cortes con valor; camino esperado lineal hasta %(year)s.") % {
        "known": sum(1 for point in points if point.percent is not None),
        "total": len(points),
        "year": path.end.year,
    }
    inner = (
        f'<svg x="{formats.point(_MARGIN)}%" y="0" width="{formats.point(100 - 2 * _MARGIN)}%"'
        f' height="{_HEIGHT}" overflow="visible">{body}{marks}</svg>'
    )
    return _svg(uid, _HEIGHT, label or _("Historia del avance"), desc, inner)


def grid_chart(
    columns: Sequence[str], rows: Sequence[GridRow], *, uid: str, label: str = ""
) -> str:
    """Draw agreement by corte: the darker, the further; an unknown is an empty dashed cell."""
    left, width, height, head = 48, 112, 30, 30
    body = "".join(
        f'<text class="c-text c-text--mid" x="{left + width * index + width // 2}" y="20">'
        f"{escape(column)}</text>"
        for index, column in enumerate(columns)
    )
    for line, row in enumerate(rows):
        y = head + height * line
        body += f'<text class="c-text c-text--ink" x="0" y="{y + 20}">{escape(row.label)}</text>'
        for index, cell in enumerate(row.cells):
            x = left + width * index
            kind = "c-unknown" if cell.percent is None else f"c-b{_band(cell.percent)}"
            words = _absence(cell.state) if cell.percent is None else formats.percent(cell.percent)
            tone = "c-text" if cell.percent is None else "c-text c-text--ink"
            body += (
                f'<rect class="{kind}" x="{x + 2}" y="{y + 2}" width="{width - 4}"'
                f' height="{height - 4}" rx="3"/><text class="{tone} c-text--mid"'
                f' x="{x + width // 2}" y="{y + 20}">{escape(words)}</text>'
            )
    desc = _("%(rows)s acuerdos por %(columns)s cortes; una celda con borde cortado no tiene dato.")
    return _svg(
        uid,
        head + height * len(rows),
        label or _("Acuerdos por corte"),
        desc % {"rows": len(rows), "columns": len(columns)},
        body,
        width=str(left + width * len(columns)),
    )


def share_bar(parts: Sequence[Share], *, uid: str, label: str = "") -> str:
    """Draw how a whole splits: solid, hatched or empty parts, in the order given."""
    total = sum(part.count for part in parts)
    body = (
        f'<defs><pattern id="{uid}-p" width="7" height="7" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><line class="c-hatch" x1="0" y1="0" x2="0" y2="7"/>'
        "</pattern></defs>"
    )
    done = 0
    for part in parts:
        if not part.count:
            continue
        x = formats.point(Decimal(100 * done) / total)
        width = formats.point(Decimal(100 * part.count) / total)
        done += part.count
        if part.kind == "hatch":
            body += f'<rect x="{x}%" y="3" width="{width}%" height="22" fill="url(#{uid}-p)"/>'
        kind = {"solid": "c-solid", "hatch": "c-hatch-edge"}.get(part.kind, "c-unknown")
        body += f'<rect class="{kind}" x="{x}%" y="3" width="{width}%" height="22"/>'
    desc = ", ".join(f"{part.label}: {part.count}" for part in parts) + "."
    return _svg(uid, 28, label or _("Reparto"), desc, body)


class _Scale:
    """Days to percentages of the width."""

    def __init__(self, start: date, end: date) -> None:
        self.start, self.days = start, max((end - start).days, 1)

    def x(self, on: date) -> str:
        return formats.point(self._share(on))

    def middle(self, first: date, last: date) -> str:
        return formats.point((self._share(first) + self._share(last)) / 2)

    def inside(self, on: date) -> bool:
        return 0 <= (on - self.start).days <= self.days

    def _share(self, on: date) -> Decimal:
        share = Decimal(100 * (on - self.start).days) / self.days
        return min(max(share, Decimal(0)), Decimal(100))


def _svg(uid: str, height: int, title: str, desc: str, body: str, width: str = "100%") -> str:
    return (
        f'<svg role="img" aria-labelledby="{uid}-t {uid}-d" width="{width}" height="{height}">'
        f'<title id="{uid}-t">{escape(title)}</title><desc id="{uid}-d">{escape(desc)}</desc>'
        f"{body}</svg>"
    )


def _at(x: Decimal, y: str | int, shape: str) -> str:
    """Put a shape drawn around 0,0 at a percentage of the width."""
    return f'<svg x="{formats.point(x)}%" y="{y}" overflow="visible">{shape}</svg>'


def _label(x: Decimal, y: str, words: str) -> str:
    end = " c-text--end" if x > 90 else " c-text--mid" if x >= 8 else ""
    above = Decimal(y) > _TOP + 24
    return (
        f'<text class="c-text c-text--ink c-halo{end}" x="{formats.point(x)}%"'
        f' y="{_plain(y, -14 if above else 24)}">{escape(words)}</text>'
    )


def _bound(value: Decimal, anchor: str) -> str:
    end = " c-text--end" if anchor == "end" else ""
    return (
        f'<text class="c-text c-text--ink{end}" x="{formats.point(value)}%" y="56">'
        f"{escape(formats.percent(value))}</text>"
    )


def _y(percent: Decimal) -> str:
    inside = min(max(percent, Decimal(0)), Decimal(100))
    return formats.point(_BOTTOM - (_BOTTOM - _TOP) * inside / 100)


def _plain(y: str, shift: int) -> str:
    return formats.point(Decimal(y) + shift)


def _band(percent: Decimal) -> int:
    return min(int(percent // 20), 4)


def _absence(state: str) -> str:
    return pgettext("cell", "no aplica") if state == NOT_APPLICABLE else _("sin dato")


def _named(label: str, words: str) -> str:
    return f"{label}: {words}" if label else words
