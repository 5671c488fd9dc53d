"""What is loaded of El Loa: both covenants, with their parts, each cited."""

import io
from collections import Counter

import pytest
from django.core.management import call_command

from emra.cooperation import facts, seed_actions
from emra.cooperation.models import (
    PARTS,
    ChecklistItem,
    Covenant,
    CovenantParty,
    CovenantSheet,
    Locality,
    PromotionInstrument,
    Result,
)
from emra.cooperation.reconciliations import chapter
from emra.ledger.models import Event
from emra.lib.communes import by_code

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strategy")]


def test_the_two_covenants_follow_each_other():
    first, second = CovenantSheet.objects.order_by("covenant")
    assert (first.starts, first.ends) == ("1995", "1998")
    assert (second.starts, second.ends) == ("1998", "2000-02")
    assert second.predecessor_id == first.covenant_id == "loa-1995"
    assert first.predecessor_id is None
    assert first.programme == second.programme == "Programa Agrícola"


def test_an_amount_that_was_never_fixed_is_no_zero():
    first, second = CovenantSheet.objects.order_by("covenant")
    assert first.amount is None
    assert first.contribution_note
    assert (second.amount, second.unit) == (250_000, "USD")


def test_the_families_of_each_commune_are_those_of_the_tables():
    families = Counter()
    for row in Locality.objects.all():
        families[by_code()[row.commune].name] += row.families
    # 360 + 50 + 40 + 15 + 40 + 15, and 350 + 80 + 50 + 14 + 10 + 70
    assert families == {"Calama": 520, "San Pedro de Atacama": 574}
    assert Locality.objects.count() == 12


def test_twenty_organisations_take_part_sixteen_of_them_public():
    sides = Counter(CovenantParty.objects.filter(role="PARTICIPANT").values_list("side", flat=True))
    assert sides == {"PUBLIC": 16, "PRIVATE": 4}


def test_every_row_of_a_source_names_its_passage():
    for model in PARTS.values():
        assert not model.objects.filter(citation=None).exists()
    for sheet in CovenantSheet.objects.all():
        assert sheet.evaluation_citation_id == "loa-sin-evaluacion"
        assert not sheet.evaluation_rules
    assert Result.objects.count() == 7


def test_the_checklist_has_eight_criteria_and_five_weaknesses():
    kinds = Counter(ChecklistItem.objects.values_list("kind", flat=True))
    assert kinds == {"CRITERION": 8, "WEAKNESS": 5}
    assert ChecklistItem.objects.order_by("order").first().title == (
        "Impulsar la capacidad negociadora"
    )


def test_every_instrument_stands_on_the_lines_it_was_read_from():
    assert PromotionInstrument.objects.count() == 74
    for row in PromotionInstrument.objects.select_related("citation"):
        assert row.citation.line_from <= row.line_from <= row.line_to <= row.citation.line_to


def test_loading_again_changes_nothing():
    before = list(Event.objects.values_list("seq", flat=True))
    seed_actions.load()
    assert list(Event.objects.values_list("seq", flat=True)) == before
    assert Covenant.objects.count() == 2
    assert PromotionInstrument.objects.count() == 74


def test_the_ledger_keeps_what_was_loaded():
    event = Event.objects.filter(verb="covenant.approved").order_by("seq").first()
    sheet = CovenantSheet.objects.get(covenant="loa-1995")
    assert event.object_code == sheet.code
    assert len(facts.of_sheet(sheet)["parties"]) == 23
    out = io.StringIO()
    call_command("verify_ledger", stdout=out)
    assert "correcta" in out.getvalue()


def test_the_printed_figures_are_held_against_the_tables():
    found = {row.code: row for row in chapter().rows}
    assert len(found) == 9
    for code in ("loa-families-programme", "loa-families-axes"):
        row = found.pop(code)
        # 1.100 printed; the tables give 520 + 574.
        assert (row.printed, row.recomputed, row.difference) == (1100, 1094, 6)
        assert (row.verdict, row.how) == ("MATCHES_ROUNDED", "ROUNDED")
    assert {row.verdict for row in found.values()} == {"MATCHES"}
    assert found["loa-instruments-total"].recomputed == 70


def test_families_that_are_unknown_leave_the_sum_unknown(monkeypatch):
    one = Locality.objects.first()
    one.families = None
    rows = [one, *Locality.objects.all()[1:]]
    monkeypatch.setattr(Locality.objects, "filter", lambda **_where: rows)
    found = {row.code: row for row in chapter().rows}
    assert found["loa-families-programme"].verdict == "NOT_COMPUTABLE"
    assert found["loa-families-programme"].n_of_total == "11/12"
