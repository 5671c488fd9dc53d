"""A report put together from every room: of a published edition, or a draft for a session."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emra.agreements import queries as agreements
from emra.agreements import unpublished
from emra.agreements.readmodel import Board
from emra.dashboard import reconciliations
from emra.governance import queries as governance
from emra.governance.queries import SessionView
from emra.ledger.models import Event
from emra.lib import formats, subjects
from emra.reports import agreement_pages, comparison_pages, project_pages, room_pages
from emra.reports.pages import Column, Grid, Page, Report
from emra.sources.queries import Chapter
from emra.strategy import queries as strategy

SINCE, SOURCES = "desde-la-sesion", "fuentes"


@dataclass(frozen=True)
class State:
    """The last event of the ledger: what the rooms without editions are read at."""

    seq: int
    head: str
    at: datetime

    @property
    def day(self) -> date:
        return timezone.localdate(self.at)


def state() -> State:
    """Needs a loaded strategy: its load is the first event."""
    last = Event.objects.order_by("-seq").values_list("seq", "hash", "at").first()
    if last is None:
        raise agreements.NotPublished(_("Todavía no se ha cargado la estrategia."))
    return State(*last)


def published(corte: str | None, now: State) -> Report:
    """The report of a published edition; `now` must be read before anything else."""
    board = agreements.board(corte)
    return _report(board, now, _last_session(now), draft="")


def draft(corte: str, now: State, since: str = "") -> Report:
    """What a corte would say if it were published now: approved readings alone.

    `since` is the session to compare with; without it, the last one.
    """
    board = unpublished.board(corte)
    chosen = next((row for row in governance.sessions() if row.code == since), None)
    return _report(board, now, chosen or _last_session(now), draft=_("BORRADOR, NO PUBLICADO"))


def _report(board: Board, now: State, session: SessionView | None, *, draft: str) -> Report:
    edition, chosen = board.edition, strategy.strategy()
    seal = draft or f"{edition.ledger_seq} · {edition.ledger_head}"
    named = _("%(corte)s, edición %(n)s") % {"corte": edition.corte_name, "n": edition.number}
    if draft:
        named = f"{edition.corte_name} · {draft}"
    stamp = (
        _("Cifras del corte %(code)s, %(edition)s. Sello de la bitácora: %(seal)s.")
        % {"code": edition.corte, "edition": named, "seal": seal},
    )
    moving = (
        _("Situación al %(day)s, evento %(seq)s de la bitácora, sello %(head)s.")
        % {"day": formats.day(now.day), "seq": now.seq, "head": now.head},
    )
    cited = agreement_pages.citations()
    chapters = reconciliations.chapters()
    rooms = (
        *room_pages.management(now.day),
        *(room_pages.objective(row) for row in strategy.objectives()),
        room_pages.communication(now.day),
        *project_pages.strategic_projects(now.day),
        room_pages.sundry(now.day, len(governance.coming(now.at))),
    )
    pages = (
        agreement_pages.summary(board, chosen, stamp),
        comparison_pages.changes(board, stamp),
        *((_since(session, now, moving),) if session else ()),
        agreement_pages.averages(board, stamp),
        *(
            agreement_pages.dimension(
                row, [one for one in board.agreements if one.dimension == row.code], cited, stamp
            )
            for row in board.dimensions
        ),
        *(replace(page, sources=(*page.sources, *moving)) for page in rooms),
        comparison_pages.checks(chapters),
        _sources(board, now, chapters, draft),
    )
    return Report(
        title=chosen.name,
        subtitle=_("Informe al directorio: avance de los acuerdos transversales"),
        edition=named,
        about=_about(board, draft),
        seal=seal,
        stamp=stamp[0],
        state=moving[0],
        day=now.day,
        made_of=now.at,
        pages=pages,
        draft=draft,
    )


def _about(board: Board, draft: str) -> tuple[str, ...]:
    edition = board.edition
    cutoff = (
        _("Fecha de corte: %(day)s") % {"day": formats.day(edition.cutoff_on)}
        if edition.cutoff_on
        else _("Fecha de corte no indicada por la fuente")
    )
    if draft:
        return (cutoff, _("Con los avances aprobados que todavía no se publican"))
    return (
        cutoff,
        _("Publicado el %(at)s, hora de Santiago") % {"at": formats.moment(edition.published_at)},
    )


def _last_session(now: State) -> SessionView | None:
    """The latest session that was held and whose minutes are public."""
    past = [row for row in governance.sessions(told=True) if row.at <= now.at]
    return max(past, key=lambda row: row.at, default=None)


def _since(session: SessionView, now: State, moving: tuple[str, ...]) -> Page:
    """What was published after a session, of every room."""
    rows = [row for row in subjects.changes() if session.at < row.at <= now.at]
    named = f"{session.body_name}, {formats.moment(session.at)}"
    titles = subjects.named(f"{row.kind}:{row.code}" for row in rows)
    return Page(
        code=SINCE,
        section=_("Qué cambió desde la sesión anterior"),
        title=ngettext(
            "%(n)s cifra o estado publicado cambió desde la sesión del %(day)s",
            "%(n)s cifras o estados publicados cambiaron desde la sesión del %(day)s",
            len(rows),
        )
        % {"n": len(rows), "day": formats.day(session.at)},
        grid=Grid(
            (
                Column(_("Cuándo"), 1.4, figures=True),
                Column(_("De qué"), 4.6),
                Column(_("Qué cambió"), 4.4),
            ),
            tuple((formats.day(row.at), _titled(row, titles), row.text) for row in reversed(rows)),
        )
        if rows
        else None,
        empty="" if rows else _("Nada de lo publicado cambió desde esa sesión."),
        note=_("Sesión %(code)s: %(named)s.") % {"code": session.code, "named": named},
        sources=(*(f"{row.code}: {settings.SITE_URL}{row.path}" for row in rows), *moving),
    )


def _titled(row: subjects.Change, named: Mapping[str, subjects.Subject]) -> str:
    found = named.get(f"{row.kind}:{row.code}")
    return found.title if found else row.code


def _sources(board: Board, now: State, chapters: tuple[Chapter, ...], draft: str) -> Page:
    """Which documents, which edition, and how to check it."""
    documents: dict[str, tuple[str, str, int]] = {}
    for chapter in chapters:
        for row in chapter.rows:
            cited = row.citation
            before = documents.get(cited.document_code, ("", "", 0))[2]
            documents[cited.document_code] = (cited.document_title, cited.publisher, before + 1)
    edition = board.edition
    return Page(
        code=SOURCES,
        section=_("Fuentes y comprobación"),
        title=_("Cada cifra nombra su fuente y se puede comprobar en la bitácora pública"),
        grid=Grid(
            (
                Column(_("Documento"), 5.0),
                Column(_("Quién lo publica"), 4.0),
                Column(_("Cifras comparadas"), 1.6, figures=True),
            ),
            tuple((title, who, str(n)) for title, who, n in documents.values()),
        )
        if documents
        else None,
        note=_("Borrador: no tiene sello; lo publicado está en %(site)s.")
        % {"site": settings.SITE_URL}
        if draft
        else _("Sello de la edición: evento %(seq)s, %(head)s. Se comprueba en %(site)s/bitacora/.")
        % {
            "seq": edition.ledger_seq,
            "head": edition.ledger_head[:16],
            "site": settings.SITE_URL,
        },
        sources=(
            _("Contenido de la edición, SHA-256: %(digest)s.") % {"digest": edition.digest}
            if edition.digest
            else _("Sin edición: borrador."),
            _("Las salas sin ediciones se leyeron en el evento %(seq)s: %(head)s.")
            % {"seq": now.seq, "head": now.head},
        ),
    )
