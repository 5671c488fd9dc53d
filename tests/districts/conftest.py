"""Fixtures of the districts: the analyst, uploads, and runs other than the published one."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from districts import actions, layer_actions
from districts.layer_actions import Provenance
from districts.method.parameters import Parameters
from districts.models import Edition, Run
from emra.accounts.models import Role, User

PROVENANCE = Provenance(source="Catastro de prueba", licence="CC0", dated="2026-06")


@pytest.fixture
def analyst(person: Callable[..., User]) -> User:
    return person(Role.ANALYST)


@pytest.fixture
def other_run(strategy: None, analyst: User) -> Run:
    """A draft with larger smoothing."""
    return actions.create_run(parameters=Parameters(smoothing=0.9), by=analyst, note="Prueba")


@pytest.fixture
def propose(strategy: None, analyst: User) -> Callable[..., Edition]:
    """Upload text as a layer: a CSV, or a GeoJSON where it is given as a mapping."""

    def make(layer: str, content: Any, name: str = "") -> Edition:
        is_text = isinstance(content, str)
        data = content if isinstance(content, bytes) else None
        if data is None:
            data = (content if is_text else json.dumps(content)).encode()
        upload = SimpleUploadedFile(name or ("capa.csv" if is_text else "capa.geojson"), data)
        return layer_actions.propose_edition(
            layer=layer, upload=upload, provenance=PROVENANCE, by=analyst
        )

    return make
