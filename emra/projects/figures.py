"""The two tracks as a published figure."""

from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from emra.ledger.http import ledger_etag
from emra.ledger.queries import head
from emra.lib import figures, formats, legends
from emra.lib.figures import Column, Figure, Key, Stamp
from emra.projects import charts, queries, track_sentences
from emra.projects.readmodel import TracksView

NAME: Final = gettext_lazy("Paso de cada iniciativa por las etapas de su vía")


def register() -> None:
    figures.register(
        figures.Family(r"vias", _codes, lambda _code, _corte: _now(), ledger_etag, by_corte=False)
    )


def tracks(view: TracksView) -> Figure | None:
    """Each initiative's stages; None while no initiative entered one."""
    drawn = charts.gantt(view)
    if not drawn:
        return None
    rows = [
        (track.name, row.code, row.name, stage.order, stage.name, stage.entered_on, stage.left_on)
        for track in view.tracks
        for row in track.rows
        for stage in row.stages
        if stage.entered_on
    ]
    count = len({row[1] for row in rows})
    going = sum(1 for row in rows if row[-1] is None)
    finding = ngettext(
        "%(n)s iniciativa tiene fechas publicadas de sus etapas",
        "%(n)s iniciativas tienen fechas publicadas de sus etapas",
        count,
    ) % {"n": count}
    if going:
        finding += ngettext(
            "; %(n)s etapa sigue en curso", "; %(n)s etapas siguen en curso", going
        ) % {"n": going}
    seq, seal = head()
    day = formats.day(view.today)
    return Figure(
        code="vias",
        name=str(NAME),
        finding=finding,
        sentence=view.sentence,
        unit=_("días corridos"),
        drawing=figures.titled(drawn, finding),
        keys=[
            Key(
                '<rect class="c-b4 gantt__bar" width="26" height="14"/>',
                _("estadía en una etapa, con su número"),
            ),
            legends.unknown(_("etapa en curso, hasta hoy")),
            Key('<line class="c-gap" x1="0" y1="7" x2="26" y2="7"/>', _("espera entre dos etapas")),
        ],
        columns=[
            Column("via", _("Vía"), numeric=False),
            Column("iniciativa", _("Iniciativa"), numeric=False),
            Column("nombre", _("Nombre"), numeric=False),
            Column("etapa", _("Etapa")),
            Column("nombre_etapa", _("Nombre de la etapa"), numeric=False),
            Column("entrada", _("Entrada"), formats.day, numeric=False),
            Column("salida", _("Salida"), formats.day, numeric=False),
        ],
        rows=rows,
        source=_("EMRA Seguimiento, seguimientos aprobados; las etapas, de %(document)s")
        % {"document": view.citation.document_title},
        as_of=_("Al %(day)s.") % {"day": day},
        page=reverse("project-tracks"),
        stamp=Stamp(_("lo publicado al %(day)s") % {"day": day}, seq, seal),
        notes=[track_sentences.caution()],
    )


def _now() -> Figure:
    today = timezone.localdate()
    found = tracks(queries.two_tracks(queries.projects(today), today))
    if found is None:
        raise figures.UnknownFigure(
            _("Ninguna iniciativa publicada tiene todavía la fecha en que entró a una etapa.")
        )
    return found


def _codes() -> list[tuple[str, str]]:
    today = timezone.localdate()
    found = tracks(queries.two_tracks(queries.projects(today), today))
    return [("vias", str(NAME))] if found else []
