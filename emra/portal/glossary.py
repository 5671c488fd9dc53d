"""The words of the site: each with a plain definition, where it is used and whose rule it is."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

SEED = Path(__file__).with_suffix(".json")


@dataclass(frozen=True)
class Place:
    """A page on which a word is used or its rule explained."""

    text: str
    name: str
    args: tuple[str, ...]
    anchor: str

    @property
    def shown(self) -> str:
        """What the link says, in the language of the page."""
        return _(self.text)

    @property
    def path(self) -> str:
        address = reverse(self.name, args=self.args)
        return f"{address}#{self.anchor}" if self.anchor else address


@dataclass(frozen=True)
class Term:
    """A word; `rule` names the public document that its rule stands in, if one does."""

    code: str
    word: str
    meaning: str
    places: tuple[Place, ...]
    rule: str

    @property
    def name(self) -> str:
        """The word in the language of the page."""
        return _(self.word)

    @property
    def initial(self) -> str:
        return self.name[0].upper()

    @property
    def definition(self) -> str:
        return _(self.meaning)

    @property
    def path(self) -> str:
        return f"{reverse('glossary')}#{self.code}"


@cache
def terms() -> tuple[Term, ...]:
    """Every word in the order of its alphabet, as the seed has them."""
    return tuple(_term(row) for row in json.loads(SEED.read_text(encoding="utf-8")))


@cache
def by_code() -> dict[str, Term]:
    return {term.code: term for term in terms()}


def _term(row: dict[str, Any]) -> Term:
    return Term(
        code=row["code"],
        word=row["term"],
        meaning=row["definition"],
        places=tuple(
            Place(link["text"], link["name"], tuple(link["args"]), link["anchor"])
            for link in row["links"]
        ),
        rule=row["rule"],
    )
