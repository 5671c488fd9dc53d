"""What the pages of the royalty funds say in words; each sentence follows from its figures."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emra.lib import formats
from emra.royalty.readmodel import (
    MILLION,
    NAMED,
    PRINTED,
    UNKNOWN,
    CommuneView,
    FundView,
    RegionView,
    YearView,
)
from emra.royalty.simulations import Simulation


def year(view: YearView) -> str:
    """How much, to how many communes, and what of it the region of Antofagasta gets."""
    totals = [region.both_clp for region in view.regions]
    text = _("En %(year)s los fondos suman %(total)s") % {
        "year": view.year,
        "total": _millions(sum(total for total in totals if total is not None)),
    }
    home = next((region for region in view.regions if region.slug == "antofagasta"), None)
    if home is None or home.both_clp is None or home.of_country is None:
        return f"{text}."
    return text + _("; la Región de Antofagasta recibe %(amount)s, el %(share)s.") % {
        "amount": _millions(home.both_clp),
        "share": formats.percent(home.of_country),
    }


def regions(view: YearView) -> str:
    """The three regions that get most, and how many communes of theirs take part."""
    ranked = sorted(view.regions, key=lambda row: row.both_clp or 0, reverse=True)[:3]
    named = [f"{row.name} ({_millions(row.both_clp)})" for row in ranked if row.both_clp]
    return _("Las que más reciben son %(regions)s.") % {"regions": _and(named)}


def mining_share(view: YearView) -> str:
    """How much of what Antofagasta gets comes from the mining fund."""
    home = next((row for row in view.regions if row.slug == "antofagasta"), None)
    if home is None or not home.both_clp or home.fcmi_clp is None:
        return _("Montos por región")
    share = Decimal(100 * home.fcmi_clp) / home.both_clp
    return _("En Antofagasta, el %(share)s de los fondos viene del Fondo de Comunas Mineras") % {
        "share": formats.percent(share)
    }


def most_raised(communes: Iterable[CommuneView]) -> str:
    """The commune for whose own income the funds weigh most; "" where none is known."""
    known = [row for row in communes if row.both_percent is not None]
    if not known:
        return ""
    first = max(known, key=lambda row: row.both_percent or 0)
    return _("Donde más pesan los fondos es en %(name)s: el %(share)s de sus ingresos propios") % {
        "name": first.name,
        "share": formats.percent(first.both_percent, 2),
    }


def region(row: RegionView) -> str:
    """A region's amounts and communes."""
    if row.both_clp is None:
        return _("%(name)s: sin dato.") % {"name": row.name}
    text = _("%(name)s recibe %(both)s") % {"name": row.name, "both": formats.clp(row.both_clp)}
    if row.fet_clp is not None and row.fcmi_clp is not None:
        text += _(": %(fet)s del FET y %(fcmi)s del FCMI") % {
            "fet": formats.clp(row.fet_clp),
            "fcmi": formats.clp(row.fcmi_clp),
        }
    if row.fet_communes is not None and row.fcmi_communes is not None:
        text += _(". Participan %(fet)s de sus %(of)s comunas en el FET y %(fcmi)s en el FCMI") % {
            "fet": row.fet_communes,
            "fcmi": row.fcmi_communes,
            "of": row.of_communes,
        }
    return f"{text}."


def what_is_known(row: RegionView, communes: tuple[CommuneView, ...]) -> str:
    """Which communes of a region have an amount, and what is left for the others."""
    known = [commune for commune in communes if commune.both is not None]
    unknown = [commune for commune in communes if commune.known == UNKNOWN]
    if not unknown:
        return _("Se conoce el monto de todas sus comunas.")
    if not known or row.both_clp is None:
        return _(
            "El documento no imprime el monto de ninguna de sus %(count)s comunas: falta "
            "el dato, y eso no es un cero."
        ) % {"count": len(communes)}
    names = _and([f"{commune.name} ({commune.both})" for commune in known])
    rest = row.both_clp - sum(commune.both.amount for commune in known if commune.both)
    rounded = any(commune.both and commune.both.unit > 1 for commune in known)
    return ngettext(
        "Se conoce el monto de %(names)s. Quedan %(rest)s para la otra comuna, por deducción.",
        "Se conoce el monto de %(names)s. Quedan %(rest)s para las otras %(count)s comunas, "
        "por deducción: cuánto es de cada una no se sabe, y eso no es un cero.",
        len(unknown),
    ) % {
        "names": names,
        "rest": _("unos %(amount)s") % {"amount": _millions(rest)}
        if rounded
        else formats.clp(rest),
        "count": len(unknown),
    }


