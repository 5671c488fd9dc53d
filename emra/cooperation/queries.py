"""Covenants as the public reads them: approved sheets, evaluations and self-assessments."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from django.urls import reverse
from django.utils.translation import gettext as _

from emra.cooperation import terms
from emra.cooperation.models import (
    Axis,
    ChecklistAnswer,
    CovenantEvaluation,
    CovenantParty,
    CovenantSheet,
    Locality,
    Result,
    SelfAssessment,
)
from emra.cooperation.readmodel import (
    COMING,
    DONE,
    IN_FORCE,
    LATE,
    OVER,
    AnswerView,
    AssessmentView,
    AxisView,
    CovenantView,
    EvaluationView,
    LocalityView,
    PartyView,
    ResultView,
    VersionView,
)
from emra.lib.communes import by_code
from emra.lib.errors import Unknown
from emra.lib.money import Amount
from emra.lib.subjects import Subject
from emra.sources.models import Citation
from emra.sources.queries import CitationView, citation_view

CITATIONS = ("citation", "term_citation", "contribution_citation", "evaluation_citation")
Row = TypeVar("Row")


def covenants(today: date) -> tuple[CovenantView, ...]:
    """Every covenant in its version in force: those with late evaluations first, then those that
    hold today, then the past ones."""
    found = views(_in_force(), today)
    return tuple(sorted(found, key=lambda row: (not row.late, row.is_over, row.starts, row.code)))


def covenant(code: str, today: date, version: str = "") -> CovenantView:
    """One covenant, in the version in force or the one asked for; raises Unknown."""
    rows = list(_sheets().filter(covenant=code).order_by("-version"))
    for row in rows:
        if version in ("", str(row.version)):
            return views([row], today)[0]
    raise Unknown(_("No hay un convenio publicado «%(code)s».") % {"code": code[:40]})


def versions(code: str) -> tuple[VersionView, ...]:
    """The approved versions of a covenant, the last one first."""
    rows = list(CovenantSheet.objects.approved().filter(covenant=code).order_by("-version"))
    return tuple(
        VersionView(
            version=row.version,
            reason=row.reason,
            origin=row.origin,
            approved_at=row.reviewed_at or row.changed_at,
            is_last=row == rows[0],
        )
        for row in rows
    )


def covenants_as_subjects() -> tuple[Subject, ...]:
    """What decisions and observations can be about."""
    return tuple(
        Subject("COVENANT", row.covenant_id, row.name, reverse("covenant", args=[row.covenant_id]))
        for row in _in_force()
    )


def assessments(covenant: str = "") -> tuple[AssessmentView, ...]:
    """The approved self-assessments in their last version; of one covenant, or of all."""
    rows = SelfAssessment.objects.approved().order_by("covenant", "-year", "-version")
    rows = rows.filter(covenant=covenant) if covenant else rows
    return tuple(row for found in _assessments(rows).values() for row in found)


def evaluation(pk: int) -> CovenantEvaluation:
    """An approved evaluation with a file; raises Unknown."""
    rows = CovenantEvaluation.objects.approved().exclude(sha256="")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Unknown(_("Ese documento no existe, o su evaluación no está aprobada."))
    return row


# -- pieces ----------------------------------------------------------------------------------


def _sheets() -> Any:
    documents = [f"{name}__document" for name in CITATIONS]
    return CovenantSheet.objects.approved().select_related(*documents)


def _in_force() -> list[CovenantSheet]:
    """The last approved sheet of each covenant."""
    last = {row.covenant_id: row for row in _sheets().order_by("covenant", "version")}
    return list(last.values())


def views(sheets: Sequence[CovenantSheet], today: date) -> list[CovenantView]:
    """Sheets with all their parts, in seven queries however many there are."""
    parts = {model: _parts(model, sheets) for model in (CovenantParty, Locality, Axis, Result)}
    codes = [row.covenant_id for row in sheets]
    evaluated = _by("covenant_id", CovenantEvaluation.objects.approved().filter(covenant__in=codes))
    assessed = _assessments(
        SelfAssessment.objects.approved()
        .filter(covenant__in=codes)
        .order_by("covenant", "-year", "-version")
    )
    successors = _successors()
    return [
        _view(
            sheet,
            today,
            {model.__name__: found[sheet.pk] for model, found in parts.items()},
            evaluated[sheet.covenant_id],
            assessed.get(sheet.covenant_id, ()),
            tuple(successors[sheet.covenant_id]),
        )
        for sheet in sheets
    ]


def _view(
    sheet: CovenantSheet,
    today: date,
    parts: Mapping[str, Sequence[Any]],
    evaluated: Sequence[CovenantEvaluation],
    assessed: Sequence[AssessmentView],
    successors: tuple[str, ...],
) -> CovenantView:
    commune = by_code()
    return CovenantView(
        code=sheet.covenant_id,
        version=sheet.version,
        origin=sheet.origin,
        name=sheet.name,
        programme=sheet.programme,
        province=sheet.province,
        citation=_cited(sheet.citation),
        starts=sheet.starts,
        ends=sheet.ends,
        term_note=sheet.term_note,
        term_citation=_cited(sheet.term_citation),
        amount=None if sheet.amount is None else Amount(sheet.amount, sheet.unit),
        contribution_note=sheet.contribution_note,
        contribution_citation=_cited(sheet.contribution_citation),
        predecessor=sheet.predecessor_id or "",
        successors=successors,
        evaluation_rules=sheet.evaluation_rules,
        evaluation_every_months=sheet.evaluation_every_months,
        evaluation_first_on=sheet.evaluation_first_on,
        evaluation_citation=_cited(sheet.evaluation_citation),
        state=OVER if sheet.term.is_over(today) else IN_FORCE,
        approved_at=sheet.reviewed_at or sheet.changed_at,
        parties=tuple(
            PartyView(
                row.name,
                row.side,
                row.get_side_display(),
                row.role,
                row.get_role_display(),
                _cited(row.citation),
            )
            for row in parts["CovenantParty"]
        ),
        localities=tuple(
            LocalityView(
                row.commune,
                commune[row.commune].name,
                row.name,
                row.families,
                _cited(row.citation),
            )
            for row in parts["Locality"]
        ),
        axes=tuple(
            AxisView(row.commune, commune[row.commune].name, row.name, _cited(row.citation))
            for row in parts["Axis"]
        ),
        results=tuple(ResultView(row.text, _cited(row.citation)) for row in parts["Result"]),
        evaluations=_evaluations(sheet, evaluated, today),
        assessments=tuple(assessed),
    )


def _evaluations(
    sheet: CovenantSheet, evaluated: Sequence[CovenantEvaluation], today: date
) -> tuple[EvaluationView, ...]:
    """What the schedule asks for and what was done, by day; done ones stay if it changes."""
    done = {row.planned_on: row for row in evaluated}
    planned: set[date] = set(done)
    if sheet.evaluation_first_on and sheet.evaluation_every_months:
        planned.update(
            terms.due_days(
                sheet.evaluation_first_on,
                sheet.evaluation_every_months,
                ends=sheet.ends,
                until=today,
            )
        )
    return tuple(_evaluation(day, done.get(day), today) for day in sorted(planned))


def _evaluation(day: date, row: CovenantEvaluation | None, today: date) -> EvaluationView:
    state = DONE if row else (LATE if day < today else COMING)
    return EvaluationView(
        planned_on=day,
        state=state,
        done_on=row.done_on if row else None,
        days_late=(today - day).days if state == LATE else 0,
        findings=row.findings if row else "",
        link=row.link if row else "",
        pk=row.pk if row else None,
        has_file=bool(row and row.sha256),
    )


def _assessments(rows: Iterable[SelfAssessment]) -> dict[str, list[AssessmentView]]:
    """By covenant, the last version of each year; `rows` come with the last version first."""
    last: dict[tuple[str, int], SelfAssessment] = {}
    for row in rows:
        last.setdefault((row.covenant_id, row.year), row)
    if not last:
        return {}
    answers = _by(
        "assessment_id",
        ChecklistAnswer.objects.filter(assessment__in=last.values())
        .select_related("item__citation__document")
        .order_by("item__order"),
    )
    found: dict[str, list[AssessmentView]] = defaultdict(list)
    for row in last.values():
        found[row.covenant_id].append(
            AssessmentView(
                covenant=row.covenant_id,
                year=row.year,
                version=row.version,
                reason=row.reason,
                approved_at=row.reviewed_at or row.changed_at,
                answers=tuple(map(answer_view, answers[row.pk])),
            )
        )
    return found


def answer_view(answer: Any) -> AnswerView:
    """Needs `item.citation.document` selected."""
    return AnswerView(
        item=answer.item_id,
        kind=answer.item.kind,
        title=answer.item.title,
        question=answer.item.question,
        value=answer.value,
        value_name=answer.get_value_display() if answer.value else "",
        note=answer.note,
        link=answer.link,
        citation=citation_view(answer.item.citation),
    )


def _successors() -> dict[str, list[str]]:
    """By covenant, those that follow it as their last approved sheets say."""
    told = CovenantSheet.objects.approved().order_by("covenant", "version")
    found: dict[str, list[str]] = defaultdict(list)
    for code, before in dict(told.values_list("covenant_id", "predecessor_id")).items():
        if before:
            found[before].append(code)
    return found


def _parts(model: Any, sheets: Sequence[CovenantSheet]) -> dict[int, list[Any]]:
    rows = model.objects.filter(sheet__in=[sheet.pk for sheet in sheets])
    return _by("sheet_id", rows.select_related("citation__document").order_by("number"))


def _by(name: str, rows: Iterable[Row]) -> dict[Any, list[Row]]:
    found: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _cited(citation: Citation | None) -> CitationView | None:
    return citation_view(citation) if citation else None
