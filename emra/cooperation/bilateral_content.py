"""What a bilateral sheet says, as plain values: of a stored version, of a form, of the seed."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from emra.cooperation.models import (
    BilateralFact,
    BilateralInstitution,
    BilateralPlace,
    BilateralResult,
    BilateralSheet,
    BilateralSource,
    BilateralTopic,
)


@dataclass(frozen=True, slots=True)
class Institution:
    """Who takes part, by country."""

    country: str
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """A country, or a city of it."""

    country: str
    city: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure or name of the context as people write it."""

    label: str
    value: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What is to be achieved; `minimum` None where its target names no number."""

    number: int
    text: str
    target: str = ""
    minimum: int | None = None
    minimum_unit: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """A whole sheet; "" and None where nothing is said."""

    name: str
    area: str = ""
    sdg: int | None = None
    institutions: tuple[Institution, ...] = ()
    places: tuple[Place, ...] = ()
    beneficiaries: str = ""
    months: int | None = None
    starts: str = ""
    general: str = ""
    specific: str = ""
    description: str = ""
    topics: tuple[str, ...] = ()
    results: tuple[Result, ...] = ()
    facts: tuple[Fact, ...] = ()
    updated_on: date | None = None


# The columns of the sheet itself, in the order of its fields.
OWN = (
    *("name", "area", "sdg", "beneficiaries", "months", "starts"),
    *("general", "specific", "description", "updated_on"),
)
# What a sheet's parts are kept in, and from what they are read.
_PARTS: dict[str, tuple[Any, type]] = {
    "institutions": (BilateralInstitution, Institution),
    "places": (BilateralPlace, Place),
    "results": (BilateralResult, Result),
    "facts": (BilateralFact, Fact),
}
PART_MODELS = (*(model for model, _kind in _PARTS.values()), BilateralTopic)


def with_parts(sheets: QuerySet[BilateralSheet]) -> QuerySet[BilateralSheet]:
    """Sheets with all that `content_of` and their sources need, read in bulk."""
    cited = BilateralSource.objects.select_related("citation__document")
    return sheets.prefetch_related(
        *(f"{model._meta.model_name}_set" for model in PART_MODELS),
        Prefetch("bilateralsource_set", queryset=cited),
    )


def content_of(sheet: BilateralSheet) -> Content:
    """What a stored version says."""
    parts: dict[str, Any] = {
        name: tuple(_value(kind, row) for row in _rows(sheet, model))
        for name, (model, kind) in _PARTS.items()
    }
    topics = tuple(row.name for row in _rows(sheet, BilateralTopic))
    return Content(**{name: getattr(sheet, name) for name in OWN}, **parts, topics=topics)


def parts_of(sheet: BilateralSheet, content: Content) -> Iterable[Any]:
    """The unsaved rows that keep a content's parts, in their order."""
    for name, (model, _kind) in _PARTS.items():
        for order, part in enumerate(getattr(content, name), start=1):
            yield model(sheet=sheet, order=order, **asdict(part))
    for order, topic in enumerate(content.topics, start=1):
        yield BilateralTopic(sheet=sheet, order=order, name=topic)


def facts(sheet: BilateralSheet) -> dict[str, Any]:
    """A sheet as the ledger keeps it, with all its parts and where they were read."""
    told = asdict(content_of(sheet))
    told["updated_on"] = None if sheet.updated_on is None else sheet.updated_on.isoformat()
    told["topics"] = list(told["topics"])
    for name in _PARTS:
        told[name] = list(told[name])
    sources = {row.row: row.citation_id for row in sheet.bilateralsource_set.all()}
    return {**told, "reason": sheet.reason, "sources": sources}


def _rows(sheet: BilateralSheet, model: Any) -> Any:
    return getattr(sheet, f"{model._meta.model_name}_set").all()


def _value(kind: Any, row: Any) -> Any:
    return kind(**{name: getattr(row, name) for name in kind.__dataclass_fields__})
