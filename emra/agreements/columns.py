"""What the columns of the agreements' tables hold."""

from django.utils.translation import gettext_lazy as _

from emra.lib.columns import Column, day, integer, moment, number, text

WITHOUT_PERCENT = _("El acuerdo no informa en ese corte: sin dato o no aplica, según «dato».")
NOT_DATED = _("La fuente no indica la fecha del corte.")

READING = ("REPORTED", "NO_DATA", "NOT_APPLICABLE")
HEALTH = ("ON_TRACK", "AT_RISK", "LATE", "NO_DATA", "DONE")
PERCENT = number("avance_pct", _("Avance publicado"), unit="%", unknown=WITHOUT_PERCENT)
STATE = text(
    "dato",
    _("REPORTED: informado. NO_DATA: sin dato. NOT_APPLICABLE: no aplica"),
    one_of=READING,
)
CARRIED = text(
    "arrastrado_de",
    _("Corte del que se arrastra el avance"),
    absent=_("No se arrastra: se informó en ese mismo corte, o no hay avance."),
)
EXPECTED = (
    number("esperado_desde_pct", _("Avance esperado, cota inferior"), unit="%"),
    number("esperado_hasta_pct", _("Avance esperado, cota superior"), unit="%"),
)
TITLE = text("titulo", _("Título del acuerdo"), unknown=_("La fuente no enumera ese acuerdo."))
EDITION = integer("publicacion", _("Número de la edición dentro del corte; 1 es la primera"))

AGREEMENTS = (
    text("acuerdo", _("Código del acuerdo transversal, de A01 a A19")),
    text("dimension", _("Código de la dimensión")),
    TITLE,
    PERCENT,
    STATE,
    text(
        "estado",
        _(
            "Juicio frente al avance esperado. DONE: cumplido. ON_TRACK: según lo esperado. "
            "AT_RISK: en riesgo. LATE: atrasado. NO_DATA: no se puede decir"
        ),
        one_of=HEALTH,
    ),
    text(
        "emparejamiento",
        _(
            "Cómo se unió el título con su cifra. inferred: por el orden de lectura. confirmed: "
            "confirmado por la Secretaría Técnica. not_listed: no enumerado en la fuente"
        ),
        one_of=("inferred", "confirmed", "not_listed"),
    ),
    CARRIED,
    *EXPECTED,
    number(
        "meta_valor",
        _("Meta numérica, en la unidad de «meta_unidad»"),
        unit=_("la de «meta_unidad»"),
        absent=_("El acuerdo no tiene meta numérica."),
    ),
    text("meta_unidad", _("Unidad de la meta"), absent=_("El acuerdo no tiene meta numérica.")),
    integer("meta_ano", _("Año de la meta"), unit=_("año"), unknown=_("La fuente no lo dice.")),
    text("corte", _("Código del corte publicado")),
    EDITION,
    text("bitacora", _("Sello (SHA-256) del evento de bitácora que publicó la edición")),
)
HISTORY = (
    text("acuerdo", _("Código del acuerdo transversal, de A01 a A19")),
    text("corte", _("Código del corte publicado")),
    day("fecha_corte", _("Fecha del corte"), unknown=NOT_DATED),
    PERCENT,
    STATE,
    CARRIED,
    *EXPECTED,
    moment("publicado", _("Momento de la publicación")),
)
EDITIONS = (
    text("corte", _("Código del corte")),
    EDITION,
    text("nombre", _("Nombre del corte")),
    day("fecha_corte", _("Fecha del corte"), unknown=NOT_DATED),
    moment("publicado", _("Momento de la publicación")),
    text(
        "motivo",
        _("Por qué se volvió a publicar"),
        absent=_("Es la primera edición: no corrige otra."),
    ),
    integer("evento", _("Número del evento de bitácora que publicó la edición")),
    text("bitacora", _("Sello (SHA-256) de ese evento")),
    text("sello", _("SHA-256 del JSON canónico de todo lo que la edición dice")),
)
VALUES = (
    text("acuerdo", _("Código del acuerdo transversal, de A01 a A19")),
    text("corte", _("Código del corte")),
    EDITION,
    TITLE,
    PERCENT,
    STATE,
    CARRIED,
)
DIMENSIONS = (
    text("dimension", _("Código de la dimensión; «all» son los 19 acuerdos juntos")),
    text("nombre", _("Nombre de la dimensión")),
    integer("informados", _("Acuerdos que informan (n)"), unit=_("acuerdos")),
    integer("aplican", _("Acuerdos a los que aplica el corte (N)"), unit=_("acuerdos")),
    integer("total", _("Acuerdos de la dimensión"), unit=_("acuerdos")),
    number(
        "promedio_sin_dato_0_pct",
        _("Promedio con los sin dato contados como 0: la regla de la fuente"),
        unit="%",
        absent=_("A ningún acuerdo le aplica el corte."),
    ),
    number(
        "promedio_informados_pct",
        _("Promedio de los que informan"),
        unit="%",
        unknown=_("Ningún acuerdo informa."),
    ),
    number(
        "cota_inferior_pct",
        _("Promedio si todos los sin dato fueran 0"),
        unit="%",
        absent=_("A ningún acuerdo le aplica el corte."),
    ),
    number(
        "cota_superior_pct",
        _("Promedio si todos los sin dato fueran 100"),
        unit="%",
        absent=_("A ningún acuerdo le aplica el corte."),
    ),
    text("regla", _("Regla del promedio que se muestra")),
    number(
        "impreso_pct",
        _("Promedio que imprime la presentación"),
        unit="%",
        absent=_("La fuente no imprime promedio, o el corte no es el inicial."),
    ),
    text("corte", _("Código del corte publicado")),
)
GOALPOSTS = (
    text("cambio", _("Código del cambio de meta")),
    text("acuerdo", _("Código del acuerdo")),
    text("que_cambia", _("Qué cambia: título, meta, unidad, año, línea base o su fecha")),
    text("antes", _("Qué decía"), absent=_("Antes no había.")),
    text("despues", _("Qué dice"), absent=_("Se quitó.")),
    text("decision", _("Quién lo decidió. SESSION: una instancia. CORE: el Consejo Regional")),
    text("numero_decision", _("Número o código de la decisión")),
    day("fecha_decision", _("Fecha de la decisión")),
    text("motivo", _("Por qué se cambió")),
    text("propuso", _("Oficina que propuso el cambio")),
    text("confirmo", _("Oficina que lo confirmó")),
    moment("rige_desde", _("Momento en que se confirmó")),
)
_OF_AVERAGE = _("Solo lo tiene un promedio.")
_OF_AGREEMENT = _("Solo lo tiene un acuerdo.")


