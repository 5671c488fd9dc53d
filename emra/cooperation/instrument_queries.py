"""The promotion instruments as page, table and API list them."""

from collections.abc import Sequence
from dataclasses import dataclass

from emra.cooperation.models import PromotionInstrument
from emra.cooperation.readmodel import InstrumentView


@dataclass(frozen=True)
class Asked:
    """What the list is asked for; "" for everything."""

    group: str = ""
    area: str = ""
    institution: str = ""
    text: str = ""

    @property
    def any(self) -> bool:
        return bool(self.group or self.area or self.institution or self.text)


@dataclass(frozen=True)
class GroupCount:
    """A group with how many each of its areas holds; the annex counts it in its total, or not."""

    group: str
    name: str
    areas: tuple[tuple[str, int], ...]
    total: int
    in_total: bool


def instruments(asked: Asked = Asked()) -> tuple[InstrumentView, ...]:
    """The instruments that match, in the order of the annex."""
    rows = PromotionInstrument.objects.select_related("citation")
    rows = rows.filter(group=asked.group) if asked.group else rows
    rows = rows.filter(area=asked.area) if asked.area else rows
    rows = rows.filter(institution=asked.institution) if asked.institution else rows
    words = asked.text.casefold().split()
    return tuple(
        view
        for view in map(_view, rows)
        if all(word in f"{view.name} {view.institution}".casefold() for word in words)
    )


def count(rows: Sequence[InstrumentView]) -> tuple[GroupCount, ...]:
    """How many of these each group and area holds, in the order of the annex."""
    held: dict[tuple[str, str], dict[str, int]] = {}
    for row in rows:
        areas = held.setdefault((row.group, row.group_name), {})
        areas[row.area] = areas.get(row.area, 0) + 1
    return tuple(
        GroupCount(group, name, tuple(areas.items()), sum(areas.values()), group != "REGIONAL")
        for (group, name), areas in held.items()
    )


def areas() -> list[str]:
    rows = PromotionInstrument.objects.exclude(area="")
    return sorted(set(rows.values_list("area", flat=True)))


def institutions() -> list[str]:
    rows = PromotionInstrument.objects.exclude(institution="")
    return sorted(set(rows.values_list("institution", flat=True)), key=str.casefold)


def _view(row: PromotionInstrument) -> InstrumentView:
    return InstrumentView(
        number=row.number,
        name=row.name,
        institution=row.institution,
        area=row.area,
        group=row.group,
        group_name=row.get_group_display(),
        line_from=row.line_from,
        line_to=row.line_to,
        document=row.citation.document_id,
    )
