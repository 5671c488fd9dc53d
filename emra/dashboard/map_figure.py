"""The map of the communes as a published figure."""

from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from emra.dashboard import commune_map
from emra.dashboard.commune_map import CommuneMap
from emra.ledger.http import ledger_etag
from emra.ledger.queries import head
from emra.lib import communes, figures, formats, legends
from emra.lib.figures import Column, Figure, Key, Stamp

NAME: Final = gettext_lazy("Proyectos y convenios por comuna")


def register() -> None:
    figures.register(
        figures.Family(
            r"mapa",
            lambda: [("mapa", str(NAME))],
            lambda _code, _corte: of_map(commune_map.commune_map()),
            ledger_etag,
            by_corte=False,
        )
    )


def of_map(found: CommuneMap) -> Figure:
    """The communes by the projects that name them."""
    seq, seal = head()
    day = formats.day(timezone.localdate())
    told = finding(found)
    sentence = ngettext(
        "%(n)s proyecto no indica comuna. Los acuerdos se miden para toda la región.",
        "%(n)s proyectos no indican comuna. Los acuerdos se miden para toda la región.",
        len(found.unplaced),
    ) % {"n": len(found.unplaced)}
    return Figure(
        code="mapa",
        name=str(NAME),
        finding=told,
        sentence=sentence,
        unit=_("cantidad de proyectos, convenios y localidades"),
        drawing=figures.titled(commune_map.drawing(found), told),
        keys=[
            Key('<rect class="c-b0" width="26" height="14"/>', _("ningún proyecto la nombra")),
            Key('<rect class="c-b1" width="26" height="14"/>', _("1 proyecto")),
            Key('<rect class="c-b2" width="26" height="14"/>', "2"),
            Key('<rect class="c-b4" width="26" height="14"/>', _("3 o más")),
            legends.unknown(_("sin dato: no es cero")),
        ],
        columns=[
            Column("numero", _("N.º")),
            Column("comuna", _("Comuna"), numeric=False),
            Column("proyectos", _("Proyectos")),
            Column("convenios", _("Convenios")),
            Column("localidades", _("Localidades")),
            Column("familias", _("Familias"), formats.number),
        ],
        rows=[
            (
                row.number,
                row.name,
                _length(row.projects),
                _length(row.covenants),
                _length(row.localities),
                row.families,
            )
            for row in found.rows
        ],
        source=_("EMRA Seguimiento: proyectos y convenios publicados"),
        as_of=_("Al %(day)s.") % {"day": day},
        page=reverse("communes-map"),
        stamp=Stamp(_("lo publicado al %(day)s") % {"day": day}, seq, seal),
        explore=reverse("communes-map") + "#mapa-interactivo",
        notes=[_("Límites comunales: %(credit)s, simplificados.") % {"credit": communes.CREDIT}],
        aside=". ".join(
            f"{row.number}, {row.name}: {commune_map.sentence(row)}" for row in found.rows
        )
        + ".",
    )


def finding(found: CommuneMap) -> str:
    """How many communes a project names, and how many a covenant reaches."""
    total = len(found.rows)
    if all(row.projects is None for row in found.rows):
        projects = _("No hay datos de los proyectos por comuna")
    else:
        named = sum(1 for row in found.rows if row.projects)
        projects = _("Los proyectos nombran %(n)s de las %(total)s comunas") % {
            "n": named,
            "total": total,
        }
        if not named:
            projects = _("Ningún proyecto nombra alguna de las %(total)s comunas") % {
                "total": total
            }
    if all(row.covenants is None for row in found.rows):
        return projects
    reached = sum(1 for row in found.rows if row.covenants)
    return projects + _("; los convenios llegan a %(n)s") % {"n": reached}


def _length(rows: tuple[object, ...] | None) -> int | None:
    return None if rows is None else len(rows)
