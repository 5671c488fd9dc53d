"""Charts of one row per thing: its name and value above its bar, all on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from emra.lib.figures import inside, size

_WORDS, _GAP = 22, 12


@dataclass(frozen=True, slots=True)
class BarRow:
    """A row: its name, its value in words, and its bar as a chart of its own."""

    label: str
    words: str
    bar: str


def rows_chart(rows: Sequence[BarRow], *, uid: str, title: str, desc: str) -> SafeString:
    """The rows one below the other."""
    body, y = "", 0
    for row in rows:
        body += (
            f'<text class="c-text c-text--ink" x="0" y="{y + 15}">{escape(row.label)}</text>'
            f'<text class="c-text c-text--end" x="100%" y="{y + 15}">{escape(row.words)}</text>'
            f"{inside(row.bar, y + _WORDS)}"
        )
        y += _WORDS + size(row.bar)[1] + _GAP
    # Safe: every text is escaped here or by the chart that drew the bar.
    return mark_safe(
        f'<svg role="img" aria-labelledby="{uid}-t {uid}-d" width="100%" height="{max(y, 1)}">'
        f'<title id="{uid}-t">{escape(title)}</title><desc id="{uid}-d">{escape(desc)}</desc>'
        f"{body}</svg>"
    )


def cut(text: str, most: int) -> str:
    """A text of at most `most` characters, cut at a word."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"
