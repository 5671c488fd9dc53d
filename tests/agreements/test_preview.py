"""What publishing would change, and that publishing then changes just that.

From the source: social 25+31+12+17 = 85 over 5 (A12 unknown), 85/5 = 17.00, 4/5; ambiental
292/7 = 41.71, 6/7; institucional 17/3 = 5.67, 1/3; the 19 together 440/19 = 23.16, 14/19.
"""

from datetime import date
from decimal import Decimal

import pytest

from emra.agreements import averages, period_actions, queries, review_actions
from emra.agreements.models import Period
from emra.agreements.preview import publication_preview

pytestmark = pytest.mark.django_db
SOCIAL, ALL = "Social", "Los 19 acuerdos"


def foreseen(corte="2026-T2"):
    """The preview of a corte by the name of its averages."""
    return {row.name: row for row in publication_preview(Period.objects.get(code=corte))}


def figures(row):
    return row.before, row.before_n, row.after, row.after_n


def causes(row):
    return [
        (cause.code, cause.before.replace("\u00a0", " "), cause.after.replace("\u00a0", " "))
        for cause in row.causes
    ]


def public(corte=None):
    """The averages a published edition shows, by name: mean and n/N."""
    board = queries.board(corte)
    shown = {row.name: (row.mean_zero, row.n_of_total) for row in board.dimensions}
    return {**shown, ALL: (board.overall.mean_zero, board.overall.n_of_total)}


def published_as_foreseen(publish, reason=""):
    """Publish 2026-T2 and hold what the public then reads against what was foreseen of it."""
    rows, today = foreseen(), public()
    assert {name: (row.before, row.before_n) for name, row in rows.items()} == today
    publish(reason=reason)
    assert {name: (row.after, row.after_n) for name, row in rows.items()} == public("2026-T2")
    after = foreseen().values()
    assert not any(row.differs for row in after), "published: nothing more would change"


def test_a_corte_without_anything_new_changes_nothing(corte, publish):
    rows = foreseen()
    assert len(rows) == 5
    assert not any(row.differs for row in rows.values())
    assert figures(rows[SOCIAL]) == (Decimal("17.00"), "4/5", Decimal("17.00"), "4/5")
    assert figures(rows[ALL]) == (Decimal("23.16"), "14/19", Decimal("23.16"), "14/19")
    published_as_foreseen(publish)


def test_a_first_figure_is_foreseen_with_its_cause(corte, approve, publish):
    approve("A12", "40")
    rows = foreseen()
    # (85 + 40) / 5 = 25; (440 + 40) / 19 = 25.263...
    assert figures(rows[SOCIAL]) == (Decimal("17.00"), "4/5", Decimal("25.00"), "5/5")
    assert causes(rows[SOCIAL]) == [("A12", "Sin dato", "40,00 %")]
    assert figures(rows[ALL]) == (Decimal("23.16"), "14/19", Decimal("25.26"), "15/19")
    assert (rows[ALL].causes, rows[ALL].differs) == ((), True)
    assert {name for name, row in rows.items() if row.differs} == {SOCIAL, ALL}
    published_as_foreseen(publish)


def test_only_what_is_approved_is_foreseen(corte, draft, submit):
    draft("A12", "40")
    submit("A16", "12")
    assert not any(row.differs for row in foreseen().values())


def test_a_correction_in_a_published_corte_is_foreseen_against_its_edition(corte, approve, publish):
    approve("A12", "40")
    publish()
    approve("A12", "30", setback_reason="Error", correction_reason="Error de suma")
    rows = foreseen()
    # (85 + 30) / 5 = 23; (440 + 30) / 19 = 24.736...
    assert figures(rows[SOCIAL]) == (Decimal("25.00"), "5/5", Decimal("23.00"), "5/5")
    assert causes(rows[SOCIAL]) == [("A12", "40,00 %", "30,00 %")]
    assert figures(rows[ALL]) == (Decimal("25.26"), "15/19", Decimal("24.74"), "15/19")
    published_as_foreseen(publish, reason="Error de suma")
    assert public("2026-T2/1")[SOCIAL] == (Decimal("25.00"), "5/5")


