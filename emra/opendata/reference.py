"""The API told from its own description: addresses, parameters, fields, and answers of today."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any, Final
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.urls import resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from emra.lib.columns import BOOLEAN, INTEGER, KIND_NAMES, NUMBER, TEXT
from emra.opendata import meanings
from emra.opendata.description import PAGE, ROOT, kind_of
from emra.opendata.operations import EXAMPLES, SAID, WRITES, Written

LONGEST_TEXT = 90
MOST_ITEMS = 1
MOST_KEYS = 24


@dataclass(frozen=True)
class Field:
    """A field of an object; `component` names the object that it holds, or ""."""

    name: str
    kind: str
    component: str
    may_be_null: bool
    required: bool
    about: str


@dataclass(frozen=True)
class Component:
    """An object of the description, with its fields."""

    name: str
    fields: tuple[Field, ...]

    @property
    def is_sent(self) -> bool:
        return self.name.endswith("Request")


@dataclass(frozen=True)
class Parameter:
    name: str
    where: str
    kind: str
    required: bool
    codes: str
    about: str


@dataclass(frozen=True)
class Operation:
    """One method of one address; `example` is an address that can be asked, or "".

    `request` and `answer` name what is sent and what comes back.
    """

    method: str
    path: str
    said: str
    parameters: tuple[Parameter, ...]
    request: str
    answer: str
    is_list: bool
    needs_key: bool
    example: str
    written: Written | None

    @property
    def anchor(self) -> str:
        return f"{self.method}-{self.path.removeprefix(ROOT)}".strip("/").translate(_ANCHOR).lower()

    @property
    def fields(self) -> tuple[Field, ...]:
        return component(self.answer).fields if self.answer else ()


@dataclass(frozen=True)
class Example:
    """A request and the answer it gets now, shortened where `shortened`."""

    status: int
    body: str
    shortened: bool


_ANCHOR = str.maketrans({"/": "-", "{": "", "}": ""})
KINDS: Final = {
    **{kind: KIND_NAMES[kind] for kind in (TEXT, INTEGER, NUMBER, BOOLEAN)},
    "array": _lazy("lista"),
    "object": _lazy("objeto"),
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


def component(name: str) -> Component:
    return Component(name, tuple(_fields(name)))


def components(operations: Iterable[Operation]) -> tuple[Component, ...]:
    """Every object that these operations send and answer, each once, in the order met."""
    found: dict[str, Component] = {}
    waiting = [name for one in operations for name in (one.request, one.answer) if name]
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = component(name)
            waiting += [field.component for field in found[name].fields if field.component]
    return tuple(found.values())


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
    good = next(told["responses"][code] for code in ("200", "201") if code in told["responses"])
    place = path.removeprefix(ROOT)
    answer = _name(_content(good))
    is_list = kind_of(answer) == PAGE
    if is_list:
        answer = _name(_schemas()[answer]["properties"]["results"]["items"])
    return Operation(
        method=method.upper(),
        path=path,
        said=str(SAID.get(f"{method.upper()} {place}", "")),
        parameters=tuple(_parameter(place, row) for row in told.get("parameters", ())),
        request=_name(_content(told.get("requestBody", {}))),
        answer=answer,
        is_list=is_list,
        needs_key=method != "get",
        example=EXAMPLES.get(place, path if "{" not in path else "") if method == "get" else "",
        written=WRITES.get(place) if method != "get" else None,
    )


def _parameter(place: str, row: dict[str, Any]) -> Parameter:
    schema = row.get("schema", {})
    return Parameter(
        row["name"],
        _("en la dirección") if row["in"] == "path" else _("tras el ?"),
        _kind(schema),
        bool(row.get("required")),
        ", ".join(schema.get("enum", ())),
        meanings.parameter(place, row["name"]),
    )


def _fields(name: str) -> Iterator[Field]:
    schema = _schemas()[name]
    for key, told in schema.get("properties", {}).items():
        inner = _plain(told)
        items = _plain(inner["items"]) if "items" in inner else inner
        held = _name(told) or _name(inner.get("items", {}))
        yield Field(
            key,
            _kind(inner),
            held if items.get("properties") else "",
            bool(told.get("nullable") or inner.get("nullable")),
            key in schema.get("required", ()),
            meanings.field(name, key),
        )


def _content(body: dict[str, Any]) -> dict[str, Any]:
    """The shape of a request or an answer, whatever its content type."""
    found: dict[str, Any] = next(iter(body.get("content", {}).values()), {})
    schema: dict[str, Any] = found.get("schema", {})
    return schema


def _kind(schema: dict[str, Any]) -> str:
    if schema.get("format") == "date":
        return _("fecha")
    if schema.get("format") == "date-time":
        return _("fecha y hora")
    if schema.get("format") == "binary":
        return _("archivo")
    kind = KINDS.get(schema.get("type", ""), _("cualquiera"))
    if "items" not in schema:
        return str(kind)
    inner = _plain(schema["items"])
    return str(kind) if inner.get("properties") else f"{kind} ({_kind(inner)})"


def _name(schema: dict[str, Any]) -> str:
    """The component that a reference names, bare or wrapped with a meaning; "" without one."""
    for one in (schema, *schema.get("allOf", ()), *schema.get("oneOf", ())[:1]):
        if "$ref" in one:
            return str(one["$ref"].rpartition("/")[2])
    return ""


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """What a reference stands for, or the shape itself."""
    name = _name(schema)
    return _schemas()[name] if name else schema


def _schemas() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = description()["components"]["schemas"]
    return found


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
