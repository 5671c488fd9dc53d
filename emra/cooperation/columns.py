"""What the columns of the cooperation's tables hold."""

from django.utils.translation import gettext_lazy as _

from emra.lib.columns import ENTERED, NOT_SAID, NOT_TOLD, cited, day, integer, moment, number, text

CITED = cited(text("fuente", _("Título del documento fuente"), absent=ENTERED), absent=ENTERED)
COVENANT = text("convenio", _("Código del convenio"))
FAMILIES = integer(
    "familias",
    _("Familias que dice el convenio"),
    unit=_("familias"),
    unknown=_("La fuente no da el número: no es cero."),
)

COVENANTS = (
    COVENANT,
    text("nombre", _("Nombre del convenio")),
    integer("version", _("Versión vigente de la ficha")),
    text("origen", _("SOURCE: leída de un documento. ENTRY: ingresada")),
    text("programa", _("Programa"), unknown=NOT_SAID),
    text("provincia", _("Provincia"), unknown=NOT_SAID),
    text("inicio", _("Año, mes o día de inicio"), unknown=NOT_SAID),
    text("termino", _("Año, mes o día de término"), unknown=NOT_SAID),
    text("nota_plazo", _("Nota sobre el plazo"), absent=_("No hay nota.")),
    text("estado", _("Estado por su plazo")),
    number(
        "aporte",
        _("Aporte comprometido, en la unidad de «unidad»"),
        unit=_("la de «unidad»"),
        unknown=NOT_SAID,
    ),
    text("unidad", _("Unidad del aporte"), unknown=NOT_SAID),
    text("nota_aporte", _("Nota sobre el aporte"), absent=_("No hay nota.")),
    text("convenio_anterior", _("Convenio al que sigue"), absent=_("No sigue a otro conocido.")),
    text(
        "convenios_siguientes",
        _("Convenios que lo siguen, separados por punto y coma"),
        absent=_("Ninguno conocido lo sigue."),
    ),
    integer("localidades", _("Localidades que nombra"), unit=_("localidades")),
    FAMILIES,
    text("localidades_que_informan", _("Localidades con número de familias, n/N")),
    text("reglas_evaluacion", _("Qué dice de su evaluación"), unknown=NOT_SAID),
    integer("cada_meses", _("Cada cuánto se evalúa"), unit=_("meses"), unknown=NOT_SAID),
    integer("evaluaciones_realizadas", _("Evaluaciones hechas"), unit=_("evaluaciones")),
    integer("evaluaciones_atrasadas", _("Evaluaciones atrasadas"), unit=_("evaluaciones")),
    *CITED,
)
LOCALITIES = (
    COVENANT,
    text("comuna_codigo", _("Código CUT de la comuna")),
    text("comuna", _("Comuna")),
    text("localidad", _("Localidad como la escribe la fuente")),
    FAMILIES,
    *CITED,
)
ORGANISATIONS = (
    COVENANT,
    text("organizacion", _("Organización que participa")),
    text("sector", _("Sector al que pertenece")),
    text("papel", _("Papel en el convenio")),
    *CITED,
)
EVALUATIONS = (
    COVENANT,
    day("prevista", _("Día en que corresponde")),
    text("estado", _("Estado de la evaluación")),
    day("realizada", _("Día en que se hizo"), absent=_("No se ha hecho.")),
    integer("dias_de_atraso", _("Días de atraso"), unit=_("días"), absent=_("No hay atraso.")),
    text("hallazgos", _("Hallazgos"), absent=_("No se ha hecho.")),
    text("enlace", _("Enlace al informe"), absent=_("No hay enlace.")),
)
ASSESSMENTS = (
    COVENANT,
    integer("ano", _("Año de la autoevaluación"), unit=_("año")),
    integer("version", _("Versión")),
    text("motivo_correccion", _("Por qué corrige la anterior"), absent=_("No corrige otra.")),
    text("tipo", _("CRITERION: criterio. WEAKNESS: debilidad que responder")),
    text("titulo", _("Título del punto")),
    text("pregunta", _("Pregunta")),
    text("respuesta", _("Sí, en parte, no, o no se sabe")),
    text("explicacion", _("Explicación"), absent=_("No la hay.")),
    text("enlace", _("Enlace al respaldo"), absent=_("No hay enlace.")),
    moment("aprobada", _("Momento de la aprobación")),
)
INSTRUMENTS = (
    integer("numero", _("Número de orden en el anexo")),
    text("nombre", _("Nombre impreso del instrumento")),
    text("institucion", _("Institución que lo ofrece"), unknown=NOT_SAID),
    text("area", _("Área"), unknown=NOT_SAID),
    text("grupo", _("Grupo del anexo")),
    text("documento", _("Código o título del documento fuente")),
    integer("linea_desde", _("Primera línea del pasaje en la extracción")),
    integer("linea_hasta", _("Última línea del pasaje en la extracción")),
)
BILATERALS = (
    text("codigo", _("Código del proyecto bilateral")),
    text("nombre", _("Nombre del proyecto")),
    text("area_tematica", _("Área temática"), unknown=NOT_SAID),
    integer("ods", _("Número del Objetivo de Desarrollo Sostenible"), unknown=NOT_SAID),
    text("paises", _("Países, separados por punto y coma"), unknown=NOT_SAID),
    text("instituciones", _("Instituciones y su país, con punto y coma"), unknown=NOT_SAID),
    text("beneficiarios", _("Beneficiarios"), unknown=NOT_SAID),
    integer("meses", _("Duración"), unit=_("meses"), unknown=NOT_SAID),
    text("desde", _("Año, mes o día de inicio"), unknown=NOT_SAID),
    text("objetivo_general", _("Objetivo general"), unknown=NOT_SAID),
    text("objetivo_especifico", _("Objetivo específico"), unknown=NOT_SAID),
    text("temas", _("Temas, separados por punto y coma"), unknown=NOT_SAID),
    integer("resultados", _("Resultados esperados"), unit=_("resultados")),
    integer("resultados_cumplidos", _("De ellos, cumplidos"), unit=_("resultados")),
    integer("resultados_con_informe", _("De ellos, con informe aprobado"), unit=_("resultados")),
    day("actualizado", _("Fecha de actualización de la ficha"), unknown=NOT_SAID),
    integer("version", _("Versión vigente de la ficha")),
)
RESULTS = (
    text("proyecto", _("Código del proyecto bilateral")),
    integer("resultado", _("Número del resultado")),
    text("texto", _("Resultado esperado")),
    text("meta", _("Meta como la dice la ficha"), unknown=NOT_SAID),
    integer("minimo", _("Mínimo de la meta, en «minimo_de»"), absent=_("La meta no es un número.")),
    text("minimo_de", _("Unidad del mínimo"), absent=_("La meta no es un número.")),
    text("estado", _("Estado según los informes aprobados")),
    integer("alcanzado", _("Lo alcanzado, en «minimo_de»"), unknown=NOT_TOLD),
    day("informado", _("Día del último informe aprobado"), unknown=NOT_TOLD),
    text("informe", _("Último informe aprobado"), unknown=NOT_TOLD),
    text("respaldo", _("Enlace al respaldo del informe"), unknown=NOT_TOLD),
)
FICHA = (
    text("fila", _("Fila de la ficha")),
    text("apartado", _("Apartado dentro de la fila"), absent=_("La fila no tiene apartados.")),
    text("dice", _("Lo que dice la ficha")),
    text("documento", _("Código del documento fuente"), absent=ENTERED),
    integer("linea_desde", _("Primera línea del pasaje en la extracción"), absent=ENTERED),
    integer("linea_hasta", _("Última línea del pasaje en la extracción"), absent=ENTERED),
)
FICHAS = (
    text("proyecto", _("Código del proyecto bilateral")),
    integer("orden", _("Lugar de la línea en la ficha, desde 1")),
    *FICHA,
)
