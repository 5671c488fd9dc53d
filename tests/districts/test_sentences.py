"""The sentences: the same figures always give the same words, in plain Spanish."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from districts import charts, choices, queries, sentences
from districts.method.parameters import Parameters
from districts.method.stability import DistrictStability, Interval

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def run(strategy):
    return queries.published_run()


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([], ""),
        (["Calama"], "Calama"),
        (["Calama", "Pica"], "Calama y Pica"),
        (["Calama", "Illapel"], "Calama e Illapel"),
        (["cobre", "hierro"], "cobre y hierro"),
        (["a", "b", "c"], "a, b y c"),
    ],
)
def test_lists_read_as_people_write_them(names, text):
    assert sentences.listed(names) == text


@pytest.mark.parametrize(
    ("places", "text"),
    [
        (None, "nuevo"),
        (0, "= igual"),
        (1, "▲ sube 1 lugar"),
        (3, "▲ sube 3 lugares"),
        (-1, "▼ baja 1 lugar"),
        (-2, "▼ baja 2 lugares"),
    ],
)
def test_a_change_of_place_is_a_sign_and_words(places, text):
    assert sentences.moved(places) == text


def test_an_interval_without_draws_is_unknown_and_not_zero():
    assert sentences.interval(None) == "sin dato"
    assert sentences.interval(Interval(0.9, 0.8, 1.0), 2) == "0,90 (0,80 a 1,00)"


def test_a_district_is_called_as_in_the_study_or_by_its_main_site(run):
    one = run.districts[0]
    assert sentences.name_of(one) == one.study.name
    largest = max(one.sites, key=lambda row: row.site.cu_eq_kt or 0)
    assert sentences.name_of(replace(one, study=None)) == largest.site.name
    assert sentences.name_of(replace(one, study=None, sites=())) == "sin faenas"


def test_the_headline_names_the_first_district_and_an_empty_run_says_so(run):
    assert sentences.headline(run).startswith(f"{len(run.districts)} distritos mineros: ")
    empty = replace(run, districts=())
    assert sentences.headline(empty) == "La corrida no encuentra ningún distrito"


@pytest.mark.parametrize(
    ("count", "published", "changed", "text"),
    [
        (1, 1, 0, "Con estos pesos queda el mismo distrito."),
        (15, 15, 0, "Con estos pesos quedan los mismos 15 distritos en el mismo orden."),
        (1, 2, 1, "hay 1 distrito (la corrida publicada tiene 2). 1 cambia de lugar, aparece o"),
        (14, 15, 3, "hay 14 distritos (la corrida publicada tiene 15). 3 cambian de lugar,"),
    ],
)
def test_what_other_weights_change_agrees_with_its_numbers(count, published, changed, text):
    assert text in sentences.tried(count, published, changed)


def test_two_runs_and_a_study_of_stability_agree_with_one():
    difference = SimpleNamespace(ari=1.0, same_grid=True, gained=[0], lost=[])
    assert sentences.changed(difference).startswith("La segunda corrida gana 1 celda y pierde 0;")
    difference.gained = [0, 1]
    assert "gana 2 celdas y pierde 0;" in sentences.changed(difference)
    assert sentences.study_result(SimpleNamespace(summary=None, done=0, draws=1)) == (
        "Va 0 de 1 repetición."
    )
    one = Interval(1, 1, 1)
    summary = SimpleNamespace(draws=1, districts=one, exclusive=one, ari_named=one)
    assert sentences.study_result(SimpleNamespace(summary=summary)).startswith(
        "En 1 repetición: distritos, 1 (1 a 1); coincidencias exclusivas, 1 (1 a 1); índice de"
    )


def test_the_baseline_stands_in_the_sentence_that_tells_the_result(run):
    text = sentences.found(run)
    assert f"{len(run.districts)} distritos" in text
    assert f"reúne las de {run.comparison.naive_exclusive}." in text


def test_firmness_tells_the_studies_there_are_and_says_when_there_is_none(run):
    one = replace(run.districts[0], stability={})
    assert "Todavía no hay estudios" in sentences.firmness(one)
    found = DistrictStability(1, 0.84, Interval(1, 1, 3), ((1, 0.8), (2, 0.2)))
    told = sentences.firmness(replace(one, stability={"ORIGINS": found}))
    assert told == "De las repeticiones, aparece en el 84\u00a0% al mover la grilla."


def test_a_profile_tells_what_is_absent(run):
    district = replace(
        run.districts[0].district,
        profile=(10.0, 20.0, 30.0, 0.0, 0.0),
        totals=(1.0, 2.0, 3.0, 0.0, 0.0),
    )
    text = sentences.profile(district)
    assert "lo más alto es infraestructura, con 30\u00a0%" in text
    assert "No hay pequeña minería e inversión en sus celdas." in text
    assert "nada en sus celdas" in charts.profile(district)


def test_every_parameter_has_its_words_and_what_differs_is_told():
    told = choices.parameters(Parameters())
    assert all(choice.label and choice.value and choice.reason for choice in told)
    ((old, new),) = choices.differing(Parameters(), Parameters(smoothing=0.25))
    assert (old.value, new.value) == ("0,5", "0,25")
    assert new.who == "decisión de esta corrida"
