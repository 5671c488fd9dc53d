"""A small world with something of everything: published, draft, submitted, returned, reserved."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from emra.accounts.models import Role, User
from emra.agreements import (
    actions,
    averages,
    batch_actions,
    evidence_actions,
    goalpost_actions,
    period_actions,
    review_actions,
)
from emra.agreements.goalpost_queries import in_force
from emra.agreements.models import (
    Agreement,
    EntryBatch,
    Evidence,
    GoalpostChange,
    Period,
    ProgressReport,
)
from emra.agreements.proposals import pasted_rows
from emra.cooperation import bilateral_actions, bilateral_report_actions
from emra.cooperation import bilateral_content as bilaterals
from emra.cooperation.models import BilateralSheet, ResultReport
from emra.operations import actions as operations
from emra.operations.models import Incident
from emra.royalty import actions as royalty
from emra.royalty.models import Dataset
from tests.communications.world import Pieces, pieces
from tests.cooperation.world import Agreed, agreed
from tests.governance.world import Chamber, Reviews, chamber, reviews
from tests.oversight.world import Observed, observed
from tests.projects.followed import Followed, followed
from tests.royalty.workbooks import amounts, values
from tests.words import PASSWORD, SOLD, TOKEN


@dataclass
class Bilateral:
    """An approved report with its file; a returned one, a returned version, an untold project."""

    told: ResultReport
    owed: ResultReport
    changed: BilateralSheet
    untold: BilateralSheet


@dataclass
class World:
    """2026-T2 is published with an erratum; 2026-T3 is open, with work in every state."""

    secretary: User
    reviewer: User
    corte: Period
    approved: ProgressReport
    draft: ProgressReport
    submitted: ProgressReport
    returned: ProgressReport
    public_file: Evidence
    draft_file: Evidence
    batch: EntryBatch
    pieces: Pieces
    royalty: Dataset
    bilateral: Bilateral
    observed: Observed
    chamber: Chamber
    moved: GoalpostChange
    reviews: Reviews
    followed: Followed
    agreed: Agreed
    incident: Incident


def build() -> World:
    """Fill a database that holds the strategy and nobody."""
    secretary, reviewer = registered(Role.SECRETARIAT), registered(Role.CLUSTER)
    corte = opened("2026-T2", by=secretary)
    file = attach(entered(secretary, "A12", "2026-T2", percent=Decimal(40), note=SOLD), secretary)
    approved = decided(file.report, secretary, reviewer)
    first = entered(secretary, "A01", "2026-T2", percent=Decimal("55.5"), setback_reason=SOLD)
    decided(first, secretary, reviewer)
    period_actions.close_period(period="2026-T2", by=secretary)
    period_actions.publish(period="2026-T2", by=secretary)
    reasons = {"setback_reason": SOLD, "correction_reason": SOLD}
    second = entered(secretary, "A01", "2026-T2", percent=Decimal(56), **reasons)
    decided(second, secretary, reviewer)
    period_actions.publish(period="2026-T2", by=secretary, reason=SOLD)
    opened("2026-T3", by=secretary)
    draft = planted(secretary, "A12")
    submitted = planted(secretary, "A09")
    returned = planted(secretary, "A02")
    absent = entered(
        secretary, "A04", "2026-T3", percent=None, absence="NO_DATA", absence_reason=TOKEN
    )
    for report in (submitted, returned, absent):
        actions.submit_progress(report=report.code, by=secretary)
    review_actions.return_progress(report=returned.code, reason=TOKEN, by=reviewer)
    correction = planted(secretary, "A01", corte="2026-T2", correction_reason=TOKEN)
    assert correction.version == 3
    for public in (False, True):
        review_actions.add_remark(report=submitted.code, text=TOKEN, public=public, by=reviewer)
    batch = batch_actions.start_batch(
        period="2026-T3", kind=EntryBatch.Kind.PASTE, filename=TOKEN, by=secretary
    )
    batch_actions.propose(
        batch=batch, rows=pasted_rows(f"{TOKEN}\n50", ["A01", "A02"], start="A01")
    )
    averages.sweep()
    corte.refresh_from_db()
    return World(
        secretary=secretary,
        reviewer=reviewer,
        corte=corte,
        approved=approved,
        draft=draft,
        submitted=ProgressReport.objects.get(pk=submitted.pk),
        returned=ProgressReport.objects.get(pk=returned.pk),
        public_file=file,
        draft_file=draft.evidence.get(kind="FILE"),
        batch=batch,
        pieces=pieces(secretary, reviewer),
        royalty=unpublished_funds(secretary, reviewer),
        bilateral=bilateral(secretary, reviewer),
        observed=observed(secretary),
        chamber=chamber(secretary, reviewer),
        moved=moved_goalposts(secretary, reviewer),
        reviews=reviews(secretary, reviewer),
        followed=followed(secretary, reviewer, SOLD, TOKEN),
        agreed=agreed(secretary, reviewer, sold=SOLD, token=TOKEN),
        incident=incident(secretary),
    )


def registered(role: Role, username: str = "") -> User:
    """A person of a role, who signs in with the password of the tests."""
    return User.objects.create_user(
        username or role.lower(),
        password=PASSWORD,
        role=role,
        office=str(role.label),
        is_staff=role == Role.ADMIN,
        is_superuser=role == Role.ADMIN,
    )


def incident(secretary: User) -> Incident:
    """One closed with every text of it private, one open; the open one is given back."""

    def opened() -> Incident:
        return operations.open_incident(
            kind="ABUSE",
            severity="HIGH",
            what=TOKEN,
            affected=TOKEN,
            noticed_by=TOKEN,
            personal_data="NO",
            by=secretary,
        )

    row = opened()
    operations.add_note(incident=row.code, step="FOUND", text=TOKEN, by=secretary)
    operations.close_incident(incident=row.code, lessons=TOKEN, by=secretary)
    return opened()


def moved_goalposts(secretary: User, reviewer: User) -> GoalpostChange:
    """A confirmed change of A01's year, and a proposal of A02 that nobody confirmed."""

    def proposed(code: str, text: str, **moved: Any) -> GoalpostChange:
        held = in_force(Agreement.objects.get(code=code))
        return goalpost_actions.propose_goalposts(
            agreement=code,
            to=replace(held, **moved),
            decision=goalpost_actions.Decision("CORE", text, date(2026, 10, 1)),
            reason=text,
            by=secretary,
        )

    sold = proposed("A01", SOLD, target_year=2032)
    goalpost_actions.confirm_goalposts(change=sold.pk, by=reviewer)
    return proposed("A02", TOKEN, title=TOKEN, target_unit=TOKEN)


