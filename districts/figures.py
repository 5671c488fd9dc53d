"""The published run's figures: its map, the weights, a district's profile, place and close map."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from districts import charts, credits, explanations, maps, queries, sentences
from districts.cartography import plain
from districts.drawing import FRAMES
from districts.method.geojson import DISCLAIMER
from districts.readmodel import DistrictView, RunView
from emra.ledger.http import ledger_etag
from emra.ledger.queries import head
from emra.lib import figures, formats
from emra.lib.figures import Column, Figure, Key, Stamp

MAP: Final = "distritos"
WEIGHTS: Final = "distritos-pesos"
_GAP: Final = 14.0
_SHOWN: Final = {"calor", "distritos", "faenas"}
_HEXAGON: Final = "M13 0L19.1 3.5V10.5L13 14L6.9 10.5V3.5Z"


def register() -> None:
    _register(MAP, lambda _run: [(MAP, _map_name())], lambda _code, run: of_map(run))
    _register(
        WEIGHTS, lambda _run: [(WEIGHTS, _weights_name())], lambda _code, run: of_weights(run)
    )
    for stem, name, draw in (
        ("distrito", _profile_name, of_profile),
        ("distrito-lugar", _place_name, of_place),
        ("distrito-mapa", _close_name, of_close_map),
    ):
        _register_each(stem, name, draw)


def of_map(run: RunView) -> Figure:
    """The three windows side by side, and the districts by their score."""
    drawn = maps.Drawing(run, (), _SHOWN, linked=False)
    width = len(FRAMES) * FRAMES[0].width + (len(FRAMES) - 1) * _GAP
    height = max(frame.height for frame in FRAMES)
    body = "".join(
        figures.inside(
            drawn.svg(frame),
            0,
            x=round(at * (frame.width + _GAP)),
            width=plain(frame.width),
            height=round(frame.height),
        )
        for at, frame in enumerate(FRAMES)
    )
    finding, sentence = sentences.headline(run), sentences.found(run)
    return _figure(
        run,
        code=MAP,
        name=_map_name(),
        finding=finding,
        sentence=f"{sentence} {sentences.outside(run)}",
        unit=_("puntos, de 1 a 100"),
        drawing=(
            f'<svg role="img" aria-labelledby="g-distritos-t g-distritos-d"'
            f' viewBox="0 0 {plain(width)} {plain(height)}">'
            f'<title id="g-distritos-t">{escape(finding)}</title>'
            f'<desc id="g-distritos-d">{escape(sentences.map_in_words(run.districts))}</desc>'
            f"{body}</svg>"
        ),
        keys=_map_keys(),
        columns=[
            Column("distrito", _("N.º")),
            Column("nombre", _("Distrito"), numeric=False),
            Column("puntaje", _("Puntaje"), _one),
            Column("lugar", _("Lugar")),
            Column("comunas", _("Comunas"), numeric=False),
            Column("distrito_estudio", _("En el estudio"), _in_study),
        ],
        rows=[
            (
                one.number,
                sentences.name_of(one),
                one.district.score,
                one.district.rank,
                ", ".join(one.district.communes) or None,
                one.study.number if one.study else None,
            )
            for one in run.districts
        ],
        page=reverse("districts"),
        explore=reverse("districts") + "#mapa-interactivo",
    )


def of_weights(run: RunView) -> Figure:
    """The five weights that the order of the study gives."""
    rows = explanations.weight_rows(run.weights)
    first, percent = rows[0]
    return _figure(
        run,
        code=WEIGHTS,
        name=_weights_name(),
        finding=_("%(variable)s pesa %(percent)s del calor de un hexágono")
        % {"variable": first, "percent": formats.percent(percent)},
        sentence=_(
            "El estudio imprime solo el orden de las cinco variables; los pesos son el promedio de "
            "todos los que lo respetan y suman 100 %."
        ),
        unit=_("porcentaje del calor"),
        drawing=charts.weight_bars(run.weights),
        keys=[],
        columns=[
            Column("variable", _("Variable"), numeric=False),
            Column("peso_pct", _("Peso"), formats.percent),
        ],
        rows=[(name, round(weight, 4)) for name, weight in rows],
        page=reverse("districts-method"),
        explore=reverse("districts-weights"),
    )


def of_profile(run: RunView, one: DistrictView) -> Figure:
    """A district's five variables beside the largest district in each."""
    district = one.district
    return _figure(
        run,
        code=f"distrito-{one.number}",
        name=_profile_name(one),
        finding=f"{sentences.name_of(one)}: {sentences.leads(district)}",
        sentence=sentences.profile(district),
        unit=_("porcentaje del distrito mayor en cada variable"),
        drawing=charts.profile(district),
        keys=[],
        columns=[
            Column("variable", _("Variable"), numeric=False),
            Column("total", _("Total"), formats.number),
            Column("unidad", _("Unidad"), numeric=False),
            Column("del_mayor_pct", _("Del mayor"), lambda value: formats.percent(value, 0)),
        ],
        rows=[
            (str(name), round(total, 4), str(unit), round(share, 2))
            for (name, unit), total, share in zip(
                sentences.VARIABLES, district.totals, district.profile, strict=True
            )
        ],
        page=reverse("district", args=[one.number]),
        explore=reverse("districts-weights"),
    )


