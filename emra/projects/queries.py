"""The projects as the public reads them: approved entries alone, a fixed number of queries."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from emra.lib.communes import by_code
from emra.lib.errors import Unknown
from emra.projects import delays, history, track_sentences, tracks
from emra.projects.models import Entry, Evidence, FundingLine, Project, ProjectDate, Stage, Track
from emra.projects.readmodel import (
    ChangeView,
    DayView,
    EntryView,
    EvidenceView,
    FundingView,
    MilestoneView,
    Named,
    ProjectSheet,
    ProjectView,
    RiskView,
    StageCount,
    StageView,
    TracksView,
    TrackView,
)
from emra.projects.versions import Known, at, read
from emra.sources.models import Citation, PublishedFigure
from emra.sources.queries import CitationView, citation_view

CLAIMED = ("proy-diferencia-desde", "proy-diferencia-hasta")
What = ProjectDate.What


def projects(today: date) -> tuple[ProjectView, ...]:
    """Every public project and initiative, by code: eleven queries."""
    return _views(_public(), read(), today)


def initiatives_of(code: str, today: date) -> tuple[ProjectView, ...]:
    rows = list(_public().filter(parent=code))
    return _views(rows, read(row.code for row in rows), today) if rows else ()


def project(code: str, today: date) -> ProjectView:
    """One of them; raises Unknown where nothing was approved of it."""
    found = _views(_public().filter(pk=code), read([code]), today)
    if not found:
        raise Unknown(
            _("No hay un proyecto publicado con el código «%(code)s»: elija uno de la lista.")
            % {"code": code[:20]}
        )
    return found[0]


def sheet(code: str, today: date) -> ProjectSheet:
    """A project's page."""
    found = project(code, today)
    return ProjectSheet(
        project=found,
        parent=project(found.parent, today) if found.parent else None,
        initiatives=initiatives_of(code, today),
        entries=entries(code),
    )


def entries(code: str) -> tuple[EntryView, ...]:
    """What was approved of a project, the latest first."""
    rows = (
        Entry.objects.approved()
        .filter(project=code)
        .select_related("author", "reviewer", "citation__document")
        .prefetch_related("evidence")
        .order_by("-id")
    )
    return tuple(
        EntryView(
            code=row.code,
            on=row.on,
            text=row.text,
            author=row.author.public_office if row.author else "",
            reviewer=row.reviewer.public_office if row.reviewer else "",
            at=at(row),
            citation=_cited(row.citation),
            evidence=tuple(
                EvidenceView(each.pk, each.title, each.url, each.extension)
                for each in row.evidence.all()
            ),
        )
        for row in rows
    )


def evidence(code: str, pk: int) -> Evidence:
    """A file that backs an approved entry of a project."""
    found = Evidence.objects.filter(pk=pk, entry__project=code, entry__state="APPROVED").first()
    if found is None or not found.sha256:
        raise Unknown(_("Ese medio de verificación no está publicado o no es un archivo."))
    return found


def serving(objective: str, today: date) -> tuple[ProjectView, ...]:
    """The projects that say they serve an objective."""
    return tuple(row for row in projects(today) if row.objective == objective)


def every_change(rows: Iterable[ProjectView]) -> tuple[ChangeView, ...]:
    """The changes of dates and costs of these projects, the latest first."""
    found = [change for row in rows for change in row.changes]
    return tuple(sorted(found, key=lambda change: (change.at, change.entry), reverse=True))


# -- the two tracks --------------------------------------------------------------------------


def two_tracks(every: Iterable[ProjectView], today: date) -> TracksView:
    """Both tracks as observed, beside what the source says: two queries."""
    rows = list(every)
    stages = stages_by_track()
    found = tuple(_track(track, stages[track], rows) for track in Track.values)
    low, high = (
        PublishedFigure.objects.select_related("citation__document").get(code=code)
        for code in CLAIMED
    )
    claim = tracks.Claim(int(_printed(low)), int(_printed(high)))
    compared = tracks.compare(found[0].summary.total, found[1].summary.total, claim)
    return TracksView(
        tracks=found,
        comparison=compared,
        sentence=track_sentences.comparison(compared),
        claim=track_sentences.claim(claim),
        citation=citation_view(low.citation),
        today=today,
    )


def stages_by_track() -> dict[str, tuple[StageView, ...]]:
    """The stages of each track in order."""
    found: dict[str, list[StageView]] = {track: [] for track in Track.values}
    for row in Stage.objects.select_related("citation__document").order_by("order"):
        found[row.track].append(
            StageView(row.code, row.order, row.name, citation_view(row.citation))
        )
    return {track: tuple(stages) for track, stages in found.items()}


def _track(track: str, stages: tuple[StageView, ...], rows: Iterable[ProjectView]) -> TrackView:
    walking = tuple(row for row in rows if row.track == track)
    summary = tracks.summary([row.walk for row in walking], len(stages))
    inside = [row.stage.code for row in walking if row.stage]
    return TrackView(
        code=track,
        name=str(Track(track).label),
        stages=stages,
        rows=walking,
        summary=summary,
        counts=tuple(
            StageCount(stage, inside.count(stage.code), observed)
            for stage, observed in zip(stages, summary.stages, strict=True)
        ),
        sentence=track_sentences.track(summary),
    )


def _printed(figure: PublishedFigure) -> Decimal:
    assert figure.value is not None
    return figure.value


# -- a project -------------------------------------------------------------------------------


