"""The rows of a ficha, in the order of the source's table: for its page, its print and its PDF."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emra.cooperation import terms
from emra.cooperation.bilateral_content import Content, Fact, Institution
from emra.lib import formats, speech
from emra.lib.pdf import Part
from emra.lib.source_text import SourceText

UNSTATED = gettext_lazy("no indicado")
# The goals by the short names the United Nations give them in Spanish.
GOALS = (
    "Fin de la pobreza",
    "Hambre cero",
    "Salud y bienestar",
    "Educación de calidad",
    "Igualdad de género",
    "Agua limpia y saneamiento",
    "Energía asequible y no contaminante",
    "Trabajo decente y crecimiento económico",
    "Industria, innovación e infraestructura",
    "Reducción de las desigualdades",
    "Ciudades y comunidades sostenibles",
    "Producción y consumo responsables",
    "Acción por el clima",
    "Vida submarina",
    "Vida de ecosistemas terrestres",
    "Paz, justicia e instituciones sólidas",
    "Alianzas para lograr los objetivos",
)
LABELS = {
    "name": gettext_lazy("Nombre del proyecto"),
    "area": gettext_lazy("Área temática"),
    "sdg": gettext_lazy("Objetivo de Desarrollo Sostenible"),
    "institutions": gettext_lazy("Instituciones involucradas"),
    "places": gettext_lazy("País y ciudad"),
    "beneficiaries": gettext_lazy("Beneficiarios finales"),
    "duration": gettext_lazy("Duración"),
    "objectives": gettext_lazy("Objetivos"),
    "description": gettext_lazy("Breve descripción"),
    "results": gettext_lazy("Resultados"),
    "updated": gettext_lazy("Información actualizada"),
}


@dataclass(frozen=True, slots=True)
class FichaRow:
    """A row of the table: `key` names it, `parts` say it; none where nothing is said."""

    key: str
    label: str
    parts: tuple[Part, ...]

    @property
    def shown(self) -> tuple[Part, ...]:
        """What stands in the row: an unknown is said to be one."""
        return self.parts or (Part((str(UNSTATED),)),)


def rows(content: Content) -> tuple[FichaRow, ...]:
    """The eleven rows, in the order of the source's table."""
    told = {
        "name": _name(content),
        "area": _lines(content.area),
        "sdg": _lines(goal(content.sdg)),
        "institutions": _by_country(content.institutions),
        "places": _lines(_together(_places(content))),
        "beneficiaries": _lines(content.beneficiaries),
        "duration": _lines(duration(content.months, content.starts)),
        "objectives": (
            *_lines(content.general, head=_("General")),
            *_lines(content.specific, head=_("Específico")),
        ),
        "description": (
            *_lines(content.description),
            *_named(_("Datos"), (_fact(row) for row in content.facts)),
        ),
        "results": tuple(
            Part((SourceText(_numbered(row.number, row.text, row.target)),))
            for row in content.results
        ),
        "updated": _lines(formats.day(content.updated_on) if content.updated_on else ""),
    }
    return tuple(FichaRow(key, str(label), told[key]) for key, label in LABELS.items())


def differences(
    before: Content | None, after: Content
) -> tuple[tuple[FichaRow | None, FichaRow], ...]:
    """The rows that two versions tell differently; all that say something, where none was."""
    now = rows(after)
    if before is None:
        return tuple((None, row) for row in now if row.parts)
    pairs = zip(rows(before), now, strict=True)
    return tuple((old, new) for old, new in pairs if old.parts != new.parts)


def goal(number: int | None) -> str:
    """`Objetivo 8: Trabajo decente y crecimiento económico`, or ""."""
    if number is None:
        return ""
    return _("Objetivo %(number)s: %(name)s") % {"number": number, "name": _(GOALS[number - 1])}


def duration(months: int | None, starts: str) -> str:
    """`9 meses, desde julio de 2024`, as far as it is known."""
    length = "" if months is None else _("%(n)s meses") % {"n": months}
    if months == 1:
        length = _("1 mes")
    since = _("desde %(month)s") % {"month": month(starts)} if starts else ""
    return ", ".join(filter(None, (length, since)))


def month(text: str) -> str:
    """`julio de 2024` of `2024-07`, or ""."""
    return terms.written(text) if text else ""


# -- pieces ----------------------------------------------------------------------------------


def _name(content: Content) -> tuple[Part, ...]:
    return (*_lines(content.name), *_named(_("Temas"), content.topics))


def _lines(text: str, head: str = "") -> tuple[Part, ...]:
    """A text as paragraphs, or nothing."""
    said = type(text)  # what the source wrote stays known as such
    found = tuple(said(line.strip()) for line in text.splitlines() if line.strip())
    return (Part(found, head),) if found else ()


def _named(head: str, lines: Iterable[str]) -> tuple[Part, ...]:
    found = tuple(lines)
    return (Part(found, head),) if found else ()


def _by_country(institutions: Iterable[Institution]) -> tuple[Part, ...]:
    countries: dict[str, list[str]] = {}
    for row in institutions:
        countries.setdefault(row.country, []).append(row.name)
    return tuple(Part(tuple(names), country) for country, names in countries.items())


def _places(content: Content) -> list[str]:
    return [f"{row.city} ({row.country})" if row.city else row.country for row in content.places]


def _together(names: list[str]) -> str:
    """`Chile, Perú y Bolivia`."""
    if len(names) < 2:
        return "".join(names)
    return speech.joined(names)


def _fact(row: Fact) -> str:
    unit = f"{formats.NO_BREAK}{row.unit}" if row.unit else ""
    return SourceText(f"{row.label}: {row.value}{unit}")


def _numbered(number: int, text: str, target: str) -> str:
    said = f"{number}. {text}".rstrip(".")
    return f"{said}. " + _("Meta: %(target)s.") % {"target": target} if target else f"{said}."
