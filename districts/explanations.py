"""What the pages say of a run besides its districts: measures, findings, rows of its tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from districts import maps, sentences
from districts.method.compare import Difference
from districts.method.findings import Finding
from districts.method.inputs import Site
from districts.method.results import District
from districts.method.study import Comparison, Match, StudyDistrict
from districts.readmodel import DistrictView, RunView, StudyView
from emra.lib import formats
from emra.sources.models import Citation
from emra.sources.queries import CitationView, citation_view

MAP_LAYERS: Final = (
    ("calor", gettext_lazy("Calor")),
    ("distritos", gettext_lazy("Distritos")),
    ("faenas", gettext_lazy("Faenas")),
    ("gi", gettext_lazy("Focos Gi*")),
    ("infraestructura", gettext_lazy("Infraestructura")),
    ("comunas", gettext_lazy("Comunas")),
)
# The six findings in our words; what they rest on stays with the study.
FINDINGS: Final = (
    gettext_lazy("Donde hay mucha producción y empleo hay poca pequeña minería, y al revés."),
    gettext_lazy("Cinco distritos (7, 8, 9, 10 y 12) son casi por completo de mediana minería."),
    gettext_lazy("En altura solo hay gran minería; la mediana y la pequeña están hacia la costa."),
    gettext_lazy("Varios distritos (12, 13 y 14) cruzan comunas, provincias y hasta regiones."),
    gettext_lazy("El distrito 4, Salar de Atacama, es solo de litio."),
    gettext_lazy("Los distritos de menor peso (7, 9 y 10) están en Atacama y Coquimbo."),
)


@dataclass(frozen=True)
class Named:
    """A district with what to call it."""

    view: DistrictView
    name: str


@dataclass(frozen=True)
class SiteRow:
    """A site of a district's sheet in words; `together` is in percent."""

    site: Site
    category: str
    product: str
    study: str
    together: float | None


@dataclass(frozen=True)
class ProductRow:
    """A product of a district: its share in percent and its location quotient."""

    name: str
    share: float
    quotient: float | None


@dataclass(frozen=True)
class Measure:
    """How near a run comes to the study, beside the naive baseline where it has one."""

    label: str
    run: str
    naive: str
    meaning: str


@dataclass(frozen=True)
class StudyRow:
    """A district of the study beside the run's; `place` is its rank among those matched."""

    printed: StudyDistrict
    match: Match
    run: DistrictView | None


@dataclass(frozen=True)
class ShiftRow:
    """A district in two runs; None where it has no partner."""

    name: str
    before: DistrictView | None
    after: DistrictView | None
    shared: int
    change: str


def measures(comparison: Comparison) -> list[Measure]:
    """The measures of agreement, each with what bare distance gives."""
    named = _("1 es la misma agrupación y 0 lo que da el azar.")
    rows = (
        (
            _("Índice de Rand ajustado, faenas que nombra la Tabla 2"),
            _two(comparison.ari_named),
            _two(comparison.naive_ari_named),
            named,
        ),
        (
            _("Índice de Rand ajustado, todas las faenas"),
            _two(comparison.ari_all),
            _two(comparison.naive_ari_all),
            _("Las faenas sin distrito cuentan como un grupo más."),
        ),
        (
            _("Coincidencias exclusivas"),
            _("%(n)s de %(total)s") % {"n": comparison.exclusive, "total": len(comparison.matches)},
            _("%(n)s de %(total)s")
            % {"n": comparison.naive_exclusive, "total": len(comparison.matches)},
            _("Distritos del estudio cuyas faenas están todas juntas y sin las de otro."),
        ),
        (
            _("Distritos sin faena nombrada"),
            formats.number(len(comparison.false_districts)),
            formats.number(comparison.naive_false),
            _("Encontrados aquí y que la Tabla 2 no nombra."),
        ),
        (
            _("Spearman con el orden de la Tabla 3, distritos de la corrida"),
            _two(comparison.spearman),
            _("no ordena"),
            _("1 es el mismo orden; un distrito sin pareja cuenta con puntaje 0."),
        ),
        (
            _("Spearman con el orden de la Tabla 3, faenas de la Tabla 2"),
            _two(comparison.spearman_membership),
            _("no ordena"),
            _("Usa el calor de las faenas que nombra cada distrito, sin agrupar."),
        ),
    )
    return [Measure(*row) for row in rows]


def study_rows(run: RunView) -> list[StudyRow]:
    """Tables 2 and 3 row by row beside the run."""
    printed = {one.number: one for one in run.reference.districts}
    return [
        StudyRow(printed[match.study], match, run.by_number.get(match.run or 0))
        for match in run.comparison.matches
    ]