def _public() -> Any:
    """With the moment of the last approved entry of each."""
    approved = Max(Coalesce("entries__reviewed_at", "entries__changed_at"))
    return (
        Project.objects.public()
        .annotate(updated_at=approved)
        .select_related("citation__document")
        .order_by("code")
    )


def _views(rows: Iterable[Any], known: Known, today: date) -> tuple[ProjectView, ...]:
    stages = stages_by_track()
    return tuple(_view(row, known, stages.get(row.track, ()), today) for row in rows)


def _view(row: Any, known: Known, track: tuple[StageView, ...], today: date) -> ProjectView:
    code = row.code
    kept = next(iter(known.particulars.in_force(code)), None)
    name = kept.name if kept else code
    days = {what: _day(known, code, what) for what in What.values}
    communes = by_code()
    places = [place.commune for place in kept.places.all()] if kept else []
    walk = _walk(known, code, track)
    lead = kept.lead if kept else None
    objective = kept.objective if kept else None
    sector = kept.sector if kept else None
    return ProjectView(
        code=code,
        parent=row.parent_id or "",
        track=row.track,
        track_name=str(Track(row.track).label) if row.track else "",
        citation=_cited(row.citation),
        name=name,
        summary=kept.summary if kept else "",
        lead=lead.code if lead else "",
        lead_name=lead.name if lead else "",
        partners=tuple(Named(each.code, each.name) for each in kept.partners.all()) if kept else (),
        objective=objective.code if objective else "",
        objective_title=objective.title if objective else "",
        lines=tuple(Named(each.code, each.title) for each in kept.lines.all()) if kept else (),
        sector=sector.code if sector else "",
        sector_name=sector.name if sector else "",
        communes=tuple(communes[place] for place in places),
        bip=kept.bip if kept else "",
        rate=kept.rate if kept else "",
        rate_name=str(kept.get_rate_display()) if kept and kept.rate else "",
        planned_start=days[What.PLANNED_START],
        planned_end=days[What.PLANNED_END],
        actual_start=days[What.ACTUAL_START],
        actual_end=days[What.ACTUAL_END],
        start=delays.against_plan(days[What.PLANNED_START].day, days[What.ACTUAL_START].day, today),
        end=delays.against_plan(days[What.PLANNED_END].day, days[What.ACTUAL_END].day, today),
        funding=tuple(_funding(line) for line in known.funding.in_force(code) if not line.dropped),
        walk=walk,
        stages=_stages(walk, track, today),
        milestones=_milestones(known, code, today),
        risks=tuple(
            RiskView(
                each.number,
                each.text,
                each.level,
                str(each.get_level_display()),
                each.response,
                each.closed,
            )
            for each in known.risks.in_force(code)
        ),
        changes=history.of_project(known, code, name),
        updated_at=row.updated_at,
    )


def _day(known: Known, code: str, what: str) -> DayView:
    rows = known.dates.of(code).get(what)
    if not rows:
        return DayView()
    first = next((row.day for row in rows if row.day), None)
    return DayView(rows[-1].day, first, len(rows) - 1)


def _funding(row: FundingLine) -> FundingView:
    commune = by_code().get(row.commune)
    return FundingView(
        number=row.number,
        source=row.source,
        source_name=str(row.get_source_display()),
        stage=row.stage,
        amount=history.amount_of(row),
        basis=row.unit_basis,
        basis_name=str(row.get_unit_basis_display()) if row.unit_basis else "",
        unit_reason=row.unit_reason,
        price_date=row.price_date,
        commune=row.commune,
        commune_name=commune.name if commune else "",
        note=row.note,
        version=row.version,
        entry=row.entry.code,
        citation=_cited(row.entry.citation),
    )


def _walk(known: Known, code: str, track: tuple[StageView, ...]) -> tracks.Walk:
    order = {stage.code: stage.order for stage in track}
    passages = [
        tracks.Passage(order[row.stage_id], row.entered_on, row.left_on)
        for row in known.passages.in_force(code)
        if row.stage_id in order and not row.dropped
    ]
    return tracks.Walk(len(track), tuple(sorted(passages, key=lambda each: each.stage)))


def _stages(walk: tracks.Walk, track: tuple[StageView, ...], today: date) -> tuple[StageView, ...]:
    """Every stage of the track; `waited` are the days since the exit from the one before."""
    passed = {passage.stage: passage for passage in walk.passages}
    found = []
    for stage in track:
        passage, before = passed.get(stage.order), passed.get(stage.order - 1)
        if passage is None:
            found.append(stage)
            continue
        waited = (passage.entered_on - before.left_on).days if before and before.left_on else None
        found.append(
            StageView(
                stage.code,
                stage.order,
                stage.name,
                stage.citation,
                entered_on=passage.entered_on,
                left_on=passage.left_on,
                days=passage.days,
                so_far=(today - passage.entered_on).days if passage.left_on is None else None,
                waited=waited,
            )
        )
    return tuple(found)


def _milestones(known: Known, code: str, today: date) -> tuple[MilestoneView, ...]:
    found = [rows[-1] for rows in known.milestones.of(code).values() if not rows[-1].dropped]
    return tuple(
        MilestoneView(
            row.number,
            row.title,
            row.planned_on,
            row.done_on,
            delays.against_plan(row.planned_on, row.done_on, today),
            row.version - 1,
        )
        for row in found
    )


def _cited(citation: Citation | None) -> CitationView | None:
    return citation_view(citation) if citation else None
