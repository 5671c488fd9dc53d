"""Every named constraint of the communications refuses what it is there for, past the actions."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F

from emra.communications import import_actions
from emra.communications.models import (
    Campaign,
    ContentItem,
    ImportRow,
    QuotaLine,
    QuotaVersion,
    QuotedFigure,
)
from tests.constraints import again, cases, change, named_constraints, refused

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 1)
LATER = date(2026, 5, 2)
SHEET = "Título,Canal,Contenido\nUna idea,Sitio web,Actualidad del proyecto\n"


def drafted(**changes: Any) -> Any:
    return change(ContentItem, changes, state="DRAFTED")


def published(**changes: Any) -> Any:
    return change(ContentItem, changes, state="PUBLISHED")


def two_lines(**subject: Any) -> Any:
    """Two quotas of one thing that had none."""

    def insert() -> None:
        for _twice in range(2):
            again(QuotaLine, format=None, **subject)()

    return insert


VIOLATIONS = {
    "campaign_both_dates_or_none": [
        change(Campaign, {"starts_on": DAY}),
        change(Campaign, {"ends_on": DAY}),
    ],
    "campaign_ends_after_start": [change(Campaign, {"starts_on": LATER, "ends_on": DAY})],
    "campaign_objective_or_theme": [change(Campaign, {"objective": "OE1", "theme": "video"})],
    "quota_from_first_of_month": [change(QuotaVersion, {"valid_from": LATER})],
    "quota_set_by_someone_or_cited": [change(QuotaVersion, {"citation": None})],
    "quota_line_of_one_thing": [
        change(QuotaLine, {"format": None}),
        change(QuotaLine, {"kind": "educativa"}),
        change(QuotaLine, {"objective": "OE1"}),
        change(QuotaLine, {"format": None, "kind": "educativa", "objective": "OE1"}),
    ],
    "quota_maximum_not_below_minimum": [change(QuotaLine, {"minimum": 3, "maximum": 2})],
    "quota_line_format_once": [again(QuotaLine)],
    "quota_line_kind_once": [two_lines(kind_id="educativa")],
    "quota_line_objective_once": [two_lines(objective_id="OE1")],
    "item_beyond_an_idea_has_a_date": [drafted(scheduled_on=None), published(scheduled_on=None)],
    "item_four_eyes": [published(approved_by=F("drafted_by"))],
    "item_approved_by_someone": [
        drafted(state="APPROVED"),
        published(approved_by=None),
        published(approved_at=None),
        published(state="DRAFTED", published_on=None),
    ],
    "item_published_has_day_and_link": [
        drafted(published_on=DAY),
        published(state="APPROVED"),
        published(published_on=None),
        published(link=""),
    ],
    "item_measured_has_a_figure": [
        drafted(reach=5),
        published(interactions=5),
        published(measured_on=DAY),
        published(state="MEASURED", measured_on=DAY),
        published(state="MEASURED", reach=5),
    ],
    "quoted_agreement_or_average": [
        change(QuotedFigure, {"agreement": None}, scope=""),
        change(QuotedFigure, {"scope": "all"}, scope=""),
    ],
    "quoted_agreement_once": [again(QuotedFigure, agreement_id="A01", scope="")],
    "quoted_average_once": [again(QuotedFigure)],
    "import_row_once": [again(ImportRow)],
}
CASES = cases(VIOLATIONS)


def test_every_named_constraint_has_its_violation_here():
    assert {name for name, _violation in CASES} == set(named_constraints("communications"))


@pytest.fixture
def pieces(write, put_out, secretary):
    """A drafted piece, a published one that quotes an agreement and an average, an import."""
    write()
    put_out(quotes=(("2025-inicial/1", "A01"), ("2025-inicial/1", "all")))
    upload = SimpleUploadedFile("piezas.csv", SHEET.encode())
    import_actions.receive(upload=upload, by=secretary)


def test_the_database_itself_refuses(pieces):
    for name, violation in CASES:
        refused(name, violation)
