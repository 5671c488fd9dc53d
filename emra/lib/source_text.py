"""Text that stays as its source wrote it, whatever the language of the page around it.

A title, a quote or what somebody entered is not translated. In an English page it says itself
that it is Spanish (WCAG 3.1.2), wherever a template shows it, so that no template has to think of
it: it is drawn between two signs, and the whole page turns them into an element, or into nothing
inside a tag, a title, an option or a drawing, which hold no element.
"""

import re
from typing import Any, Final

from django.db import models
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from emra.lib import speech

# Of Unicode's private use: nothing that is read means anything by them.
_FROM: Final = "\ue000"
_TO: Final = "\ue001"
_WORD: Final = re.compile(r"[a-z]{3}")
_SIGNS: Final = re.compile(f"[{_FROM}{_TO}]")
_NO_ELEMENT: Final = re.compile(r"<(title|option|textarea|svg)\b.*?</\1>|<[^>]*>", re.DOTALL)


class SourceText(str):
    """A Spanish text that marks itself as such in a page of another language."""

    __slots__ = ()

    def __html__(self) -> SafeString:
        if not self or not speech.english():
            return escape(str(self))
        # Safe: the text between the signs is escaped.
        return mark_safe(f"{_FROM}{escape(_SIGNS.sub('', self))}{_TO}")


def marked(page: str) -> str:
    """The page with its Spanish texts marked where an element may stand."""
    if _FROM not in page:
        return page
    page = _NO_ELEMENT.sub(lambda found: _SIGNS.sub("", found[0]), page)
    return page.replace(_FROM, '<span lang="es">').replace(_TO, "</span>")


class _Source:
    """A column of text that is read as `SourceText`; to the database it is the plain one."""

    def from_db_value(self, value: str | None, *_context: Any) -> str | None:
        return value if value is None else SourceText(value)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        return name, f"django.db.models.{self.plain}", args, kwargs  # type: ignore[attr-defined]


class _Vocabulary(_Source):
    """A column of words that the strategy fixed: said in the language of the page."""

    def from_db_value(self, value: str | None, *_context: Any) -> str | None:
        if not value or not speech.english() or not _WORD.search(value):
            return value
        said = speech.gettext(value)
        return SourceText(value) if said == value else said


class SourceCharField(_Source, models.CharField):
    """A short text of the source, or of whoever entered it."""

    plain = "CharField"


class SourceTextField(_Source, models.TextField):
    """A long text of the source, or of whoever entered it."""

    plain = "TextField"


class VocabularyCharField(_Vocabulary, models.CharField):
    """A short name of a fixed list, such as a dimension's."""

    plain = "CharField"


class VocabularyTextField(_Vocabulary, models.TextField):
    """A sentence that comes with such a list."""

    plain = "TextField"
