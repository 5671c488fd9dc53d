"""Quotas as versions, and a year's fulfilment against the version that ruled each month."""

from datetime import date

import pytest
from django.utils import timezone

from emra.accounts.models import Role
from emra.communications import months, plan_actions, plan_queries
from emra.communications.models import QuotaVersion
from emra.communications.plan_actions import Limits
from emra.communications.plan_queries import NoQuota, NoRecord
from emra.ledger.models import Event
from emra.lib.errors import DomainError, Forbidden

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 15)


def fulfilment(month, *, today=TODAY, public=False):
    return plan_queries.fulfilment(month, today=today, public=public)


def test_a_month_counts_what_went_out_in_it_by_format_kind_and_objective(put_out, write):
    put_out("Uno", date(2026, 5, 4), objective="OE1")
    put_out("Dos", date(2026, 5, 31), kind="actualidad")
    put_out("Fuera", date(2026, 6, 1))
    write("Por venir", date(2026, 5, 30))
    may = fulfilment(date(2026, 5, 1), today=date(2026, 5, 20))
    posts = may.formats[0]
    assert (posts.done, posts.planned, posts.missing, posts.state) == (2, 1, 37, "SHORT")
    assert [(row.code, row.done, row.planned) for row in may.kinds[:2]] == [
        ("educativa", 1, 1),
        ("actualidad", 1, 0),
    ]
    assert [row.done for row in may.objectives] == [1, 0, 0, 0, 0]


def test_a_month_without_a_quota_is_an_error_and_never_zero(put_out):
    put_out("Antes de la cuota", date(2025, 3, 31))
    with pytest.raises(NoQuota, match="Marzo de 2025: sin cuota definida"):
        fulfilment(date(2025, 3, 1))
    march, april = plan_queries.fulfilments(
        (date(2025, 3, 1), date(2025, 4, 1)), today=TODAY, public=True
    )
    assert (march.version, march.meters) == (None, ())
    assert (april.version.number, april.meters[0].done) == (1, 0)


def test_a_month_before_the_first_recorded_piece_is_unknown_and_not_missed(put_out):
    put_out("La primera", date(2026, 5, 4))
    with pytest.raises(NoRecord, match="Abril de 2026: sin registro"):
        fulfilment(date(2026, 4, 1))
    assert fulfilment(date(2026, 5, 1)).formats[0].state == "MISSED"


def test_the_public_is_told_what_is_done_and_not_what_is_planned(write):
    write("Secreta", date(2026, 6, 20))
    posts = fulfilment(date(2026, 6, 1), public=True).formats[0]
    assert (posts.done, posts.planned, posts.state) == (0, None, "RUNNING")


def test_a_new_version_rules_from_its_month_and_the_past_keeps_its_own(strategy, secretary):
    start = months.move(months.of(timezone.localdate()), 1)
    version = plan_actions.set_quotas(
        valid_from=start,
        lines=[Limits(("format", "reel"), 6, 8), Limits(("objective", "OE2"), 3)],
        reason="Más videos.",
        by=secretary,
    )
    assert version.number == 2
    every = plan_queries.versions()
    assert plan_queries.version_of(months.move(start, -1), every).number == 1
    assert plan_queries.version_of(start, every).number == 2
    assert plan_queries.version_of(months.move(start, 30), every).number == 2
    assert [row.line.rule for row in every[0].lines] == ["6 a 8", "al menos 3"]
    assert every[1].until == months.move(start, -1)
    assert Event.objects.get(verb="quota.set").object_code == "cuotas-2"


def test_a_second_version_of_the_same_month_takes_over(strategy, secretary):
    start = months.of(timezone.localdate())
    for minimum in (5, 6):
        plan_actions.set_quotas(
            valid_from=start,
            lines=[Limits(("format", "reel"), minimum)],
            reason="Ajuste.",
            by=secretary,
        )
    assert plan_queries.version_of(start, plan_queries.versions()).lines[0].line.minimum == 6


@pytest.mark.parametrize(
    ("change", "said", "field"),
    [
        ({"valid_from": date(2025, 6, 1)}, "ya terminó", "valid_from"),
        ({"lines": []}, "al menos una cuota", ""),
        ({"reason": " "}, "Explique por qué", "reason"),
        ({"lines": [Limits(("format", "reel"), 5, 4)]}, "no puede ser menor", "format-reel"),
        ({"lines": [Limits(("format", "reel"), -1, 4)]}, "negativa", "format-reel"),
        ({"lines": [Limits(("format", "tuit"), 1)]}, "no está en el plan", "format"),
        ({"lines": [Limits(("kind", "educativa"), 0)]}, "no pide nada", "kind-educativa"),
        ({"lines": [Limits(("format", "reel"), 1)] * 2}, "dos veces", "format-reel"),
    ],
)
def test_a_wrong_version_is_refused_and_nothing_is_stored(strategy, secretary, change, said, field):
    values = {
        "valid_from": months.of(timezone.localdate()),
        "lines": [Limits(("format", "publicacion"), 1), Limits(("format", "reel"), 1)],
        "reason": "Prueba.",
        **change,
    }
    with pytest.raises(DomainError, match=said) as refused:
        plan_actions.set_quotas(**values, by=secretary)
    assert refused.value.field == field
    assert QuotaVersion.objects.count() == 1
    assert not Event.objects.filter(verb="quota.set").exists()


def test_only_the_secretariat_sets_quotas_and_campaigns(strategy, person):
    cluster = person(Role.CLUSTER)
    with pytest.raises(Forbidden):
        plan_actions.set_quotas(
            valid_from=months.of(timezone.localdate()), lines=[], reason="x", by=cluster
        )
    with pytest.raises(Forbidden):
        plan_actions.schedule_campaign(
            number=1, starts_on=None, ends_on=None, objective="", theme="", by=cluster
        )


def test_the_matrix_marks_the_months_that_came_without_a_piece(put_out, write):
    put_out("Uno", date(2026, 4, 10), objective="OE1")
    write("Dos", date(2026, 6, 20), objective="OE1")
    rows = {row.code: row for row in plan_queries.coverage(2026, today=TODAY, public=False)}
    cells = rows["OE1"].cells
    # April has one, May none, June one planned; July has not come.
    assert [(cell.done, cell.planned, cell.gap) for cell in cells[:4]] == [
        (1, 0, False),
        (0, 0, True),
        (0, 1, False),
        (None, 0, False),
    ]
    assert (rows["OE5"].gaps, rows["Sin objetivo"].gaps) == (3, 3)
