"""A corte opened by mistake: its dates are corrected, or it goes, while nothing was done in it."""

import json
from datetime import date

import pytest

from emra.accounts.models import Role
from emra.agreements import averages, batch_actions, period_actions
from emra.agreements.models import DimensionAverage, EntryBatch, Period
from emra.ledger.models import Event
from emra.lib.errors import Conflict, DomainError, Forbidden, Unknown

pytestmark = pytest.mark.django_db

AUGUST, JUNE = date(2026, 8, 31), date(2026, 6, 30)


def correct(by, cutoff_on=AUGUST, due_on=None, reason="Se escribió otra fecha", period="2026-T2"):
    return period_actions.correct_dates(
        period=period, cutoff_on=cutoff_on, due_on=due_on, reason=reason, by=by
    )


def discard(by, reason="Se abrió el trimestre equivocado", period="2026-T2"):
    period_actions.discard_period(period=period, reason=reason, by=by)


def test_dates_are_corrected_and_the_ledger_keeps_both_and_the_reason(corte, secretary):
    correct(secretary, AUGUST, date(2026, 9, 15), " Se escribió otra fecha ")
    kept = Period.objects.get(code="2026-T2")
    assert (kept.cutoff_on, kept.due_on) == (AUGUST, date(2026, 9, 15))
    event = Event.objects.get(verb="period.corrected")
    assert (event.object_code, event.actor) == ("2026-T2", secretary)
    assert json.loads(event.payload) == {
        "old": {"cutoff_on": "2026-06-30", "due_on": "2026-07-15"},
        "new": {"cutoff_on": "2026-08-31", "due_on": "2026-09-15"},
        "reason": "Se escribió otra fecha",
    }


def test_corrected_dates_keep_the_rules(corte, secretary):
    period_actions.open_period(code="2026-T3", cutoff_on=AUGUST, due_on=None, by=secretary)

    def refused(**changes):
        with pytest.raises(DomainError) as said:
            correct(secretary, **changes)
        return said.value.field, str(said.value)

    field, said = refused(cutoff_on=AUGUST)
    assert field == "cutoff_on"
    assert said.endswith("2026-T3 es del 31-08-2026.")
    assert "no hay qué corregir" in refused(cutoff_on=JUNE, due_on=date(2026, 7, 15))[1]
    assert refused(cutoff_on=date(2026, 7, 1), reason="  ") == ("reason", "Escriba el motivo.")
    assert "no puede ser anterior" in refused(due_on=date(2026, 6, 1), cutoff_on=JUNE)[1]
    assert Period.objects.get(code="2026-T2").cutoff_on == JUNE
    assert not Event.objects.filter(verb="period.corrected").exists()


def test_with_entries_only_the_deadline_moves(corte, draft, secretary):
    draft()
    with pytest.raises(Conflict, match="ya tiene avances: su fecha de corte queda") as refused:
        correct(secretary)
    assert refused.value.field == "cutoff_on"
    correct(secretary, JUNE, date(2026, 7, 20))
    assert Period.objects.get(code="2026-T2").due_on == date(2026, 7, 20)


def test_a_bare_corte_is_discarded_and_may_be_opened_again(corte, secretary):
    stale = DimensionAverage.objects.filter(period=corte).first()
    discard(secretary)
    assert not Period.objects.filter(code="2026-T2").exists()
    assert not averages.recompute(stale.pk)
    event = Event.objects.get(verb="period.discarded")
    assert (event.object_code, event.actor) == ("2026-T2", secretary)
    assert json.loads(event.payload) == {
        "old": {"cutoff_on": "2026-06-30", "due_on": "2026-07-15"},
        "new": None,
        "reason": "Se abrió el trimestre equivocado",
    }
    period_actions.open_period(code="2026-T2", cutoff_on=JUNE, due_on=None, by=secretary)
    assert DimensionAverage.objects.filter(period__code="2026-T2").count() == 5


def test_a_corte_in_which_something_was_done_stays(corte, draft, secretary):
    batch_actions.start_batch(period="2026-T2", kind=EntryBatch.Kind.PASTE, by=secretary)
    with pytest.raises(Conflict, match=r"no se puede descartar: ya tiene ingresos por lote\."):
        discard(secretary)
    draft()
    with pytest.raises(Conflict, match=r"ya tiene avances, ingresos por lote\."):
        discard(secretary)
    assert DimensionAverage.objects.filter(period=corte).count() == 5
    assert not Event.objects.filter(verb="period.discarded").exists()


@pytest.mark.parametrize("what", [correct, discard])
def test_closed_published_and_unknown_cortes_are_refused(corte, secretary, what):
    period_actions.close_period(period="2026-T2", by=secretary)
    for code in ("2026-T2", "2025-inicial"):
        with pytest.raises(Conflict, match=f"El corte {code} no está abierto"):
            what(secretary, period=code)
    with pytest.raises(Unknown):
        what(secretary, period="2031-T1")


@pytest.mark.parametrize("what", [correct, discard])
@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECRETARIAT])
def test_only_the_secretariat_mends_a_corte(corte, person, role, what):
    with pytest.raises(Forbidden):
        what(person(role, "otra"))


def test_the_page_corrects_and_discards_and_keeps_what_was_typed(corte, secretary, signed_in):
    desk, address = signed_in(secretary), "/gestion/cortes/2026-T2/"
    shown = desk.get(address).content.decode()
    assert "Corregir las fechas" in shown
    assert "Descartar el corte" in shown
    bad = {"cutoff_on": "2026-08-31", "due_on": "2026-08-01", "reason": "Otra fecha"}
    answer = desk.post(f"{address}fechas/", bad)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "El plazo de ingreso no puede ser anterior" in page
    assert 'value="2026-08-31"' in page
    assert "Otra fecha" in page
    answer = desk.post(f"{address}fechas/", {**bad, "due_on": ""}, follow=True)
    assert "Fechas del corte 2026-T2 corregidas." in answer.content.decode()
    assert "31-08-2026" in desk.get("/gestion/cortes/").content.decode()
    long = "a" * 1001
    page = desk.post(f"{address}descartar/", {"reason": long}).content.decode()
    assert "1000 caracteres (tiene 1001)" in page
    assert long in page
    answer = desk.post(f"{address}descartar/", {"reason": "Por error"}, follow=True)
    assert "Corte 2026-T2 descartado." in answer.content.decode()
    assert desk.get(address).status_code == 404
