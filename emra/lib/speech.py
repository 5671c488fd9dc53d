"""The language a text is said in, for the modules that know no Django.

They call `gettext` and ask `english` here; the site tells at its start who translates. Where
nobody does, as in a script over the method alone, everything is said in Spanish.
"""

from collections.abc import Callable, Sequence

_translate: Callable[[str], str] = str
_language: Callable[[], str | None] = str


def told_by(*, translate: Callable[[str], str], language: Callable[[], str | None]) -> None:
    """Ask these from now on: once, when the site starts."""
    global _translate, _language
    _translate, _language = translate, language


def gettext(text: str) -> str:
    """The text in the language of the page being drawn."""
    return _translate(text)


def joined(parts: Sequence[str]) -> str:
    """`a`, `a y b`, `a, b y c`."""
    *firsts, last = parts
    return gettext(" y ").join([", ".join(firsts), last] if firsts else [last])


def english() -> bool:
    """Whether the page being drawn is an English one."""
    return (_language() or "").startswith("en")
