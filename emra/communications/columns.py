"""What the columns of the communications' tables hold."""

from django.utils.translation import gettext_lazy as _

from emra.lib.columns import NOT_SAID, NOT_TOLD, day, integer, text

RESERVED = _("Lo que se prepara no se publica.")
NO_QUOTA = _("El mes no tiene cuota definida, o no hay registro de piezas.")

ITEMS = (
    text("pieza", _("Código de la pieza")),
    day("fecha", _("Día de la publicación")),
    text("titulo", _("Título de la pieza")),
    text("canal", _("Canal"), unknown=NOT_TOLD),
    text("formato", _("Formato")),
    text("contenido", _("Tipo de contenido"), unknown=NOT_TOLD),
    integer("campana", _("Número de la campaña"), absent=_("No es de una campaña.")),
    text("objetivo", _("Código del objetivo estratégico"), absent=_("No es de un objetivo.")),
    text("estado", _("Estado de la pieza")),
    text("direccion", _("Dirección en que está publicada"), unknown=NOT_TOLD),
    integer("alcance", _("Personas a las que llegó"), unit=_("personas"), unknown=NOT_TOLD),
    integer("interacciones", _("Interacciones"), unit=_("interacciones"), unknown=NOT_TOLD),
    day("medida_el", _("Día de la medición"), unknown=_("No se ha medido.")),
    text("cifras_citadas", _("Cifra y edición que cita"), absent=_("No cita cifras.")),
    text(
        "citas_corregidas",
        _("Cifras citadas que una edición posterior corrigió"),
        absent=_("Ninguna se ha corregido."),
    ),
)
FULFILMENT = (
    text("mes", _("Mes, como 2026-11")),
    text("cuota", _("Qué se cuenta"), absent=NO_QUOTA),
    integer("minimo", _("Mínimo del mes"), unit=_("piezas"), absent=NO_QUOTA),
    integer("maximo", _("Máximo del mes"), unit=_("piezas"), absent=_("No hay máximo o cuota.")),
    integer("publicadas", _("Piezas publicadas"), unit=_("piezas"), unknown=NO_QUOTA),
    integer("en_preparacion", _("Piezas en preparación"), unit=_("piezas"), unknown=RESERVED),
    integer("faltan", _("Piezas que faltan para el mínimo"), unit=_("piezas"), unknown=NO_QUOTA),
    text("resultado", _("Cumplimiento de la cuota"), unknown=NO_QUOTA),
    integer("version_cuota", _("Versión de la cuota"), absent=_("El mes no tiene cuota.")),
    text("nota", _("El resultado en palabras")),
)
CAMPAIGNS = (
    text("campana", _("Nombre de la campaña")),
    day("empieza", _("Primer día"), unknown=_("Está por programar.")),
    day("termina", _("Último día"), unknown=_("Está por programar.")),
    text("objetivo", _("Código del objetivo estratégico"), absent=_("No es de un objetivo.")),
    text("tema", _("Tema"), absent=_("No es de un tema.")),
    text("estado", _("Programada o por programar")),
    text("fuente", _("Título del documento fuente"), unknown=NOT_SAID),
    text("lineas", _("Líneas del documento"), unknown=NOT_SAID),
)
COVERAGE = (
    text("objetivo", _("Código del objetivo estratégico")),
    text("mes", _("Mes, como 2026-11")),
    integer(
        "publicadas",
        _("Piezas publicadas del objetivo"),
        unit=_("piezas"),
        unknown=_("No hay registro de piezas de ese mes."),
    ),
    integer("en_preparacion", _("Piezas en preparación"), unit=_("piezas"), unknown=RESERVED),
)
