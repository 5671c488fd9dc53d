"""The API's OpenAPI description: valid, whole, and true of every answer."""

from typing import Any

import pytest
import requests
import schemathesis
from django.urls import get_resolver
from drf_spectacular.validation import validate_schema
from schemathesis.core.failures import Failure
from schemathesis.core.transport import Response

from emra.accounts.checks import routes

SAMPLES = {
    "commissions": ["comision-1"],
    "datasets": ["acuerdos", "bitacora"],
    "dimensions": ["social", "all"],
    "agreements": ["A01", "A07", "A12"],
    "objectives": ["OE1"],
    "districts/runs": ["R001"],
    "projects": ["5.1", "5.3"],
    "cooperation/bilateral": ["bilateral-1"],
    "cooperation": ["loa-1995", "loa-1998", "mundo-2024"],
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def description(client: Any) -> Any:
    return client.get("/api/v1/schema/?format=json").json()


def test_the_description_is_valid_openapi(strategy, description):
    validate_schema(description)
    assert description["openapi"].startswith("3.")


def test_every_address_of_the_api_is_described(description):
    described = {path.replace("{", "<str:").replace("}", ">") for path in description["paths"]}
    patterns = routes(get_resolver().url_patterns)
    written = {f"/{route}" for route, _view in patterns if route.startswith("api/")}
    assert described == {route.replace("<slug:", "<str:") for route in written}


def public_gets(description: Any, **samples: list[str]) -> list[tuple[str, str]]:
    """`(path, address)` of everything the description lets anyone read."""
    found = []
    for path, methods in description["paths"].items():
        if "get" not in methods or path.endswith("/schema/"):
            continue
        room = path.removeprefix("/api/v1/").partition("/{")[0]
        values = (SAMPLES | samples).get(room, [""])
        found += [(path, path.replace("{code}", value)) for value in values]
    return list(dict.fromkeys(found))


def answer(response: Any) -> Response:
    """A test client's answer as the validator reads it."""
    return Response(
        status_code=response.status_code,
        headers={name.lower(): [value] for name, value in response.items()},
        content=response.content,
        request=requests.Request("GET", "http://testserver/").prepare(),
        elapsed=0,
        verify=False,
    )


def test_every_answer_is_what_the_description_says(world, client, description):
    schema = schemathesis.openapi.from_dict(description)
    checked = 0
    for path, address in public_gets(description, observations=[world.observed.public.code]):
        for query in ("", "?page_size=200", "?corte=2025-inicial"):
            response = client.get(address + query)
            assert response.status_code == 200, address
            schema[path]["GET"].validate_response(answer(response))
            checked += 1
    assert checked > 40


def test_the_check_against_the_description_finds_a_wrong_answer(strategy, client, description):
    schema = schemathesis.openapi.from_dict(description)
    response = client.get("/api/v1/agreements/A01/")
    response.content = response.content.replace(b'"percent":60.0', b'"percent":"sesenta"')
    assert b"sesenta" in response.content
    with pytest.raises(Failure, match="sesenta"):
        schema["/api/v1/agreements/{code}/"]["GET"].validate_response(answer(response))