def _side(prefix: str) -> tuple[Column, ...]:
    """What a comparison says of one of its two cortes."""
    return (
        number(
            f"{prefix}_pct",
            _("Avance del acuerdo, o promedio con sin dato = 0"),
            unit="%",
            unknown=WITHOUT_PERCENT,
        ),
        text(
            f"{prefix}_dato",
            _("Qué dato tiene el acuerdo, como en «dato»"),
            one_of=READING,
            absent=_OF_AGREEMENT,
        ),
        integer(f"{prefix}_informados", _("Acuerdos con dato"), absent=_OF_AVERAGE),
        integer(f"{prefix}_aplican", _("Acuerdos que aplican"), absent=_OF_AVERAGE),
        number(
            f"{prefix}_cota_inferior_pct",
            _("Promedio si lo que falta fuera 0 %"),
            unit="%",
            absent=_OF_AVERAGE,
        ),
        number(
            f"{prefix}_cota_superior_pct",
            _("Promedio si lo que falta fuera 100 %"),
            unit="%",
            absent=_OF_AVERAGE,
        ),
    )


COMPARISON = (
    text("fila", _("PROMEDIO: de una dimensión o de los 19. ACUERDO: uno de ellos")),
    text("codigo", _("Código del acuerdo o de la dimensión; all son los 19")),
    text("dimension", _("Código de la dimensión del acuerdo"), absent=_OF_AGREEMENT),
    TITLE,
    *_side("antes"),
    *_side("despues"),
    text("regla", _("Regla con que se calcula el promedio"), absent=_OF_AVERAGE),
    number(
        "diferencia_puntos",
        _("El segundo menos el primero"),
        unit=_("puntos porcentuales"),
        absent=_("Falta una de las dos cifras: no se puede restar."),
    ),
    number(
        "aporte_a_su_dimension_puntos",
        _("Lo que el acuerdo aporta a la diferencia del promedio de su dimensión"),
        unit=_("puntos porcentuales"),
        absent=_OF_AGREEMENT,
    ),
    number(
        "aporte_a_los_19_puntos",
        _("Lo que el acuerdo aporta a la diferencia del promedio de los 19"),
        unit=_("puntos porcentuales"),
        absent=_OF_AGREEMENT,
    ),
    text("que_paso", _("Qué pasó con el acuerdo entre los dos cortes"), absent=_OF_AGREEMENT),
    CARRIED,
    text("cambio_de_metas", _("Metas que cambiaron entre los dos"), absent=_("No cambió ninguna.")),
    text("corte_antes", _("Corte y edición del primero")),
    text("corte_despues", _("Corte y edición del segundo")),
)
