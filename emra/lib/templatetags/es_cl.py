"""Numbers, dates, states and charts for the templates, as people in Chile read them."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import template
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from emra.lib import formats, languages, svg
from emra.lib import panels as added
from emra.lib.source_text import SourceText

register = template.Library()

HEALTH_LABELS = {
    "ON_TRACK": _("Según lo esperado"),
    "AT_RISK": _("En riesgo"),
    "LATE": _("Atrasado"),
    "DONE": _("Cumplido"),
    "NO_DATA": _("Sin dato"),
    "NOT_APPLICABLE": _("No aplica"),
}
STATE_LABELS = {
    "REPORTED": _("Informado"),
    "NO_DATA": _("Sin dato"),
    "NOT_APPLICABLE": _("No aplica"),
}
VERDICT_LABELS = {
    "MATCHES": _("Cuadra"),
    "MATCHES_ROUNDED": _("Cuadra sin decimales"),
    "NO_RULE_MATCHES": _("No cuadra"),
    "NOT_COMPUTABLE": _("No se puede comparar"),
}
FACT_LABELS = {
    "percent": _("Avance"),
    "absence": _("Ausencia"),
    "absence_reason": _("Motivo de la ausencia"),
    "note": _("Nota"),
    "setback_reason": _("Motivo del retroceso"),
    "correction_reason": _("Motivo de la corrección"),
    "measurement": _("Medición"),
    "evidence": _("Medio de verificación"),
}
RULE_LABELS = {
    "UNKNOWN_AS_ZERO": _("los sin dato cuentan como 0"),
    "REPORTED_ONLY": _("solo los informados"),
}


@register.filter
def percent(value: Decimal | None, places: int | None = 1) -> str:
    """`47,5 %`, or "sin dato"."""
    return formats.percent(value, places)


@register.filter
def number(value: Decimal | int | None, places: int | None = None) -> str:
    """`1.234,5`, or "sin dato"."""
    return formats.number(value, places)


@register.filter
def clp(value: Decimal | int | None) -> str:
    """`$ 1.234.567`, or "sin dato"."""
    return formats.clp(value)


@register.filter
def day(value: date | None) -> str:
    """`21-11-2026`, or "sin dato"."""
    return formats.day(value)


@register.filter
def unbroken_day(value: date | None) -> SafeString:
    """A day within running words: Chrome would break its line at a hyphen of it."""
    # Safe: it is digits, hyphens and the words of the catalogue.
    return mark_safe(f'<span class="nowrap">{formats.day(value)}</span>')


@register.filter
def moment(value: datetime | None) -> str:
    """`21-11-2026 14:32` in the time of Santiago, or "sin dato"."""
    return formats.moment(value)


@register.filter
def point(value: Decimal | int | None) -> str:
    """Number for a machine; empty for an unknown."""
    return "" if value is None else formats.point(value)


@register.filter
def signed(value: Decimal | None, places: int = 1) -> str:
    """`+3,0` or `-3,0`: a difference in percentage points."""
    text = formats.number(value, places)
    return f"+{text}" if value is not None and value > 0 else text


@register.filter
def points(value: Decimal | None, places: int = 1) -> str:
    """`+3,0 puntos`: a change between two percentages."""
    return "" if value is None else f"{signed(value, places)}{formats.NO_BREAK}{_('puntos')}"


@register.filter
def size(value: int | None) -> str:
    """Bytes for people: `1,4 MB`."""
    if value is None:
        return formats.no_data()
    for unit, factor in (("MB", 1_000_000), ("kB", 1_000)):
        if value >= factor:
            return formats.with_unit(Decimal(value) / factor, unit, 1)
    return formats.with_unit(value, "bytes")


@register.filter
def health(value: str) -> Any:
    """The state of an agreement in words."""
    return HEALTH_LABELS.get(value, value)


@register.filter
def reading(value: str) -> Any:
    """The state of a published reading in words."""
    return STATE_LABELS.get(value, value)


@register.filter
def verdict(value: str) -> Any:
    """The verdict of a reconciliation in words."""
    return VERDICT_LABELS.get(value, value)


@register.filter
def rule(value: str) -> Any:
    """The rule of an average in words."""
    return RULE_LABELS.get(value, value)


@register.filter
def unit(value: Decimal | int | None, name: str) -> str:
    """A number with its unit, with the decimals it has: `47 %`."""
    return formats.with_unit(value, name)


@register.filter
def recomputed(value: Decimal | None, name: str) -> str:
    """A recomputed figure with its unit: percentages with two decimals, others with their own."""
    return formats.with_unit(value, name, 2 if name == "%" else None)


@register.filter
def gap(value: Decimal | None, name: str) -> str:
    """A difference with its unit: between percentages, percentage points."""
    if name != "%":
        return formats.with_unit(value, name)
    return formats.with_unit(value, str(_("puntos porcentuales")), 2)


@register.filter
def json_text(value: Any) -> str:
    """A value of a ledger event as readable JSON."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


