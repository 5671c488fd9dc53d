"""A corte is opened under a quarter's code, with a cut-off date that follows the others'."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from emra.agreements import period_actions
from emra.agreements.models import DimensionAverage, Period
from emra.ledger.models import Event
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


def test_a_corte_is_opened_as_it_was_said_and_the_ledger_says_so_too(strategy, secretary):
    period_actions.open_period(
        code="2026-T2", cutoff_on=date(2026, 6, 30), due_on=date(2026, 7, 15), by=secretary
    )
    kept = Period.objects.get(pk=20262)
    assert (kept.code, kept.name, kept.state) == ("2026-T2", "Corte 2026-T2", "OPEN")
    assert (kept.cutoff_on, kept.due_on) == (date(2026, 6, 30), date(2026, 7, 15))
    event = Event.objects.get(verb="period.opened", object_code="2026-T2")
    assert event.actor == secretary
    assert json.loads(event.payload)["new"] == {"cutoff_on": "2026-06-30", "due_on": "2026-07-15"}

    named = period_actions.open_period(
        code="2026-T3", cutoff_on=date(2026, 9, 30), due_on=None, name="Tercer corte", by=secretary
    )
    event = Event.objects.get(verb="period.opened", object_code="2026-T3")
    assert (named.name, named.due_on) == ("Tercer corte", None)
    assert json.loads(event.payload)["new"] == {"cutoff_on": "2026-09-30", "due_on": None}


def test_a_closed_corte_is_kept_and_the_ledger_says_by_whom(corte, secretary):
    period_actions.close_period(period="2026-T2", by=secretary)
    assert Period.objects.get(code="2026-T2").state == "CLOSED"
    event = Event.objects.get(verb="period.closed")
    assert (event.object_code, event.actor) == ("2026-T2", secretary)


def test_each_refusal_says_the_whole_of_what_is_wrong(corte, secretary):
    def refused(code, day):
        with pytest.raises(DomainError) as said:
            open_period(code, day, secretary)
        return (said.value.field, str(said.value))

    assert refused("2026-T2", date(2026, 6, 30)) == ("code", "El corte 2026-T2 ya existe.")
    out_of_order = "La fecha no sigue el orden de los cortes: 2026-T2 es del 30-06-2026."
    assert refused("2026-T3", date(2026, 6, 30)) == ("cutoff_on", out_of_order)
    assert refused("2026-T1", date(2026, 6, 30)) == ("cutoff_on", out_of_order)
    assert refused("2026-T3", None)[1] == "Indique la fecha de corte."


def test_an_opened_corte_has_its_averages_computed_once_it_is_kept(
    strategy, secretary, django_capture_on_commit_callbacks, settings
):
    settings.REDIS_URL = ""  # no broker: the job is done in process
    with django_capture_on_commit_callbacks(execute=True):
        open_period("2026-T2", date(2026, 6, 30), secretary)
    rows = DimensionAverage.objects.filter(period__code="2026-T2")
    assert {row.computed_seq for row in rows} == {1}
    assert rows.count() == 5


def test_avances_without_an_open_corte_says_so_over_the_list(corte, secretary, signed_in):
    desk = signed_in(secretary)
    assert desk.get("/gestion/avances/").url == "/gestion/avances/2026-T2/"
    period_actions.close_period(period="2026-T2", by=secretary)
    page = desk.get("/gestion/avances/", follow=True)
    assert page.redirect_chain == [("/gestion/cortes/", 302)]
    assert "No hay un corte abierto: elija uno de la lista" in page.content.decode()


def test_opening_a_corte_never_writes_over_another_one(strategy, secretary):
    # Two people at once: both find the code free, and the second must be refused by its key.
    with CaptureQueriesContext(connection) as asked:
        open_period("2026-T2", date(2026, 6, 30), secretary)
    written = [query["sql"] for query in asked if '"agreements_period"' in query["sql"]]
    assert not [sql for sql in written if sql.startswith("UPDATE")]
    assert len([sql for sql in written if sql.startswith("INSERT")]) == 1