def bilateral(secretary: User, reviewer: User) -> Bilateral:
    """The source's project with what was approved of it since, and what was not."""

    def reported(result: int, text: str, **told: Any) -> ResultReport:
        row = bilateral_report_actions.write_report(
            project="bilateral-1",
            result=result,
            report=bilateral_report_actions.Report(timezone.localdate(), text, **told),
            upload=SimpleUploadedFile("lista.csv", f"dato,valor\n{text},7\n".encode()),
            by=secretary,
        )
        return bilateral_report_actions.submit_report(report=row.pk, by=secretary)

    told = reported(1, SOLD, done=True, reached=7)
    told = bilateral_report_actions.approve_report(report=told.pk, by=reviewer)
    owed = reported(2, TOKEN, link=f"https://www.example.cl/{TOKEN}")
    bilateral_report_actions.return_report(report=owed.pk, reason=TOKEN, by=reviewer)
    content = bilaterals.Content(
        name=TOKEN,
        area=TOKEN,
        institutions=(bilaterals.Institution(TOKEN, TOKEN),),
        places=(bilaterals.Place(TOKEN, TOKEN),),
        topics=(TOKEN,),
        facts=(bilaterals.Fact(TOKEN, TOKEN),),
        results=(bilaterals.Result(1, TOKEN, TOKEN),),
        description=TOKEN,
    )
    changed = bilateral_actions.write_sheet(
        project="bilateral-1", content=content, reason=TOKEN, by=secretary
    )
    bilateral_actions.submit_sheet(project="bilateral-1", by=secretary)
    bilateral_actions.return_sheet(project="bilateral-1", reason=TOKEN, by=reviewer)
    untold = bilateral_actions.record_project(content=content, by=secretary)
    return Bilateral(told, owed, changed, untold)


def unpublished_funds(secretary: User, reviewer: User) -> Dataset:
    """Imports of the funds returned, in review and to be confirmed; the last is given back."""
    source = royalty.Source(TOKEN, f"https://www.subdere.gov.cl/{TOKEN}")
    waiting = royalty.import_indicators(
        fund="FET", year=2024, source=source, upload=values(), by=secretary
    )
    years = (2032, 2031)
    returned, preview = (
        royalty.import_allocations(year=year, source=source, upload=amounts(), by=secretary)
        for year in years
    )
    for dataset in (waiting, returned):
        royalty.submit(dataset=dataset.pk, by=secretary)
    royalty.send_back(dataset=returned.pk, reason=TOKEN, by=reviewer)
    return preview


def opened(code: str, by: User) -> Period:
    """The second or the third corte of 2026, due fifteen days after its end."""
    cutoff_on = {"2026-T2": date(2026, 6, 30), "2026-T3": date(2026, 9, 30)}[code]
    due_on = cutoff_on + timedelta(days=15)
    return period_actions.open_period(code=code, cutoff_on=cutoff_on, due_on=due_on, by=by)


def entered(by: User, agreement: str, corte: str, **entry: Any) -> ProgressReport:
    return actions.record_progress(
        agreement=agreement, period=corte, entry=actions.Entry(**entry), by=by
    )


def decided(report: ProgressReport, author: User, reviewer: User) -> ProgressReport:
    actions.submit_progress(report=report.code, by=author)
    return review_actions.approve_progress(report=report.code, by=reviewer)


def attach(report: ProgressReport, by: User, text: str = SOLD) -> Evidence:
    upload = SimpleUploadedFile("respaldo.csv", f"dato,valor\n{text},1\n".encode())
    return evidence_actions.attach_file(report=report.code, upload=upload, title=text, by=by)


def planted(by: User, agreement: str, corte: str = "2026-T3", **entry: Any) -> ProgressReport:
    """A draft whose every text carries the token."""
    measured = agreement in ("A01", "A02", "A04", "A09")
    report = actions.record_progress(
        agreement=agreement,
        period=corte,
        entry=actions.Entry(
            percent=Decimal("33.31"), note=f"{TOKEN} nota", setback_reason=TOKEN, **entry
        ),
        measurement=actions.MeasurementEntry(
            baseline=Decimal(10), target=Decimal(60), value=Decimal("26.73"), unit=TOKEN
        )
        if measured
        else None,
        by=by,
    )
    attach(report, by, TOKEN)
    evidence_actions.attach_link(
        report=report.code,
        url=f"https://www.sea.gob.cl/{TOKEN}",
        title=TOKEN,
        page=TOKEN,
        quote=TOKEN,
        by=by,
    )
    return report
