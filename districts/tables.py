"""The districts as tables to download, each with its source and what is approximate in it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from districts import credits
from districts.columns import CELLS, DISTRICTS, LAYER, MATCHES, RUNS, SITES
from districts.readmodel import FeatureView, LayerView, RunLine, RunView
from emra.lib.tables import Table


def districts(view: RunView) -> Table:
    """The districts of a run, by their number."""
    rows = [
        (
            one.number,
            one.district.rank,
            one.district.score,
            one.study.number if one.study else None,
            one.study.name if one.study else None,
            one.match.exclusive if one.match else None,
            ", ".join(one.district.sites),
            ", ".join(one.district.approximate_sites),
            ", ".join(one.district.communes),
            ", ".join(one.district.provinces),
            ", ".join(one.district.regions),
            one.district.size_class,
            ", ".join(f"{product} {share:g} %" for product, share in one.district.products),
            round(one.district.area_km2, 4),
            round(one.district.lon, 6),
            round(one.district.lat, 6),
            *(round(value, 2) for value in one.district.profile),
            *(round(value, 4) for value in one.district.totals),
            view.code,
        )
        for one in view.districts
    ]
    about = credits.about(view, _("Distritos de una corrida"))
    return Table(f"distritos-{view.code}", DISTRICTS, rows, about)


def sites(view: RunView) -> Table:
    """The sites of a run, with the district that each is in."""
    rows = [
        (
            one.site.name,
            one.site.company,
            one.site.category,
            one.site.product,
            one.site.production,
            one.site.unit,
            one.site.cu_eq_kt,
            one.site.year,
            one.site.production_source,
            one.site.employment,
            one.site.lon,
            one.site.lat,
            one.site.coordinate_source,
            one.site.approximate,
            one.run,
            one.study,
            one.naive,
            view.code,
        )
        for one in view.sites
    ]
    return Table(f"faenas-{view.code}", SITES, rows, credits.about(view, _("Faenas")))


def cells(view: RunView) -> Table:
    """The hexagons of a run."""
    rows = [
        (
            cell.q,
            cell.r,
            round(cell.lon, 6),
            round(cell.lat, 6),
            *(round(value, 6) for value in cell.values),
            round(cell.heat, 6),
            round(cell.smoothed, 6),
            None if cell.gi_star is None else round(cell.gi_star, 6),
            cell.hotspot,
            cell.district,
        )
        for cell in view.cells
    ]
    return Table(f"hexagonos-{view.code}", CELLS, rows, credits.about(view, _("Hexágonos")))


def matches(view: RunView) -> Table:
    """The districts of the study beside those of a run."""
    printed = {one.number: one for one in view.reference.districts}
    rows = [
        (
            one.study,
            printed[one.study].name,
            printed[one.study].development_rank,
            one.run,
            one.score,
            one.together,
            one.named,
            one.exclusive,
            view.code,
        )
        for one in view.comparison.matches
    ]
    about = credits.about(view, _("Distritos del estudio (tablas 2 y 3) y de la corrida"))
    return Table(f"distritos-estudio-{view.code}", MATCHES, rows, about)


def layer(view: LayerView, features: Sequence[FeatureView]) -> Table:
    """The records of the current edition of a layer."""
    rows = [
        (
            one.name,
            one.kind,
            one.company,
            one.category,
            one.product,
            one.value,
            one.unit,
            one.copper_equivalent,
            one.year,
            one.lon,
            one.lat,
            one.wkt,
            one.source,
            one.approximate,
        )
        for one in features
    ]
    about = [
        (_("Qué es"), view.what),
        (_("Reparo"), view.caveat),
        (_("Edición"), view.current.number),
        (_("Fuente"), credits.source(view.current)),
        (_("Huella del archivo"), view.current.sha256),
    ]
    return Table(f"capa-{view.code.lower().replace('_', '-')}", LAYER, rows, about)


def runs(lines: Sequence[RunLine]) -> Table:
    """Runs with their choices and how near each comes to the study."""
    rows = [
        (
            one.code,
            one.state,
            one.made_at,
            one.published_at,
            one.clustering,
            one.normalisation,
            one.weights_method,
            *one.weights,
            one.seed,
            one.districts,
            one.dropped,
            one.ari_named,
            one.ari_all,
            one.exclusive,
            one.false_districts,
            one.spearman,
            one.naive_ari_named,
            one.naive_ari_all,
            one.input_hash,
            one.run_hash,
            one.method_version,
        )
        for one in lines
    ]
    about = [
        (_("Qué es"), _("Corridas de los distritos")),
        (_("Advertencia"), credits.DISCLAIMER),
        (_("Estudio"), credits.STUDY),
    ]
    return Table("corridas", RUNS, rows, about)
