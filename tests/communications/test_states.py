"""A piece's life by its one table: written, approved, published, measured, or refused."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from emra.accounts.models import Role
from emra.communications import actions, transitions
from emra.communications.actions import Draft, StaleItem
from emra.communications.models import ContentItem
from emra.ledger.models import Event
from emra.lib.errors import Conflict, DomainError, Forbidden

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 12)
LINK = "https://www.goreantofagasta.cl/emra/noticia"


def test_the_whole_way_writes_one_event_for_each_step(write, secretary, reviewer):
    item = write(ready=False)
    assert item.state == "IDEA"
    draft = Draft("Qué es la EMRA", "redes-sociales", "educativa", DAY)
    actions.record_item(item=item.pk, draft=draft, ready=True, expected=1, by=secretary)
    actions.approve_item(item=item.pk, by=reviewer)
    actions.publish_item(item=item.pk, link=LINK, on=DAY, by=secretary)
    done = actions.measure_item(
        item=item.pk, reach=1250, interactions=None, on=date(2026, 5, 20), by=secretary
    )
    assert (done.state, done.reach, done.interactions) == ("MEASURED", 1250, None)
    verbs = Event.objects.filter(object_code=item.code).order_by("seq")
    assert list(verbs.values_list("verb", flat=True)) == [
        "communications.recorded",
        "communications.recorded",
        "communications.approved",
        "communications.published",
        "communications.measured",
    ]


@pytest.mark.parametrize("state", ContentItem.State.values)
def test_no_state_allows_what_the_table_does_not(state):
    onward = {name for name in transitions.TRANSITIONS if transitions.allowed(name, state)}
    assert (
        onward
        == {
            "IDEA": {"note", "draft", "quote", "move", "discard"},
            "DRAFTED": {"note", "draft", "quote", "move", "approve", "return", "discard"},
            "APPROVED": {"note", "draft", "move", "publish"},
            "PUBLISHED": {"measure"},
            "MEASURED": {"measure"},
        }[state]
    )


def test_an_idea_is_neither_approved_nor_published(write, secretary, reviewer):
    item = write(ready=False)
    with pytest.raises(Conflict, match="«Idea»"):
        actions.approve_item(item=item.pk, by=reviewer)
    with pytest.raises(Conflict, match="«Idea»"):
        actions.publish_item(item=item.pk, link=LINK, on=DAY, by=secretary)
    assert ContentItem.objects.get().state == "IDEA"


def test_a_piece_beyond_an_idea_needs_a_day(write):
    with pytest.raises(DomainError, match="solo una idea puede no tenerla"):
        write(on=None)
    assert write(on=None, ready=False).scheduled_on is None


def test_a_format_belongs_to_its_channel(write):
    with pytest.raises(DomainError, match="es de Sitio web") as refused:
        write(format="articulo")
    assert refused.value.field == "format"
    assert ContentItem.objects.count() == 0


def test_writing_on_an_approved_piece_takes_its_approval_back(write, secretary, reviewer):
    item = write()
    approved = actions.approve_item(item=item.pk, by=reviewer)
    draft = Draft("Otro título", "redes-sociales", "educativa", DAY)
    again = actions.record_item(
        item=item.pk, draft=draft, ready=True, expected=approved.lock_version, by=secretary
    )
    assert (again.state, again.approved_by, again.approved_at) == ("DRAFTED", None, None)


def test_moving_an_approved_piece_keeps_its_approval(write, secretary, reviewer):
    item = write()
    actions.approve_item(item=item.pk, by=reviewer)
    moved = actions.move_item(item=item.pk, to=date(2026, 5, 20), by=secretary)
    assert (moved.state, moved.scheduled_on) == ("APPROVED", date(2026, 5, 20))
    assert moved.approved_by == reviewer


def test_a_published_piece_is_neither_moved_nor_written_nor_discarded(put_out, secretary):
    item = put_out()
    draft = Draft("Otro", "redes-sociales", "educativa", DAY)
    for act in (
        lambda: actions.move_item(item=item.pk, to=DAY, by=secretary),
        lambda: actions.record_item(item=item.pk, draft=draft, expected=3, by=secretary),
        lambda: actions.discard_item(item=item.pk, by=secretary),
    ):
        with pytest.raises(Conflict, match="«Publicada»"):
            act()
    assert ContentItem.objects.get().title == "Qué es la EMRA"


def test_a_publication_has_an_address_and_a_day_that_came(write, secretary, reviewer):
    item = write()
    actions.approve_item(item=item.pk, by=reviewer)
    tomorrow = timezone.localdate() + timedelta(days=1)
    for link, on, field in (
        ("", DAY, "link"),
        ("no es una dirección", DAY, "link"),
        ("javascript:alert(1)", DAY, "link"),
        (LINK, tomorrow, "published_on"),
    ):
        with pytest.raises(DomainError) as refused:
            actions.publish_item(item=item.pk, link=link, on=on, by=secretary)
        assert refused.value.field == field
    assert ContentItem.objects.get().state == "APPROVED"


def test_a_measurement_has_a_figure_and_a_day_after_the_publication(put_out, secretary):
    item = put_out()
    with pytest.raises(DomainError, match="alcance o las interacciones"):
        actions.measure_item(item=item.pk, reach=None, interactions=None, on=DAY, by=secretary)
    with pytest.raises(DomainError, match="no se pudo medir antes"):
        actions.measure_item(
            item=item.pk, reach=1, interactions=1, on=DAY - timedelta(days=1), by=secretary
        )
    zero = actions.measure_item(item=item.pk, reach=0, interactions=None, on=DAY, by=secretary)
    assert (zero.reach, zero.interactions) == (0, None)


def test_who_saw_an_older_version_does_not_write_over_it(write, secretary):
    item = write()
    actions.move_item(item=item.pk, to=date(2026, 5, 14), by=secretary)
    draft = Draft("Tarde", "redes-sociales", "educativa", DAY)
    with pytest.raises(StaleItem, match="Otra persona cambió esta pieza"):
        actions.record_item(item=item.pk, draft=draft, expected=1, by=secretary)


@pytest.mark.parametrize("role", [Role.CLUSTER, Role.ANALYST, Role.MEMBER, Role.ADMIN])
def test_only_the_secretariat_writes(write, person, role):
    with pytest.raises(Forbidden):
        write(by=person(role, "otra"))
    assert ContentItem.objects.count() == 0
