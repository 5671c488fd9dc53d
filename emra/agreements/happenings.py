"""What was published of the agreements: editions with what they changed, changes of targets."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emra.agreements import goalpost_queries, queries, subjects
from emra.agreements.models import Agreement
from emra.agreements.readmodel import Edition
from emra.lib.findables import sentences
from emra.lib.happenings import Happening
from emra.lib.subjects import Change


def everything() -> tuple[Happening, ...]:
    return (*_editions(), *_goalposts())


def _editions() -> Iterator[Happening]:
    """A publication against the one that stood before it; a second one of a corte corrects it."""
    changes: dict[object, list[Change]] = {}
    for change in (*subjects.figure_changes(), *subjects.target_changes()):
        changes.setdefault(change.at, []).append(change)
    every = frozenset(Agreement.objects.values_list("code", flat=True))
    newest_first = queries.editions()
    rank = {edition.id: place for place, edition in enumerate(newest_first)}
    in_time = sorted(newest_first, key=lambda row: (row.published_at, row.id))
    for place, edition in enumerate(in_time):
        found = changes.get(edition.published_at, [])
        older = [row for row in in_time[:place] if rank[row.id] > rank[edition.id]]
        # Of its corte, or of an earlier one, what was the last one then.
        stood = min(older, key=lambda row: rank[row.id], default=None)
        name = edition.corte_name[:1].lower() + edition.corte_name[1:]
        parts = {"corte": name, "number": edition.number}
        yield Happening(
            key=f"publicacion/{edition.corte}/{edition.number}",
            at=edition.published_at,
            title=_("Se publicó el %(corte)s") % parts
            if edition.number == 1
            else _("Corrección del %(corte)s: publicación n.º %(number)s") % parts,
            text=sentences(edition.reason, _told(found, first=stood is None)),
            path=_path(edition, stood),
            about=frozenset(change.code for change in found) if stood else every,
        )


def _told(changes: list[Change], *, first: bool) -> str:
    if first:
        return _("Es la primera publicación: las cifras de los 19 acuerdos con su fuente.")
    if not changes:
        return _("Ningún acuerdo cambió respecto de lo publicado antes.")
    codes = len({change.code for change in changes})
    said = ngettext("Cambió %(n)s acuerdo: ", "Cambiaron %(n)s acuerdos: ", codes) % {"n": codes}
    return said + "; ".join(change.text for change in changes) + "."


def _path(edition: Edition, stood: Edition | None) -> str:
    """To the comparison with the one before, by numbers: the address shows the same for good."""
    here = f"{edition.corte}/{edition.number}"
    if stood is None:
        return f"{reverse('home')}?{urlencode({'corte': here})}"
    before = f"{stood.corte}/{stood.number}"
    return f"{reverse('compare')}?{urlencode({'a': before, 'b': here})}"


def _goalposts() -> Iterator[Happening]:
    for change in goalpost_queries.confirmed():
        assert change.decided_at is not None
        moved = "; ".join(f"{row.name}: {row.before} → {row.after}" for row in change.fields)
        yield Happening(
            key=f"meta/{change.id}",
            at=change.decided_at,
            title=_("Cambió la meta de %(code)s") % {"code": change.agreement},
            text=_("%(moved)s. Decisión: %(decision)s. Motivo: %(reason)s")
            % {
                "moved": moved,
                "decision": f"{change.decision} {change.decision_code}",
                "reason": change.reason,
            },
            path=reverse("goalpost-changes"),
            about=frozenset({change.agreement}),
        )
