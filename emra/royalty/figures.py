"""The royalty funds' published figures: by region, by commune, and what is known of Antofagasta."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emra.ledger.http import ledger_etag
from emra.ledger.queries import head
from emra.lib import communes, figures, formats, legends
from emra.lib.figures import Column, Figure, Key, Stamp
from emra.lib.percent import quantise
from emra.royalty import charts, queries, sentences
from emra.royalty.readmodel import CommuneView, FundView, RegionView, YearView

HOME_REGION: Final = "antofagasta"


def register() -> None:
    for stem, draw in (
        ("fondos-regiones", regions),
        ("fondos-comunas", _known),
        ("fondos-mapa", home_map),
    ):
        _register(stem, draw)
    _register_many(r"fondos-comunas-[a-z-]+", _regions_known)
    _register_many(r"fondos-criterios-[a-z]+", lambda view: [weights(view, f) for f in view.funds])


def regions(view: YearView) -> Figure:
    """Both funds by region."""
    uid = f"fondos-regiones-{view.year}"
    drawn = charts.region_bars(view.regions)
    return _figure(
        view,
        code=uid,
        name=_("Montos de los fondos por región, %(year)s") % {"year": view.year},
        finding=sentences.mining_share(view),
        sentence=sentences.regions(view),
        unit=_("pesos"),
        drawing=drawn,
        keys=_funds(uid),
        columns=[
            Column("region", _("Región"), numeric=False),
            Column("fet_clp", "FET", formats.clp),
            Column("fcmi_clp", "FCMI", formats.clp),
            Column("ambos_clp", _("Ambos"), formats.clp),
        ],
        rows=[(row.name, row.fet_clp, row.fcmi_clp, row.both_clp) for row in view.regions],
        page=reverse("royalty-regions"),
    )


def by_commune(
    view: YearView, chosen: Sequence[CommuneView], region: RegionView | None = None
) -> Figure:
    """Both funds as a share of the own income of the communes of which it is known."""
    place = f"{region.slug}-" if region else ""
    uid = f"fondos-comunas-{place}{view.year}"
    known = [row for row in chosen if row.both_percent is not None]
    if not known:
        raise figures.UnknownFigure(_("De ninguna comuna se conocen monto e ingresos propios."))
    return _figure(
        view,
        code=uid,
        name=_("Fondos sobre los ingresos propios, por comuna, %(where)s, %(year)s")
        % {"where": region.name, "year": view.year}
        if region
        else _("Fondos sobre los ingresos propios, por comuna, %(year)s") % {"year": view.year},
        finding=sentences.most_raised(known),
        sentence=ngettext(
            "Solo la %(n)s comuna cuyos ingresos propios se conocen; de las demás no hay dato, "
            "y eso no es un cero. En negrita, las de Antofagasta.",
            "Solo las %(n)s comunas cuyos ingresos propios se conocen; de las demás no hay dato, "
            "y eso no es un cero. En negrita, las de Antofagasta.",
            len(known),
        )
        % {"n": len(known)},
        unit=_("porcentaje de los ingresos propios de la comuna"),
        drawing=charts.commune_bars(known),
        keys=_funds(uid),
        columns=[
            Column("comuna", _("Comuna"), numeric=False),
            Column("region", _("Región"), numeric=False),
            Column("fet_pct", "FET", _two),
            Column("fcmi_pct", "FCMI", _two),
            Column("ambos_pct", _("Ambos"), _two),
        ],
        rows=[
            (
                row.name,
                row.region_name,
                _stored(row.fet_percent),
                _stored(row.fcmi_percent),
                _stored(row.both_percent),
            )
            for row in known
        ],
        page=reverse("royalty-communes"),
    )


def weights(view: YearView, fund: FundView) -> Figure:
    """What each indicator weighs in a fund."""
    return _figure(
        view,
        code=f"fondos-criterios-{fund.code.lower()}-{view.year}",
        name=_("Ponderaciones del %(fund)s, %(year)s") % {"fund": fund.code, "year": view.year},
        finding=_("Las partes iguales pesan el %(percent)s del fondo")
        % {"percent": formats.percent(fund.floor_percent, None)},
        sentence=_(
            "%(fund)s: cada indicador reparte su parte según el valor de la comuna sobre la suma "
            "de todas las que participan."
        )
        % {"fund": fund.name},
        unit=_("porcentaje del fondo"),
        drawing=charts.weight_bars(fund),
        keys=[],
        columns=[
            Column("indicador", _("Indicador"), numeric=False),
            Column("peso_pct", _("Pesa"), lambda value: formats.percent(value, None)),
        ],
        rows=[(row.name, row.weight) for row in fund.indicators],
        page=reverse("funds") + f"#f-{fund.code}",
        explore=reverse("simulation") + f"?fondo={fund.code}",
    )


def home_map(view: YearView) -> Figure:
    """Antofagasta's communes, by what is known of each."""
    rows = view.of_region(HOME_REGION)
    region = next((row for row in view.regions if row.slug == HOME_REGION), None)
    if region is None:
        raise figures.UnknownFigure(_("Ese año no hay montos publicados de Antofagasta."))
    known = sum(row.both is not None for row in rows)
    return _figure(
        view,
        code=f"fondos-mapa-{view.year}",
        name=_("Qué se sabe de las comunas de Antofagasta, %(year)s") % {"year": view.year},
        finding=_("Se conoce el monto de %(known)s de las %(total)s comunas de Antofagasta")
        % {"known": known, "total": len(rows)},
        sentence=sentences.what_is_known(region, rows),
        unit=_("pesos"),
        drawing=charts.commune_map(rows),
        keys=[
            Key('<rect class="c-b4" width="26" height="14"/>', _("monto impreso por fondo")),
            Key('<rect class="c-b2" width="26" height="14"/>', _("solo la suma de ambos")),
            legends.unknown(_("sin dato: no es cero")),
        ],
        columns=[
            Column("numero", _("N.º")),
            Column("comuna", _("Comuna"), numeric=False),
            Column("ambos_clp", _("Ambos fondos"), formats.clp),
        ],
        rows=[
            (number, row.name, row.both.amount if row.both else None)
            for number, row in enumerate(rows, start=1)
        ],
        notes=[_("Límites comunales: %(credit)s, simplificados.") % {"credit": communes.CREDIT}],
        aside=". ".join(
            f"{number}, {row.name}: {row.both or formats.no_data()}"
            for number, row in enumerate(rows, start=1)
        )
        + ".",
        page=reverse("funds"),
    )


