"""How each agreement stands against its expected path, and when it can be projected."""

from datetime import date

import pytest

from emra.agreements import period_actions

pytestmark = pytest.mark.django_db

# 2026-06-30 is day 1276 of the 2921 from 2023-01-01 to 2030-12-31: 43,68 % is expected.
EXPECTED = 43.68


@pytest.mark.parametrize(
    ("percent", "health"),
    [
        ("100", "DONE"),
        ("99.99", "ON_TRACK"),
        ("33.68", "ON_TRACK"),
        ("33.67", "AT_RISK"),
        ("18.68", "AT_RISK"),
        ("18.67", "LATE"),
        ("0", "LATE"),
    ],
)
def test_the_thresholds_are_10_and_25_points_below_the_expected(
    corte, approve, publish, client, percent, health
):
    approve("A12", percent)
    publish()
    said = client.get("/api/v1/agreements/A12/").json()
    assert (said["expected_low"], said["expected_high"]) == (EXPECTED, EXPECTED)
    assert said["health"] == health


def test_an_agreement_without_data_is_not_judged(strategy, client):
    said = client.get("/api/v1/agreements/A12/").json()
    assert (said["health"], said["percent"]) == ("NO_DATA", None)


def test_a_corte_of_unknown_date_is_judged_at_both_ends_of_its_year(strategy, client):
    said = client.get("/api/v1/agreements/A01/").json()
    # 731 and 1095 of 2921 days
    assert (said["expected_low"], said["expected_high"]) == (25.03, 37.49)
    assert said["health"] == "ON_TRACK", "60 % is above both"
    unsure = client.get("/api/v1/agreements/A08/").json()
    # 25 %: within 10 points of 25,03 but more than 10 below 37,49
    assert unsure["health"] == "NO_DATA"
    assert "fecha de corte desconocida" in unsure["health_reason"]


def test_a_past_target_year_expects_all_of_it(corte, approve, publish, client):
    approve("A09", "99")
    publish()
    said = client.get("/api/v1/agreements/A09/").json()
    assert (said["expected_low"], said["health"]) == (100, "ON_TRACK")


def test_a_carried_value_is_judged_at_the_new_date(corte, publish, client):
    publish()
    said = client.get("/api/v1/agreements/A01/").json()
    assert (said["carried_from"], said["percent"]) == ("2025-inicial", 60)
    assert said["expected_low"] == EXPECTED


def test_a_setback_is_shown_with_its_reason(corte, approve, publish, client):
    approve("A01", "50", setback_reason="Sequía prolongada")
    publish()
    said = client.get("/api/v1/agreements/A01/").json()
    assert (said["setback"], said["previous"], said["percent"]) == (True, 60, 50)
    assert said["setback_reason"] == "Sequía prolongada"
    page = client.get("/acuerdos/A01/").content.decode()
    assert "Sequía prolongada" in page
    assert "etroce" in page


def test_there_is_no_projection_before_the_third_dated_reading(
    corte, approve, publish, secretary, client
):
    days = [date(2026, 9, 30), date(2026, 12, 31)]
    approve("A12", "40")
    publish()
    assert "Sin proyección: 1 dato" in client.get("/acuerdos/A12/").content.decode()
    for number, (day, percent) in enumerate(zip(days, ("45", "50"), strict=True)):
        code = f"2026-T{3 + number}"
        period_actions.open_period(code=code, cutoff_on=day, due_on=None, by=secretary)
        approve("A12", percent, corte=code)
        publish(code)
    page = client.get("/acuerdos/A12/").content.decode()
    assert "Con 3 datos, la tendencia lleva a" in page
    assert "Sin proyección: 0 datos" in client.get("/acuerdos/A16/").content.decode()


def test_carried_readings_do_not_count_for_a_projection(corte, approve, publish, secretary, client):
    approve("A12", "40")
    publish()
    for number, day in ((3, date(2026, 9, 30)), (4, date(2026, 12, 31))):
        code = f"2026-T{number}"
        period_actions.open_period(code=code, cutoff_on=day, due_on=None, by=secretary)
        publish(code)
    assert "Sin proyección: 1 dato" in client.get("/acuerdos/A12/").content.decode()
    history = client.get("/api/v1/agreements/A12/history/").json()["results"]
    assert [row["carried_from"] for row in history] == ["", "", "2026-T2", "2026-T2"]
    assert [row["percent"] for row in history] == [None, 40, 40, 40]