def of_place(run: RunView, one: DistrictView) -> Figure:
    """A district's rank and its interval in each study of stability."""
    firm = [
        (str(how), one.stability[kind])
        for kind, how in sentences.STUDIES.items()
        if kind in one.stability
    ]
    if not firm:
        raise figures.UnknownFigure(
            _("Todavía no hay estudios de estabilidad terminados de esta corrida.")
        )
    return _figure(
        run,
        code=f"distrito-lugar-{one.number}",
        name=_place_name(one),
        finding=_("%(name)s ocupa el lugar %(rank)s de %(total)s")
        % {
            "name": sentences.name_of(one),
            "rank": one.district.rank,
            "total": len(run.districts),
        },
        sentence=sentences.firmness(one),
        unit=_("lugar por puntaje, de 1 en adelante"),
        drawing=charts.ranks(one, len(run.districts)),
        keys=[
            Key('<line class="c-path" x1="13" y1="0" x2="13" y2="14"/>', _("lugar en la corrida")),
            Key(
                '<line class="c-span" x1="0" y1="7" x2="26" y2="7"/>'
                '<circle class="c-hollow" cx="13" cy="7" r="6"/>',
                _("mediana y percentiles 5 a 95"),
            ),
        ],
        columns=[
            Column("estudio", _("Estudio"), numeric=False),
            Column("mediana", _("Mediana"), _one),
            Column("desde", _("Percentil 5"), _one),
            Column("hasta", _("Percentil 95"), _one),
            Column("aparece_pct", _("Aparece"), formats.percent),
        ],
        rows=[
            (
                how,
                *((found.rank.median, found.rank.low, found.rank.high) if found.rank else _NONE),
                round(100 * found.persistence, 2),
            )
            for how, found in firm
        ],
        page=reverse("district", args=[one.number]),
    )


def of_close_map(run: RunView, one: DistrictView) -> Figure:
    """A district with its surroundings and its sites."""
    rows = explanations.site_rows(run, one)
    count = len(one.sites)
    title = _("%(name)s reúne %(sites)s en %(area)s") % {
        "name": sentences.name_of(one),
        "sites": sentences.count_sites(count),
        "area": formats.with_unit(round(one.district.area_km2), "km²"),
    }
    sentence = sentences.about(one, len(run.districts))
    return _figure(
        run,
        code=f"distrito-mapa-{one.number}",
        name=_close_name(one),
        finding=title,
        sentence=sentence,
        unit=_("producción, en la unidad de cada faena"),
        drawing=maps.close_up(run, one, linked=False),
        keys=_map_keys(),
        columns=[
            Column("faena", _("Faena"), numeric=False),
            Column("clase", _("Clase"), numeric=False),
            Column("producto", _("Producto"), numeric=False),
            Column("produccion", _("Producción"), formats.number),
            Column("unidad", _("Unidad"), numeric=False),
            Column("aproximado", _("Aproximado"), _yes_no, numeric=False),
        ],
        rows=[
            (
                row.site.name,
                row.category,
                row.product,
                row.site.production,
                row.site.unit or None,
                row.site.approximate,
            )
            for row in rows
        ],
        page=reverse("district", args=[one.number]),
        explore=reverse("districts") + "#mapa-interactivo",
    )


