"""The public read model: publications only, never a draft. A board costs five queries."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from emra.agreements import dossier, goalpost_queries, progress
from emra.agreements.comparison import BoardComparison, changed, compare
from emra.agreements.goalpost_queries import ChangeView, Comparison
from emra.agreements.models import (
    ALL,
    INITIAL_CORTE,
    Agreement,
    Dimension,
    Measurement,
    ProgressReport,
    Publication,
    PublishedAverage,
    PublishedValue,
)
from emra.agreements.readmodel import (
    REPORTED,
    AgreementFigure,
    Board,
    DimensionFigure,
    Edition,
    HistoryPoint,
    Sheet,
)
from emra.lib.errors import Unknown
from emra.sources.queries import citation_view


class NotPublished(Unknown):
    """No publication answers the corte that was asked for."""


class UnknownAgreement(Unknown):
    """No agreement has the code that was asked for."""


# -- editions --------------------------------------------------------------------------------


def editions() -> tuple[Edition, ...]:
    """Every publication, newest corte and edition first."""
    rows = list(Publication.objects.select_related("period").order_by("-period", "-edition"))
    seen: set[int] = set()
    found = []
    for row in rows:
        found.append(
            Edition(
                id=row.pk,
                corte=row.period.code,
                corte_name=row.period.name,
                cutoff_on=row.period.cutoff_on,
                number=row.edition,
                published_at=row.published_at,
                reason=row.reason,
                ledger_seq=row.ledger_seq,
                ledger_head=row.ledger_head,
                digest=row.digest,
                is_latest=row.period_id not in seen,
            )
        )
        seen.add(row.period_id)
    return tuple(found)


def choose(every: tuple[Edition, ...], corte: str | None) -> Edition:
    """The edition `corte` names: "2026-T2" its latest, "2026-T2/1" the first; None the newest."""
    if not every:
        raise NotPublished(_("Todavía no se ha publicado ningún corte."))
    if not corte:
        return every[0]
    code, slash, number = corte.partition("/")
    for edition in every:
        if edition.corte == code and (
            str(edition.number) == number if slash else edition.is_latest
        ):
            return edition
    known = ", ".join(edition.corte for edition in every if edition.is_latest)
    raise NotPublished(
        _("No hay un corte publicado «%(corte)s». Los publicados son: %(known)s.")
        % {"corte": corte, "known": known}
    )


def published_reports() -> frozenset[str]:
    """Codes of the entered reports some publication shows."""
    rows = (
        PublishedValue.objects.filter(report__origin=ProgressReport.Origin.ENTRY)
        .values_list("report__agreement", "report__period__code", "report__version")
        .distinct()
    )
    return frozenset(f"{agreement}-{period}-v{version}" for agreement, period, version in rows)


def cited_documents() -> tuple[str, ...]:
    """Titles of the documents that the initial figures are read from."""
    titles = Agreement.objects.values_list("figure_citation__document__title", flat=True)
    return tuple(titles.order_by("figure_citation__document__title").distinct())


# -- boards ----------------------------------------------------------------------------------


def board(corte: str | None = None) -> Board:
    """One edition whole; raises NotPublished for a corte that is not published."""
    every = editions()
    return _boards([choose(every, corte)], every)[0]


def published_or_none() -> Board | None:
    """The latest board; None before the first publication."""
    every = editions()
    return _boards([every[0]], every)[0] if every else None


def trend(corte: str | None = None) -> tuple[Board, ...]:
    """The latest edition of each corte up to the one asked for, oldest first; always the same
    number of queries."""
    every = editions()
    if not every and not corte:
        return ()
    return _boards(_up_to(choose(every, corte), every), every)


def comparison(a: str | None = None, b: str | None = None) -> BoardComparison:
    """Two editions side by side: six queries. Without `b` the latest, without `a` the corte
    before it; where there is none before, the edition with itself."""
    every = editions()
    last = choose(every, b)
    first = choose(every, a) if a else _before(last, every) or last
    before, after = _boards([first, last], every)
    return compare(before, after, goalpost_queries.confirmed())


def _boards(chosen: list[Edition], every: tuple[Edition, ...]) -> tuple[Board, ...]:
    befores = {edition.id: _before(edition, every) for edition in chosen}
    shown = {edition.id: edition for edition in chosen}
    shown |= {before.id: before for before in befores.values() if before}
    figures = _dimension_figures(shown, befores)
    agreements: dict[int, list[AgreementFigure]] = {pk: [] for pk in shown}
    for row in _values().filter(publication__in=list(shown)):
        agreements[row.publication_id].append(figure_of(row))
    boards = []
    for edition in chosen:
        before = befores[edition.id]
        *dimensions, overall = figures[edition.id]
        boards.append(
            Board(
                edition=edition,
                editions=every,
                dimensions=tuple(dimensions),
                overall=overall,
                agreements=tuple(agreements[edition.id]),
                changes=changed(agreements[before.id], agreements[edition.id]) if before else (),
                previous=before,
            )
        )
    return tuple(boards)


def _before(edition: Edition, every: tuple[Edition, ...]) -> Edition | None:
    """The latest edition of the corte before this one."""
    older = every[[candidate.corte for candidate in every].index(edition.corte) :]
    return next((other for other in older if other.corte != edition.corte), None)


def _dimension_figures(
    shown: dict[int, Edition], befores: dict[int, Edition | None]
) -> dict[int, list[DimensionFigure]]:
    """For each edition its dimensions in order and, last, all agreements together."""
    rows = {
        (row.publication_id, row.scope): row
        for row in PublishedAverage.objects.filter(publication__in=list(shown))
    }
    dimensions = list(Dimension.objects.select_related("printed_average"))
    printed = {row.code: row.printed_average.value for row in dimensions}
    names = [(row.code, row.name) for row in dimensions]
    figures: dict[int, list[DimensionFigure]] = {pk: [] for pk in shown}
    for pk, edition in shown.items():
        before = befores.get(pk)
        for code, name in [*names, (ALL, _("Los 19 acuerdos"))]:
            row = rows[pk, code]
            past = rows.get((before.id, code)) if before else None
            figures[pk].append(
                DimensionFigure(
                    code=code,
                    name=name,
                    total=row.total,
                    applicable=row.applicable,
                    reported=row.reported,
                    mean_zero=row.mean_zero,
                    mean_reported=row.mean_reported,
                    lower=row.lower,
                    upper=row.upper,
                    rule=row.rule,
                    printed=printed.get(code) if edition.corte == INITIAL_CORTE else None,
                    previous=past.mean_zero if past else None,
                )
            )
    return figures


def _values() -> "QuerySet[PublishedValue]":
    return (
        PublishedValue.objects.select_related(
            "agreement__dimension",
            "report__period",
            "report__measurement",
            "publication__period",
        )
        .prefetch_related(goalpost_queries.moved_baselines())
        .order_by("agreement")
    )


def figure_of(row: PublishedValue) -> AgreementFigure:
    """A value with its judgement; needs what `_values` selects."""
    judged = _assess(row)
    report = row.report
    return AgreementFigure(
        code=row.agreement_id,
        number=row.agreement.number,
        dimension=row.agreement.dimension_id,
        dimension_name=row.agreement.dimension.name,
        title=row.title,
        percent=row.percent,
        state=row.absence or REPORTED,
        reason=row.absence_reason,
        pairing=row.agreement.pairing,
        carried_from=row.carried_from,
        previous=row.previous,
        setback=_is_setback(row),
        setback_reason=report.setback_reason if report else "",
        expected_low=judged.expected_low,
        expected_high=judged.expected_high,
        health=judged.health.value,
        health_reason=judged.reason,
        target_value=row.target_value,
        target_unit=row.target_unit,
        target_year=row.target_year,
        note=report.note if report else "",
        report_code=report.code if report else "",
    )


def _assess(row: PublishedValue) -> progress.Assessment:
    first, last = row.publication.period.span
    start = _baseline_on(row) or progress.STRATEGY_START
    return progress.assess(
        row.percent,
        first=first,
        last=last,
        target_year=row.target_year or progress.DEFAULT_TARGET_YEAR,
        start=start,
    )


def _measurement_of(row: PublishedValue) -> Measurement | None:
    return getattr(row.report, "measurement", None) if row.report else None


def _baseline_on(row: PublishedValue) -> date | None:
    """The day of the baseline that an edition uses."""
    moved = goalpost_queries.baseline_as_published(row)
    measured = moved.after if moved else _measurement_of(row)
    return measured.baseline_on if measured else None


def _is_setback(row: PublishedValue) -> bool:
    return row.percent is not None and row.previous is not None and row.percent < row.previous


# -- one agreement ---------------------------------------------------------------------------


def sheet(code: str, corte: str | None = None) -> Sheet:
    """Everything published about an agreement, as of an edition."""
    every = editions()
    edition = choose(every, corte)
    agreement = (
        Agreement.objects.select_related("title_citation__document", "figure_citation__document")
        .filter(code=code)
        .first()
    )
    if agreement is None:
        raise UnknownAgreement(
            _("No existe el acuerdo «%(code)s»: los códigos van de A01 a A19.") % {"code": code}
        )
    rows = _history_rows(code, edition, every)
    figure = figure_of(rows[-1])
    before = _before(edition, every)
    shown = {row.id: row for row in (edition, before) if row}
    means = _dimension_figures(shown, {edition.id: before})[edition.id]
    codes = list(Agreement.objects.order_by("code").values_list("code", flat=True))
    place = codes.index(code)
    return Sheet(
        edition=edition,
        editions=every,
        figure=figure,
        dimension=next(mean for mean in means if mean.code == figure.dimension),
        title_citation=citation_view(agreement.title_citation)
        if agreement.title_citation
        else None,
        figure_citation=citation_view(agreement.figure_citation),
        history=tuple(_history_point(row) for row in rows),
        evidence=dossier.evidence_of(rows[-1].report),
        versions=dossier.versions_of(code, edition),
        remarks=dossier.remarks_of(rows[-1].report),
        measurement=dossier.measurement_view(
            _measurement_of(rows[-1]), goalpost_queries.baseline_as_published(rows[-1])
        ),
        baseline_on=_baseline_on(rows[-1]),
        goalposts=goalpost_queries.compare(
            goalpost_queries.confirmed(code), rows[-1], _measurement_of(rows[-1])
        ),
        projection=_projection(rows),
        previous_code=codes[place - 1] if place else "",
        next_code=codes[place + 1] if place + 1 < len(codes) else "",
    )


def under_both(change: ChangeView) -> Comparison | None:
    """The latest published reading under what a change leaves and what it brings."""
    every = editions()
    if not every:
        return None
    row = _values().get(publication=every[0].id, agreement=change.agreement)
    return goalpost_queries.compare([change], row, _measurement_of(row))[0]


def history(code: str) -> tuple[HistoryPoint, ...]:
    """An agreement's reading in each published corte, oldest first."""
    return sheet(code).history


