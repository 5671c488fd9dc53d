"""Finding words in short texts: accents and case do not count, a word is found by its beginning.

The whole corpus stays in memory, so that SQLite and PostgreSQL find the same (ADR 0027).
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?<=[.!?;»])\s+")
# A sentence longer than this is shown from some words before the hit on.
_LONGEST: Final = 260
_BEFORE: Final = 80
# Where a hit stands counts: the code, then a whole word of the title, its beginning, the text.
_CODE, _TITLE_WORD, _TITLE, _TEXT = 8, 4, 3, 1


@dataclass(frozen=True)
class Document:
    """What can be found; `kind` groups the results."""

    kind: str
    code: str
    title: str
    text: str
    path: str


@dataclass(frozen=True)
class Hit:
    """A document found; the pieces are made for those that are shown."""

    document: Document
    wanted: tuple[str, ...]
    score: int

    @property
    def title(self) -> tuple[tuple[str, bool], ...]:
        """The title in pieces, those that match marked."""
        return marked(self.document.title, self.wanted)

    @property
    def sentence(self) -> tuple[tuple[str, bool], ...]:
        """The sentence of the hit in pieces, those that match marked."""
        return marked(sentence_of(self.document.text, self.wanted), self.wanted)


def plain(text: str) -> str:
    """Without accents and case; `ñ` is found as `n`."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def words(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared."""
    return tuple(_WORD.findall(plain(text)))


def stem(word: str) -> str:
    """What a word that is looked for must begin with: a plural finds its singular too."""
    if len(word) > 5 and word.endswith("es"):
        return word[:-2]
    return word[:-1] if len(word) > 4 and word.endswith("s") else word


def code_of(text: str) -> str:
    """A code as it is compared: `OE1-CP1`, `oe1cp1` and `OE1 CP1` are one."""
    return "".join(words(text)).replace("_", "")


class Index:
    """The words of every document, sorted, each with the documents that have it."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = tuple(documents)
        self._titles = [frozenset(words(row.title)) for row in self.documents]
        self._codes: dict[str, list[int]] = {}
        found: dict[str, set[int]] = {}
        for place, row in enumerate(self.documents):
            self._codes.setdefault(code_of(row.code), []).append(place)
            for word in {*words(f"{row.code} {row.title} {row.text}"), code_of(row.code)}:
                found.setdefault(word, set()).add(place)
        self._words = sorted(found)
        self._places = [found[word] for word in self._words]

    def by_code(self, text: str) -> tuple[Document, ...]:
        """What the text names by its code; `A7` is `A07`."""
        wanted = code_of(text)
        if not wanted:
            return ()
        padded = re.sub(r"\A([a-z]+)(\d)\Z", r"\g<1>0\2", wanted)
        places = self._codes.get(wanted) or self._codes.get(padded) or []
        return tuple(self.documents[place] for place in places)

    def find(self, text: str) -> tuple[Hit, ...]:
        """Documents with every word of the text, the best first; then in their own order."""
        wanted = tuple(dict.fromkeys(stem(word) for word in words(text)))
        if not wanted:
            return ()
        places = set.intersection(*(self._starting(word) for word in wanted))
        hits = [(-self._score(place, wanted), place) for place in places]
        return tuple(Hit(self.documents[place], wanted, -score) for score, place in sorted(hits))

    def nearest(self, text: str) -> str:
        """The text with every unknown word replaced by one like it; "" where there is none."""
        found = []
        for word in words(text):
            if self._starting(stem(word)):
                found.append(word)
                continue
            near = get_close_matches(word, self._words, n=1, cutoff=0.75)
            if not near:
                return ""
            found.append(near[0])
        return "" if tuple(found) == words(text) else " ".join(found)

    def _starting(self, word: str) -> set[int]:
        """Documents with a word that starts so; a single letter or digit only as a whole word."""
        found: set[int] = set()
        for place in range(bisect_left(self._words, word), len(self._words)):
            known = self._words[place]
            if not known.startswith(word):
                break
            if known == word or len(word) > 1:
                found |= self._places[place]
        return found

    def _score(self, place: int, wanted: Sequence[str]) -> int:
        row, title = self.documents[place], self._titles[place]
        score = 0
        for word in wanted:
            if code_of(row.code).startswith(word):
                score += _CODE
            elif word in title:
                score += _TITLE_WORD
            elif any(known.startswith(word) for known in title):
                score += _TITLE
            else:
                score += _TEXT
        return score


def matches(word: str, wanted: Iterable[str]) -> bool:
    """Whether a word of a text is one that is looked for."""
    compared = plain(word)
    return any(compared == each or (len(each) > 1 and compared.startswith(each)) for each in wanted)


def sentence_of(text: str, wanted: Sequence[str]) -> str:
    """The sentence with most of the words, shortened around the first of them."""
    parts = [part for part in _SENTENCE_END.split(" ".join(text.split())) if part]
    if not parts:
        return ""
    best = max(
        parts,
        key=lambda part: sum(
            any(matches(w, [each]) for w in _WORD.findall(part)) for each in wanted
        ),
    )
    if len(best) <= _LONGEST:
        return best
    hit = next((m.start() for m in _WORD.finditer(best) if matches(m.group(), wanted)), 0)
    start = best.rfind(" ", 0, max(0, hit - _BEFORE)) + 1 if hit > _BEFORE else 0
    end = best.rfind(" ", start, start + _LONGEST)
    shown = best[start : end if end > start else start + _LONGEST]
    return f"{'… ' if start else ''}{shown}{' …' if start + len(shown) < len(best) else ''}"


def marked(text: str, wanted: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """The text in pieces, those that match apart; joined they are the text."""
    pieces: list[tuple[str, bool]] = []
    last = 0
    for found in _WORD.finditer(text):
        if matches(found.group(), wanted):
            if found.start() > last:
                pieces.append((text[last : found.start()], False))
            pieces.append((found.group(), True))
            last = found.end()
    if last < len(text):
        pieces.append((text[last:], False))
    return tuple(pieces)
