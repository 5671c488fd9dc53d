"""`run_districts`: a folder in, GeoJSON out, one JSON object printed."""

import io
import json
import shutil

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from districts.management.commands.run_districts import Command
from districts.method.model import Parameters, run
from tests.districts.given import SEED, facts

KEYS = [
    "districts",
    "ari_named",
    "ari_all",
    "exclusive",
    "false",
    "spearman",
    "naive_ari_named",
    "naive_ari_all",
    "dropped",
    "run_hash",
    "seconds",
]


def answer(**options):
    out = io.StringIO()
    call_command(Command(stdout=out), **options)
    return json.loads(out.getvalue())


def test_the_command_prints_one_object_and_writes_the_run(tmp_path):
    target = tmp_path / "run.geojson"
    given = answer(input=str(SEED), out=str(target))
    assert list(given) == KEYS
    assert target.read_bytes() == run(facts()).geojson()
    assert given["run_hash"] == run(facts()).run_hash
    assert given["districts"] == len(run(facts()).districts)


def test_parameters_change_the_run(tmp_path):
    params = '{"weights_method": "rank_sum", "origin": [100, 200]}'
    given = answer(input=str(SEED), out=str(tmp_path / "run.geojson"), params=params)
    assert given["run_hash"] == run(facts(), Parameters.from_json(params)).run_hash


def test_a_folder_without_the_study_s_names_is_not_compared(tmp_path):
    for name in ("infrastructure.csv", "investments.csv", "small_mining.csv"):
        shutil.copy(SEED / name, tmp_path / name)
    head, first, *_ = (SEED / "sites.csv").read_text(encoding="utf-8").splitlines()
    unnamed = first.replace("Collahuasi,1,", "Mía,,", 1)
    (tmp_path / "sites.csv").write_text(f"{head}\n{unnamed}\n", encoding="utf-8")
    given = answer(input=str(tmp_path), out=str(tmp_path / "run.geojson"))
    assert (given["districts"], given["ari_named"], given["spearman"]) == (1, None, None)
    assert (given["exclusive"], given["false"]) == (0, 1)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"input": "/nada"}, "No existe la carpeta"),
        ({"params": "{"}, "JSON"),
        ({"params": '{"side_m": 1}'}, "side_m: Debe estar entre"),
        ({"out": "/nada/run.geojson"}, "No se pudo escribir"),
    ],
)
def test_what_is_wrong_is_told_in_spanish(tmp_path, options, words):
    given = {"input": str(SEED), "out": str(tmp_path / "run.geojson"), **options}
    with pytest.raises(CommandError, match=words):
        answer(**given)
