"""Every public column says what it holds, and every value is what its column says."""

from collections import Counter
from decimal import Decimal

import pytest

from emra.lib.columns import integer, number, text
from emra.lib.tables import Table
from emra.opendata.dataset import Dataset, typed
from emra.opendata.registry import BY_CODE, DATASETS


def misfits(table: Table) -> list[str]:
    """Values that their column does not announce, rows of another length."""
    columns = typed(table)
    found = [f"{len(row)} cells" for row in table.rows if len(row) != len(columns)]
    return found + [
        f"{column}: {value!r}"
        for row in table.rows
        for column, value in zip(columns, row, strict=False)
        if not column.fits(value)
    ]


def test_a_wrong_value_is_noticed():
    columns = (text("a", "A"), integer("b", "B", unknown="?"), number("c", "C"))
    good = Table("t", columns, [("x", None, Decimal(1))])
    assert misfits(good) == []
    bad = Table("t", columns, [("", "1", None), ("x", True, 1), ("x", 1)])
    assert misfits(bad) == ["2 cells", "a: ''", "b: '1'", "c: None", "b: True"]


def test_a_column_without_a_description_is_an_error():
    with pytest.raises(TypeError, match="pelada"):
        typed(Table("t", (text("a", "A"), "pelada"), []))


@pytest.mark.django_db
def test_every_value_fits_its_column_and_every_key_names_one_row(world):
    found = {}
    for dataset in DATASETS:
        table = dataset.table(None)
        assert table is not None, dataset.code
        assert all(str(column.about).strip() for column in typed(table)), dataset.code
        found[dataset.code] = misfits(table)[:5]
        check_keys(dataset, table)
    assert {code: wrong for code, wrong in found.items() if wrong} == {}


def check_keys(dataset: Dataset, table: Table) -> None:
    """The key names one row, and links name the key of their dataset."""
    names = [str(name) for name in table.columns]
    assert len(set(names)) == len(names), dataset.code
    places = [names.index(name) for name in dataset.key]
    counted = Counter(tuple(row[place] for place in places) for row in table.rows)
    if dataset.key:
        assert {key: n for key, n in counted.items() if n > 1} == {}, dataset.code
    for link in dataset.links:
        other = BY_CODE[link.dataset or dataset.code]
        assert set(link.columns) <= set(names), dataset.code
        assert link.key == other.key, f"{dataset.code} → {other.code}"
        assert set(dataset.live) <= set(names), dataset.code
