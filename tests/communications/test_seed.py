"""The plan as the source prints it: lists, seven undated campaigns, three quotas with lines."""

import io
from datetime import date

import pytest
from django.core.management import call_command

from emra.communications import plan_actions
from emra.communications.models import (
    Campaign,
    Channel,
    ContentItem,
    ContentKind,
    Piece,
    Pillar,
    QuotaLine,
    QuotaVersion,
    Theme,
)
from emra.sources.models import Citation

pytestmark = pytest.mark.django_db


def test_the_lists_of_the_plan_are_those_of_the_source_in_its_order(strategy):
    assert list(Channel.objects.values_list("name", flat=True)) == [
        "Redes sociales",
        "Sitio web",
        "Medios de comunicación",
        "Eventos y actividades",
    ]
    assert list(ContentKind.objects.values_list("name", flat=True)) == [
        "Información educativa",
        "Actualidad del proyecto",
        "Buenas prácticas",
        "Participación ciudadana",
    ]
    assert Pillar.objects.count() == 4
    assert [row.name for row in Piece.objects.all()] == ["Video corporativo"]
    themes = list(Theme.objects.values_list("name", "objective"))
    assert [name for name, _objective in themes][:3] == ["Sitio web", "Video", "OE1"]
    assert len(themes) == 10
    assert [objective for _name, objective in themes if objective] == [
        f"OE{number}" for number in range(1, 6)
    ]


def test_the_seven_campaigns_have_no_dates_and_are_about_nothing_yet(strategy):
    campaigns = Campaign.objects.values_list("number", "starts_on", "ends_on", "objective", "theme")
    assert list(campaigns) == [(number, None, None, None, None) for number in range(1, 8)]
    assert ContentItem.objects.count() == 0


def test_the_quotas_are_the_printed_ones_each_with_its_lines(strategy):
    lines = QuotaLine.objects.order_by("id")
    assert list(
        lines.values_list("format", "format__channel", "minimum", "maximum", "citation__line_from")
    ) == [
        ("publicacion", "redes-sociales", 40, 48, 629),
        ("reel", "redes-sociales", 4, 4, 634),
        ("articulo", "sitio-web", 2, 2, 637),
    ]


def test_the_year_the_quotas_start_in_is_marked_as_inferred(strategy):
    version = QuotaVersion.objects.get()
    assert (version.valid_from.year, version.valid_from.month) == (2025, 4)
    assert version.citation.basis == "inferred"
    assert "no el año" in version.reason


def test_every_citation_of_the_plan_lies_in_its_chapter(strategy):
    rows = Citation.objects.filter(code__startswith="com-")
    assert rows.count() == 26
    assert all(480 <= row.line_from <= row.line_to <= 646 for row in rows)


def test_loading_again_keeps_what_the_secretariat_set(strategy, secretary, monkeypatch):
    plan_actions.schedule_campaign(
        number=3,
        starts_on=date(2026, 6, 1),
        ends_on=date(2026, 6, 30),
        objective="OE3",
        theme="",
        by=secretary,
    )
    monkeypatch.setattr("emra.lib.seed.digest", lambda: "otro")
    call_command("load_strategy", stdout=io.StringIO())
    row = Campaign.objects.get(number=3)
    assert (row.starts_on, row.objective_id) == (date(2026, 6, 1), "OE3")
    assert QuotaLine.objects.count() == 3