def _known(view: YearView) -> Figure:
    return by_commune(view, view.known_communes)


def _regions_known(view: YearView) -> list[Figure]:
    """Of each region with a known commune."""
    found = []
    for region in view.regions:
        with suppress(figures.UnknownFigure):
            found.append(by_commune(view, view.of_region(region.slug), region))
    return found


def _register_many(stem: str, drawn: Callable[[YearView], Sequence[Figure]]) -> None:
    """A family with several figures for each year; those of the newest are listed."""

    def draw(code: str, _corte: str) -> Figure:
        for found in drawn(queries.year(int(code[-4:]))):
            if found.code == code:
                return found
        raise figures.UnknownFigure(
            _("No hay un gráfico «%(code)s»: la lista de todos está en /graficos/.")
            % {"code": code[:60]}
        )

    def listed() -> list[tuple[str, str]]:
        return [(found.code, found.name) for found in drawn(queries.year())]

    figures.register(figures.Family(rf"{stem}-\d{{4}}", listed, draw, ledger_etag, by_corte=False))


def _register(stem: str, draw: Callable[[YearView], Figure]) -> None:
    """A family with a figure for each year; the newest is listed."""

    def listed() -> list[tuple[str, str]]:
        found = draw(queries.year())
        return [(found.code, found.name)]

    def drawn(code: str, _corte: str) -> Figure:
        return draw(queries.year(int(code[-4:])))

    figures.register(figures.Family(rf"{stem}-\d{{4}}", listed, drawn, ledger_etag, by_corte=False))


def _figure(view: YearView, **said: Any) -> Figure:
    seq, seal = head()
    drawn = figures.titled(said.pop("drawing"), said["finding"], said["sentence"])
    return Figure(
        **said,
        drawing=drawn,
        source=view.source,
        as_of=_("Año %(year)s, planilla %(code)s.") % {"year": view.year, "code": view.code},
        stamp=Stamp(_("planilla %(code)s") % {"code": view.code}, seq, seal),
    )


def _funds(uid: str) -> list[Key]:
    return [
        Key(
            '<rect class="c-solid" width="26" height="14"/>', _("FET, Fondo de Equidad Territorial")
        ),
        Key(legends.hatch(f"{uid}-l"), _("FCMI, Fondo de Comunas Mineras")),
    ]


def _two(value: Any) -> str:
    return formats.percent(value, 2)


def _stored(value: Any) -> Any:
    return None if value is None else quantise(value, 2)
