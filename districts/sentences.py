"""What a run says, in one Spanish sentence each: the same figures always give the same words."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from districts.method.compare import Difference
from districts.method.findings import CONFIRMED, NOT_CONFIRMED, NOT_TESTABLE
from districts.method.inputs import Site
from districts.method.results import District
from districts.method.stability import Interval
from districts.readmodel import LEAVE_ONE_OUT, ORIGINS, WEIGHTS, DistrictView, RunView, StudyView
from emra.lib import formats, speech

SIZE_CLASSES: Final = {
    "gran": gettext_lazy("gran minería"),
    "mediana": gettext_lazy("mediana minería"),
    "mixta": gettext_lazy("gran y mediana minería"),
}
CATEGORIES: Final = {
    "gran": gettext_lazy("gran minería"),
    "mediana": gettext_lazy("mediana minería"),
}
PRODUCTS: Final = {
    "Cu": gettext_lazy("cobre"),
    "Cu smelter": gettext_lazy("fundición de cobre"),
    "Fe": gettext_lazy("hierro"),
    "LCE": gettext_lazy("litio"),
}
# Name and unit of each variable, in the order of the method.
VARIABLES: Final = (
    (gettext_lazy("Producción"), gettext_lazy("kt de cobre equivalente al año")),
    (gettext_lazy("Empleo"), gettext_lazy("personas")),
    (gettext_lazy("Infraestructura"), gettext_lazy("índice")),
    (gettext_lazy("Pequeña minería"), gettext_lazy("faenas activas (indicador sustituto)")),
    (gettext_lazy("Inversión"), gettext_lazy("millones de USD")),
)
STUDIES: Final = {
    ORIGINS: gettext_lazy("al mover la grilla"),
    WEIGHTS: gettext_lazy("al sortear los pesos"),
    LEAVE_ONE_OUT: gettext_lazy("al quitar una faena"),
}


def name_of(one: DistrictView) -> str:
    """What to call a district: as the study does where it answers to one, else by its main site."""
    if one.study is not None:
        return one.study.name
    return main_site([view.site for view in one.sites])


def main_site(sites: Sequence[Site]) -> str:
    """The name of the site that produces most."""
    largest = max(sites, key=lambda site: (site.cu_eq_kt or 0.0, site.name), default=None)
    return largest.name if largest else _("sin faenas")


def label(one: DistrictView) -> str:
    """A district's link in words, with its score."""
    return _("Distrito %(number)s, %(name)s: %(score)s puntos") % {
        "number": one.number,
        "name": name_of(one),
        "score": score(one.district.score),
    }


def score(value: float | None) -> str:
    """A score from 1 to 100 with one decimal."""
    return formats.number(value, 1)


def product(code: str) -> str:
    return str(PRODUCTS.get(code, code))


def site_title(site: Site) -> str:
    """A site in one line, for the point on the map."""
    parts = [site.name, product(site.product), str(CATEGORIES.get(site.category, site.category))]
    if site.approximate:
        parts.append(_("aprox."))
    return ", ".join(parts)


def listed(names: Sequence[str]) -> str:
    """`a, b y c`; a name is never broken."""
    names = [str(name) for name in names]
    if len(names) < 2:
        return "".join(names)
    last = names[-1]
    if speech.english():
        return speech.joined(names)
    joint = (
        "e" if last.lower().startswith(("i", "hi")) and not last.lower().startswith("hie") else "y"
    )
    return f"{', '.join(names[:-1])} {joint} {last}"


def map_in_words(districts: Sequence[DistrictView]) -> str:
    """What a window of the map shows."""
    if not districts:
        return _("Ningún distrito.")
    return _("Distritos: %(names)s. El tamaño y el tono de cada hexágono crecen con su calor.") % {
        "names": listed([f"{one.number} {name_of(one)}" for one in districts])
    }


def headline(run: RunView) -> str:
    """The finding of the map, as its title."""
    count = len(run.districts)
    if not count:
        return _("La corrida no encuentra ningún distrito")
    first = run.districts[0]
    regions = listed(first.district.regions)
    return ngettext(
        "%(count)s distrito minero: el de mayor puntaje es %(name)s%(where)s",
        "%(count)s distritos mineros: el de mayor puntaje es %(name)s%(where)s",
        count,
    ) % {
        "count": count,
        "name": name_of(first),
        "where": _(", en %(regions)s") % {"regions": regions} if regions else "",
    }


