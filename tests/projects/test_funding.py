"""Money of a project: its unit said, its reason where it moves, an unknown that is no zero."""

from decimal import Decimal

import pytest

from emra.lib.errors import DomainError, Unknown
from emra.projects import changes, in_force, parts_actions
from emra.projects.models import FundingLine, Project
from emra.projects.parts_actions import Money

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strategy", "today")]


def holds(code="5.1"):
    return in_force.of_one(Project.objects.get(pk=code))


def test_an_amount_is_not_moved_without_a_reason(start, settle, secretary):
    entry = start("5.3")
    standing = FundingLine.objects.get(project="5.3", number=6)
    moved = Money(
        source="UNSTATED", stage="Diseño", amount=Decimal(5), unit="CLP", unit_basis="STATED"
    )
    with pytest.raises(DomainError, match="motivo") as refusal:
        parts_actions.set_funding(entry=entry, number=6, money=moved, by=secretary)
    assert refusal.value.field == "reason"
    assert not FundingLine.objects.filter(entry__state="DRAFT").exists()
    line = parts_actions.set_funding(
        entry=entry, number=6, money=moved, reason="Convenio firmado.", by=secretary
    )
    assert (line.version, line.reason) == (2, "Convenio firmado.")
    assert next(row for row in holds("5.3").funding if row.number == 6).amount == standing.amount
    settle(entry)
    assert next(row for row in holds("5.3").funding if row.number == 6).amount == 5
    last = changes.history(Project.objects.get(pk="5.3"))[0]
    told = {field.name: (field.before, field.after) for field in last.fields}
    assert told["amount"] == ("M$\xa04.222.529", "$\xa05")
    assert last.reason == "Convenio firmado."


NO_MONEY = [
    ({"amount": Decimal(1)}, "unit"),
    ({"amount": Decimal(1), "unit": "CLP"}, "unit_basis"),
    ({"amount": Decimal(1), "unit": "CLP", "unit_basis": "ASSUMED"}, "unit_reason"),
    ({"amount": Decimal(-1), "unit": "CLP", "unit_basis": "STATED"}, "amount"),
    ({"amount": Decimal("0.001"), "unit": "CLP", "unit_basis": "STATED"}, "amount"),
    ({"unit": "CLP", "unit_basis": "STATED"}, "amount"),
    ({"source": ""}, "source"),
    ({"source": "BANCO"}, "source"),
    ({"commune": "13101"}, ""),
]


def test_money_says_its_unit_and_why_where_it_is_assumed(start, secretary):
    entry = start()
    for money, field in NO_MONEY:
        with pytest.raises(DomainError) as refusal:
            parts_actions.set_funding(
                entry=entry, money=Money(**{"source": "FNDR", **money}), by=secretary
            )
        assert refusal.value.field == field, money
    assert not FundingLine.objects.filter(project="5.1").exists()


def test_an_unknown_amount_is_no_zero(start, settle, secretary):
    entry = start()
    parts_actions.set_funding(entry=entry, money=Money(source="FNDR"), by=secretary)
    parts_actions.set_funding(
        entry=entry,
        money=Money(source="PRIVATE", amount=Decimal(0), unit="USD", unit_basis="STATED"),
        by=secretary,
    )
    settle(entry)
    assert [row.amount for row in holds().funding] == [None, 0]


def test_a_line_is_dropped_with_its_reason_and_its_number_is_not_used_again(
    start, settle, secretary
):
    entry = start()
    parts_actions.set_funding(entry=entry, money=Money(source="FNDR"), by=secretary)
    settle(entry)
    again = start()
    gone = Money(source="FNDR", dropped=True)
    with pytest.raises(DomainError, match="motivo"):
        parts_actions.set_funding(entry=again, number=1, money=gone, by=secretary)
    parts_actions.set_funding(entry=again, number=1, money=gone, reason="Sin fondos.", by=secretary)
    new = parts_actions.set_funding(entry=again, money=Money(source="FRPD"), by=secretary)
    assert new.number == 2
    settle(again)
    assert [row.number for row in holds().funding] == [2]
    with pytest.raises(Unknown):
        parts_actions.set_funding(entry=start(), number=9, money=gone, by=secretary)
