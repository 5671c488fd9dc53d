"""The examples in the documentation of the method hold."""

import doctest
import importlib

import pytest

MODULES = (
    "agreement",
    "characterise",
    "geojson",
    "heat",
    "hexgrid",
    "scores",
    "weights",
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name):
    found = doctest.testmod(importlib.import_module(f"districts.method.{name}"))
    assert found.attempted > 0
    assert found.failed == 0
