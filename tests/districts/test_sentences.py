"""The sentences: the same figures always give the same words, in plain Spanish."""

from dataclasses import replace

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
