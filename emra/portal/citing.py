"""How to cite a figure: in plain words, in the manner of APA, as BibTeX; from what is published."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.agreements import queries
from emra.agreements.readmodel import Board, Edition
from emra.lib import formats
from emra.lib.errors import Unknown

ALL = "conjunto"


@dataclass(frozen=True)
class Figure:
    """Something that can be cited: an average or an agreement, with what it says in words.

    `quoted` is what its label has of the source, Spanish in every language.
    """

    code: str
    label: str
    said: str
    path: str
    quoted: str = ""


@dataclass(frozen=True)
class Citation:
    """A figure of an edition in the three manners, and what else can be chosen."""

    edition: Edition
    editions: tuple[Edition, ...]
    figure: Figure
    figures: tuple[Figure, ...]
    plain: str
    apa: str
    bibtex: str


def asked(corte: str, code: str) -> Citation | None:
    """The citation of a figure of a corte, the whole of the last one unless said otherwise.

    None before the first publication; raises Unknown for a corte or a figure there is not.
    """
    every = queries.editions()
    if not every:
        return None
    edition = queries.choose(every, corte or None)
    named = edition.corte if edition.is_latest else f"{edition.corte}/{edition.number}"
    board = queries.board(named)
    figures = tuple(_figures(board, named))
    found = next((row for row in figures if row.code == (code or ALL)), None)
    if found is None:
        raise Unknown(
            _("No hay una cifra «%(code)s»: use un acuerdo (A01 a A19), una dimensión o «%(all)s».")
            % {"code": code[:40], "all": ALL},
            field="cifra",
        )
    return Citation(
        edition=edition,
        editions=board.editions,
        figure=found,
        figures=figures,
        plain=_plain(found, edition),
        apa=_apa(found, edition),
        bibtex=_bibtex(found, edition),
    )


def _figures(board: Board, named: str) -> Iterator[Figure]:
    for row in (board.overall, *board.dimensions):
        whole = row.code == "all"
        page = reverse("home") if whole else reverse("dimension", args=[row.code])
        yield Figure(
            code=ALL if whole else row.code,
            label=row.name if whole else _("Dimensión %(name)s") % {"name": row.name},
            said=_("%(mean)s, %(n)s informados, los sin dato como 0, cotas %(lower)s a %(upper)s")
            % {
                "mean": formats.percent(row.mean_zero),
                "n": row.n_of_total,
                "lower": formats.percent(row.lower),
                "upper": formats.percent(row.upper),
            },
            path=f"{page}?corte={named}",
        )
    for figure in board.agreements:
        carried = (
            _(" (arrastrado de %(corte)s)") % {"corte": figure.carried_from}
            if figure.carried_from
            else ""
        )
        yield Figure(
            code=figure.code,
            label=f"{figure.code} {figure.label}",
            said=_reading(figure.percent, figure.state) + carried,
            path=f"{reverse('agreement', args=[figure.code])}?corte={named}",
            quoted=figure.label,
        )


def _reading(percent: Decimal | None, state: str) -> str:
    if percent is None:
        return _("no aplica") if state == "NOT_APPLICABLE" else _("sin dato")
    return formats.percent(percent)


def _plain(figure: Figure, edition: Edition) -> str:
    return _(
        "%(label)s: %(said)s. EMRA Seguimiento, %(corte)s, publicación n.º %(number)s del %(day)s. "
        "%(url)s (sello %(head)s)."
    ) % _parts(figure, edition)


def _apa(figure: Figure, edition: Edition) -> str:
    return _(
        "EMRA Seguimiento. (%(written)s). %(label)s: %(said)s [Conjunto de datos; %(corte)s, "
        "publicación n.º %(number)s]. %(url)s"
    ) % _parts(figure, edition)


def _bibtex(figure: Figure, edition: Edition) -> str:
    parts = _parts(figure, edition)
    at = timezone.localtime(edition.published_at)
    fields = {
        "author": "{EMRA Seguimiento}",
        "title": f"{parts['label']}: {parts['said']}",
        "year": str(at.year),
        "month": str(at.month),
        "note": _("%(corte)s, publicación n.º %(number)s, sello %(head)s") % parts,
        "url": parts["url"],
    }
    key = f"emra-{figure.code}-{edition.corte}-{edition.number}"
    body = ",\n".join(f"  {name} = {{{_escaped(name, text)}}}" for name, text in fields.items())
    return f"@misc{{{key},\n{body}\n}}"


def _escaped(name: str, text: str) -> str:
    """What TeX would read as its own, as a character; addresses stay as they are."""
    if name in ("url", "author"):
        return text
    for sign in "%&$#_":
        text = text.replace(sign, f"\\{sign}")
    return text


def _parts(figure: Figure, edition: Edition) -> dict[str, str]:
    return {
        "label": figure.label,
        "said": figure.said,
        "corte": edition.corte_name,
        "number": str(edition.number),
        "day": formats.day(edition.published_at),
        "written": _written(edition.published_at),
        "url": f"{settings.SITE_URL}{figure.path}",
        "head": edition.ledger_head[:12],
    }


def _written(at: datetime) -> str:
    """`2026, 21 de noviembre`."""
    local = timezone.localtime(at)
    return _("%(year)s, %(day)s de %(month)s") % {
        "year": local.year,
        "day": local.day,
        "month": formats.MONTHS[local.month - 1],
    }