def _up_to(edition: Edition, every: tuple[Edition, ...]) -> list[Edition]:
    """This edition and, before it, the latest one of each earlier corte, oldest first."""
    older = every[[candidate.id for candidate in every].index(edition.id) :]
    earlier = [other for other in older if other.is_latest and other.corte != edition.corte]
    return [*reversed(earlier), edition]


def _history_rows(code: str, edition: Edition, every: tuple[Edition, ...]) -> list[PublishedValue]:
    """The agreement's value in this edition and in the latest one of each earlier corte."""
    ids = [row.id for row in _up_to(edition, every)]
    rows = {
        row.publication_id: row for row in _values().filter(agreement=code, publication__in=ids)
    }
    return [rows[pk] for pk in ids]


def _history_point(row: PublishedValue) -> HistoryPoint:
    judged = _assess(row)
    first, last = row.publication.period.span
    return HistoryPoint(
        corte=row.publication.period.code,
        cutoff_on=row.publication.period.cutoff_on,
        first=first,
        last=last,
        percent=row.percent,
        state=row.absence or REPORTED,
        carried_from=row.carried_from,
        expected_low=judged.expected_low,
        expected_high=judged.expected_high,
        published_at=row.publication.published_at,
        reason=row.absence_reason,
    )


def _projection(rows: list[PublishedValue]) -> progress.Projection:
    """Over the dated cortes that were reported in their own right."""
    points = [
        (row.publication.period.cutoff_on, row.percent)
        for row in rows
        if row.percent is not None and row.publication.period.cutoff_on and not row.carried_from
    ]
    year = rows[-1].target_year or progress.DEFAULT_TARGET_YEAR
    return progress.projection(points, target_year=year)