def finding_rows(run: RunView) -> list[tuple[str, Finding, list[tuple[str, str]]]]:
    """Each finding in words, its test, and the figures it rests on."""
    return [
        (
            str(statement),
            finding,
            [(what, formats.number(round(value, 2))) for what, value in finding.figures],
        )
        for statement, finding in zip(FINDINGS, run.findings, strict=True)
    ]


def weight_rows(weights: Sequence[float]) -> list[tuple[str, float]]:
    """Each variable and its weight in percent."""
    return [(str(sentences.VARIABLES[at][0]), 100 * weights[at]) for at in range(len(weights))]


def profile_rows(district: District) -> list[tuple[str, str, str]]:
    """Each variable: total with its unit, and share of the largest district in it."""
    return [
        (
            str(name),
            formats.with_unit(_rounded(district.totals[at]), str(unit)),
            formats.percent(district.profile[at], 0),
        )
        for at, (name, unit) in enumerate(sentences.VARIABLES)
    ]


def studies(run: RunView) -> list[tuple[StudyView, str]]:
    """Each study of stability with what it gives."""
    return [(study, sentences.study_result(study)) for study in run.studies]


def named(districts: Sequence[DistrictView]) -> list[Named]:
    """Districts with what to call each."""
    return [Named(one, sentences.name_of(one)) for one in districts]


def unprinted(run: RunView) -> list[Named]:
    """The districts without a site that Table 2 names."""
    return named([run.by_number[number] for number in run.comparison.false_districts])


def site_rows(run: RunView, one: DistrictView) -> list[SiteRow]:
    """The sites of a district, the largest producer first."""
    printed = {row.number: row.name for row in run.reference.districts}
    company = _companions(run)
    ordered = sorted(one.sites, key=lambda row: (-(row.site.cu_eq_kt or 0.0), row.site.name))
    return [
        SiteRow(
            site=row.site,
            category=str(sentences.CATEGORIES.get(row.site.category, row.site.category)),
            product=sentences.product(row.site.product),
            study=f"{row.study} {printed[row.study]}" if row.study in printed else "",
            together=company.get(row.site.name),
        )
        for row in ordered
    ]


def product_rows(district: District) -> list[ProductRow]:
    """The products of a district, the largest share first."""
    quotients = dict(district.location_quotient)
    return [
        ProductRow(sentences.product(code), share, quotients.get(code))
        for code, share in district.products
    ]


def _companions(run: RunView) -> Mapping[str, float | None]:
    """By site, from the study that moves the grid or the first that is done, in percent."""
    found = run.site_stability
    kind = next((kind for kind in sentences.STUDIES if kind in found), None)
    if kind is None:
        return {}
    return {
        site: None if one.together is None else 100 * one.together
        for site, one in found[kind].items()
    }


def shifts(old: RunView, new: RunView, change: Difference) -> list[ShiftRow]:
    """Each district of two runs with its partner and its change of place."""
    rows = []
    for shift in change.shifts:
        before = old.by_number.get(shift.before or 0)
        after = new.by_number.get(shift.after or 0)
        moves = before.district.rank - after.district.rank if before and after else None
        text = _("deja de estar") if after is None else sentences.moved(moves)
        name = "/".join(dict.fromkeys(sentences.name_of(one) for one in (before, after) if one))
        rows.append(ShiftRow(name, before, after, shift.shared_sites, text))
    return rows


def shades() -> list[tuple[int, str]]:
    """The shades of the map's legend, in words."""
    lows = [low for low, _share in maps.SHADES]
    texts = []
    for at, low in enumerate(lows):
        if at == 0:
            text = _("bajo %(high)s") % {"high": _two(lows[1])}
        elif at == len(lows) - 1:
            text = _("%(low)s o más") % {"low": _two(low)}
        else:
            text = _("%(low)s a %(high)s") % {"low": _two(low), "high": _two(lows[at + 1])}
        texts.append((at, text))
    return texts


def citation(code: str) -> CitationView | None:
    """A passage by its code, None when it is not loaded."""
    found = Citation.objects.select_related("document").filter(code=code).first()
    return citation_view(found) if found else None


def _rounded(value: float) -> float:
    """As many decimals as a reader can use: none from a hundred on."""
    return round(value, 0 if abs(value) >= 100 else 1 if abs(value) >= 1 else 2)


def _two(value: float | None) -> str:
    return formats.number(value, 2)
