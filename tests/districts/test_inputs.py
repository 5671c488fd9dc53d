"""Reading a folder: what is understood, what is refused, and the hash."""

import math
import shutil
from dataclasses import replace
from decimal import Decimal

import pytest

from districts.method.inputs import InputError, Inputs, read_folder
from tests.districts.given import SEED, facts, inputs, investment, line, point, site, small_mining

FILES = ("sites.csv", "infrastructure.csv", "investments.csv", "small_mining.csv")


@pytest.fixture
def folder(tmp_path):
    for name in FILES:
        shutil.copy(SEED / name, tmp_path / name)
        (tmp_path / name).chmod(0o644)
    return tmp_path


def change(folder, name, before, after):
    text = (folder / name).read_text(encoding="utf-8")
    assert before in text
    (folder / name).write_text(text.replace(before, after, 1), encoding="utf-8")


def refusal(folder):
    with pytest.raises(InputError) as caught:
        read_folder(folder)
    return caught.value


def test_the_facts_are_63_sites_39_of_them_named_and_three_more_layers():
    read = facts()
    assert len(read.sites) == 63
    assert sum(one.published_district is not None for one in read.sites) == 39
    layers = (read.infrastructure, read.investments, read.small_mining)
    assert [len(layer) for layer in layers] == [407, 28, 206]
    assert sum(one.is_line for one in read.infrastructure) == 25
    assert sum(one.usd_million for one in read.investments) == pytest.approx(59_436)


def test_an_empty_amount_is_unknown_and_a_zero_is_zero(folder):
    change(folder, "sites.csv", ",558.6,8500,", ",,,")
    read = {one.name: one for one in read_folder(folder).sites}
    assert read["Collahuasi"].cu_eq_kt is None
    assert read["Collahuasi"].employment is None
    assert read["Cerro Colorado"].cu_eq_kt == 0


