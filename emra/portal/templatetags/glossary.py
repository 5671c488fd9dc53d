"""`{% term "cotas" %}`: a word that explains itself where it first appears on a page."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from emra.portal.glossary import by_code

register = template.Library()


@register.simple_tag(takes_context=True)
def term(context: Any, code: str, words: str = "") -> str | SafeString:
    """The word, or `words` in its place, with its definition at hand: once on each page.

    A second hint of the same word would be noise, and an id twice; so would one in a part that is
    drawn without a request, of which the page around it is not known.
    """
    found = by_code()[code]
    shown = words or found.name
    request = getattr(context, "request", None) or context.get("request")
    if request is None:
        return shown
    told: set[str] = request.__dict__.setdefault("glossary_told", set())
    if code in told:
        return shown
    told.add(code)
    return render_to_string("_components/hint.html", {"term": found, "words": shown})
