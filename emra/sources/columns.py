"""What the columns of the sources' tables hold."""

from django.utils.translation import gettext_lazy as _

from emra.lib.columns import NOT_SAID, cited, day, number, text

DOCUMENTS = (
    text("documento", _("Código del documento")),
    text("titulo", _("Título del documento")),
    text("editor", _("Institución que lo publicó")),
    text("nota", _("Reparos y derechos"), absent=_("No hay nada que advertir.")),
    text("huella", _("SHA-256 de la extracción de texto que se cita por líneas")),
    day("actualizado", _("Fecha de actualización que indica"), unknown=NOT_SAID),
)
CITATIONS = (
    text("cita", _("Código de la cita")),
    *cited(text("documento", _("Código del documento fuente"))),
    text(
        "texto",
        _("Palabras citadas"),
        absent=_("Se cita el lugar sin copiar el texto: sus derechos están reservados o es tabla."),
    ),
    text(
        "caracter",
        _("stated: lo dice la fuente. inferred: se deduce de ella"),
        one_of=("stated", "inferred"),
    ),
)
FIGURES = (
    text("cifra", _("Código de la cifra impresa")),
    text("que_es", _("Qué dice medir")),
    number(
        "valor",
        _("Valor impreso, en la unidad de «unidad»"),
        unit=_("la de «unidad»"),
        absent=_("El documento imprime un guion."),
    ),
    text("unidad", _("Unidad de la cifra"), absent=_("Es un número sin unidad.")),
    text("cita", _("Código de la cita de donde se leyó")),
)
