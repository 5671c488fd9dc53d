"""Every named constraint of the rooms without such a file refuses what it is there for."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from emra.accounts.models import ExternalIdentity, User
from emra.agreements import actions, batch_actions, evidence_actions
from emra.agreements.models import (
    Agreement,
    DimensionAverage,
    EntryBatch,
    Evidence,
    GoalpostChange,
    Period,
    ProgressReport,
    Publication,
    PublishedAverage,
    PublishedValue,
)
from emra.agreements.proposals import pasted_rows
from emra.ledger.models import Event
from emra.notices.models import Mail, Notice, Preference
from emra.sources.models import Citation
from tests.constraints import (
    Violation,
    again,
    cases,
    change,
    named_constraints,
    one,
    other_apps,
    refused,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 8, 12, tzinfo=UTC)


def draft(**changes: Any) -> Any:
    return change(ProgressReport, changes, state="DRAFT")


def approve_by_author() -> None:
    one(ProgressReport, state="SUBMITTED").update(reviewer=models.F("author"))


def copy_of_a_version() -> None:
    row = ProgressReport.objects.filter(state="APPROVED", origin="ENTRY").get()
    row.pk = None
    row.save(force_insert=True)


def second_open_version() -> None:
    row = ProgressReport.objects.filter(state="DRAFT").get()
    replaced = ProgressReport.objects.get(state="APPROVED", origin="ENTRY")
    row.pk, row.version, row.replaces, row.correction_reason = None, 2, replaced, "Motivo"
    row.save(force_insert=True)


def published_value(percent: str | None = None, absence: str = "") -> Any:
    """A value of a new edition."""

    def insert() -> None:
        again(Publication, edition=2, reason="Motivo")()
        edition = Publication.objects.get(edition=2)
        PublishedValue.objects.create(
            publication=edition, agreement_id="A01", percent=percent, absence=absence
        )

    return insert


def two_corrections_of_one_version() -> None:
    row = ProgressReport.objects.filter(state="APPROVED", origin="ENTRY").get()
    for version in (2, 3):
        row.pk, row.version, row.correction_reason = None, version, "Motivo"
        row.replaces = ProgressReport.objects.get(version=1, origin="ENTRY", state="APPROVED")
        row.save(force_insert=True)


def proposed() -> EntryBatch:
    """A pasted column of one row, not yet confirmed."""
    by = ProgressReport.objects.filter(state="DRAFT").get().author
    batch = batch_actions.start_batch(period="2026-T2", kind=EntryBatch.Kind.PASTE, by=by)
    return batch_actions.propose(batch=batch, rows=pasted_rows("50", ["A01"], start="A01"))


def unreadable_without_a_reason() -> None:
    EntryBatch.objects.filter(pk=proposed().pk).update(state="UNREADABLE", problem="")


def one_row_twice() -> None:
    row = proposed().rows.get()
    row.pk = None
    row.save(force_insert=True)


def one_notice_twice() -> None:
    by = ProgressReport.objects.filter(state="DRAFT").get().author
    for _again in range(2):
        Notice.objects.create(person=by, key="plazo", text="Vence", path="/", created_at=NOW)


def two_people_with_one_calendar() -> None:
    for by in User.objects.order_by("pk")[:2]:
        Preference.objects.create(person=by, feed_digest="0" * 64)


def two_people_with_one_identity() -> None:
    for user in User.objects.order_by("pk")[:2]:
        ExternalIdentity.objects.create(user=user, issuer="https://id.example.cl", digest="0" * 64)


def person_with_an_unknown_role() -> None:
    ProgressReport.objects.filter(state="DRAFT").get().author.__class__.objects.update(role="JEFE")


def moved(**changes: Any) -> Any:
    """A proposal to move A01's year, with `changes` past the action."""

    def insert() -> None:
        values = {
            "before_title": "Título",
            "before_target_value": 60,
            "before_target_year": 2030,
            "after_title": "Título",
            "after_target_value": 60,
            "after_target_year": 2032,
            "decision": "CORE",
            "decision_code": "1",
            "decision_on": "2026-07-01",
            "reason": "Motivo",
            "state": "PENDING",
            "proposed_by": ProgressReport.objects.filter(state="DRAFT").get().author,
            "proposed_at": NOW,
        }
        GoalpostChange.objects.create(agreement_id="A01", **{**values, **changes})

    return insert


def other_person() -> User:
    return ProgressReport.objects.filter(reviewer__isnull=False).first().reviewer


def two_proposals() -> None:
    moved()()
    moved()()


def confirmed_by_proposer() -> None:
    moved()()
    one(GoalpostChange).update(
        state="CONFIRMED", decided_by=models.F("proposed_by"), decided_at=NOW
    )


def mail(**more: Any) -> Violation:
    now = datetime.now(UTC)
    return lambda: Mail.objects.create(subject="x", created_at=now, try_after=now, **more)


