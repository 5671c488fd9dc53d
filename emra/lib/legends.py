"""The entries of the charts' legends, each drawn as the chart draws it."""

from django.utils.translation import gettext as _

from emra.lib.figures import Key


def interval(uid: str, *, printed: bool) -> list[Key]:
    """How to read an average with its bounds."""
    keys = [
        Key('<rect class="c-solid" width="26" height="14" rx="2"/>', _("promedio, sin dato = 0")),
        Key(hatch(f"{uid}-l"), _("lo que podría agregar lo no informado")),
        Key(
            '<line class="c-tick" x1="13" y1="0" x2="13" y2="14"/>',
            _("promedio de los informados"),
        ),
    ]
    if printed:
        keys.append(
            Key(
                '<path class="c-mark" d="M13 0L19 7L13 14L7 7Z"/>', _("cifra impresa por la fuente")
            )
        )
    return keys


def percent() -> list[Key]:
    """How to read a percentage against what is expected at its date."""
    return [
        Key('<rect class="c-solid" y="1" width="26" height="12" rx="2"/>', _("avance informado")),
        Key(
            '<rect class="c-band" x="5" width="16" height="14"/>'
            '<line class="c-expected" x1="5" y1="0" x2="5" y2="14"/>'
            '<line class="c-expected" x1="21" y1="0" x2="21" y2="14"/>',
            _("lo esperado a la fecha del corte (intervalo si la fecha no se conoce)"),
        ),
        unknown(_("sin dato: no es cero")),
    ]


def history() -> list[Key]:
    """How to read an agreement's published values."""
    return [
        Key('<line class="c-path" x1="0" y1="7" x2="26" y2="7"/>', _("camino esperado")),
        Key('<circle class="c-dot" cx="13" cy="7" r="6"/>', _("valor publicado")),
        Key(
            '<line class="c-span" x1="0" y1="7" x2="26" y2="7"/>'
            '<circle class="c-dot" cx="13" cy="7" r="6"/>',
            _("la fecha está en algún punto de esa franja"),
        ),
        Key('<circle class="c-hollow" cx="13" cy="7" r="6"/>', _("arrastrado")),
        Key('<path class="c-setback" d="M5 0L21 0L13 14Z"/>', _("retroceso")),
        unknown(_("sin dato")),
    ]


def shares(uid: str) -> list[Key]:
    """How to read how much is known."""
    return [
        Key('<rect class="c-solid" width="26" height="14"/>', _("con dato")),
        Key(hatch(f"{uid}-l"), _("sin dato")),
        unknown(_("no aplica")),
    ]


def unknown(words: str) -> Key:
    """The dashed outline of what has no value."""
    return Key('<rect class="c-unknown" x="1" y="1" width="24" height="12" rx="2"/>', words)


def hatch(name: str) -> str:
    """A hatched box, with a pattern of its own."""
    return (
        f'<defs><pattern id="{name}" width="7" height="7" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><line class="c-hatch" x1="0" y1="0" x2="0" y2="7"/>'
        f'</pattern></defs><rect width="26" height="14" fill="url(#{name})"/>'
        '<rect class="c-hatch-edge" width="26" height="14"/>'
    )
