"""The two tracks as a published figure."""

from datetime import date
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
from emra.projects.readmodel import TracksView, TrackView

NAME: Final = gettext_lazy("Paso de cada iniciativa por las etapas de su vía")


def register() -> None:
    figures.register(
        figures.Family(r"vias", _codes, lambda _code, _corte: _now(), ledger_etag, by_corte=False)
    )

    figures.register(
        figures.Family(
            r"etapas-[a-z-]+",
            lambda: [(row.code, row.name) for row in _every_stages()],
            lambda code, _corte: _stages_now(code),
            ledger_etag,
            by_corte=False,
        )
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


def stages(track: TrackView, today: date) -> Figure:
    """How many initiatives of a track are in each of its stages."""
    cited = track.stages[0].citation
    assert cited is not None, "the stages are read from the source"
    inside, total = sum(count.inside for count in track.counts), len(track.rows)
    finding = ngettext(
        "%(n)s de %(total)s iniciativas de la %(track)s está hoy dentro de una etapa",
        "%(n)s de %(total)s iniciativas de la %(track)s están hoy dentro de una etapa",
        inside,
    ) % {"n": inside, "total": total, "track": track.name.lower()}
    seq, seal = head()
    day = formats.day(today)
    return Figure(
        code=f"etapas-{track.code.lower().replace('_', '-')}",
        name=_("Iniciativas en cada etapa de la %(track)s") % {"track": track.name.lower()},
        finding=finding,
        sentence=_(
            "Las que esperan entre dos etapas, o ya terminaron, no están en ninguna: un cero dice "
            "que nadie está ahí, no que falte el dato."
        ),
        unit=_("iniciativas"),
        drawing=figures.titled(charts.pipeline_bars(track), finding),
        keys=[],
        columns=[
            Column("etapa", _("Etapa")),
            Column("nombre_etapa", _("Nombre de la etapa"), numeric=False),
            Column("hoy", _("Hoy")),
            Column("terminadas", _("Terminadas (n)")),
            Column("mediana_dias", _("Mediana, días"), formats.number),
        ],
        rows=[
            (
                count.stage.order,
                count.stage.name,
                count.inside,
                count.observed.count,
                count.observed.median,
            )
            for count in track.counts
        ],
        source=_("EMRA Seguimiento, seguimientos aprobados; las etapas, de %(document)s")
        % {"document": cited.document_title},
        as_of=_("Al %(day)s.") % {"day": day},
        page=reverse("projects"),
        stamp=Stamp(_("lo publicado al %(day)s") % {"day": day}, seq, seal),
        explore=reverse("project-tracks"),
    )


def _stages_now(code: str) -> Figure:
    found = [row for row in _every_stages() if row.code == code]
    if not found:
        raise figures.UnknownFigure(_("Esa vía no tiene todavía iniciativas publicadas."))
    return found[0]


def _every_stages() -> list[Figure]:
    today = timezone.localdate()
    view = queries.two_tracks(queries.projects(today), today)
    return [stages(track, today) for track in view.tracks if track.rows]


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
