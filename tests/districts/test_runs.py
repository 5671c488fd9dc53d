"""Runs: made by the analyst, published by another office, never changed."""

import pytest

from districts import actions, layer_actions, queries, storage
from districts.method.parameters import Parameters
from districts.models import Run
from emra.ledger.models import Event
from emra.lib.errors import Conflict, DomainError, Forbidden, Unknown

pytestmark = pytest.mark.django_db


def test_a_run_keeps_its_choices_inputs_libraries_and_is_a_draft(other_run, analyst):
    assert (other_run.code, other_run.state, other_run.made_by) == ("R002", "DRAFT", analyst)
    view = queries.run("R002", drafts=True)
    assert view.parameters == Parameters(smoothing=0.9)
    assert len(view.editions) == 6
    assert {"Python", "numpy", "scipy"} <= {name for name, _version in view.libraries}
    assert abs(sum(view.weights) - 1) < 1e-12
    assert view.decisions
    event = Event.objects.order_by("-seq").first()
    assert (event.verb, event.object_code) == ("run.made", "R002")


def test_what_is_read_back_is_what_the_method_gave(other_run, analyst):
    editions = list(other_run.editions.all())
    computed = actions.compute(editions, Parameters(smoothing=0.9))
    assert storage.restore(other_run) == computed.result
    assert storage.comparison_of(other_run, computed.result) == computed.comparison
    assert storage.findings_of(other_run) == computed.findings


def test_a_draft_is_not_public(other_run):
    assert [line.code for line in queries.runs()] == ["R001"]
    assert [line.code for line in queries.runs(drafts=True)] == ["R002", "R001"]
    with pytest.raises(Unknown):
        queries.run("R002")
    with pytest.raises(Unknown):
        queries.difference("R001", "R002")
    assert queries.published_run().code == "R001"


def test_only_the_analyst_makes_a_run(strategy, secretary):
    with pytest.raises(Forbidden):
        actions.create_run(parameters=Parameters(smoothing=0.9), by=secretary)
    assert Run.objects.count() == 1


def test_the_same_run_twice_is_refused(strategy, analyst):
    with pytest.raises(DomainError, match="mismos datos, parámetros y método"):
        actions.create_run(parameters=Parameters(), by=analyst)
    assert Run.objects.count() == 1


def test_without_a_layer_nothing_is_run(strategy, analyst):
    from districts.models import Edition

    Edition.objects.filter(layer="INVESTMENTS").update(is_current=False)
    with pytest.raises(DomainError, match="Faltan capas por cargar: Inversiones"):
        actions.create_run(parameters=Parameters(smoothing=0.9), by=analyst)


def test_publishing_replaces_the_published_run_and_is_told(other_run, secretary):
    actions.publish_run(run="R002", by=secretary)
    assert list(Run.objects.order_by("code").values_list("code", "state")) == [
        ("R001", "REPLACED"),
        ("R002", "PUBLISHED"),
    ]
    assert queries.published_run().code == "R002"
    assert queries.run("R001").line.state == "REPLACED"
    event = Event.objects.order_by("-seq").first()
    assert (event.verb, event.object_code, event.actor) == ("run.published", "R002", secretary)
    with pytest.raises(Conflict, match="ya está publicada"):
        actions.publish_run(run="R002", by=secretary)


def test_a_replaced_run_can_be_published_again(other_run, secretary, reviewer):
    actions.publish_run(run="R002", by=secretary)
    actions.publish_run(run="R001", by=reviewer)
    assert queries.published_run().code == "R001"


def test_the_analyst_does_not_publish(other_run, analyst):
    with pytest.raises(Forbidden):
        actions.publish_run(run="R002", by=analyst)


def test_who_made_it_does_not_publish_it_even_with_another_role(other_run, analyst):
    analyst.role = "SECRETARIAT"
    analyst.save()
    with pytest.raises(Conflict, match="Quien hizo la corrida"):
        actions.publish_run(run="R002", by=analyst)
    assert Run.objects.get(code="R002").state == "DRAFT"


def test_an_unknown_run_is_said_to_be_so(strategy, secretary):
    with pytest.raises(Unknown, match="R999"):
        actions.publish_run(run="R999", by=secretary)


def test_a_run_against_itself_changes_nothing_and_against_another_something(other_run):
    same = queries.difference("R001", "R001")
    assert (same.gained, same.lost, same.ari) == ((), (), 1.0)
    change = queries.difference("R001", "R002", drafts=True)
    assert change.gained or change.lost
    back = queries.difference("R002", "R001", drafts=True)
    assert (back.gained, back.lost) == (change.lost, change.gained)


def test_a_published_run_reads_the_editions_it_was_made_from(strategy, propose, analyst):
    before = queries.published_run().result
    edition = propose("EMPLOYMENT", "faena,empleo\nEl Abra,9000\n")
    layer_actions.confirm_edition(edition=edition.pk, by=analyst)
    assert queries.published_run().result == before
    run = actions.create_run(parameters=Parameters(), by=analyst)
    assert run.input_hash != before.input_hash
    sites = {site.name: site for site in queries.inputs_of(run.code, drafts=True).sites}
    assert sites["El Abra"].employment == 9000
    assert sites["Escondida"].employment is None
