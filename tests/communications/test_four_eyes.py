"""Who drafted never approves, whatever their role: by the action and by the database."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from emra.accounts.models import Role
from emra.communications import actions
from emra.communications.actions import Draft
from emra.communications.models import ContentItem
from emra.lib.errors import DomainError, Forbidden

pytestmark = pytest.mark.django_db


def test_who_drafted_a_piece_does_not_approve_it(write, secretary):
    item = write()
    with pytest.raises(Forbidden, match="Quien redactó la pieza no puede aprobarla"):
        actions.approve_item(item=item.pk, by=secretary)
    assert ContentItem.objects.get().state == "DRAFTED"


def test_another_person_of_the_secretariat_may_approve(write, person):
    item = write()
    other = person(Role.SECRETARIAT, "segunda")
    assert actions.approve_item(item=item.pk, by=other).approved_by == other


def test_who_wrote_an_earlier_version_does_not_approve_a_later_one(write, person, secretary):
    item = write()
    other = person(Role.SECRETARIAT, "segunda")
    draft = Draft("Retocado", "redes-sociales", "educativa", item.scheduled_on)
    actions.record_item(item=item.pk, draft=draft, ready=True, expected=1, by=other)
    for author in (secretary, other):
        with pytest.raises(Forbidden, match="Quien redactó"):
            actions.approve_item(item=item.pk, by=author)


def test_who_quoted_a_figure_wrote_too(write, person, publish, corte, approve, reviewer):
    item = write()
    other = person(Role.SECRETARIAT, "segunda")
    actions.quote_figure(item=item.pk, publication="2025-inicial/1", figure="A01", by=other)
    with pytest.raises(Forbidden, match="Quien redactó"):
        actions.approve_item(item=item.pk, by=other)
    assert actions.approve_item(item=item.pk, by=reviewer).state == "APPROVED"


def test_a_drafter_who_changed_roles_is_still_the_drafter(write, secretary):
    item = write()
    secretary.role = Role.CLUSTER
    secretary.save()
    with pytest.raises(Forbidden, match="Quien redactó"):
        actions.approve_item(item=item.pk, by=secretary)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.MEMBER, Role.ADMIN])
def test_other_roles_do_not_approve(write, person, role):
    item = write()
    with pytest.raises(Forbidden, match="Esta acción corresponde a"):
        actions.approve_item(item=item.pk, by=person(role, "otra"))


def test_the_database_refuses_an_author_who_approves(write, secretary):
    item = write()
    approved = {"state": "APPROVED", "approved_by": secretary, "approved_at": timezone.now()}
    with pytest.raises(IntegrityError, match="item_four_eyes"), transaction.atomic():
        ContentItem.objects.filter(pk=item.pk).update(**approved)


def test_a_piece_goes_back_with_a_reason_and_its_drafter_reads_it(write, reviewer):
    item = write()
    with pytest.raises(DomainError, match="Escriba el motivo"):
        actions.return_item(item=item.pk, reason="  ", by=reviewer)
    back = actions.return_item(item=item.pk, reason="Falta la fuente.", by=reviewer)
    assert (back.state, back.return_reason) == ("IDEA", "Falta la fuente.")