_NONE: Final = (None, None, None)


def _map_keys() -> list[Key]:
    return [
        *(
            Key(f'<path class="m-h{at}" d="{_HEXAGON}"/>', _("calor %(share)s") % {"share": text})
            for at, text in explanations.shades()
        ),
        Key(f'<path class="m-district" d="{_HEXAGON}"/>', _("distrito, con su número")),
        Key(_sign("m-site", "gran"), _("faena de gran minería")),
        Key(_sign("m-site", "mediana"), _("de mediana minería")),
        Key(_sign("m-site m-site--approximate", "gran"), _("signo vacío: aprox., por verificar")),
    ]


def _sign(kind: str, shape: str) -> str:
    return f'<path class="{kind}" transform="translate(13 7)" d="{maps.SYMBOLS[shape]}"/>'


def _figure(run: RunView, *, drawing: str, **said: Any) -> Figure:
    seq, seal = head()
    day = formats.day(run.line.published_at) if run.line.published_at else formats.no_data()
    return Figure(
        **said,
        drawing=figures.titled(drawing, said["finding"], said["sentence"]),
        source=_(
            "corrida %(code)s del método que describe %(study)s; datos de fuentes públicas, "
            "%(share)s de las faenas con lugar o producción aproximados; %(borders)s"
        )
        % {
            "code": run.code,
            "study": credits.STUDY,
            "share": formats.percent(100 * run.result.approximate_share, 0),
            "borders": queries.borders().credit.rstrip("."),
        },
        as_of=_("Corrida %(code)s, publicada el %(day)s, huella %(hash)s.")
        % {"code": run.code, "day": day, "hash": run.line.run_hash[:12]},
        stamp=Stamp(_("corrida %(code)s") % {"code": run.code}, seq, seal),
        aside=_(DISCLAIMER),
    )


def _register(
    pattern: str,
    codes: Callable[[RunView], Sequence[tuple[str, str]]],
    draw: Callable[[str, RunView], Figure],
) -> None:
    figures.register(
        figures.Family(
            pattern,
            lambda: codes(_run()),
            lambda code, _corte: draw(code, _run()),
            ledger_etag,
            by_corte=False,
        )
    )


def _register_each(
    stem: str,
    name: Callable[[DistrictView], str],
    draw: Callable[[RunView, DistrictView], Figure],
) -> None:
    """A figure of each district of the published run."""

    def drawn(code: str, run: RunView) -> Figure:
        one = run.by_number.get(int(code.rpartition("-")[2]))
        if one is None:
            raise figures.UnknownFigure(
                _("La corrida publicada tiene los distritos 1 a %(last)s; no hay un %(number)s.")
                % {"last": len(run.districts), "number": code.rpartition("-")[2]}
            )
        return draw(run, one)

    def codes(run: RunView) -> list[tuple[str, str]]:
        return [
            (f"{stem}-{one.number}", name(one))
            for one in run.districts
            if stem != "distrito-lugar" or one.stability
        ]

    _register(rf"{stem}-\d{{1,3}}", codes, drawn)


def _run() -> RunView:
    found = queries.published_run()
    if found is None:
        raise figures.UnknownFigure(_("Todavía no hay una corrida publicada."))
    return found


def _map_name() -> str:
    return _("Mapa de los distritos mineros")


def _weights_name() -> str:
    return _("Pesos de las cinco variables de los distritos")


def _profile_name(one: DistrictView) -> str:
    return _("Perfil del distrito %(number)s, %(name)s") % _called(one)


def _place_name(one: DistrictView) -> str:
    return _("Lugar del distrito %(number)s, %(name)s") % _called(one)


def _close_name(one: DistrictView) -> str:
    return _("Mapa del distrito %(number)s, %(name)s") % _called(one)


def _called(one: DistrictView) -> dict[str, object]:
    return {"number": one.number, "name": sentences.name_of(one)}


def _one(value: float) -> str:
    return formats.number(value, 1)


def _in_study(number: int | None) -> str:
    return _("no está") if number is None else str(number)


def _yes_no(value: bool) -> str:
    return _("sí") if value else _("no")
