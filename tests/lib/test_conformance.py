"""Every row of `tests/conformance.csv`, the agreed cases of progress and of averages."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from emra.agreements.progress import progress
from emra.lib.percent import Absence, Reading, average

CSV = Path(__file__).resolve().parents[1] / "conformance.csv"
with CSV.open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines))

ABSENCES = {"?": Absence.NO_DATA, "na": Absence.NOT_APPLICABLE}


def progress_as_printed(inputs: str) -> str:
    given = dict(pair.split("=") for pair in inputs.split(";"))
    values = {name: Decimal(text) if text else None for name, text in given.items()}
    found = progress(**values)
    return f"undefined: {found.undefined}" if found.percent is None else str(found.percent)


def average_as_printed(inputs: str) -> str:
    texts = inputs.removeprefix("values=").split(";")
    readings: list[Reading] = [ABSENCES.get(text) or Decimal(text) for text in texts]
    found = average(readings)
    figures = {
        name: getattr(found, name) for name in ("mean_zero", "mean_reported", "lower", "upper")
    }
    shown = [f"{name}={'undefined' if v is None else v}" for name, v in figures.items()]
    return " ".join([*shown, f"n={found.n_of_total}"])


PRINTERS = {"progress": progress_as_printed, "average": average_as_printed}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['kind']}: {row['case']}")
def test_the_case_gives_what_was_agreed(row):
    assert PRINTERS[row["kind"]](row["inputs"]) == row["expected"]


def test_no_row_of_the_file_is_left_out():
    written = [line for line in CSV.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(ROWS) == len(written) - 1
    assert Counter(row["kind"] for row in ROWS) == {"progress": 10, "average": 7}
    assert len({(row["kind"], row["case"]) for row in ROWS}) == len(ROWS)
