"""What the pages of the open data show of a table."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template

from emra.lib.tables import cell

register = template.Library()


@register.filter
def beside(columns: Sequence[Any], row: Sequence[Any]) -> Iterable[tuple[Any, Any]]:
    """Each column with its value."""
    return zip(columns, row, strict=True)


@register.filter
def open_cell(value: Any) -> str:
    """A value as the open CSV writes it."""
    return cell(value)
