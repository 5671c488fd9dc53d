"""What the columns of the governance's tables hold."""

from django.utils.translation import gettext_lazy as _

from emra.lib.columns import NOT_SAID, NOT_TOLD, day, flag, integer, moment, number, text

NOT_APPROVED = _("El acta no está aprobada, o la sesión no se ha hecho.")
OPEN_STILL = _("El compromiso sigue abierto.")

BODIES = (
    text("instancia", _("Código de la instancia")),
    text("nombre", _("Nombre de la instancia")),
    text("tipo", _("Tipo de instancia")),
    text("funcion", _("Función según la fuente"), unknown=NOT_SAID),
    text("organizacion", _("Organización que la encabeza"), unknown=NOT_SAID),
    text(
        "objetivo",
        _("Código del objetivo estratégico que sigue"),
        absent=_("No sigue un solo objetivo."),
    ),
    integer("organizaciones", _("Organizaciones que la integran"), unit=_("organizaciones")),
    integer("sesiones", _("Sesiones convocadas"), unit=_("sesiones")),
    integer("compromisos_pendientes", _("Compromisos abiertos"), unit=_("compromisos")),
    integer("compromisos_cumplidos", _("Compromisos cumplidos"), unit=_("compromisos")),
    text("fuente", _("Título del documento que la nombra")),
    text("lineas", _("Líneas del documento")),
)
SESSIONS = (
    text("sesion", _("Código de la sesión")),
    text("instancia", _("Código de la instancia")),
    moment("fecha", _("Fecha y hora de la sesión")),
    text("lugar", _("Lugar"), absent=_("Es solo en línea.")),
    flag("en_linea", _("Si se puede asistir en línea")),
    text("estado", _("Estado de la sesión")),
    text("motivo_suspension", _("Por qué se suspendió"), absent=_("No se suspendió.")),
    text("tabla", _("Puntos de la tabla, separados por punto y coma")),
    integer("presentes", _("Asistentes"), unit=_("personas"), unknown=NOT_APPROVED),
    integer("integrantes", _("Integrantes a la fecha"), unit=_("personas"), unknown=NOT_APPROVED),
    integer(
        "quorum",
        _("Asistentes que exige el quórum"),
        unit=_("personas"),
        unknown=_("Ninguna fuente fija el quórum de la instancia, o el acta no está aprobada."),
    ),
    flag("hay_quorum", _("Si hubo quórum"), unknown=_("No se conoce el quórum o la asistencia.")),
    text(
        "organizaciones_invitadas",
        _("Organizaciones invitadas, separadas por punto y coma"),
        absent=_("No hubo invitadas, o el acta no está aprobada."),
    ),
    integer("compromisos", _("Compromisos que tomó"), unit=_("compromisos"), unknown=NOT_APPROVED),
    flag("acta_publicada", _("Si su acta está aprobada y publicada")),
)
COMMITMENTS = (
    text("compromiso", _("Código del compromiso")),
    text("instancia", _("Código de la instancia")),
    text("sesion", _("Código de la sesión"), absent=_("No lo tomó una sesión.")),
    text("origen", _("De dónde viene"), absent=_("Lo tomó una sesión.")),
    text("que", _("Qué se hará")),
    text("responsable", _("Organización responsable")),
    text("sobre", _("Tipo y código de aquello de que trata"), absent=_("Es de carácter general.")),
    day("plazo", _("Plazo vigente")),
    day("plazo_inicial", _("Primer plazo que se fijó")),
    day("vence", _("Día hábil en que vence")),
    text("estado", _("Estado del compromiso")),
    integer(
        "dias_habiles_de_atraso",
        _("Días hábiles de atraso hasta hoy; 0: en plazo"),
        unit=_("días hábiles"),
        absent=_("Ya no está pendiente."),
    ),
    moment("acordado", _("Momento en que se acordó")),
    moment("cerrado", _("Momento en que se cerró"), absent=OPEN_STILL),
    text("motivo_retiro", _("Motivo del retiro"), absent=_("No se retiró.")),
    text("evidencia", _("Enlace a la evidencia"), absent=_("No hay evidencia publicada.")),
    text(
        "cambios_publicados",
        _("Cambios publicados después sobre lo mismo; después no es a causa de"),
        absent=_("No hay cambios publicados."),
    ),
)
REVIEWS = (
    text("comision", _("Código de la comisión")),
    text("corte", _("Código del corte")),
    integer("version", _("Versión firmada de la revisión")),
    text("semaforo", _("Semáforo de la comisión: GREEN, verde; YELLOW, amarillo; RED, rojo")),
    text("motivo_semaforo", _("Por qué no es verde"), absent=_("El semáforo es verde.")),
    moment("firmada", _("Momento de la firma")),
    text("sobre", _("LINE: línea de acción. AGREEMENT: acuerdo"), one_of=("LINE", "AGREEMENT")),
    text("codigo", _("Código de la línea o del acuerdo")),
    text("estado", _("Estado de la línea, o semáforo del acuerdo")),
    number(
        "avance_pct",
        _("Avance de la línea"),
        unit="%",
        unknown=NOT_TOLD,
        absent=_("La fila es de un acuerdo."),
    ),
    text("nota", _("Lo que dice la revisión"), absent=_("No dice nada más.")),
    text("respaldo", _("Dirección del respaldo"), absent=_("No hay respaldo.")),
)
