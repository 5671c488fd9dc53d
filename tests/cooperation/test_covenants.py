"""A covenant from its first draft to its published versions."""

from decimal import Decimal

import pytest

from emra.accounts.models import Role
from emra.cooperation import covenant_actions, queries, review_actions
from emra.cooperation.covenant_actions import Party, Place
from emra.cooperation.models import Covenant, CovenantSheet
from emra.ledger.models import Event
from emra.lib.errors import Conflict, DomainError, Forbidden, Unknown
from emra.notices.models import Notice
from tests.cooperation.conftest import COMPANY, GORE, TODAY, content

pytestmark = pytest.mark.django_db


def test_an_approved_covenant_is_public_with_all_its_parts(published):
    assert published().state == "APPROVED"
    found = queries.covenant("prueba-2025", TODAY)
    assert [row.name for row in found.signers] == [GORE.name, COMPANY.name]
    assert [(row.name, row.families) for row in found.localities] == [
        ("Lasana", 40),
        ("Peine", None),
    ]
    assert (found.families, found.families_known) == (None, "1/2")
    assert found.state == "IN_FORCE"
    assert found.citation is None


def test_a_draft_is_not_public(draft):
    draft()
    assert [row.code for row in queries.covenants(TODAY)] == ["loa-1995", "loa-1998"]
    with pytest.raises(Unknown, match="prueba-2025"):
        queries.covenant("prueba-2025", TODAY)


def test_only_the_secretariat_writes_and_only_the_cluster_approves(draft, secretary, reviewer):
    with pytest.raises(Forbidden):
        covenant_actions.open_covenant(covenant="otro", content=content(), by=reviewer)
    row = draft()
    review_actions.submit(code=row.code, by=secretary)
    with pytest.raises(Forbidden):
        review_actions.approve(code=row.code, by=secretary)


def test_whoever_wrote_any_of_it_cannot_approve_it_in_another_role(draft, secretary, reviewer):
    row = draft()
    review_actions.submit(code=row.code, by=secretary)
    secretary.role = Role.CLUSTER
    secretary.save()
    with pytest.raises(Forbidden, match="otra persona"):
        review_actions.approve(code=row.code, by=secretary)
    assert review_actions.approve(code=row.code, by=reviewer).state == "APPROVED"


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"evaluation_rules": " "}, "evaluation_rules", "El Loa"),
        (
            {"evaluation_every_months": None, "evaluation_first_on": None},
            "evaluation_every_months",
            "El Loa",
        ),
        ({"parties": (GORE,)}, "", "dos partes"),
    ],
)
def test_a_covenant_in_force_is_not_submitted_without_rules_and_schedule(
    draft, secretary, changed, field, said
):
    row = draft(**changed)
    with pytest.raises(DomainError, match=said) as error:
        review_actions.submit(code=row.code, by=secretary)
    assert error.value.field == field
    assert CovenantSheet.objects.get(pk=row.pk).state == "DRAFT"


def test_a_covenant_without_an_end_is_in_force(draft, secretary):
    row = draft(ends="", evaluation_rules="")
    with pytest.raises(DomainError, match="reglas"):
        review_actions.submit(code=row.code, by=secretary)


def test_a_past_covenant_may_lack_them(draft, secretary):
    row = draft(
        ends="2026-10", evaluation_rules="", evaluation_every_months=None, evaluation_first_on=None
    )
    assert review_actions.submit(code=row.code, by=secretary).state == "SUBMITTED"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "name"),
        ({"starts": "1998-13"}, "starts"),
        ({"starts": "2029"}, "ends"),
        ({"amount": Decimal(-1), "unit": "USD"}, ""),
        ({"amount": Decimal(5)}, ""),
        ({"contribution_note": ""}, ""),
        ({"predecessor": "no-existe"}, "predecessor"),
        ({"localities": (Place("13101", "Santiago"),)}, "localities-1-commune"),
        ({"parties": (GORE, GORE)}, "parties-2-name"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_stays(draft, changed, field):
    with pytest.raises(DomainError) as error:
        draft(**changed)
    assert error.value.field == field
    assert not Covenant.objects.filter(pk="prueba-2025").exists()


@pytest.mark.parametrize("code", ["loa-1995", "Con espacios", "", "ñandú"])
def test_a_code_is_new_and_well_formed(draft, code):
    with pytest.raises(DomainError) as error:
        draft(code)
    assert error.value.field == "code"


def test_a_returned_draft_is_written_again_and_both_are_told(draft, secretary, reviewer):
    row = draft()
    review_actions.submit(code=row.code, by=secretary)
    assert Notice.objects.filter(person=reviewer, text__contains=row.code).count() == 1
    with pytest.raises(DomainError, match="motivo"):
        review_actions.send_back(code=row.code, reason=" ", by=reviewer)
    review_actions.send_back(code=row.code, reason="Falta el programa.", by=reviewer)
    assert Notice.objects.filter(person=secretary, text__contains="devuelto").count() == 1
    again = covenant_actions.write_covenant(
        covenant="prueba-2025", content=content(programme="Otro"), by=secretary
    )
    assert (again.pk, again.state) == (row.pk, "RETURNED")
    assert review_actions.submit(code=row.code, by=secretary).state == "SUBMITTED"


def test_a_discarded_covenant_leaves_no_trace_but_the_ledger(draft, secretary):
    row = draft()
    code = row.code
    review_actions.discard(code=code, by=secretary)
    assert not Covenant.objects.filter(pk="prueba-2025").exists()
    assert Event.objects.filter(object_code=code, verb="covenant.discarded").exists()
    with pytest.raises(Unknown):
        review_actions.submit(code=code, by=secretary)


def test_what_is_approved_or_under_review_is_not_written(draft, published, secretary):
    row = published("otro")
    for step in (review_actions.submit, review_actions.discard):
        with pytest.raises(Conflict):
            step(code=row.code, by=secretary)
    waits = draft()
    review_actions.submit(code=waits.code, by=secretary)
    with pytest.raises(Conflict):
        covenant_actions.write_covenant(covenant="prueba-2025", content=content(), by=secretary)


def test_the_expected_draft_that_is_gone_is_said(published, secretary):
    published()
    with pytest.raises(Conflict, match="ya se aprobó o se descartó"):
        covenant_actions.write_covenant(
            covenant="prueba-2025", content=content(), by=secretary, reason="x", expected=3
        )
    with pytest.raises(Unknown):
        covenant_actions.write_covenant(covenant="no-hay", content=content(), by=secretary)


def test_unknown_codes_are_unknown(db, secretary):
    for code in ("CV-9", "XX-1", "CV-", "CV-uno", "CV-1234567890"):
        with pytest.raises(Unknown):
            review_actions.find(code)


def test_a_party_with_another_role_may_stand_twice(published):
    lead = Party(GORE.name, "PUBLIC", "LEAD")
    assert published(parties=(GORE, COMPANY, lead)).version == 1
