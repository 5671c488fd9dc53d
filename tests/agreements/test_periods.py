"""A corte is opened under a quarter's code, with a cut-off date that follows the others'."""

from datetime import date

import pytest

from emra.agreements import period_actions
from emra.agreements.models import Period
from emra.lib.errors import DomainError

pytestmark = pytest.mark.django_db


def open_period(code, day, by):
    return period_actions.open_period(code=code, cutoff_on=day, due_on=None, by=by)


@pytest.mark.parametrize("code", ["2026-inicial", "2026-T5", "2026", "26-T1", "2026-t2", ""])
def test_only_a_quarter_can_be_opened(strategy, secretary, code):
    with pytest.raises(DomainError, match="año y trimestre") as refused:
        open_period(code, date(2026, 3, 31), secretary)
    assert refused.value.field == "code"
    assert Period.objects.count() == 1


@pytest.mark.parametrize(
    ("code", "day"),
    [("2026-T3", date(2026, 6, 30)), ("2026-T3", date(2026, 1, 1)), ("2026-T1", date(2026, 7, 1))],
)
def test_cut_off_dates_follow_the_order_of_the_cortes(corte, secretary, code, day):
    with pytest.raises(DomainError, match="2026-T2 es del 30-06-2026") as refused:
        open_period(code, day, secretary)
    assert refused.value.field == "cutoff_on"
    assert set(Period.objects.values_list("code", flat=True)) == {"2025-inicial", "2026-T2"}


def test_an_earlier_corte_may_be_opened_later(corte, secretary):
    assert open_period("2026-T1", date(2026, 3, 31), secretary).pk == 20261
