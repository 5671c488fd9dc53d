"""A piece that quotes a figure is flagged once a later edition of the same corte says another."""

from datetime import date

import pytest

from emra.agreements import period_actions
from emra.communications import actions, flags, queries
from emra.communications.models import QuotedFigure
from emra.lib.errors import Conflict, DomainError

pytestmark = pytest.mark.django_db
WHY = {"correction_reason": "Se contó dos veces.", "setback_reason": "Corrección."}


def said(text):
    """A figure in words, its no-break space as any other."""
    return text.replace("\u00a0", " ")


@pytest.fixture
def quoting(corte, approve, publish, put_out):
    """A published piece that quotes A12 of 2026-T2, first edition, at 40 %."""
    approve("A12", "40")
    publish("2026-T2")
    return put_out(quotes=(("2026-T2/1", "A12"),))


def test_a_piece_is_not_flagged_while_its_figure_stands(quoting):
    assert flags.corrections([quoting]) == {}
    assert queries.flagged() == ()


def test_a_later_edition_with_another_value_flags_the_piece(quoting, approve, publish):
    approve("A12", "35", **WHY)
    assert queries.flagged() == (), "approved but not published"
    publish("2026-T2", reason="Se corrige A12.")
    (item,) = queries.flagged()
    (quote,) = item.corrections
    assert said(quote.sentence) == "A12 en 2026-T2: 40,00 % → 35,00 % (edición 2)"


def test_an_edition_that_corrects_another_figure_does_not(quoting, approve, publish):
    approve("A13", "80")
    publish("2026-T2", reason="Se agrega A13.")
    assert queries.flagged() == ()


def test_a_figure_corrected_back_is_no_longer_flagged(quoting, approve, publish):
    approve("A12", "35", **WHY)
    publish("2026-T2", reason="Se corrige.")
    approve("A12", "40", correction_reason="Estaba bien.")
    publish("2026-T2", reason="Se repone.")
    assert queries.flagged() == ()


def test_a_new_corte_with_another_value_does_not_flag_what_quotes_the_old_one(
    quoting, secretary, approve, publish
):
    period_actions.open_period(
        code="2026-T3", cutoff_on=date(2026, 9, 30), due_on=None, by=secretary
    )
    approve("A12", "60", corte="2026-T3")
    publish("2026-T3")
    assert queries.flagged() == ()


def test_a_corrected_average_is_flagged_with_how_many_stand_behind_it(
    corte, approve, publish, put_out
):
    approve("A12", "40")
    publish("2026-T2")
    put_out(quotes=(("2026-T2/1", "social"),))
    approve("A12", "35", **WHY)
    publish("2026-T2", reason="Se corrige A12.")
    ((quote,),) = (item.corrections for item in queries.flagged())
    # (25 + 31 + 12 + 17 + 40) / 5 = 25; with 35 in place of 40, 120 / 5 = 24.
    assert (said(quote.quoted), said(quote.now)) == ("25,00 % (5/5)", "24,00 % (5/5)")


def test_an_unknown_that_became_known_is_a_correction(write, corte, approve, publish, secretary):
    publish("2026-T2")
    item = write()
    actions.quote_figure(item=item.pk, publication="2026-T2/1", figure="A12", by=secretary)
    approve("A12", "0", correction_reason="Llegó el dato.")
    publish("2026-T2", reason="Llegó el dato.")
    ((quote,),) = flags.corrections([item]).values()
    assert (said(quote.quoted), said(quote.now)) == ("sin dato", "0,00 %")


def test_a_piece_with_a_corrected_figure_is_not_approved_until_it_quotes_the_new_one(
    write, corte, approve, publish, secretary, reviewer
):
    approve("A12", "40")
    publish("2026-T2")
    item = write()
    quote = actions.quote_figure(item=item.pk, publication="2026-T2/1", figure="A12", by=secretary)
    approve("A12", "35", **WHY)
    publish("2026-T2", reason="Se corrige A12.")
    with pytest.raises(Conflict, match=r"40,00.% → 35,00.%"):
        actions.approve_item(item=item.pk, by=reviewer)
    actions.unquote_figure(quote=quote.pk, by=secretary)
    actions.quote_figure(item=item.pk, publication="2026-T2/2", figure="A12", by=secretary)
    assert actions.approve_item(item=item.pk, by=reviewer).state == "APPROVED"


@pytest.mark.parametrize(
    ("publication", "figure", "field"),
    [
        ("2026-T2/1", "A12", "publication"),
        ("2025-inicial/9", "A12", "publication"),
        ("2025-inicial/x", "A12", "publication"),
        ("2025-inicial/1", "A99", "figure"),
        ("2025-inicial/1", "", "figure"),
    ],
)
def test_what_was_not_published_cannot_be_quoted(write, secretary, publication, figure, field):
    item = write()
    with pytest.raises(DomainError) as refused:
        actions.quote_figure(item=item.pk, publication=publication, figure=figure, by=secretary)
    assert refused.value.field == field
    assert not QuotedFigure.objects.exists()


def test_the_same_figure_is_quoted_once(write, secretary):
    item = write()
    quoted = {"item": item.pk, "publication": "2025-inicial/1", "figure": "A01", "by": secretary}
    actions.quote_figure(**quoted)
    with pytest.raises(DomainError, match="ya cita ese acuerdo"):
        actions.quote_figure(**quoted)


def test_many_pieces_cost_the_same_queries_as_one(put_out, django_assert_num_queries):
    items = [put_out(f"Pieza {n}", quotes=(("2025-inicial/1", "A01"),)) for n in range(3)]
    for some in (items[:1], items):
        with django_assert_num_queries(5):
            flags.quotes(some)
