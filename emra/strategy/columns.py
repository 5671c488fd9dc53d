"""What the columns of the strategy's tables hold."""

from django.utils.translation import gettext_lazy as _

from emra.lib.columns import NOT_TOLD, cited, moment, number, text

STATES = ("NOT_STARTED", "IN_PROGRESS", "DONE", "LATE", "NO_INFORMATION")

OBJECTIVES = (
    text("objetivo", _("Código del objetivo estratégico, de OE1 a OE5")),
    text("titulo", _("Título del objetivo")),
    text("comision", _("Comisión que lo sigue")),
    *cited(text("documento", _("Código del documento fuente"))),
)
LINES = (
    text("linea", _("Código de la línea de acción")),
    text("objetivo", _("Código del objetivo estratégico")),
    text("titulo_objetivo", _("Título del objetivo")),
    text("comision", _("Comisión que sigue el objetivo")),
    text("horizonte", _("Código del plazo: corto, mediano o largo")),
    text("anos", _("Años del plazo, ambos incluidos"), unit=_("años")),
    text("titulo", _("Título de la línea de acción")),
    text(
        "seguimiento",
        _("Estado de la línea; NO_INFORMATION: nadie ha informado de ella"),
    ),
    number("avance_pct", _("Avance informado"), unit="%", unknown=NOT_TOLD),
    text("nota", _("Lo que se informó de la línea"), unknown=NOT_TOLD),
    text("respaldo", _("Dirección del respaldo"), unknown=_("Nadie ha dado un respaldo.")),
    text("segun", _("Sesión, revisión o documento que lo dice"), unknown=NOT_TOLD),
    moment("registrado", _("Momento en que se registró"), unknown=NOT_TOLD),
)
