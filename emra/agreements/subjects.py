"""The agreements and their targets as what a decision or an observation can be about."""

from django.urls import reverse
from django.utils.translation import gettext as _

from emra.agreements.models import Agreement
from emra.lib import formats
from emra.lib.subjects import Subject


def agreements() -> tuple[Subject, ...]:
    return tuple(
        Subject("AGREEMENT", row.code, row.title or _("no enumerado en la fuente"), _path(row))
        for row in Agreement.objects.all()
    )


def targets() -> tuple[Subject, ...]:
    """The targets that are numbers."""
    return tuple(
        Subject("TARGET", row.code, _target(row), f"{_path(row)}#meta")
        for row in Agreement.objects.filter(target_value__isnull=False)
    )


def _path(row: Agreement) -> str:
    return reverse("agreement", args=[row.code])


def _target(row: Agreement) -> str:
    value = f"{formats.number(row.target_value)} {row.target_unit}".strip()
    year = f" al {row.target_year}" if row.target_year else ""
    return _("Meta de %(title)s: %(value)s%(year)s") % {
        "title": row.title or row.code,
        "value": value,
        "year": year,
    }
