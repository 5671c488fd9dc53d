"""Studies of stability: asked for, drawn in slices by whoever comes, the same in the end."""

import pytest

from districts import background, queries, study_actions, tasks
from districts.models import Run, StabilityStudy, StudyDraw
from emra.ledger.models import Event
from emra.lib.errors import Conflict, DomainError, Forbidden

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
State = StabilityStudy.State


@pytest.fixture
def study(other_run, analyst):
    return study_actions.ask_study(run="R002", kind="WEIGHTS", draws=7, by=analyst)


def test_a_study_waits_and_is_told(study):
    assert (study.state, study.done, study.draws) == (State.WAITING, 0, 7)
    event = Event.objects.order_by("-seq").first()
    assert (event.verb, event.object_code) == ("study.asked", "R002/WEIGHTS")
    assert queries.study_results("R002", drafts=True) == ()


def test_the_task_draws_what_waits_to_its_end(study):
    assert tasks.draw_studies() == 1
    study.refresh_from_db()
    assert (study.state, study.done) == (State.DONE, 7)
    assert study.ended_at is not None
    (found,) = queries.study_results("R002", drafts=True)
    assert found.summary.draws == 7
    assert tasks.draw_studies() == 0


def test_slices_give_what_one_piece_gives(study, other_run):
    for size in (2, 3, 2):
        study.refresh_from_db()
        assert study_actions.draw_slice(study=study, size=size)
    study.refresh_from_db()
    whole = study_actions.drawn_of(
        kind="WEIGHTS",
        inputs=queries.inputs_of("R002", drafts=True),
        parameters=queries.run("R002", drafts=True).parameters,
        draws=7,
        seed=study.seed,
        start=0,
        stop=7,
    )
    assert study_actions.draws_of(study) == whole


def test_a_slice_that_somebody_else_drew_is_not_written_twice(study):
    stale = StabilityStudy.objects.select_related("run").get(pk=study.pk)
    assert study_actions.draw_slice(study=study, size=4)
    assert not study_actions.draw_slice(study=stale, size=4)
    assert StudyDraw.objects.filter(study=study).count() == 4


def test_a_study_left_by_a_worker_that_died_is_taken_up_where_it_was(study):
    study_actions.draw_slice(study=study, size=3)
    assert StabilityStudy.objects.get(pk=study.pk).state == State.RUNNING
    tasks.draw_studies()
    study.refresh_from_db()
    assert (study.state, study.drawn.count()) == (State.DONE, 7)


def test_a_study_that_breaks_says_so_and_holds_up_no_other(study, analyst, monkeypatch):
    other = study_actions.ask_study(run="R001", kind="WEIGHTS", draws=2, by=analyst)
    draw = study_actions.drawn_of

    def broken(**options):
        if options["draws"] == 7:
            raise RuntimeError("nadie lo previó")
        return draw(**options)

    monkeypatch.setattr(study_actions, "drawn_of", broken)
    tasks.draw_studies()
    study.refresh_from_db()
    other.refresh_from_db()
    assert (study.state, other.state) == (State.FAILED, State.DONE)
    assert "pida otro" in study.problem


def test_leaving_one_out_has_as_many_draws_as_sites(strategy, analyst):
    StabilityStudy.objects.filter(kind="LEAVE_ONE_OUT").update(state=State.DONE)
    study = study_actions.ask_study(run="R001", kind="LEAVE_ONE_OUT", draws=None, by=analyst)
    assert study.draws == 63


@pytest.mark.parametrize("draws", [None, 0, -1, 2001])
def test_a_number_of_draws_out_of_range_is_refused(strategy, analyst, draws):
    with pytest.raises(DomainError, match=r"de 1 a 2000"):
        study_actions.ask_study(run="R001", kind="ORIGINS", draws=draws, by=analyst)


def test_a_second_study_of_the_kind_waits_for_the_first(study, analyst):
    with pytest.raises(Conflict, match="en curso"):
        study_actions.ask_study(run="R002", kind="WEIGHTS", draws=5, by=analyst)
    with pytest.raises(DomainError, match="tipo de estudio"):
        study_actions.ask_study(run="R002", kind="OTRO", draws=5, by=analyst)


def test_only_the_analyst_asks(strategy, secretary):
    with pytest.raises(Forbidden):
        study_actions.ask_study(run="R001", kind="ORIGINS", draws=5, by=secretary)


def test_the_public_reads_the_seeded_studies_from_the_first_day(strategy):
    found = {one.kind: one for one in queries.study_results("R001")}
    assert {kind: one.draws for kind, one in found.items()} == {
        "ORIGINS": 50,
        "WEIGHTS": 200,
        "LEAVE_ONE_OUT": 63,
    }
    view = queries.published_run()
    for one in view.districts:
        assert set(one.stability) == set(found)
        assert 0 <= one.stability["ORIGINS"].persistence <= 1
    assert set(view.site_stability["WEIGHTS"]) == {site.site.name for site in view.sites}


@pytest.mark.embedded
@pytest.mark.django_db(transaction=True)
def test_without_a_broker_a_thread_draws_and_the_request_does_not_wait(study):
    assert StabilityStudy.objects.get(pk=study.pk).state == State.WAITING
    background.start().join(timeout=60)
    study.refresh_from_db()
    assert (study.state, study.done) == (State.DONE, 7)


@pytest.mark.embedded
def test_without_a_broker_the_hint_starts_after_the_commit(
    strategy, monkeypatch, django_capture_on_commit_callbacks
):
    started = []
    monkeypatch.setattr(background, "start", lambda: started.append(Run.objects.count()))
    with django_capture_on_commit_callbacks(execute=True):
        background.hint()
        assert started == []
    assert started == [1]


def test_with_a_broker_the_hint_is_a_message(strategy, monkeypatch, settings):
    sent = []
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr("emra.lib.jobs.hint", sent.append)
    background.hint()
    assert sent == ["districts.tasks.draw_studies"]