def test_a_figure_that_becomes_an_absence_is_foreseen(corte, secretary, reviewer, publish, submit):
    for code, absence in (("A09", "NO_DATA"), ("A17", "NOT_APPLICABLE")):
        report = submit(code, None, absence=absence, absence_reason="Se discontinuó")
        review_actions.approve_progress(report=report.code, by=reviewer)
    rows = foreseen()
    # Without A09's 31: (85 - 31) / 5 = 10.80. Without A17 nothing is left of 0/2: 0 / 2 = 0.
    assert figures(rows[SOCIAL]) == (Decimal("17.00"), "4/5", Decimal("10.80"), "3/5")
    assert causes(rows[SOCIAL]) == [("A09", "31,00 %", "Sin dato")]
    institutional = rows["Institucional"]
    assert (institutional.before, institutional.before_n) == (Decimal("5.67"), "1/3")
    assert institutional.after_n == "0/2"
    assert causes(institutional) == [("A17", "17,00 %", "No aplica")]
    # 440 - 31 - 17 = 392 over the 18 that apply: 21.777...
    assert figures(rows[ALL])[2:] == (Decimal("21.78"), "12/18")
    published_as_foreseen(publish)


def test_changes_that_cancel_each_other_out_are_still_told(corte, approve, publish):
    # A08 goes from 25 to 20 and A09 from 31 to 36: the average stays at 17.
    approve("A08", "20", setback_reason="Error")
    approve("A09", "36")
    social = foreseen()[SOCIAL]
    assert (social.before, social.after) == (Decimal("17.00"), Decimal("17.00"))
    assert causes(social) == [("A08", "25,00 %", "20,00 %"), ("A09", "31,00 %", "36,00 %")]
    assert social.differs
    published_as_foreseen(publish)


def test_an_erratum_of_an_earlier_corte_is_foreseen_against_that_corte(
    corte, approve, publish, secretary
):
    approve("A12", "40")
    publish()
    period_actions.open_period(
        code="2026-T3", cutoff_on=date(2026, 9, 30), due_on=None, by=secretary
    )
    approve("A12", "60", corte="2026-T3")
    publish("2026-T3")
    assert not any(row.differs for row in foreseen().values())
    approve("A12", "45", correction_reason="Error de suma")
    rows = foreseen()
    # (85 + 45) / 5 = 26, against the 25 of 2026-T2 and not the 29 of 2026-T3.
    assert figures(rows[SOCIAL]) == (Decimal("25.00"), "5/5", Decimal("26.00"), "5/5")
    publish(reason="Error de suma")
    assert public("2026-T2")[SOCIAL] == (rows[SOCIAL].after, rows[SOCIAL].after_n)


def test_before_any_publication_everything_is_new(corte, monkeypatch):
    monkeypatch.setattr(queries, "published_or_none", lambda: None)
    rows = foreseen()
    assert figures(rows[SOCIAL]) == (None, "", Decimal("17.00"), "4/5")
    assert causes(rows[SOCIAL])[:2] == [
        ("A08", "sin publicar", "25,00 %"),
        ("A09", "sin publicar", "31,00 %"),
    ]
    assert ("A12", "sin publicar", "Sin dato") in causes(rows[SOCIAL])
    assert sum(len(row.causes) for row in rows.values()) == 19
    assert all(row.differs for row in rows.values())


def test_the_page_of_the_corte_says_it(corte, approve, secretary, signed_in):
    approve("A12", "40")
    page = signed_in(secretary).get("/gestion/cortes/2026-T2/").content.decode()
    row = page.partition('<th scope="row" role="rowheader">Social</th>')[2].partition("</tr>")[0]
    text = row.replace("\u00a0", " ")
    assert "17,00 % · 4/5" in text
    assert "25,00 % · 5/5" in text
    assert "A12: Sin dato → 40,00 %" in text


def test_the_preview_writes_nothing(corte, approve, django_assert_max_num_queries):
    approve("A12", "40")
    before = averages.DimensionAverage.objects.filter(period=corte).values_list()
    kept = list(before)
    with django_assert_max_num_queries(14):
        publication_preview(corte)
    assert list(before.all()) == kept
