"""The measured value beside a percentage: both directions, undefined cases, refusals."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from emra.agreements import actions, review_actions
from emra.agreements.actions import Entry, MeasurementEntry
from emra.agreements.models import Measurement, ProgressReport
from emra.lib.errors import DomainError

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure(corte: Any, secretary: Any, reviewer: Any, publish: Any) -> Any:
    """Publish a measurement of an agreement and give what the API says of it."""

    def make(client: Any, agreement: str = "A01", **measured: Any) -> Any:
        report = actions.record_progress(
            agreement=agreement,
            period="2026-T2",
            entry=Entry(percent=Decimal(70)),
            measurement=MeasurementEntry(**measured),
            by=secretary,
        )
        actions.submit_progress(report=report.code, by=secretary)
        review_actions.approve_progress(report=report.code, by=reviewer)
        publish()
        return client.get(f"/api/v1/agreements/{agreement}/").json()

    return make


@pytest.mark.parametrize(
    ("baseline", "target", "value", "direction", "percent"),
    [
        # 100 (value - baseline) / (target - baseline)
        ("20", "60", "30", "RISES", 25.0),
        ("100", "60", "80", "FALLS", 50.0),
        ("100", "60", "110", "FALLS", -25.0),
        ("20", "60", "10", "RISES", -25.0),
        ("20", "60", "70", "RISES", 125.0),
        ("0", "3", "1", "RISES", 33.33),
    ],
)
def test_the_way_to_the_target_is_right_in_both_directions(
    measure, client, baseline, target, value, direction, percent
):
    said = measure(
        client,
        baseline=Decimal(baseline),
        target=Decimal(target),
        value=Decimal(value),
        unit="%",
    )
    measured = said["measurement"]
    assert (measured["direction"], measured["percent"]) == (direction, percent)
    assert measured["undefined"] == ""
    assert said["percent"] == 70, "shown beside the percentage, never instead of it"


@pytest.mark.parametrize(
    ("measured", "reason"),
    [
        ({"target": Decimal(60), "value": Decimal(30)}, "falta la línea base"),
        ({"baseline": Decimal(20), "value": Decimal(30)}, "falta la meta"),
        ({"baseline": Decimal(20), "target": Decimal(60)}, "falta el valor medido"),
        (
            {"baseline": Decimal(60), "target": Decimal(60), "value": Decimal(60)},
            "la línea base es igual a la meta",
        ),
    ],
)
def test_what_cannot_be_computed_says_why_and_is_no_zero(measure, client, measured, reason):
    said = measure(client, **measured)["measurement"]
    assert said["percent"] is None
    assert reason in said["undefined"]
    assert reason in client.get("/acuerdos/A01/").content.decode()


def test_a_measurement_never_enters_an_average(measure, client, publish):
    measure(client, "A09", baseline=Decimal(0), target=Decimal(25), value=Decimal(5))
    # (25 + 70 + 12 + 17) / 5 with A09 at its percentage, 70
    assert client.get("/api/v1/dimensions/social/").json()["mean_zero"] == 24.8


def test_an_agreement_without_a_numeric_target_takes_no_measurement(corte, secretary):
    with pytest.raises(DomainError, match="no tiene meta numérica"):
        actions.record_progress(
            agreement="A12",
            period="2026-T2",
            entry=Entry(percent=Decimal(40)),
            measurement=MeasurementEntry(value=Decimal(5)),
            by=secretary,
        )
    assert not ProgressReport.objects.filter(agreement="A12", origin="ENTRY").exists()


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2026, 3, 1)])
def test_a_baseline_that_does_not_precede_the_target_date_is_refused(corte, secretary, day):
    # A09 is due by 2025: no straight line leads from a later day to it.
    with pytest.raises(DomainError, match="anterior al plazo de la meta, el 31-12-2025") as refused:
        actions.record_progress(
            agreement="A09",
            period="2026-T2",
            entry=Entry(percent=Decimal(40)),
            measurement=MeasurementEntry(baseline=Decimal(1), baseline_on=day),
            by=secretary,
        )
    assert refused.value.field == "baseline_on"
    assert not Measurement.objects.exists()


def test_the_expected_path_starts_at_the_baselines_date(measure, client):
    # From 2026-01-01 to 2030-12-31: 180 of 1825 days on 2026-06-30.
    said = measure(client, baseline=Decimal(0), baseline_on=date(2026, 1, 1), target=Decimal(60))
    assert said["expected_low"] == said["expected_high"] == 9.86


TYPED = {"kind": "PERCENT", "percent": "70", "version": "0"}


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"value": "1.234"}, "value", "se puede leer de dos maneras"),
        ({"value": "doce"}, "value", "«doce» no es un número"),
        ({"value": "99999999999999999"}, "value", "dígitos"),
        ({"baseline": "1", "baseline_on": "31-02-2026"}, "baseline_on", "Escriba la fecha como"),
        ({"baseline": "1", "baseline_on": "2031-01-01"}, "baseline_on", "anterior al plazo"),
    ],
)
def test_a_bad_measurement_is_refused_at_its_field(
    corte, secretary, signed_in, typed, field, sentence
):
    response = signed_in(secretary).post("/gestion/avances/2026-T2/A01/", {**TYPED, **typed})
    page = response.content.decode()
    assert response.status_code == 400
    assert sentence in page.partition(f'id="id_{field}_error"')[2].partition("</div>")[0]
    assert all(f'value="{text}"' in page for name, text in typed.items() if name != "baseline_on")
    assert not ProgressReport.objects.filter(origin="ENTRY").exists()


def test_a_measurement_is_entered_edited_and_emptied_in_the_form(corte, secretary, signed_in):
    client, address = signed_in(secretary), "/gestion/avances/2026-T2/A01/"
    client.post(address, {**TYPED, "baseline": "1.234,5", "value": "0,125"})
    row = Measurement.objects.get()
    assert (row.baseline, row.value, row.target, row.unit) == (
        Decimal("1234.5"),
        Decimal("0.125"),
        60,
        "%",
    )
    page = client.get(address).content.decode()
    assert 'value="1234,5"' in page
    assert 'value="0,125"' in page
    client.post(address, {**TYPED, "version": "1", "baseline": "", "value": ""})
    assert not Measurement.objects.exists()
