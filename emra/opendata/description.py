"""What the description of the API adds to its shape: meanings, and examples of what is written."""

from typing import Any

from emra.opendata import meanings
from emra.opendata.operations import WRITES

ROOT = "/api/v1/"
PAGE = "Page"


def described(result: dict[str, Any], **_more: Any) -> dict[str, Any]:
    """Every field and parameter says what it means, every writing address how it is used."""
    for component, schema in result["components"]["schemas"].items():
        for name, field in schema.get("properties", {}).items():
            schema["properties"][name] = _said(field, meanings.field(kind_of(component), name))
    for path, operations in result["paths"].items():
        place = path.removeprefix(ROOT)
        for method, operation in operations.items():
            if method == "get":
                operation["security"] = [{}, *operation["security"]]
            for parameter in operation.get("parameters", ()):
                parameter["description"] = meanings.parameter(place, parameter["name"])
        if place in WRITES:
            _with_example(operations["post"], place)
    return result


def kind_of(component: str) -> str:
    """All pages of a list are one kind of thing."""
    return PAGE if component.startswith("Paginated") else component


def _said(field: dict[str, Any], about: str) -> dict[str, Any]:
    """The field with its meaning; what stands beside a bare reference would be ignored."""
    shape = {"allOf": [field]} if "$ref" in field else field
    return {**shape, "description": about}


def _with_example(operation: dict[str, Any], place: str) -> None:
    written = WRITES[place]
    for content in operation["requestBody"]["content"].values():
        content["example"] = written.body
    answer = operation["responses"][str(written.status)]["content"]["application/json"]
    answer["example"] = written.answer
