"""What the columns of the projects' tables hold."""

from django.utils.translation import gettext_lazy as _

from emra.lib.columns import ENTERED, NOT_TOLD, cited, day, integer, moment, number, text

CITED = cited(text("documento", _("Título del documento fuente"), absent=ENTERED), absent=ENTERED)
NO_AMOUNT = _("La fuente o el seguimiento no dan el monto.")
RUNNING = _("No ha ocurrido, o nadie lo ha informado.")
TRACK = text("via", _("Vía: pública o público-privada"), unknown=NOT_TOLD)

PROJECTS = (
    text("codigo", _("Código del proyecto o de la iniciativa")),
    text(
        "parte_de", _("Proyecto del que la iniciativa es parte"), absent=_("No es parte de otro.")
    ),
    text("nombre", _("Nombre")),
    TRACK,
    text("etapa_actual", _("Etapa en que está"), unknown=NOT_TOLD),
    text("responsable", _("Organización responsable"), unknown=NOT_TOLD),
    text("socios", _("Organizaciones socias, separadas por punto y coma"), unknown=NOT_TOLD),
    text("objetivo", _("Código del objetivo estratégico"), unknown=NOT_TOLD),
    text("lineas_de_accion", _("Códigos de líneas de acción, con espacios"), unknown=NOT_TOLD),
    text("sector", _("Sector"), unknown=NOT_TOLD),
    text("comunas", _("Comunas, separadas por punto y coma"), unknown=NOT_TOLD),
    text("codigo_bip", _("Código en el Banco Integrado de Proyectos"), unknown=NOT_TOLD),
    text("rate", _("Resultado del análisis técnico-económico (RATE)"), unknown=NOT_TOLD),
    day("inicio_previsto", _("Inicio previsto"), unknown=NOT_TOLD),
    day("inicio_real", _("Inicio real"), unknown=RUNNING),
    day("termino_previsto", _("Término previsto"), unknown=NOT_TOLD),
    day("primer_termino_previsto", _("Primer término que se previó"), unknown=NOT_TOLD),
    day("termino_real", _("Término real"), unknown=RUNNING),
    integer(
        "dias_de_atraso",
        _("Días de atraso frente al término previsto, hasta hoy si no ha terminado"),
        unit=_("días"),
        unknown=_("No hay término previsto, o todavía no llega."),
    ),
    integer(
        "hitos_atrasados",
        _("Hitos atrasados"),
        unit=_("hitos"),
        unknown=_("Nadie ha informado hitos."),
    ),
    integer(
        "riesgos_abiertos",
        _("Riesgos abiertos"),
        unit=_("riesgos"),
        unknown=_("Nadie ha informado riesgos."),
    ),
    *CITED,
)
FUNDING = (
    text("proyecto", _("Código del proyecto o de la iniciativa")),
    integer("linea", _("Número de la línea de financiamiento dentro del proyecto")),
    text("fuente", _("Fuente de financiamiento")),
    text("para_etapa", _("Etapa que paga"), unknown=NOT_TOLD),
    number(
        "monto",
        _("Monto, en la unidad de «unidad»; nada se convierte"),
        unit=_("la de «unidad»"),
        unknown=NO_AMOUNT,
    ),
    text("unidad", _("Unidad del monto: $, M$ (miles), MM$ (millones) o US$"), unknown=NO_AMOUNT),
    text("la_unidad_esta", _("Si la unidad la dice la fuente o se asume"), unknown=NO_AMOUNT),
    text("por_que_se_asume", _("Por qué se asume la unidad"), absent=_("No se asume.")),
    day("fecha_de_los_precios", _("Fecha de los precios"), unknown=NOT_TOLD),
    text("comuna", _("Comuna a la que va"), unknown=NOT_TOLD),
    text("nota", _("Nota de la línea"), absent=_("No hay nota.")),
    text(
        "seguimiento", _("Código del seguimiento que la informa"), absent=_("Viene de la fuente.")
    ),
    *CITED,
)
TOTALS = (
    text("por", _("Cómo se agrupa la suma")),
    text("que", _("PROJECT: proyectos. INITIATIVE: iniciativas")),
    text("codigo", _("Código del grupo"), unknown=_("De esas líneas no se conoce el grupo.")),
    text("nombre", _("Nombre del grupo")),
    text("unidad", _("Unidad de la suma"), unknown=_("Ninguna línea del grupo tiene monto.")),
    number(
        "monto",
        _("Suma de los montos conocidos, en la unidad de «unidad»"),
        unit=_("la de «unidad»"),
        unknown=_("Ninguna línea del grupo tiene monto."),
    ),
    integer("lineas", _("Líneas de financiamiento del grupo"), unit=_("líneas")),
    integer("sin_monto", _("De ellas, sin monto"), unit=_("líneas")),
    integer("con_unidad_asumida", _("De ellas, con unidad asumida"), unit=_("líneas")),
)
STAGES = (
    text("iniciativa", _("Código de la iniciativa")),
    text("nombre", _("Nombre de la iniciativa")),
    TRACK,
    integer("etapa", _("Orden de la etapa en su vía")),
    text("nombre_etapa", _("Nombre de la etapa")),
    day("entro", _("Día en que entró")),
    day("salio", _("Día en que salió"), absent=_("Sigue en ella.")),
    integer("dias", _("Días corridos en la etapa"), unit=_("días"), absent=_("Sigue en ella.")),
    integer(
        "dias_en_curso", _("Días corridos hasta hoy"), unit=_("días"), absent=_("Ya salió de ella.")
    ),
    integer(
        "dias_de_espera_previa",
        _("Días entre la etapa anterior y esta"),
        unit=_("días"),
        unknown=_("No se conoce la salida de la anterior."),
        absent=_("Es la primera."),
    ),
    integer(
        "dias_en_total",
        _("Días de la vía completa de la iniciativa"),
        unit=_("días"),
        absent=_("No la ha terminado."),
    ),
)
CHANGES = (
    text("proyecto", _("Código del proyecto o de la iniciativa")),
    text("que", _("Qué cambió")),
    text("tipo", _("Tipo de cambio")),
    text("antes", _("Qué decía"), absent=_("Antes no decía nada.")),
    text("despues", _("Qué dice"), absent=_("Se quitó.")),
    integer("dias", _("Días que se movió una fecha"), unit=_("días"), absent=_("No es una fecha.")),
    number(
        "diferencia",
        _("Diferencia del monto, en la unidad de «unidad»"),
        unit=_("la de «unidad»"),
        absent=_("No es un monto, o sus unidades difieren."),
    ),
    text("unidad", _("Unidad de la diferencia"), absent=_("No es un monto.")),
    text("motivo", _("Motivo informado"), unknown=NOT_TOLD),
    text("seguimiento", _("Código del seguimiento que lo informa")),
    moment("aprobado", _("Momento de su aprobación")),
    text("informado_por", _("Oficina que lo informó")),
)
