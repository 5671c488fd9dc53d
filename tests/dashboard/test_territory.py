"""The region's districts beside the strategy and the royalty funds of their communes."""

import csv
import io

import pytest

from districts.models import Run

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

# Table 2 places districts 2 to 6 in the region, in these communes.
PRINTED = [
    ("2", "Calama"),
    ("3", "Sierra Gorda"),
    ("3", "María Elena"),
    ("4", "San Pedro de Atacama"),
    ("5", "Antofagasta"),
    ("6", "Antofagasta"),
]


@pytest.fixture
def rows(strategy, client):
    text = client.get("/distritos/emra.csv").content.decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_the_five_districts_of_the_region_stand_with_their_communes(rows):
    assert [(row["distrito_estudio"], row["comuna"]) for row in rows] == PRINTED


def test_what_the_funds_do_not_print_of_a_commune_stays_empty(rows):
    calama, sierra_gorda, *_rest = rows
    # the document names only the sum of both funds, to the million
    assert (calama["ambos_clp"], calama["redondeado_a_clp"]) == ("2163000000", "1000000")
    assert calama["fet_clp"] == calama["fcmi_clp"] == sierra_gorda["ambos_clp"] == ""


def test_the_run_gathers_the_four_sites_of_distrito_norte(rows):
    assert (rows[0]["faenas_compartidas"], rows[0]["faenas_tabla_2"]) == ("4", "4")
    assert rows[0]["lugar_tabla_3"] == "4"


def test_the_page_says_unknown_and_the_state_of_the_strategy(strategy, client):
    page = client.get("/distritos/emra/").content.decode()
    assert page.count("sin dato") >= 12
    assert "14 de los 19 acuerdos informan avance" in page
    assert "reproduce su método, no sus números" in page


def test_without_a_published_run_the_study_and_the_funds_still_stand(strategy, client):
    Run.objects.update(state=Run.State.DRAFT, published_at=None, published_by=None)
    page = client.get("/distritos/emra/").content.decode()
    assert "Distrito Norte" in page
    assert "Todavía no hay una corrida publicada." in page