@register.filter
def short_hash(value: str | None) -> str:
    """The first digits of a hash, enough to compare by eye."""
    return (value or "")[:12]


@register.filter
def quoted(value: object) -> object:
    """A text of the source that other words were put around: Spanish in every language."""
    return SourceText(value) if value else ""


@register.filter
def quoting(text: str, source: str) -> SafeString:
    """A text with what it quotes of the source, Spanish in every language."""
    safe, quoted_text = conditional_escape(text), escape(source.rstrip("."))
    if not quoted_text:
        return safe
    # Safe: both are escaped.
    return mark_safe(safe.replace(quoted_text, SourceText(source.rstrip(".")).__html__()))


@register.simple_tag
def page_language() -> str:
    """The `lang` of the page being drawn."""
    return languages.tag()


@register.simple_tag(takes_context=True)
def twins(context: Mapping[str, Any]) -> languages.Twins | None:
    """The addresses of this page in both languages; None where it has no twin."""
    return languages.twins(context.get("request"))


@register.simple_tag
def query(**parts: str | None) -> str:
    """`?a=b&c=d` of the parts that have a value, or nothing."""
    kept = {name: value for name, value in parts.items() if value}
    return f"?{urlencode(kept)}" if kept else ""


@register.simple_tag
def interval_bar(figure: Any, uid: str) -> SafeString:
    """Chart of a dimension's average with its bounds."""
    return _markup(
        svg.interval_bar(
            figure.mean_zero,
            figure.lower,
            figure.upper,
            figure.mean_reported,
            figure.printed,
            uid=uid,
            label=figure.name,
        )
    )


@register.simple_tag
def percent_bar(figure: Any, uid: str) -> SafeString:
    """Chart of an agreement's figure against what is expected at its date."""
    return _markup(
        svg.percent_bar(
            figure.percent,
            figure.expected_low,
            figure.expected_high,
            figure.state,
            uid=uid,
            label=figure.code,
        )
    )


@register.simple_tag
def history_chart(history: Any, path: svg.ExpectedPath, uid: str, label: str = "") -> SafeString:
    """Chart of an agreement's published values against its expected path."""
    return _markup(svg.history_chart(history, path, uid=uid, label=label))


@register.simple_tag
def grid_chart(columns: Any, rows: Any, uid: str, label: str = "") -> SafeString:
    """Chart of the agreements by corte."""
    return _markup(svg.grid_chart(columns, rows, uid=uid, label=label))


@register.simple_tag
def share_bar(parts: Any, uid: str, label: str = "") -> SafeString:
    """Chart of how a whole splits."""
    return _markup(svg.share_bar(parts, uid=uid, label=label))


def _markup(text: str) -> SafeString:
    # Safe: emra.lib.svg escapes every text it is given and writes only numbers elsewhere.
    return mark_safe(text)


@register.filter
def at(mapping: Mapping[Any, Any], key: Any) -> Any:
    """What a mapping has at a key that is itself a variable; the key where it has nothing."""
    return mapping.get(key, key)


@register.filter
def fact(name: str) -> Any:
    """The name of a report's field in words."""
    return FACT_LABELS.get(name, name)


@register.simple_tag
def panels(page: str, code: str) -> SafeString:
    """What the rooms above add to this page."""
    return added.render(page, code)
