"""What the page of the two tracks says in words."""

from emra.projects import track_sentences as sentences
from emra.projects.tracks import Claim, compare, spread, summary
from tests.projects.test_tracks import walked

CLAIM = Claim(12, 18)


def said(public: list[int], private: list[int]) -> str:
    return sentences.comparison(compare(spread(public), spread(private), CLAIM))


def test_too_few_say_how_many_there_are_and_how_many_are_needed():
    assert said([900] * 2, [500] * 4) == (
        "Sin datos suficientes: para comparar se necesitan al menos 3 iniciativas que hayan "
        "terminado cada vía, y hay 2 por la pública y 4 por la público-privada."
    )


def test_a_difference_names_its_size_what_the_source_says_and_the_sample():
    assert said([900, 950, 1000], [400, 500, 600]) == (
        "La mediana de la vía público-privada es 14,8 meses menor que la de la vía pública; está "
        "dentro de lo que la fuente estima, 12 a 18 meses (3 por la pública y 3 por la "
        "público-privada)."
    )
    assert "es menos que lo que la fuente estima" in said([700] * 3, [500] * 3)
    assert "es más que lo que la fuente estima" in said([1500] * 3, [500] * 3)
    assert "3,3 meses mayor" in said([400] * 3, [500] * 3)
    assert said([500] * 3, [500] * 3).startswith("Las dos vías tienen la misma mediana; es menos")


def test_a_track_says_what_ended_and_what_goes_on():
    assert sentences.track(summary([], 3)) == "Ninguna iniciativa publicada va por esta vía."
    found = sentences.track(summary([walked(3, 100, 50, 200), walked(3, 90)], 3))
    assert found == (
        "2 iniciativas: 1 con todas sus etapas terminadas y 1 en curso. Duración observada: 350 "
        "días (11,5 meses), una sola."
    )


def test_a_spread_gives_median_range_and_count():
    assert sentences.spread(spread([380, 412, 500])) == (
        "mediana 412 días (13,5 meses), entre 380 y 500, n = 3"
    )
    assert sentences.spread(spread([])) == "sin dato"
