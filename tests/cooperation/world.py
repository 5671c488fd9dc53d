"""What the small world holds of cooperation: published, with drafts that must not be shown."""

from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from emra.accounts.models import User
from emra.cooperation import covenant_actions, evaluation_actions, review_actions
from emra.cooperation.covenant_actions import Axis, Content, Party, Place, Result
from emra.cooperation.evaluation_actions import Answer, Told
from emra.cooperation.models import (
    ChecklistItem,
    CovenantEvaluation,
    CovenantSheet,
    SelfAssessment,
)

CODE = "mundo-2024"


@dataclass
class Agreed:
    """A published covenant with an evaluation and a year, and the drafts that change each."""

    public: CovenantSheet
    evaluation: CovenantEvaluation
    draft: CovenantSheet
    waiting: CovenantEvaluation
    year: SelfAssessment


def agreed(secretary: User, reviewer: User, *, sold: str, token: str) -> Agreed:
    """Whatever is public says `sold`, every text that is not says `token`."""

    def settled(row: object) -> object:
        code = row.code  # type: ignore[attr-defined]
        review_actions.submit(code=code, by=secretary)
        return review_actions.approve(code=code, by=reviewer)

    def evaluated(year: int, text: str) -> CovenantEvaluation:
        return evaluation_actions.write_evaluation(
            covenant=CODE,
            planned_on=date(year, 6, 30),
            told=Told(date(year, 7, 10), text, f"https://www.example.cl/{text.replace(' ', '-')}"),
            upload=SimpleUploadedFile("acta.pdf", b"%PDF-1.7 " + text.encode()),
            by=secretary,
        )

    def answered(year: int, text: str) -> SelfAssessment:
        answers = {item.code: Answer("PARTLY", text) for item in ChecklistItem.objects.all()}
        return evaluation_actions.write_assessment(
            covenant=CODE, year=year, answers=answers, by=secretary
        )

    public = covenant_actions.open_covenant(covenant=CODE, content=told(sold), by=secretary)
    settled(public)
    done = evaluated(2024, sold)
    settled(done)
    settled(answered(2024, sold))
    draft = covenant_actions.write_covenant(
        covenant=CODE, content=told(token), by=secretary, reason=token
    )
    review_actions.submit(code=draft.code, by=secretary)
    review_actions.send_back(code=draft.code, reason=token, by=reviewer)
    covenant_actions.open_covenant(covenant="reservado-2026", content=told(token), by=secretary)
    waiting = evaluated(2025, token)
    review_actions.submit(code=waiting.code, by=secretary)
    return Agreed(public, done, draft, waiting, answered(2025, token))


def told(text: str) -> Content:
    return Content(
        name=text,
        programme=text,
        province=text,
        starts="2024",
        term_note=text,
        contribution_note=text,
        evaluation_rules=text,
        evaluation_every_months=12,
        evaluation_first_on=date(2024, 6, 30),
        parties=(
            Party(text, "PUBLIC", "PARTY"),
            Party(f"{text} S.A.", "COMPANY", "PARTY"),
            Party(text, "PRIVATE", "PARTICIPANT"),
        ),
        localities=(Place("02201", text, 12),),
        axes=(Axis("02201", text),),
        results=(Result(text),),
    )
