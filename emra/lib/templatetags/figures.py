"""Published figures in the templates: their drawing, their heading, how to embed them."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from emra.lib.figures import Figure, Key, size

register = template.Library()


@register.filter
def drawing(figure: Figure) -> SafeString:
    """The chart as markup."""
    # Safe: the rooms' charts escape every text they are given.
    return mark_safe(figure.drawing)


@register.filter
def drawn(key: Key) -> SafeString:
    """The drawing of a legend's entry."""
    # Safe: ours, without any text.
    return mark_safe(key.body)


@register.filter
def wide(figure: Figure) -> bool:
    """Whether a chart has a width of its own, wider than a phone: it is scrolled there."""
    return size(figure.drawing)[0] is not None and "commune-map" not in figure.drawing


@register.simple_tag
def heading(level: int | str, uid: str, text: str, quiet: bool | str = "") -> SafeString:
    """`<h2 id=…>` to `<h4 id=…>`: a figure stands at different depths."""
    tag = f"h{int(level)}" if str(level) in ("2", "3", "4") else "h3"
    look = mark_safe(' class="sr"') if quiet else ""
    return format_html('<{0} id="{1}"{2}>{3}</{0}>', mark_safe(tag), uid, look, text)


@register.simple_tag
def absolute(path: str) -> str:
    """The whole address of a path of the site, for those who are elsewhere."""
    return f"{settings.SITE_URL}{path}"


@register.simple_tag
def snippet(figure: Figure, query: str) -> SafeString:
    """The markup that shows a figure inside another page; escaped, to be read and copied."""
    address = f"{settings.SITE_URL}{reverse('figure-embed', args=[figure.code])}{query}"
    markup = (
        f'<iframe src="{address}" title="{escape(figure.finding)}" width="100%"'
        f' height="{figure.frame_height}" loading="lazy"></iframe>'
    )
    return escape(markup)
