"""What the columns of the tables that read several rooms hold."""

from django.utils.translation import gettext_lazy as _

from emra.lib.columns import cited, integer, moment, number, text

NO_COMPUTATION = _("Ninguna regla se puede calcular con los datos publicados.")
NO_RUN = _("No hay corrida publicada, o ningún distrito suyo calza.")
NOT_PLACED = _("Ningún dato dice en qué comuna está: no es cero.")
PESOS = _("pesos chilenos (CLP)")
NOT_PRINTED = _("El documento no lo imprime: no es cero.")

RECONCILIATIONS = (
    text("capitulo", _("Capítulo de cuadraturas")),
    text("cifra", _("Código de la cifra impresa")),
    text("que_es", _("Qué dice medir")),
    number(
        "impreso",
        _("Valor impreso, en la unidad de «unidad»"),
        unit=_("la de «unidad»"),
        absent=_("El documento imprime un guion."),
    ),
    text("unidad", _("Unidad de la cifra"), absent=_("Es un número sin unidad.")),
    number(
        "recalculado",
        _("Lo que dan los datos de la misma fuente"),
        unit=_("la de «unidad»"),
        unknown=NO_COMPUTATION,
    ),
    number(
        "diferencia",
        _("Impreso menos recalculado"),
        unit=_("la de «unidad»; entre porcentajes, puntos porcentuales"),
        unknown=NO_COMPUTATION,
    ),
    text("regla", _("Regla que se usó"), unknown=NO_COMPUTATION),
    text("como", _("Cómo se redondeó"), absent=_("La regla no necesitó redondeo, o no la hay.")),
    text("veredicto", _("Resultado de la comparación")),
    text("informados", _("Cuántos de los datos necesarios se conocen, n/N")),
    *cited(text("documento", _("Código del documento fuente"))),
)
LEDGER = (
    integer("evento", _("Número del evento")),
    moment("momento", _("Momento del servidor")),
    text("oficina", _("Oficina de quien actuó"), absent=_("Actuó el sistema.")),
    text("persona", _("Código de la persona, sin su nombre"), absent=_("Actuó el sistema.")),
    text("accion", _("Qué se hizo")),
    text("objeto", _("Código de aquello sobre que se actuó"), absent=_("No hay uno solo.")),
    text("sello", _("SHA-256 que encadena el evento con el anterior")),
)
CUT = text("cut", _("Código único territorial (CUT) de la comuna"))
COMMUNES = (
    CUT,
    text("comuna", _("Nombre de la comuna")),
    text("provincia", _("Provincia")),
    integer("proyectos", _("Proyectos e iniciativas"), unit=_("proyectos"), unknown=NOT_PLACED),
    integer("convenios", _("Convenios"), unit=_("convenios"), unknown=NOT_PLACED),
    integer(
        "localidades", _("Localidades de convenios"), unit=_("localidades"), unknown=NOT_PLACED
    ),
    integer(
        "familias",
        _("Familias de esas localidades"),
        unit=_("familias"),
        unknown=_("Alguna localidad no da su número, o ninguna está ubicada: no es cero."),
    ),
    integer(
        "localidades_sin_dato_de_familias",
        _("Localidades que no dan número de familias"),
        unit=_("localidades"),
        unknown=NOT_PLACED,
    ),
    text("codigos_proyectos", _("Códigos, separados por punto y coma"), unknown=NOT_PLACED),
    text("codigos_convenios", _("Códigos, separados por punto y coma"), unknown=NOT_PLACED),
)
LOCALITIES = (
    CUT,
    text("comuna", _("Nombre de la comuna"), unknown=_("La comuna no es de la región.")),
    text("localidad", _("Localidad como la escribe la fuente")),
    text("convenio", _("Código del convenio")),
    integer(
        "familias",
        _("Familias que dice el convenio"),
        unit=_("familias"),
        unknown=_("El convenio no da el número: no es cero."),
    ),
)
TERRITORY = (
    integer("distrito_estudio", _("Número del distrito en el estudio")),
    text("nombre", _("Nombre del distrito en el estudio")),
    integer("lugar_tabla_3", _("Lugar en la tabla 3 del estudio"), unknown=NOT_PRINTED),
    integer("distrito_corrida", _("Distrito de la corrida"), absent=NO_RUN),
    number("puntaje", _("Puntaje de ese distrito, de 1 a 100"), absent=NO_RUN),
    integer("lugar_corrida", _("Lugar de ese distrito en la corrida"), absent=NO_RUN),
    integer("faenas_compartidas", _("Faenas en común"), unit=_("faenas")),
    integer("faenas_tabla_2", _("Faenas que nombra la tabla 2"), unit=_("faenas")),
    text("comuna", _("Comuna que el estudio le atribuye")),
    integer(
        "ingresos_propios_clp",
        _("Ingresos propios permanentes"),
        unit=PESOS,
        unknown=NOT_PRINTED,
    ),
    integer("fet_clp", _("Fondo de Equidad Territorial"), unit=PESOS, unknown=NOT_PRINTED),
    integer("fcmi_clp", _("Fondo de Comunas Mineras"), unit=PESOS, unknown=NOT_PRINTED),
    integer("ambos_clp", _("Suma de ambos fondos"), unit=PESOS, unknown=NOT_PRINTED),
    integer(
        "redondeado_a_clp",
        _("A cuántos pesos redondea el documento la suma"),
        unit=PESOS,
        unknown=NOT_PRINTED,
    ),
)
