"""The royalty funds as tables to download."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emra.lib.percent import quantise
from emra.lib.tables import Table
from emra.royalty import sheets
from emra.royalty.columns import COMMUNES, INDICATORS, REGIONS
from emra.royalty.readmodel import CommuneView, FundView, IndicatorView, RegionView, YearView
from emra.royalty.simulations import EXAMPLE, Simulation
from emra.sources.queries import CitationView

NOTICE = gettext_lazy("Simulación: no es una asignación oficial")
INVENTED = gettext_lazy("Valores de ejemplo, inventados para mostrar el cálculo")


def regions(view: YearView) -> Table:
    """The regions of a year."""
    rows = [
        (
            view.year,
            row.code,
            row.name,
            row.of_communes,
            row.fet_communes,
            row.fet_clp,
            row.fcmi_communes,
            row.fcmi_clp,
            row.any_communes,
            row.both_clp,
            row.difference,
            _two(row.of_country),
            *_place(row.citation),
        )
        for row in view.regions
    ]
    return Table(f"fondos-regiones-{view.year}", REGIONS, rows, _about(view))


def communes(view: YearView, chosen: Sequence[CommuneView]) -> Table:
    """Communes of a year; an unknown amount is an empty cell."""
    rows = [
        (
            view.year,
            row.code,
            row.name,
            row.region_name,
            row.known,
            row.own_income_clp,
            row.fet.amount if row.fet else None,
            _two(row.fet_percent),
            row.fcmi.amount if row.fcmi else None,
            _two(row.fcmi_percent),
            row.both.amount if row.both else None,
            _two(row.both_percent),
            row.both.unit if row.both else None,
            row.rank,
            row.in_fet,
            row.in_fcmi,
            *_place(row.citation),
        )
        for row in chosen
    ]
    return Table(f"fondos-comunas-{view.year}", COMMUNES, rows, _about(view))


def indicators(funds: Sequence[FundView]) -> Table:
    """The weights of every fund and year."""
    rows = [
        (
            fund.year,
            fund.code,
            row.code,
            parent,
            row.name,
            row.kind,
            row.weight,
            row.of_fund,
            *_place(row.citation),
        )
        for fund in funds
        for row, parent in _with_parts(fund.indicators)
    ]
    return Table("fondos-indicadores", INDICATORS, rows)


def simulation(found: Simulation) -> Table:
    """A scenario; each row repeats that it is a simulation, and of invented values."""
    label = str(INVENTED) if found.data.kind == EXAMPLE else found.data.source
    about = [(_("Aviso"), NOTICE), (_("Datos"), label), (_("Total"), found.scenario.total)]
    columns, rows = _of_communes(found) if found.rows else _of_regions(found)
    return Table(
        f"simulacion-{found.fund.code}",
        ("aviso", "datos", "fondo", *columns),
        [(str(NOTICE), label, found.fund.code, *row) for row in rows],
        about,
    )


def indicators_template(fund: FundView, chosen: Sequence[CommuneView]) -> Table:
    """The spreadsheet to fill in with a fund's indicator values, a row per commune."""
    names = [
        row.code for row, _parent in _with_parts(fund.indicators) if row.kind == "SHARE_OF_SUM"
    ]
    rows = [(row.code, row.name, *(None for _name in names)) for row in chosen]
    about = [
        (_("Qué es"), _("Plantilla de valores de los indicadores del %s") % fund.code),
        (_("Cómo"), _("Deje solo las comunas que participan y llene todas las columnas.")),
        (_("Cero"), _("Si un valor es cero, escriba 0: una celda vacía es un dato que falta.")),
    ]
    return Table(
        f"plantilla-indicadores-{fund.code}", (sheets.CODE, sheets.NAME, *names), rows, about
    )


def allocations_template(view: YearView) -> Table:
    """The spreadsheet to fill in with a year's amounts: the regions, then the communes."""
    empty = [None] * (len(sheets.ALLOCATION_COLUMNS) - 2)
    places: list[RegionView | CommuneView] = [*view.regions, *view.communes]
    about = [
        (_("Qué es"), _("Plantilla de montos por región (dos cifras) y comuna (cinco cifras)")),
        (_("Sin dato"), _("Deje la celda vacía; 0 quiere decir que no recibe.")),
        (_("Ambos"), _("Si los dos fondos están, su suma puede quedar vacía.")),
    ]
    rows = [(row.code, row.name, *empty) for row in places]
    return Table("plantilla-montos", sheets.ALLOCATION_COLUMNS, rows, about)


# -- pieces ----------------------------------------------------------------------------------


def _of_regions(found: Simulation) -> tuple[Sequence[str], list[Sequence[Any]]]:
    rows = [
        (
            row.region.code,
            row.region.name,
            row.communes,
            _two(row.before),
            _two(row.after),
            row.printed,
        )
        for row in found.floors
    ]
    floors = ("piso_publicado_clp", "piso_simulado_clp", "impreso_clp")
    return ("region", "nombre", "comunas", *floors), list(rows)


def _of_communes(found: Simulation) -> tuple[Sequence[str], list[Sequence[Any]]]:
    assert found.after is not None
    rows = [
        (
            row.code,
            row.name,
            row.before,
            row.after,
            row.difference,
            *(part.pesos for part in amount.parts),
            amount.rounding,
        )
        for row, amount in zip(found.rows, found.after.amounts, strict=True)
    ]
    parts = (f"por_{part.code}_clp" for part in found.after.amounts[0].parts)
    columns = ("cut", "comuna", "antes_clp", "despues_clp", "diferencia_clp")
    return (*columns, *parts, "redondeo_clp"), list(rows)


def _with_parts(rows: Sequence[IndicatorView]) -> list[tuple[IndicatorView, str]]:
    found = []
    for row in rows:
        found.append((row, ""))
        found += [(part, row.code) for part in row.parts]
    return found


def _about(view: YearView) -> list[tuple[str, Any]]:
    return [(_("Año"), view.year), (_("Documento"), view.source), (_("Versión"), view.code)]


def _place(citation: CitationView | None) -> tuple[Any, ...]:
    if citation is None:
        return (None, None, None)
    return (citation.document_code, citation.line_from, citation.line_to)


def _two(value: Decimal | None) -> Decimal | None:
    return None if value is None else quantise(value, 2)