def found(run: RunView) -> str:
    """How many districts a run finds, how many are the study's, and what bare distance finds."""
    comparison = run.comparison
    return ngettext(
        "El método encuentra %(count)s distrito y reúne sin mezcla las faenas de %(exclusive)s de"
        " los %(total)s distritos que imprime el estudio; agrupar las faenas solo por cercanía"
        " (línea base) reúne las de %(naive)s.",
        "El método encuentra %(count)s distritos y reúne sin mezcla las faenas de %(exclusive)s de"
        " los %(total)s distritos que imprime el estudio; agrupar las faenas solo por cercanía"
        " (línea base) reúne las de %(naive)s.",
        len(run.districts),
    ) % {
        "count": len(run.districts),
        "exclusive": comparison.exclusive,
        "total": len(run.reference.districts),
        "naive": comparison.naive_exclusive,
    }


def outside(run: RunView) -> str:
    """How many sites lie in no district, and how many concentrations were dropped."""
    alone = sum(1 for one in run.sites if one.run is None)
    dropped = len(run.dropped)
    first = ngettext(
        "%(alone)s faena de %(total)s no queda en ningún distrito",
        "%(alone)s faenas de %(total)s no quedan en ningún distrito",
        alone,
    ) % {"alone": alone, "total": len(run.sites)}
    if not dropped:
        return _("%(first)s y no se descartó ninguna concentración.") % {"first": first}
    second = ngettext(
        "se descartó %(dropped)s concentración sin producción",
        "se descartaron %(dropped)s concentraciones sin producción",
        dropped,
    ) % {"dropped": dropped}
    return _("%(first)s y %(second)s.") % {"first": first, "second": second}


def about(one: DistrictView, total: int) -> str:
    """The sheet's first sentence."""
    district = one.district
    return _(
        "%(name)s ocupa el lugar %(rank)s de %(total)s con %(score)s puntos: es de %(size)s,"
        " produce %(products)s y tiene %(sites)s en %(communes)s."
    ) % {
        "name": name_of(one),
        "rank": district.rank,
        "total": total,
        "score": score(district.score),
        "size": SIZE_CLASSES.get(district.size_class, _("clase desconocida")),
        "products": listed([product(code) for code, _share in district.products])
        or _("sin dato de producto"),
        "sites": count_sites(len(one.sites)),
        "communes": listed(district.communes) or _("comunas sin dato"),
    }


def count_sites(count: int) -> str:
    return ngettext("%(n)s faena", "%(n)s faenas", count) % {"n": count}


def leads(district: District) -> str:
    """Of a profile, its highest bar."""
    at = max(range(len(VARIABLES)), key=lambda place: (district.profile[place], -place))
    return _("lo más alto es %(best)s, con %(value)s del distrito mayor") % {
        "best": str(VARIABLES[at][0]).lower(),
        "value": formats.percent(district.profile[at], 0),
    }


def profile(district: District) -> str:
    """Which variables a district leads in and which it lacks."""
    ranked = sorted(range(len(VARIABLES)), key=lambda at: (-district.profile[at], at))
    strong = [str(VARIABLES[at][0]).lower() for at in ranked if district.profile[at] >= 50]
    absent = [str(VARIABLES[at][0]).lower() for at in range(5) if not district.totals[at]]
    best = str(VARIABLES[ranked[0]][0]).lower()
    value = formats.percent(district.profile[ranked[0]], 0)
    text = (
        _("Llega al menos a la mitad del distrito mayor en %(strong)s.")
        % {"strong": listed(strong)}
        if strong
        else _(
            "No llega a la mitad del distrito mayor en ninguna variable; lo más alto es"
            " %(best)s, con %(value)s."
        )
        % {"best": best, "value": value}
    )
    if absent:
        text += " " + _("No hay %(absent)s en sus celdas.") % {"absent": listed(absent)}
    return text


def interval(found: Interval | None, places: int = 0) -> str:
    """`4 (2 a 6)`: a median with the 5th and 95th percentile."""
    if found is None:
        return formats.no_data()
    return _("%(median)s (%(low)s a %(high)s)") % {
        "median": formats.number(found.median, places),
        "low": formats.number(found.low, places),
        "high": formats.number(found.high, places),
    }


