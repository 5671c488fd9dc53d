"""The sliders: any five weights give a ranking or a sentence that says what to mend."""

import pytest
from django.http import QueryDict

from districts import queries, sliders

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

ROC = (0.4567, 0.2567, 0.1567, 0.09, 0.04)
PAGE = "/distritos/pesos/"


def asked(produccion="40", empleo="30", infraestructura="20", pequena="10", inversion="0", **more):
    values = (produccion, empleo, infraestructura, pequena, inversion)
    query = QueryDict(mutable=True)
    query.update({**dict(zip(sliders.NAMES, values, strict=True)), **more})
    return query


def test_without_an_address_they_stand_at_the_published_weights_in_order():
    trial = sliders.read(QueryDict(), ROC)
    assert [slider.text for slider in trial.sliders] == ["45,7", "25,7", "15,7", "9", "4"]
    assert trial.keep_order
    assert sum(trial.weights) == pytest.approx(1)


def test_weights_need_not_add_up_to_a_hundred():
    trial = sliders.read(asked("2", "1", "1", "0", "0"), ROC)
    assert trial.weights == (0.5, 0.25, 0.25, 0.0, 0.0)
    assert [slider.share for slider in trial.sliders] == [50, 25, 25, 0, 0]


def test_a_comma_is_read_as_people_write_it():
    assert sliders.read(asked(produccion="40,5"), ROC).weights[0] == pytest.approx(40.5 / 100.5)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Falta el valor"),
        ("mucho", "no es un número"),
        ("-1", "Debe estar entre 0 y 100"),
        ("101", "Debe estar entre 0 y 100"),
        ("NaN", "no es un número"),
        ("1e3", "no es un número"),
    ],
)
def test_a_wrong_weight_is_told_at_its_field_and_its_text_stays(typed, said):
    trial = sliders.read(asked(produccion=typed), ROC)
    assert trial.weights is None
    assert said in trial.sliders[0].error
    assert trial.sliders[0].text == typed
    assert not any(slider.error for slider in trial.sliders[1:])


def test_the_order_is_kept_only_where_it_is_asked_for():
    against = {"produccion": "10", "empleo": "30"}
    assert sliders.read(asked(**against), ROC).weights is not None
    kept = sliders.read(asked(**against, orden="1"), ROC)
    assert kept.weights is None
    assert "no puede pesar más que Producción (10)" in kept.sliders[1].error


def test_all_zeros_are_refused_with_a_sentence():
    trial = sliders.read(asked("0", "0", "0", "0", "0"), ROC)
    assert trial.weights is None
    assert trial.problem == "Al menos un peso debe ser mayor que 0."


def test_the_published_weights_change_nothing(strategy):
    run = queries.published_run()
    ranking = sliders.rank(run.result, run)
    assert [place.moves for place in ranking.places] == [0] * len(run.districts)
    assert ranking.gone == ()
    assert "los mismos" in ranking.sentence


def test_the_page_and_the_piece_of_it_say_the_same(strategy, client):
    address = f"{PAGE}?{asked('10', '10', '10', '60', '10').urlencode()}"
    page = client.get(address).content.decode()
    piece = client.get(address, headers={"HX-Request": "true"})
    assert piece.content.decode() in page
    assert "<html" not in piece.content.decode()
    assert "HX-Request" in piece["Vary"]
    assert "▲" in page
    assert "▼" in page


@pytest.mark.parametrize("typed", ["", "x", "9" * 400, "<script>", "1.234", "-0"])
def test_no_text_breaks_the_page(strategy, client, typed):
    answer = client.get(PAGE, {"produccion": typed, "orden": "1"})
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Hay que corregir los pesos" in text
    assert "<script>" not in text.replace("<script src", "")
    assert "no es asesoría" in text
