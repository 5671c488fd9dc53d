"""The Frictionless Data Package: what tools read to load the files with their types and keys."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from emra.lib.columns import MOMENT, Column
from emra.opendata.files import Built, State
from emra.opendata.terms import Terms, reserved
from emra.sources.models import SourceDocument


def package(
    built: Sequence[Built], now: State, said: Terms | None, *, site: str, folder: str = ""
) -> dict[str, Any]:
    """The descriptor of these datasets; `folder` is where the CSV files lie beside it.

    Without terms nothing is said of licence, publisher and site, which may change.
    """
    titles = dict(SourceDocument.objects.values_list("code", "title"))
    included = {one.dataset.code for one in built}
    found: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "emra-seguimiento",
        "id": now.head,
        "title": _("EMRA Seguimiento: datos abiertos"),
        "description": f"{_contents(now)} {reserved()}",
        "version": now.version,
        "created": _moment(now),
        "keywords": ["minería", "Antofagasta", "transparencia"],
        "x-ledger": {"event": now.seq, "head": now.head},
        "resources": [_resource(one, titles, folder, included) for one in built],
    }
    if said is None:
        return found
    found["homepage"] = f"{site}/datos/"
    found["contributors"] = [{"title": said.publisher, "role": "publisher"}]
    if said.is_licensed:
        licence = {"path": said.licence_url, "title": said.licence}
        found["licenses"] = [licence | ({"name": said.licence_id} if said.licence_id else {})]
    else:
        found["x-licence"] = said.licence
        found["x-licence-note"] = said.said
    return found


def schema(built: Built, included: set[str] | None = None) -> dict[str, Any]:
    """The Table Schema of one dataset; keys to datasets that are not there are left out."""
    dataset = built.dataset
    names = {str(column) for column in built.columns}
    found: dict[str, Any] = {
        "fields": [_field(column, key=column in dataset.key) for column in built.columns],
        "missingValues": [""],
    }
    if dataset.key:
        found["primaryKey"] = list(dataset.key)
    links = [
        {
            "fields": list(link.columns),
            "reference": {"resource": link.dataset, "fields": list(link.key)},
        }
        for link in dataset.links
        if set(link.columns) <= names and (included is None or link.dataset in included | {""})
    ]
    if links:
        found["foreignKeys"] = links
    return found


def _resource(
    built: Built, titles: dict[str, str], folder: str, included: set[str]
) -> dict[str, Any]:
    dataset = built.dataset
    found: dict[str, Any] = {
        "profile": "tabular-data-resource",
        "name": dataset.code,
        "path": f"{folder}{dataset.code}.csv",
        "title": str(dataset.title),
        "description": str(dataset.about),
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": built.open.size,
        "hash": f"sha256:{built.open.sha256}",
        "x-rows": built.rows,
        "x-periodicity": dataset.periodicity_name,
        "schema": schema(built, included),
    }
    sources = [{"title": titles[code]} for code in dataset.documents if code in titles]
    return found | ({"sources": sources} if sources else {})


def _field(column: Column, *, key: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": str(column),
        "type": column.kind,
        "description": str(column.about),
    }
    if column.kind == MOMENT:
        found["format"] = "any"
    if column.unit:
        found["x-unit"] = str(column.unit)
    if column.unknown:
        found["x-unknown"] = str(column.unknown)
    if column.absent:
        found["x-not-applicable"] = str(column.absent)
    limits: dict[str, Any] = {}
    if key or not column.may_be_empty:
        limits["required"] = True
    if column.one_of:
        limits["enum"] = list(column.one_of)
    return found | ({"constraints": limits} if limits else {})


def _contents(now: State) -> str:
    if now.edition:
        return _("Lo que dice la edición %(number)s del corte %(corte)s, que ya no cambia.") % {
            "number": now.edition.number,
            "corte": now.edition.corte,
        }
    return _("Estado actual de todos los conjuntos de datos.")


def _moment(now: State) -> str:
    at = now.edition.published_at if now.edition else now.at
    return at.isoformat() if at else ""
