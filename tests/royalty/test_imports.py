"""Importing a year or indicator values: preview, confirmation, four eyes, nothing partial."""

import pytest

from emra.accounts.models import Role
from emra.ledger.models import Event
from emra.lib.errors import Conflict, DomainError, Forbidden, Unknown
from emra.royalty import actions, queries
from emra.royalty.models import CommuneAllocation, Dataset, IndicatorValue, RegionAllocation
from tests.royalty.workbooks import (
    AMOUNTS,
    SOURCE,
    VALUES,
    amounts,
    imported,
    imported_values,
    published,
    values,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strategy")]


def counts() -> tuple[int, int, int, int]:
    models = (Dataset, RegionAllocation, CommuneAllocation, IndicatorValue)
    return tuple(model.objects.count() for model in models)


def verbs() -> list[str]:
    return list(
        Event.objects.filter(verb__startswith="royalty.")
        .order_by("seq")
        .values_list("verb", flat=True)
    )


def test_an_import_is_public_only_once_somebody_else_approved_it(secretary, reviewer):
    dataset = imported(secretary)
    assert (dataset.state, dataset.code) == ("PREVIEW", "montos-2025-v1")
    actions.submit(dataset=dataset.pk, by=secretary)
    assert queries.year().year == 2024
    actions.approve(dataset=dataset.pk, by=reviewer)
    view = queries.year()
    assert (view.year, view.years, view.source) == (2025, (2025, 2024), SOURCE.title)
    assert verbs() == ["royalty.received", "royalty.submitted", "royalty.approved"]
    home = queries.region(view, "antofagasta")
    assert (home.both_clp, home.difference) == (12_000_000_000, 0)
    assert queries.region(view, "atacama").difference == 1
    calama, ollague = (queries.commune(view, code) for code in ("02201", "02202"))
    assert (calama.fet.amount, calama.in_fet, calama.both_percent) == (0, False, 10)
    assert (ollague.fet, ollague.both, ollague.in_fcmi) == (None, None, True)


def test_the_approval_seals_the_rows_in_the_ledger(secretary, reviewer):
    dataset = published(imported(secretary), secretary, reviewer)
    sealed = [row.payload for row in Event.objects.filter(object_code=dataset.code)]
    digests = {payload.partition('"digest":"')[2][:64] for payload in sealed}
    assert len(digests) == 1
    before = actions.content(dataset)
    CommuneAllocation.objects.filter(dataset=dataset).update(amount_clp=1)
    assert actions.content(dataset) != before


@pytest.mark.parametrize("role", [Role.ANALYST, Role.CLUSTER, Role.MEMBER, Role.ADMIN])
def test_only_the_secretariat_imports_submits_and_discards(person, secretary, role):
    other = person(role)
    with pytest.raises(Forbidden):
        imported(other)
    dataset = imported(secretary)
    for act in (actions.submit, actions.discard):
        with pytest.raises(Forbidden):
            act(dataset=dataset.pk, by=other)


def test_its_author_may_neither_approve_nor_return_it(person, secretary):
    dataset = imported(secretary)
    actions.submit(dataset=dataset.pk, by=secretary)
    with pytest.raises(Forbidden, match="lo hace otra persona"):
        actions.approve(dataset=dataset.pk, by=secretary)
    with pytest.raises(Forbidden):
        actions.send_back(dataset=dataset.pk, reason="No", by=secretary)
    with pytest.raises(Forbidden):
        actions.approve(dataset=dataset.pk, by=person(Role.ANALYST))
    colleague = person(Role.SECRETARIAT, "colega")
    assert actions.approve(dataset=dataset.pk, by=colleague).state == "APPROVED"


def test_a_returned_import_says_why_and_the_next_is_a_new_version(secretary, reviewer):
    dataset = imported(secretary)
    actions.submit(dataset=dataset.pk, by=secretary)
    with pytest.raises(DomainError, match="motivo"):
        actions.send_back(dataset=dataset.pk, reason="  ", by=reviewer)
    actions.send_back(dataset=dataset.pk, reason="Falta Tarapacá.", by=reviewer)
    assert Dataset.objects.get(pk=dataset.pk).return_reason == "Falta Tarapacá."
    assert imported(secretary).version == 2
    with pytest.raises(Conflict):
        actions.approve(dataset=dataset.pk, by=reviewer)


def test_a_year_has_one_open_import(secretary):
    first = imported(secretary)
    before = counts()
    with pytest.raises(DomainError, match="Ya hay una planilla de ese año"):
        imported(secretary)
    assert counts() == before
    actions.discard(dataset=first.pk, by=secretary)
    assert imported(secretary).version == 1
    assert verbs() == ["royalty.received", "royalty.discarded", "royalty.received"]


def test_a_correction_of_the_printed_year_is_its_second_version(secretary, reviewer):
    dataset = published(imported(secretary, year=2024), secretary, reviewer)
    assert dataset.code == "montos-2024-v2"
    assert queries.year(2024).code == "montos-2024-v2"


@pytest.mark.parametrize(
    "bad",
    [
        [*AMOUNTS, AMOUNTS[-1]],
        [*AMOUNTS, ("99999", "No existe", "", "", 1, "", 1, "", "")],
        [*AMOUNTS, ("02101", "Antofagasta", "", "", -1, "", "", "", "")],
        [],
    ],
)
def test_a_sheet_with_a_wrong_row_stores_nothing(secretary, bad):
    before, events = counts(), Event.objects.count()
    with pytest.raises(actions.BadSheet) as refusal:
        actions.import_allocations(year=2025, source=SOURCE, upload=amounts(bad), by=secretary)
    assert refusal.value.problems
    assert (counts(), Event.objects.count()) == (before, events)


def test_indicator_values_take_part_once_approved(secretary, reviewer):
    dataset = imported_values(secretary)
    assert queries.indicator_values("FET", 2024) is None
    published(dataset, secretary, reviewer)
    found = queries.indicator_values("FET", 2024)
    assert found is not None
    assert {code: len(column) for code, column in found[1].items()} == {
        "pobreza": 2,
        "predios-exentos": 2,
        "ingresos-propios": 2,
    }


def test_negative_or_missing_values_and_unknown_criteria_store_nothing(secretary):
    before = counts()
    for rows in ([*VALUES, ("02101", "", -1, 1, 1)], [*VALUES, ("02101", "", 1, "", 1)]):
        with pytest.raises(actions.BadSheet):
            actions.import_indicators(
                fund="FET", year=2024, source=SOURCE, upload=values(rows), by=secretary
            )
    with pytest.raises(Unknown, match="No hay criterios"):
        actions.import_indicators(
            fund="FET", year=2031, source=SOURCE, upload=values(), by=secretary
        )
    assert counts() == before