def firmness(one: DistrictView) -> str:
    """How firm a district is, from every finished study of stability."""
    parts = [
        _("el %(share)s %(how)s")
        % {"how": how, "share": formats.percent(100 * one.stability[kind].persistence, 0)}
        for kind, how in STUDIES.items()
        if kind in one.stability
    ]
    if not parts:
        return _("Todavía no hay estudios de estabilidad terminados de esta corrida.")
    return _("De las repeticiones, aparece en %(parts)s.") % {"parts": listed(parts)}


def study_result(study: StudyView) -> str:
    """What a finished study of stability gives, in one sentence."""
    summary = study.summary
    if summary is None:
        return ngettext(
            "Va %(done)s de %(draws)s repetición.",
            "Van %(done)s de %(draws)s repeticiones.",
            study.draws,
        ) % {"done": study.done, "draws": study.draws}
    return ngettext(
        "En %(draws)s repetición: distritos, %(districts)s; coincidencias exclusivas,"
        " %(exclusive)s; índice de Rand ajustado sobre las faenas nombradas, %(ari)s (mediana y,"
        " entre paréntesis, percentiles 5 y 95).",
        "En %(draws)s repeticiones: distritos, %(districts)s; coincidencias exclusivas,"
        " %(exclusive)s; índice de Rand ajustado sobre las faenas nombradas, %(ari)s (mediana y,"
        " entre paréntesis, percentiles 5 y 95).",
        summary.draws,
    ) % {
        "draws": formats.number(summary.draws),
        "districts": interval(summary.districts),
        "exclusive": interval(summary.exclusive),
        "ari": interval(summary.ari_named, 2),
    }


def verdicts(run: RunView) -> str:
    """How the study's findings fare."""
    counts = Counter(one.verdict for one in run.findings)
    return _(
        "De los %(total)s hallazgos del estudio, con nuestros datos: confirmados, %(yes)s; no"
        " confirmados, %(no)s; no comprobables, %(unknown)s."
    ) % {
        "total": len(run.findings),
        "yes": counts[CONFIRMED],
        "no": counts[NOT_CONFIRMED],
        "unknown": counts[NOT_TESTABLE],
    }


def moved(places: int | None) -> str:
    """A change of rank for people: up is a lower number."""
    if places is None:
        return _("nuevo")
    if not places:
        return _("= igual")
    return (
        ngettext("▲ sube %(n)s lugar", "▲ sube %(n)s lugares", places) % {"n": places}
        if places > 0
        else ngettext("▼ baja %(n)s lugar", "▼ baja %(n)s lugares", -places) % {"n": -places}
    )


def tried(count: int, published: int, changed: int) -> str:
    """What other weights change against the published run."""
    if count == published and not changed:
        return ngettext(
            "Con estos pesos queda el mismo distrito.",
            "Con estos pesos quedan los mismos %(count)s distritos en el mismo orden.",
            count,
        ) % {"count": count}
    there = ngettext(
        "Con estos pesos hay %(count)s distrito (la corrida publicada tiene %(published)s).",
        "Con estos pesos hay %(count)s distritos (la corrida publicada tiene %(published)s).",
        count,
    ) % {"count": count, "published": published}
    differ = ngettext(
        "%(changed)s cambia de lugar, aparece o deja de estar.",
        "%(changed)s cambian de lugar, aparecen o dejan de estar.",
        changed,
    ) % {"changed": changed}
    return f"{there} {differ}"


def changed(difference: Difference) -> str:
    """What two runs have in common."""
    ari = formats.number(difference.ari, 2)
    if not difference.same_grid:
        return _(
            "Las dos corridas no comparten la grilla, así que no se comparan sus celdas; la"
            " agrupación de las faenas coincide con un índice de Rand ajustado de %(ari)s."
        ) % {"ari": ari}
    return ngettext(
        "La segunda corrida gana %(gained)s celda y pierde %(lost)s; la agrupación de las faenas"
        " coincide con un índice de Rand ajustado de %(ari)s.",
        "La segunda corrida gana %(gained)s celdas y pierde %(lost)s; la agrupación de las faenas"
        " coincide con un índice de Rand ajustado de %(ari)s.",
        len(difference.gained),
    ) % {"gained": len(difference.gained), "lost": len(difference.lost), "ari": ari}
