"""The agreements and their targets as what a decision or an observation can be about."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from emra.agreements.models import Agreement, Publication, PublishedValue
from emra.lib import formats
from emra.lib.subjects import Change, Subject


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


def figure_changes() -> tuple[Change, ...]:
    """Every published reading that differs from the one it followed."""
    return tuple(_changes("AGREEMENT", ("percent", "absence"), _reading))


def target_changes() -> tuple[Change, ...]:
    """Every published target that differs from the one it followed."""
    return tuple(_changes("TARGET", ("target_value", "target_unit", "target_year"), _target_of))


def _changes(
    kind: str, columns: tuple[str, ...], said: Callable[[PublishedValue], str]
) -> Iterator[Change]:
    """A publication against the one that stood before it: of its corte, or of an earlier one."""
    publications = list(Publication.objects.select_related("period").order_by("published_at", "id"))
    values: dict[int, dict[str, PublishedValue]] = {}
    for row in PublishedValue.objects.order_by("agreement"):
        values.setdefault(row.publication_id, {})[row.agreement_id] = row
    for place, publication in enumerate(publications):
        stood = _stood_before(publication, publications[:place])
        if stood is None:
            continue
        for code, row in values[publication.pk].items():
            before = values[stood.pk].get(code)
            if before and [getattr(before, name) for name in columns] != [
                getattr(row, name) for name in columns
            ]:
                yield Change(
                    kind=kind,
                    code=code,
                    at=publication.published_at,
                    text=_("%(code)s: %(before)s → %(after)s en %(corte)s")
                    % {
                        "code": code,
                        "before": said(before),
                        "after": said(row),
                        "corte": _edition(publication),
                    },
                    path=f"{reverse('agreement', args=[code])}?corte={publication.period.code}",
                )


def _stood_before(publication: Publication, earlier: list[Publication]) -> Publication | None:
    older = [row for row in earlier if row.period_id <= publication.period_id]
    return max(older, key=lambda row: (row.period_id, row.edition), default=None)


def _edition(publication: Publication) -> str:
    code = publication.period.code
    if publication.edition == 1:
        return code
    return _("%(corte)s, edición %(n)s") % {"corte": code, "n": publication.edition}


def _reading(row: Any) -> str:
    if row.percent is not None:
        return formats.percent(row.percent)
    return _("no aplica") if row.absence == "NOT_APPLICABLE" else _("sin dato")


def _target_of(row: Any) -> str:
    if row.target_value is None:
        return _("sin meta numérica")
    value = f"{formats.number(row.target_value)} {row.target_unit}".strip()
    return f"{value} ({row.target_year})" if row.target_year else value