@pytest.mark.parametrize(
    ("name", "before", "after", "row", "column", "words"),
    [
        ("sites.csv", "-68.71,-20.98", "-20.98,-68.71", 2, "lon", "intercambiadas"),
        ("sites.csv", "-68.71,-20.98", "530000,7680000", 2, "lon", "EPSG:4326"),
        ("sites.csv", "-68.71,-20.98", "-68.71,40.4", 2, "lat", "Chile"),
        ("sites.csv", "-68.71,-20.98", "nan,-20.98", 2, "lon", "no es un número"),
        ("sites.csv", "-68.71,-20.98", ",-20.98", 2, "lon", "Falta el valor"),
        ("sites.csv", "Quebrada Blanca,1", "Collahuasi,1", 3, "site", "repetida"),
        ("sites.csv", "Blanca,1", "Blanca,uno", 3, "published_district", "entero"),
        ("sites.csv", ",558.6,8500", ",-558.6,8500", 2, "cu_eq_kt", "negativo"),
        ("sites.csv", ",558.6,8500", ',"558,6",8500', 2, "cu_eq_kt", "punto decimal"),
        ("sites.csv", ",558.6,8500", ",1e999,8500", 2, "cu_eq_kt", "no es un número"),
        ("sites.csv", "(CC BY 4.0)\",0\n", "(CC BY 4.0)\",no\n", 2, "approximate", "0 ni 1"),
        ("sites.csv", "employment_approx", "workers", 1, "employment_approx", "Faltan"),
        ("infrastructure.csv", "POINT(-70.18 -22.07)", "POINT(x)", 2, "wkt_wgs84", "dos números"),
        ("infrastructure.csv", "POINT(-70.18", "CIRCLE(-70.18", 2, "wkt_wgs84", "LINESTRING"),
        ("infrastructure.csv", "POINT(-70.18 -22.07)", "LINESTRING(-70.18 -22.07)", 2, "wkt_wgs84",
         "dos o más"),
        ("infrastructure.csv", "-70.18 -22.07", "-22.07 -70.18", 2, "wkt_wgs84", "intercambiadas"),
        ("investments.csv", ",7511,", ",,", 2, "usd_million", "Falta"),
        ("small_mining.csv", "-35.6,2", "-35.6,2,9", 2, "", "hay 4"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_file_row_and_column(
    folder, name, before, after, row, column, words
):
    change(folder, name, before, after)
    error = refusal(folder)
    assert (error.file, error.row, error.column) == (name, row, column)
    assert words in error.message
    assert str(error).startswith(f"{name}, fila {row}")


def test_a_missing_folder_file_or_encoding_is_told(folder, tmp_path):
    with pytest.raises(InputError, match="No existe la carpeta"):
        read_folder(tmp_path / "nada")
    (folder / "investments.csv").write_bytes(b"project,lon,lat,usd_million,source\n\xff,1,1,1,x\n")
    assert "UTF-8" in refusal(folder).message
    (folder / "investments.csv").unlink()
    assert refusal(folder).message == "Falta el archivo."
    (folder / "investments.csv").mkdir()
    assert refusal(folder).message == "No se pudo leer el archivo."


def test_a_file_that_is_no_table_is_told(folder):
    (folder / "sites.csv").write_text('"' + "x" * 200_000 + '"', encoding="utf-8")
    assert "no es un CSV" in refusal(folder).message


def test_an_empty_row_is_left_out_and_counted(folder):
    change(folder, "small_mining.csv", "proxy\n", "proxy\n\n,,\n")
    assert read_folder(folder).hash == facts().hash
    change(folder, "small_mining.csv", "-35.6,2", "-35.6,dos")
    assert refusal(folder).row == 4


def test_no_sites_are_refused_and_other_layers_may_be_empty(folder):
    for name in FILES[1:]:
        header = (folder / name).read_text(encoding="utf-8").splitlines()[0]
        (folder / name).write_text(header + "\n", encoding="utf-8")
    assert len(read_folder(folder).sites) == 63
    (folder / "sites.csv").write_text(
        (folder / "sites.csv").read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8"
    )
    assert "ninguna faena" in refusal(folder).message
    (folder / "sites.csv").write_text("", encoding="utf-8")
    assert "Faltan las columnas" in refusal(folder).message


def test_columns_beyond_the_schema_and_a_byte_order_mark_are_ignored(folder):
    text = (folder / "small_mining.csv").read_text(encoding="utf-8")
    wider = "\n".join(f"{row},x" for row in text.splitlines())
    (folder / "small_mining.csv").write_text("\ufeff" + wider, encoding="utf-8")
    assert read_folder(folder).hash == facts().hash


@pytest.mark.parametrize(
    "make",
    [
        lambda: site(lon=math.nan),
        lambda: site(cu_eq_kt=math.inf),
        lambda: site(employment=-1.0),
        lambda: site(cu_eq_kt=1e13),
        lambda: site(name=" "),
        lambda: site(published_district=0),
        lambda: investment(-69.0, -23.0, -5.0),
        lambda: small_mining(-23.0, -69.0, 1.0),
        lambda: line((-69.0, -23.0), (500_000.0, 7e6)),
        lambda: point(-69.0, -23.0, weight=math.nan),
        lambda: inputs(site(), site()),
        lambda: Inputs((), (), (), ()),
    ],
)
def test_a_record_cannot_be_made_wrong(make):
    with pytest.raises(InputError):
        make()


def test_the_hash_does_not_depend_on_the_order_of_rows_nor_on_the_reference():
    given = facts()
    turned = Inputs(*(tuple(reversed(layer)) for layer in (
        given.sites, given.infrastructure, given.investments, given.small_mining
    )))  # fmt: skip
    unnamed = replace(
        given, sites=tuple(replace(one, published_district=None) for one in given.sites)
    )
    assert given.hash == turned.hash == unnamed.hash


def test_equal_numbers_of_another_kind_hash_alike():
    whole = site(lon=-69, cu_eq_kt=100, employment=Decimal(1000))
    assert inputs(whole).hash == inputs(site()).hash


def test_the_hash_depends_on_every_value():
    base = inputs(site(), small_mining=(small_mining(-69.0, -23.0, 1.0),))
    others = [
        inputs(site(cu_eq_kt=None), small_mining=base.small_mining),
        inputs(site(approximate=True), small_mining=base.small_mining),
        inputs(site(), small_mining=(small_mining(-69.0, -23.0, 2.0),)),
        inputs(site(), small_mining=base.small_mining * 2),
    ]
    assert len({base.hash, *(other.hash for other in others)}) == 5
