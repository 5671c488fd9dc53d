"""What the columns of the contraloría social's tables hold."""

from django.utils.translation import gettext_lazy as _

from emra.lib.columns import day, integer, number, text

UNANSWERED = _("Aún no se responde.")
NAME = "nombre"

OBSERVATIONS = (
    text("observacion", _("Código de la observación")),
    text("sobre", _("Tipo de aquello de que trata")),
    text("codigo", _("Código de aquello de que trata"), absent=_("Es de carácter general.")),
    text("titulo", _("Título de aquello de que trata")),
    day("recibida_el", _("Día en que se recibió")),
    text("texto", _("Texto publicado de la observación")),
    text(NAME, _("Nombre de quien quiso firmarla"), absent=_("No quiso firmarla.")),
    text("estado", _("Estado de la observación")),
    day("responder_hasta", _("Día en que vence el plazo de respuesta")),
    text("prorroga", _("Motivo de la prórroga"), absent=_("No se prorrogó.")),
    day("respondida_el", _("Día de la primera respuesta"), absent=UNANSWERED),
    integer(
        "dias_habiles",
        _("Días hábiles hasta la primera respuesta"),
        unit=_("días hábiles"),
        absent=UNANSWERED,
    ),
    text("oficina", _("Oficina que responde"), absent=UNANSWERED),
    text("respuesta", _("Primera respuesta"), absent=UNANSWERED),
    text("replica", _("Réplica de quien observó"), absent=_("No replicó.")),
    text("segunda_respuesta", _("Respuesta a la réplica"), absent=_("No la hay.")),
    text("comision", _("Comisión que la tomó"), absent=_("Ninguna la ha tomado.")),
    text("compromiso", _("Compromiso que resultó"), absent=_("No resultó un compromiso.")),
    text("enlace", _("Enlace que dio quien observó"), absent=_("No dio enlace.")),
)
INDICATORS = (
    text("indicador", _("Qué se cuenta")),
    number(
        "valor",
        _("Cuántas observaciones; en la mediana, días hábiles"),
        unit=_("observaciones, o días hábiles en la mediana"),
        unknown=_("Ninguna se ha respondido: no hay mediana."),
    ),
)
