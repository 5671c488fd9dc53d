"""Loading the strategy: whole, with its sources, and as often as one likes."""

import io
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command

from emra.agreements.models import Agreement, Dimension, ProgressReport, Publication
from emra.dashboard import integrity
from emra.ledger.models import Event
from emra.sources.models import Citation, PublishedFigure, SourceDocument
from emra.strategy.models import Horizon, LineOfAction, Objective

pytestmark = pytest.mark.django_db


def every_row() -> dict[str, list[dict[str, Any]]]:
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models()
        if model.__module__.startswith(("emra.", "districts."))
    }


def test_loading_twice_gives_the_same_rows_and_one_event(strategy):
    before = every_row()
    out = io.StringIO()
    call_command("load_strategy", stdout=out)
    assert out.getvalue().strip() == "La estrategia ya estaba cargada."
    assert every_row() == before
    assert Event.objects.filter(verb="strategy.loaded").count() == 1


def test_the_strategy_is_whole(strategy):
    assert Objective.objects.count() == 5
    assert LineOfAction.objects.count() == 38
    assert Horizon.objects.count() == 3
    assert Dimension.objects.count() == 4
    assert list(Agreement.objects.values_list("code", flat=True)) == [
        f"A{number:02}" for number in range(1, 20)
    ]
    assert ProgressReport.objects.count() == 19
    assert Publication.objects.count() == 1
    assert integrity.faults() == []


def test_the_agreements_of_each_dimension_are_as_many_as_the_source_counts(strategy):
    counted = {row.code: row.agreements.count() for row in Dimension.objects.all()}
    assert counted == {"ambiental": 7, "social": 5, "economica": 4, "institucional": 3}


def test_every_objective_has_lines_and_none_is_of_the_long_term(strategy):
    assert all(row.lines.exists() for row in Objective.objects.all())
    horizons = LineOfAction.objects.values_list("horizon", flat=True).distinct()
    assert set(horizons) == {"CP", "MP"}


def test_the_seventh_environmental_agreement_has_neither_title_nor_figure(strategy):
    row = Agreement.objects.get(code="A07")
    assert (row.title, row.pairing, row.title_citation) == (None, "not_listed", None)
    report = row.reports.get()
    assert (report.percent, report.absence) == (None, "NO_DATA")
    assert "no nombra ni mide el séptimo" in report.absence_reason


def test_agreements_without_a_figure_are_unknown_and_not_zero(strategy):
    unknown = ProgressReport.objects.filter(percent=None).values_list("agreement", flat=True)
    assert set(unknown) == {"A07", "A12", "A16", "A18", "A19"}
    assert not ProgressReport.objects.filter(percent=0).exists()
    assert not ProgressReport.objects.filter(percent=None, absence_reason="").exists()


def test_every_figure_and_title_cites_the_lines_of_a_document(strategy):
    for row in Citation.objects.select_related("document"):
        assert 1 <= row.line_from <= row.line_to
        assert row.basis in ("stated", "inferred")
        assert len(row.document.sha256) == 64
        assert row.quote == row.quote.strip()
    for row in Agreement.objects.exclude(code="A07").select_related("title_citation"):
        assert row.title_citation.quote
    assert SourceDocument.objects.exists()


def test_the_printed_averages_are_those_of_the_source(strategy):
    averages = PublishedFigure.objects.filter(code__startswith="average-")
    printed = dict(averages.values_list("code", "value"))
    assert printed == {
        "average-ambiental": 47,
        "average-social": 17,
        "average-economica": 11,
        "average-institucional": None,
    }


def test_the_initial_reports_come_from_the_source_without_author_or_reviewer(strategy):
    for report in ProgressReport.objects.all():
        assert (report.origin, report.author, report.reviewer) == ("SOURCE", None, None)
        assert (report.state, report.period.code) == ("APPROVED", "2025-inicial")


def test_a_changed_seed_is_loaded_again_without_a_second_publication(strategy, monkeypatch):
    monkeypatch.setattr("emra.lib.seed.digest", lambda: "otro")
    call_command("load_strategy", stdout=io.StringIO())
    assert Event.objects.filter(verb="strategy.loaded").count() == 2
    assert Publication.objects.count() == 1
    assert ProgressReport.objects.count() == 19
