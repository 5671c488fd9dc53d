"""What frames every page: menus, the footer's map, the trail that leads to it."""

import re
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from emra.lib import navigation, nearest

register = template.Library()

_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.S)
_ITEM = (
    '<li itemprop="itemListElement" itemscope itemtype="https://schema.org/ListItem">{}'
    '<meta itemprop="position" content="{}"></li>'
)


@register.inclusion_tag("_components/entries.html", takes_context=True)
def first_entries(context: Context) -> dict[str, Any]:
    """The entries that a wide screen always shows."""
    return {"entries": navigation.FIRST, "section": context.get("section", "")}


@register.inclusion_tag("_components/groups.html", takes_context=True)
def menu_groups(context: Context) -> dict[str, Any]:
    return {"groups": navigation.MENU, "section": context.get("section", ""), "uid": "menu"}


@register.inclusion_tag("_components/groups.html")
def footer_groups() -> dict[str, Any]:
    return {"groups": navigation.FOOTER, "section": "", "uid": "pie"}


@register.inclusion_tag("_components/entries.html")
def help_entries() -> dict[str, Any]:
    """What a page that failed offers."""
    return {"entries": navigation.HELP}


@register.simple_tag(takes_context=True)
def pages_near(context: Context) -> list[nearest.Suggestion]:
    """Pages with an address like the one that was asked for."""
    return nearest.nearest(context["request"].path)


@register.inclusion_tag("_components/entries.html", takes_context=True)
def desk_entries(context: Context) -> dict[str, Any]:
    role = context["request"].user.role
    entries = navigation.entries_of(navigation.DESK_FIRST, role)
    return {"entries": entries, "section": context.get("section", "")}


@register.inclusion_tag("_components/groups.html", takes_context=True)
def desk_groups(context: Context) -> dict[str, Any]:
    groups = navigation.of_role(navigation.DESK_MENU, context["request"].user.role)
    return {"groups": groups, "section": context.get("section", ""), "uid": "gestion"}


@register.simple_block_tag(takes_context=True)
def crumbs(context: Context, content: str) -> SafeString:
    """The trail to a page: `{% crumbs %}<a href="…">Acuerdos</a> › A12{% endcrumbs %}`.

    Home is put before it, in the corte of the page, and the last step is this page. It says the
    same to machines, as a schema.org BreadcrumbList in microdata: no block of JSON repeats it.
    """
    address = reverse("home") + str(context.get("corte_query", ""))
    home = format_html('<a href="{}">{}</a>', address, _("Inicio"))
    steps = [home, *(step.strip() for step in content.split("›"))]
    items = [(_step(step, step is steps[-1]), place) for place, step in enumerate(steps, 1)]
    return format_html(
        '<nav class="crumbs" aria-label="{}"><ol itemscope '
        'itemtype="https://schema.org/BreadcrumbList">{}</ol></nav>',
        _("Ruta"),
        format_html_join("", _ITEM, items),
    )


def _step(step: str, last: bool) -> SafeString:
    """A step as the vocabulary wants it; what the block held is already escaped."""
    link = _LINK.fullmatch(step)
    if link:
        address, name = link.groups()
        html = f'<a itemprop="item" href="{address}"><span itemprop="name">{name}</span></a>'
    else:
        here = ' aria-current="page"' if last else ""
        html = f'<span itemprop="name"{here}>{step}</span>'
    return mark_safe(html)
