"""The projects, the two tracks and the portfolio as the public reads them."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.governance import commitment_queries
from emra.ledger.http import ledger_etag
from emra.lib import files
from emra.lib.errors import DomainError
from emra.lib.tables import respond
from emra.projects import figures, portfolio, queries, sentences, tables, track_sentences
from emra.projects.portfolio import Chosen, Totals
from emra.projects.portfolio_form import ChosenForm
from emra.projects.readmodel import INITIATIVE, PROJECT, ProjectView
from emra.projects.tracks import MECHANISM

SECTION = {"section": "projects"}
CHANGES_SHOWN = 10


@access(PUBLIC)
@require_safe
@ledger_etag
def projects(request: HttpRequest) -> HttpResponse:
    """The portfolio: what runs late first, then each project, its money and what was changed."""
    form = ChosenForm(request.GET or None)
    good = not form.is_bound or form.is_valid()
    chosen = form.chosen() if good else Chosen()
    today = timezone.localdate()
    every = queries.projects(today)
    rows = portfolio.matching(every, chosen)
    tracks = queries.two_tracks(rows, today).tracks
    changes = queries.every_change(rows)
    context = {
        **SECTION,
        "form": form,
        "chosen": chosen,
        "sentence": sentences.portfolio(rows),
        "late": [row for row in rows if row.late],
        "ended_late": [row for row in rows if row.ended_late],
        "projects": [row for row in rows if row.level == PROJECT],
        "initiatives": [row for row in rows if row.level == INITIATIVE],
        # The published figure has every initiative: of those chosen there is the table alone.
        "pipelines": [
            (track, figures.stages(track, today) if track.rows and not chosen.any else None)
            for track in tracks
        ],
        "sums": _sums(rows),
        "changes": changes[:CHANGES_SHOWN],
        "more_changes": len(changes) > CHANGES_SHOWN,
        "table_query": f"?{urlencode(form.asked())}" if good and chosen.any else "",
    }
    return render(request, "projects/projects.html", context, status=200 if good else 400)


@access(PUBLIC)
@require_safe
@ledger_etag
def tracks(request: HttpRequest) -> HttpResponse:
    """The two tracks: each initiative's stages, how long they took, what the source says."""
    today = timezone.localdate()
    view = queries.two_tracks(queries.projects(today), today)
    context = {
        **SECTION,
        "mechanism": MECHANISM,
        "view": view,
        "caution": track_sentences.caution(),
        "figure": figures.tracks(view),
    }
    return render(request, "projects/tracks.html", context)


@access(PUBLIC)
@require_safe
@ledger_etag
def project(request: HttpRequest, code: str) -> HttpResponse:
    """Everything public about a project or an initiative."""
    today = timezone.localdate()
    sheet = queries.sheet(code, today)
    context = {
        **SECTION,
        "sheet": sheet,
        "project": sheet.project,
        "mechanism": code == MECHANISM,
        "sums": _sums([sheet.project]),
        "commitments": commitment_queries.about("PROJECT", code, today=today),
    }
    return render(request, "projects/project.html", context)


@access(PUBLIC)
@require_safe
def evidence(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """Download a file that backs an approved entry."""
    row = queries.evidence(code, pk)
    return files.attachment(row.sha256, row.extension, f"{code}-respaldo-{row.pk}.{row.extension}")


@access(PUBLIC)
@require_safe
@ledger_etag
def projects_table(request: HttpRequest, form: str) -> HttpResponse:
    return respond(tables.projects(_asked(request)), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def funding_table(request: HttpRequest, form: str) -> HttpResponse:
    return respond(tables.funding(_asked(request)), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def totals_table(request: HttpRequest, form: str) -> HttpResponse:
    found = [each for _level, pair in _sums(_asked(request)) for each in pair]
    return respond(tables.totals(found), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def stages_table(request: HttpRequest, form: str) -> HttpResponse:
    return respond(tables.stages(_asked(request)), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def changes_table(request: HttpRequest, form: str) -> HttpResponse:
    return respond(tables.changes(queries.every_change(_asked(request))), form)


def _asked(request: HttpRequest) -> tuple[ProjectView, ...]:
    """The projects that the address asks for; a filter that cannot be is said."""
    form = ChosenForm(request.GET or None)
    if form.is_bound and not form.is_valid():
        raise DomainError(" ".join(str(one) for found in form.errors.values() for one in found))
    chosen = form.chosen() if form.is_bound else Chosen()
    return portfolio.matching(queries.projects(timezone.localdate()), chosen)


def _sums(rows: Any) -> list[tuple[str, tuple[Totals, Totals]]]:
    """Of each level that has money, its sums by source and by commune."""
    return [
        (
            level,
            (
                portfolio.totals(rows, by=portfolio.SOURCE, level=level),
                portfolio.totals(rows, by=portfolio.COMMUNE, level=level),
            ),
        )
        for level in portfolio.levels(rows)
    ]
