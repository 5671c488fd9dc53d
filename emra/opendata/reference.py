"""The API told from its own description: addresses, parameters, fields, and answers of today."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.urls import resolve
from django.utils.translation import gettext as _

from emra.opendata.operations import EXAMPLES, FIELDS, SAID

ROOT = "/api/v1/"
LONGEST_TEXT = 90
MOST_ITEMS = 1
MOST_KEYS = 24


@dataclass(frozen=True)
class Field:
    """A field of an answer; `name` of one inside another has the outer's before a point."""

    name: str
    kind: str
    may_be_null: bool
    about: str


@dataclass(frozen=True)
class Parameter:
    name: str
    where: str
    kind: str
    required: bool


@dataclass(frozen=True)
class Operation:
    """One method of one address; `example` is an address that can be asked, or ""."""

    method: str
    path: str
    said: str
    parameters: tuple[Parameter, ...]
    fields: tuple[Field, ...]
    is_list: bool
    needs_key: bool
    example: str

    @property
    def anchor(self) -> str:
        return f"{self.method}-{self.path.removeprefix(ROOT)}".strip("/").translate(_ANCHOR).lower()


@dataclass(frozen=True)
class Example:
    """A request and the answer it gets now, shortened where `shortened`."""

    status: int
    body: str
    shortened: bool


_ANCHOR = str.maketrans({"/": "-", "{": "", "}": ""})
_KINDS = {
    "string": "texto",
    "integer": "entero",
    "number": "número",
    "boolean": "sí o no",
    "array": "lista",
    "object": "objeto",
}


@cache
def description() -> dict[str, Any]:
    """The OpenAPI description; it is the same for as long as the process lives."""
    from drf_spectacular.generators import SchemaGenerator

    found: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return found


def sections() -> dict[str, list[Operation]]:
    """The operations by the first part of their address."""
    found: dict[str, list[Operation]] = {}
    for path, methods in description()["paths"].items():
        section = path.removeprefix(ROOT).partition("/")[0] or "index"
        for method, told in methods.items():
            found.setdefault(section, []).append(_operation(path, method, told))
    return found


def ask(address: str) -> Example:
    """The answer of this site to an example, asked without leaving the process."""
    path, _mark, query = address.partition("?")
    environ: dict[str, Any] = {
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_ACCEPT": "application/json",
        "HTTP_HOST": settings.SITE_URL.partition("//")[2],
        "wsgi.input": BytesIO(),
    }
    setup_testing_defaults(environ)
    match = resolve(path)
    response = match.func(WSGIRequest(environ), *match.args, **match.kwargs)
    if hasattr(response, "render"):
        response.render()
    if response.status_code != 200:
        return Example(response.status_code, "", shortened=False)
    whole = json.loads(response.content)
    short = _shortened(whole)
    text = json.dumps(short, ensure_ascii=False, indent=2)
    return Example(200, text, shortened=short != whole)


# -- pieces ----------------------------------------------------------------------------------


def _operation(path: str, method: str, told: dict[str, Any]) -> Operation:
    good: dict[str, Any] = next(
        (told["responses"][code] for code in ("200", "201") if code in told["responses"]), {}
    )
    content = good.get("content", {}).get("application/json", {}).get("schema", {})
    resolved = _resolve(content)
    is_list = set(resolved.get("properties", {})) >= {"count", "results"}
    inner = resolved["properties"]["results"]["items"] if is_list else content
    return Operation(
        method=method.upper(),
        path=path,
        said=str(SAID.get(f"{method.upper()} {path.removeprefix(ROOT)}", "")),
        parameters=tuple(
            Parameter(
                row["name"],
                _("en la dirección") if row["in"] == "path" else _("tras el ?"),
                _kind(row.get("schema", {})),
                bool(row.get("required")),
            )
            for row in told.get("parameters", ())
        ),
        fields=tuple(_fields(inner)),
        is_list=is_list,
        needs_key=method != "get",
        example=EXAMPLES.get(path.removeprefix(ROOT), path if "{" not in path else "")
        if method == "get"
        else "",
    )


def _fields(schema: dict[str, Any], before: str = "", depth: int = 0) -> Iterator[Field]:
    resolved = _resolve(schema)
    if resolved.get("type") == "array":
        resolved = _resolve(resolved.get("items", {}))
    for name, told in resolved.get("properties", {}).items():
        inner = _resolve(told)
        null = bool(inner.get("nullable") or told.get("nullable"))
        about = str(FIELDS.get(name, "")) or inner.get("description", "")
        if inner.get("enum"):
            values = ", ".join(str(one) for one in inner["enum"] if one not in ("", None))
            about = f"{about} ({values})" if about else values
        yield Field(f"{before}{name}", _kind(told), null, about)
        if depth < 1 and _resolve(inner.get("items", inner)).get("properties"):
            yield from _fields(inner, f"{before}{name}.", depth + 1)


def _kind(schema: dict[str, Any]) -> str:
    resolved = _resolve(schema)
    if resolved.get("format") == "date":
        return _("fecha")
    if resolved.get("format") == "date-time":
        return _("fecha y hora")
    return _KINDS.get(resolved.get("type", ""), _("cualquiera"))


def _resolve(schema: dict[str, Any]) -> dict[str, Any]:
    if "allOf" in schema and len(schema["allOf"]) == 1:
        return {**_resolve(schema["allOf"][0]), "nullable": schema.get("nullable", False)}
    if "oneOf" in schema:
        return {**_resolve(schema["oneOf"][0]), "nullable": schema.get("nullable", False)}
    name = schema.get("$ref", "").rpartition("/")[2]
    return description()["components"]["schemas"][name] if name else schema


def _shortened(value: Any, depth: int = 0) -> Any:
    """The first item of each list and the beginning of long texts, with … where it goes on."""
    if isinstance(value, dict):
        return {key: _shortened(one, depth + 1) for key, one in list(value.items())[:MOST_KEYS]}
    if isinstance(value, list):
        kept = [_shortened(one, depth + 1) for one in value[:MOST_ITEMS]]
        return [*kept, "…"] if len(value) > MOST_ITEMS else kept
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return f"{value[:LONGEST_TEXT]}…"
    return value
