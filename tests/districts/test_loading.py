"""The initial load: the six layers with their sources, a published run, its studies."""

import hashlib
import io

import pytest
from django.core.management import call_command

from districts import queries, seed_actions, storage, study_actions, workshop
from districts.method.inputs import read_folder
from districts.method.model import run as run_method
from districts.method.parameters import Parameters
from districts.models import Edition, Feature, Layer, LayerCode, Run, StabilityStudy
from districts.study_actions import columns_of, drawn_of
from emra.lib import seed
from emra.sources.models import Citation, SourceDocument

pytestmark = pytest.mark.django_db
ROWS = {
    "SITES": 63,
    "PRODUCTION": 63,
    "EMPLOYMENT": 63,
    "INFRASTRUCTURE": 407,
    "SMALL_MINING": 206,
    "INVESTMENTS": 28,
}


def test_each_layer_has_a_current_edition_with_its_source(strategy):
    layers = {one.code: one for one in queries.layers()}
    assert list(layers) == LayerCode.values
    assert {code: one.current.rows for code, one in layers.items()} == ROWS
    for one in layers.values():
        assert one.current.source
        assert one.current.licence
        assert one.current.dated or one.current.undated_reason
        assert (one.current.office, one.current.number) == ("", 1)
        assert len(queries.features(one.current.pk)) == one.current.rows


def test_what_is_approximate_stays_so(strategy):
    found = {one.code: one.current.approximate for one in queries.layers()}
    # Of 27 approximate sites 24 say it of their production; the proxies and guesses are all so.
    assert found["PRODUCTION"] == 24
    assert found["SMALL_MINING"] == ROWS["SMALL_MINING"]
    assert found["EMPLOYMENT"] == ROWS["EMPLOYMENT"]
    inputs = queries.inputs_of("R001")
    assert sum(site.approximate for site in inputs.sites) == 27


def test_the_layers_in_the_database_are_the_files(strategy):
    assert queries.inputs_of("R001").hash == read_folder(seed.folder("districts")).hash
    edition = Edition.objects.get(layer="SITES")
    content = (seed.folder("districts") / "sites.csv").read_bytes()
    assert edition.sha256 == hashlib.sha256(content).hexdigest()


def test_the_first_run_is_published_by_the_load_and_is_the_method_s(strategy):
    run = Run.objects.get()
    assert (run.code, run.state, run.origin, run.made_by) == ("R001", "PUBLISHED", "SOURCE", None)
    again = run_method(read_folder(seed.folder("districts")), Parameters())
    assert storage.restore(run) == again
    assert storage.restore(run).geojson() == again.geojson()
    assert run.run_hash == again.run_hash


def test_loading_again_changes_nothing(strategy, monkeypatch):
    monkeypatch.setattr("emra.lib.seed.digest", lambda: "otro")
    call_command("load_strategy", stdout=io.StringIO())
    assert Layer.objects.count() == Edition.objects.count() == 6
    assert Feature.objects.count() == sum(ROWS.values())
    assert Run.objects.count() == 1
    assert StabilityStudy.objects.count() == 3


@pytest.mark.parametrize(
    ("kind", "start", "stop"),
    [("ORIGINS", 3, 5), ("WEIGHTS", 100, 104), ("LEAVE_ONE_OUT", 40, 42)],
)
def test_the_seeded_studies_are_what_the_method_draws(strategy, kind, start, stop):
    seeded = {one["kind"]: one for one in seed_actions.seeded_studies()}[kind]
    drawn = drawn_of(
        kind=kind,
        inputs=workshop.initial_inputs(),
        parameters=Parameters(),
        draws=len(seeded["drawn"]),
        seed=seeded["seed"],
        start=start,
        stop=stop,
    )
    assert seeded["run_hash"] == Run.objects.get().run_hash
    assert seeded["drawn"][start:stop] == [columns_of(kind, draw) for draw in drawn]
    stored = study_actions.draws_of(StabilityStudy.objects.get(kind=kind))
    assert stored[start:stop] == drawn


def test_the_citations_point_at_the_lines_of_the_transcription(strategy):
    content = (seed.folder("districts") / "study.json").read_bytes()
    document = SourceDocument.objects.get(code="sonami-distritos-hechos")
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    lines = content.decode().splitlines()
    for citation in Citation.objects.filter(document=document):
        assert 1 <= citation.line_from <= citation.line_to <= len(lines)
    shares = {"antofagasta": '"Antofagasta": 69', "atacama": '"Atacama": 41'}
    for region, printed in shares.items():
        at = Citation.objects.get(code=f"distritos-pib-{region}").line_from
        assert printed in lines[at - 1]


def test_a_study_of_another_run_is_not_taken_for_this_one(strategy, caplog):
    StabilityStudy.objects.get(kind="ORIGINS").drawn.all().delete()
    StabilityStudy.objects.all().delete()
    seeded = [{**one, "run_hash": "0" * 64} for one in seed_actions.seeded_studies()]
    study_actions.load_studies(run=Run.objects.get(), studies=seeded)
    assert not StabilityStudy.objects.exists()
    assert "is of another run" in caplog.text
