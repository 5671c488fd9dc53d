"""What the home page tells three readers: who wants it plain, who will quote it, who must act."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emra.agreements import dossier
from emra.agreements.readmodel import AgreementFigure, Board, Change
from emra.dashboard import sentences
from emra.governance import commitment_queries
from emra.governance.commitment_queries import Chosen, CommitmentView
from emra.lib import formats
from emra.oversight import clock
from emra.strategy.queries import StrategyView

# Of each list; the rest is one link away.
SHOWN = 6


@dataclass(frozen=True)
class Shortened:
    """The first of a list, and how many it has."""

    first: tuple[AgreementFigure, ...]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.first)


@dataclass(frozen=True)
class Briefing:
    """Agreements as of the edition; `overdue` and `pending` are the commitments of today."""

    plain: tuple[str, ...]
    quotable: str
    late: Shortened
    at_risk: Shortened
    setbacks: tuple[tuple[Change, str], ...]
    inconclusive: int
    not_reported: tuple[AgreementFigure, ...]
    overdue: tuple[CommitmentView, ...]
    overdue_count: int
    pending: int
    today: date


def briefing(board: Board, strategy: StrategyView, today: date) -> Briefing:
    pending = [row for row in commitment_queries.commitments(Chosen(), today=today) if row.pending]
    overdue = sorted((row for row in pending if row.late), key=lambda row: (-row.late, row.id))
    return Briefing(
        plain=_plain(board),
        quotable=quotable(board, strategy),
        late=_shortened(board, "LATE"),
        at_risk=_shortened(board, "AT_RISK"),
        setbacks=_setbacks(board),
        inconclusive=sum(
            row.health == "NO_DATA" and row.percent is not None for row in board.agreements
        ),
        not_reported=tuple(
            row for row in board.agreements if row.carried_from or row.state == "NO_DATA"
        ),
        overdue=tuple(overdue[:SHOWN]),
        overdue_count=len(overdue),
        pending=len(pending),
        today=today,
    )


def quotable(board: Board, strategy: StrategyView) -> str:
    """A figure that can be quoted whole: number, n of N, rule, bounds, corte, source, address."""
    edition, overall = board.edition, board.overall
    cutoff = (
        _("fecha de corte %(day)s") % {"day": formats.day(edition.cutoff_on)}
        if edition.cutoff_on
        else _("fecha de corte no indicada por la fuente")
    )
    address = f"{reverse('home')}?{urlencode({'corte': f'{edition.corte}/{edition.number}'})}"
    parts = {
        "state": sentences.state_of_the_strategy(overall),
        "n": overall.n_of_total,
        "lower": formats.percent(overall.lower),
        "upper": formats.percent(overall.upper),
        "strategy": strategy.name,
        "corte": edition.corte_name,
        "cutoff": cutoff,
        "number": edition.number,
        "day": formats.day(timezone.localdate(edition.published_at)),
        "documents": "; ".join(f"«{title}»" for title in dossier.documents()),
        "address": f"{settings.SITE_URL}{address}",
    }
    return (
        _(
            "%(state)s Informan %(n)s; cotas: %(lower)s a %(upper)s. %(strategy)s, %(corte)s "
            "(%(cutoff)s). Fuente: EMRA Seguimiento, publicación n.º %(number)s del %(day)s, "
            "sobre %(documents)s. %(address)s"
        )
        % parts
    )


def _plain(board: Board) -> tuple[str, ...]:
    unknown = [row.code for row in board.agreements if row.state == "NO_DATA"]
    found = [sentences.how_they_go(board.agreements)]
    if unknown:
        found.append(
            ngettext(
                "No se sabe cuánto se ha avanzado en %(n)s acuerdo: %(codes)s. «Sin dato» no es "
                "cero: nadie ha publicado una cifra.",
                "No se sabe cuánto se ha avanzado en %(n)s acuerdos: %(codes)s. «Sin dato» no es "
                "cero: nadie ha publicado una cifra.",
                len(unknown),
            )
            % {"n": len(unknown), "codes": ", ".join(unknown)}
        )
    else:
        found.append(_("De todos los acuerdos que aplican se conoce el avance."))
    found.append(
        _(
            "Cualquier persona puede preguntar o hacer notar algo, sin crear una cuenta: se "
            "responde en público y en %(days)s días hábiles."
        )
        % {"days": clock.ANSWER_DAYS}
    )
    return tuple(found)


def _setbacks(board: Board) -> tuple[tuple[Change, str], ...]:
    """The readings below those of the corte before, each with the reason that was given."""
    reasons = {row.code: row.setback_reason for row in board.agreements}
    return tuple((row, reasons[row.code]) for row in board.changes if row.kind == "DOWN")


def _shortened(board: Board, health: str) -> Shortened:
    found = sorted(
        (row for row in board.agreements if row.health == health),
        key=lambda row: ((row.percent or 0) - row.expected_low, row.code),
    )
    return Shortened(tuple(found[:SHOWN]), len(found))