def commune(row: CommuneView, region: RegionView | None, view: YearView) -> str:
    """What is known of a commune, and what its region tells of the rest."""
    if row.known == PRINTED:
        return _printed(row, view)
    if row.known == NAMED:
        first = _(
            "De %(name)s se conoce solo la suma de ambos fondos, %(both)s, redondeada al millón: "
            "el documento no imprime cuánto es de cada fondo ni sus ingresos propios."
        ) % {"name": row.name, "both": row.both}
    else:
        first = _(
            "De %(name)s no se conoce el monto: la fuente no lo imprime. Falta el dato, y eso "
            "no es un cero."
        ) % {"name": row.name}
    return " ".join([first, *part_in_funds(row, region, view)])


def part_in_funds(row: CommuneView, region: RegionView | None, view: YearView) -> tuple[str, ...]:
    """What the region's row tells of a commune without amounts, fund by fund."""
    if region is None:
        return ()
    return tuple(
        text
        for code, takes_part, communes in (
            ("FET", row.in_fet, region.fet_communes),
            ("FCMI", row.in_fcmi, region.fcmi_communes),
        )
        if communes is not None and (row.fet if code == "FET" else row.fcmi) is None
        for text in [_participation(code, takes_part, communes, region, view.fund(code))]
    )


def simulation(found: Simulation) -> str:
    """Who wins and who loses most, or how the floor moves."""
    if not found.rows:
        if found.floor_before == found.floor_after:
            return _(
                "Cada comuna del %(fund)s recibe al menos %(after)s por partes iguales: es el "
                "piso publicado."
            ) % {"fund": found.fund.code, "after": formats.clp(found.floor_after)}
        return _(
            "Con estas ponderaciones, cada comuna del %(fund)s recibe al menos %(after)s por "
            "partes iguales; con las publicadas, %(before)s."
        ) % {
            "fund": found.fund.code,
            "before": formats.clp(found.floor_before),
            "after": formats.clp(found.floor_after),
        }
    most = max(found.rows, key=lambda row: row.difference)
    least = min(found.rows, key=lambda row: row.difference)
    if not most.difference and not least.difference:
        return _("Ninguna comuna cambia: son las ponderaciones y el total de partida.")
    text = _("Se reparten %(total)s completos, peso por peso.") % {
        "total": formats.clp(found.scenario.total)
    }
    if most.difference > 0:
        text += " " + _("La que más sube es %(name)s (%(amount)s más).") % {
            "name": most.name,
            "amount": formats.clp(most.difference),
        }
    if least.difference < 0:
        text += " " + _("La que más baja es %(name)s (%(amount)s menos).") % {
            "name": least.name,
            "amount": formats.clp(-least.difference),
        }
    return text


# -- pieces ----------------------------------------------------------------------------------


def _printed(row: CommuneView, view: YearView) -> str:
    text = _("%(name)s recibe %(both)s en %(year)s") % {
        "name": row.name,
        "both": row.both or _("un monto sin dato en total"),
        "year": view.year,
    }
    if row.both_percent is not None:
        text += _(", el %(share)s de sus ingresos propios") % {
            "share": formats.percent(row.both_percent, 2)
        }
    if row.fet is not None and row.fcmi is not None:
        text += _(": %(fet)s del FET y %(fcmi)s del FCMI") % {"fet": row.fet, "fcmi": row.fcmi}
    if row.rank is None:
        return f"{text}."
    ranked = sum(1 for other in view.communes if other.rank is not None)
    return text + _(". Ocupa el lugar %(rank)s de las %(of)s comunas con su porcentaje.") % {
        "rank": row.rank,
        "of": ranked,
    }


def _participation(
    code: str, takes_part: bool | None, communes: int, region: RegionView, fund: FundView | None
) -> str:
    if takes_part is None:
        return _(
            "En el %(fund)s participan %(communes)s de las %(of)s comunas de su región; no se "
            "dice cuáles."
        ) % {"fund": code, "communes": communes, "of": region.of_communes}
    if not takes_part:
        return _("Ninguna comuna de su región participa en el %(fund)s.") % {"fund": code}
    text = _("Participa en el %(fund)s, como todas las comunas de su región") % {"fund": code}
    if fund is None:
        return f"{text}."
    return text + _(": por partes iguales le corresponden al menos %(floor)s.") % {
        "floor": formats.clp(fund.floor_clp)
    }


def _millions(amount: int) -> str:
    return formats.millions_clp(Decimal(amount) / MILLION)


def _and(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s y %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