OUTSIDE = {"address": "ana@example.cl", "about": "CS-0001"}
VIOLATIONS = {
    "mail_to_a_person_or_outside": [
        mail(),
        mail(address="ana@example.cl"),
        mail(**OUTSIDE, sent_at=datetime.now(UTC)),
    ],
    "user_role_known": [person_with_an_unknown_role],
    "identity_of_one_person": [two_people_with_one_identity],
    "citation_lines_in_order": [change(Citation, {"line_to": 1}, line_from__gt=1)],
    "agreement_untitled_is_not_listed": [
        change(Agreement, {"title": None}, code="A01"),
        change(Agreement, {"pairing": "confirmed"}, code="A07"),
    ],
    "period_cutoff_known": [change(Period, {"cutoff_on": None, "due_on": None}, code="2026-T2")],
    "period_due_after_cutoff": [change(Period, {"due_on": "2026-06-29"}, code="2026-T2")],
    "report_version_unique": [copy_of_a_version],
    "report_one_open": [second_open_version],
    "report_percent_0_100": [draft(percent="100.01"), draft(percent="-0.01")],
    "report_percent_or_absence": [
        draft(percent=None),
        draft(absence="NO_DATA", absence_reason="Los dos a la vez"),
    ],
    "report_absence_has_reason": [draft(percent=None, absence="NO_DATA", absence_reason="")],
    "report_source_only_initial": [
        draft(author=None),
        draft(origin="SOURCE"),
        draft(origin="SOURCE", author=None, state="APPROVED"),
        change(ProgressReport, {"state": "SUBMITTED"}, origin="SOURCE"),
        change(ProgressReport, {"origin": "ENTRY", "state": "DRAFT"}, origin="SOURCE"),
    ],
    "report_four_eyes": [approve_by_author],
    "report_reviewed_by_someone": [
        draft(state="APPROVED"),
        draft(state="RETURNED", return_reason="Falta"),
        change(ProgressReport, {"reviewed_at": None}, state="APPROVED", origin="ENTRY"),
    ],
    "report_return_has_reason": [
        change(ProgressReport, {"state": "RETURNED"}, state="APPROVED", origin="ENTRY")
    ],
    "report_correction_names_what_and_why": [
        draft(version=2),
        draft(version=2, correction_reason="Sin nombrar a la anterior"),
        lambda: one(ProgressReport, state="DRAFT").update(
            version=2, replaces=ProgressReport.objects.get(state="SUBMITTED")
        ),
    ],
    "evidence_file_or_link": [
        change(Evidence, {"url": ""}),
        change(Evidence, {"sha256": "0" * 64}),
        change(Evidence, {"kind": "FILE"}),
    ],
    "goalpost_changes_something": [moved(after_target_year=2030)],
    "goalpost_keeps_a_title": [moved(after_title=None), moved(after_title="")],
    "goalpost_baseline_needs_target": [
        moved(after_target_value=None, after_baseline=5),
        moved(after_target_value=None, after_target_unit="%"),
    ],
    "goalpost_baseline_date_needs_value": [moved(after_baseline_on="2026-01-01")],
    "goalpost_year_within_strategy": [moved(after_target_year=2022), moved(after_target_year=2051)],
    "goalpost_names_its_decision": [moved(decision_code=""), moved(reason="")],
    "goalpost_four_eyes": [confirmed_by_proposer],
    "goalpost_decided_by_someone": [moved(state="CONFIRMED"), moved(decided_at=NOW)],
    "goalpost_rejected_says_why": [
        lambda: moved(state="REJECTED", decided_at=NOW, decided_by=other_person())()
    ],
    "goalpost_one_pending": [two_proposals],
    "batch_unreadable_says_why": [unreadable_without_a_reason],
    "batch_row_once": [one_row_twice],
    "notice_once": [one_notice_twice],
    "preference_feed_unique": [two_people_with_one_calendar],
    "average_once": [again(DimensionAverage)],
    "average_seq_order": [change(DimensionAverage, {"computed_seq": 999})],
    "publication_once": [again(Publication)],
    "publication_erratum_has_reason": [again(Publication, edition=2, reason="")],
    "published_value_once": [again(PublishedValue)],
    "published_percent_or_absence": [published_value(), published_value("5", "NO_DATA")],
    "published_average_once": [again(PublishedAverage)],
}  # fmt: skip
CASES = cases(VIOLATIONS)


def test_every_named_constraint_has_its_violation_here():
    assert {name for name, _violation in CASES} == set(named_constraints(*other_apps()))


@pytest.fixture
def reports(corte, approve, submit, secretary):
    """An approved, a submitted and a draft report, the draft with a link."""
    approve("A12", "40")
    submit("A16")
    report = actions.record_progress(
        agreement="A13", period="2026-T2", entry=actions.Entry(percent=50), by=secretary
    )
    evidence_actions.attach_link(
        report=report.code, url="https://www.goreantofagasta.cl/acta", title="Acta", by=secretary
    )


def test_the_database_itself_refuses(reports):
    for name, violation in CASES:
        refused(name, violation)


def test_a_version_is_corrected_once(reports):
    with pytest.raises(IntegrityError), transaction.atomic():
        two_corrections_of_one_version()


def test_the_chain_of_the_ledger_cannot_fork(reports):
    event = Event.objects.order_by("-seq").first()
    event.seq += 1
    event.hash = "f" * 64
    with pytest.raises(IntegrityError), transaction.atomic():
        event.save(force_insert=True)
