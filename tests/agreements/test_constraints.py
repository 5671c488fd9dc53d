"""Every named constraint of the database refuses what it is there for, past the actions."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from emra.accounts.models import User
from emra.agreements import actions, batch_actions, evidence_actions
from emra.agreements.models import (
    Agreement,
    DimensionAverage,
    EntryBatch,
    Evidence,
    Period,
    ProgressReport,
    Publication,
    PublishedAverage,
    PublishedValue,
)
from emra.agreements.proposals import pasted_rows
from emra.ledger.models import Event
from emra.notices.models import Notice, Preference
from emra.sources.models import Citation

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 8, 12, tzinfo=UTC)


def one(model: Any, **where: Any) -> Any:
    return model.objects.filter(pk=model.objects.filter(**where).values("pk")[:1].get()["pk"])


def draft(**changes: Any) -> Any:
    return lambda: one(ProgressReport, state="DRAFT").update(**changes)


def again(model: Any, **changes: Any) -> Any:
    """A second row like one there is, its key apart."""

    def insert() -> None:
        row = model.objects.order_by("-pk").first()
        row.pk = None
        for name, value in changes.items():
            setattr(row, name, value)
        row.save(force_insert=True)

    return insert


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


def person_with_an_unknown_role() -> None:
    ProgressReport.objects.filter(state="DRAFT").get().author.__class__.objects.update(role="JEFE")


VIOLATIONS = {
    "user_role_known": [person_with_an_unknown_role],
    "citation_lines_in_order": [lambda: one(Citation, line_from__gt=1).update(line_to=1)],
    "agreement_untitled_is_not_listed": [
        lambda: one(Agreement, code="A01").update(title=None),
        lambda: one(Agreement, code="A07").update(pairing="confirmed"),
    ],
    "period_cutoff_known": [
        lambda: one(Period, code="2026-T2").update(cutoff_on=None, due_on=None),
    ],
    "period_due_after_cutoff": [lambda: one(Period, code="2026-T2").update(due_on="2026-06-29")],
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
        lambda: one(ProgressReport, origin="SOURCE").update(state="SUBMITTED"),
        lambda: one(ProgressReport, origin="SOURCE").update(origin="ENTRY", state="DRAFT"),
    ],
    "report_four_eyes": [approve_by_author],
    "report_reviewed_by_someone": [
        draft(state="APPROVED"),
        draft(state="RETURNED", return_reason="Falta"),
        lambda: one(ProgressReport, state="APPROVED", origin="ENTRY").update(reviewed_at=None),
    ],
    "report_return_has_reason": [
        lambda: one(ProgressReport, state="APPROVED", origin="ENTRY").update(state="RETURNED")
    ],
    "report_correction_names_what_and_why": [
        draft(version=2),
        draft(version=2, correction_reason="Sin nombrar a la anterior"),
        lambda: one(ProgressReport, state="DRAFT").update(
            version=2, replaces=ProgressReport.objects.get(state="SUBMITTED")
        ),
    ],
    "evidence_file_or_link": [
        lambda: one(Evidence).update(url=""),
        lambda: one(Evidence).update(sha256="0" * 64),
        lambda: one(Evidence).update(kind="FILE"),
    ],
    "batch_unreadable_says_why": [unreadable_without_a_reason],
    "batch_row_once": [one_row_twice],
    "notice_once": [one_notice_twice],
    "preference_feed_unique": [two_people_with_one_calendar],
    "average_once": [again(DimensionAverage)],
    "average_seq_order": [lambda: one(DimensionAverage).update(computed_seq=999)],
    "publication_once": [again(Publication)],
    "publication_erratum_has_reason": [again(Publication, edition=2, reason="")],
    "published_value_once": [again(PublishedValue)],
    "published_percent_or_absence": [published_value(), published_value("5", "NO_DATA")],
    "published_average_once": [again(PublishedAverage)],
}  # fmt: skip


def named_constraints() -> dict[str, models.BaseConstraint]:
    return {
        constraint.name: constraint
        for model in apps.get_models()
        if model.__module__.startswith("emra.")
        for constraint in model._meta.constraints
    }


def test_every_named_constraint_has_its_violation_here():
    assert set(named_constraints()) == set(VIOLATIONS)


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


CASES = [(name, place) for name, every in VIOLATIONS.items() for place in range(len(every))]


@pytest.mark.parametrize(("name", "place"), CASES)
def test_the_database_itself_refuses(reports, name, place):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        VIOLATIONS[name][place]()
    said = str(refused.value)
    unique = isinstance(named_constraints()[name], models.UniqueConstraint)
    if connection.vendor == "sqlite" and unique:
        # SQLite names the columns, and a published row's copy meets the trigger first.
        assert "UNIQUE constraint failed" in said or "append-only" in said
    else:
        assert name in said


def test_a_version_is_corrected_once(reports):
    with pytest.raises(IntegrityError), transaction.atomic():
        two_corrections_of_one_version()


def test_the_chain_of_the_ledger_cannot_fork(reports):
    event = Event.objects.order_by("-seq").first()
    event.seq += 1
    event.hash = "f" * 64
    with pytest.raises(IntegrityError), transaction.atomic():
        event.save(force_insert=True)
