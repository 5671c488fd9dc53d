"""The datasets of the strategy: agreements, objectives, governance, projects, cooperation."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from emra.opendata import tables
from emra.opendata.dataset import (
    BY_AGREEMENT,
    BY_BODY,
    BY_COVENANT,
    BY_DOCUMENT,
    BY_OBJECTIVE,
    BY_PROJECT,
    EACH_CORTE,
    EMRA,
    FIXED,
    LOA,
    TO_EDITION,
    URAI,
    Dataset,
    Link,
    present,
    to,
)


def agreements() -> list[Dataset]:
    theme = "acuerdos"
    return [
        Dataset(
            "acuerdos",
            _("Acuerdos transversales"),
            _("Los 19 acuerdos en un corte publicado: avance o falta de dato, meta y juicio."),
            theme,
            tables.agreements,
            key=("acuerdo",),
            links=(TO_EDITION,),
            periodicity=EACH_CORTE,
            documents=(EMRA,),
            page="agreements",
            of_edition=True,
            live=("emparejamiento", "dimension"),
        ),
        Dataset(
            "acuerdos-historia",
            _("Historia de los acuerdos"),
            _("Lo que cada edición de cada corte dice de cada acuerdo; las filas no cambian."),
            theme,
            tables.history,
            key=("acuerdo", "corte", "publicacion"),
            links=(TO_EDITION, BY_AGREEMENT),
            periodicity=EACH_CORTE,
            documents=(EMRA,),
            page="agreements",
            of_edition=True,
        ),
        Dataset(
            "dimensiones",
            _("Promedios por dimensión"),
            _("Promedios de un corte con n/N, regla y cotas; la fila «all» es de los 19."),
            theme,
            tables.dimensions,
            key=("dimension",),
            periodicity=EACH_CORTE,
            documents=(EMRA,),
            page="dimensions",
            of_edition=True,
            live=("nombre", "impreso_pct"),
        ),
        Dataset(
            "cortes",
            _("Cortes y sus ediciones"),
            _("Cada publicación con su fecha, su motivo si corrige otra, y sus sellos."),
            theme,
            tables.editions,
            key=("corte", "publicacion"),
            periodicity=EACH_CORTE,
            page="ledger",
            of_edition=True,
        ),
        present(
            "cambios-de-metas",
            _("Cambios de metas"),
            _("Qué se movió de un acuerdo, por decisión de quién y por qué."),
            theme,
            tables.goalposts,
            key=("cambio", "que_cambia"),
            links=(BY_AGREEMENT,),
            page="goalpost-changes",
        ),
    ]


def strategy_and_governance() -> list[Dataset]:
    return [
        present(
            "objetivos",
            _("Objetivos estratégicos"),
            _("Los cinco objetivos y la comisión que sigue cada uno."),
            "estrategia",
            tables.objectives,
            key=("objetivo",),
            links=(BY_DOCUMENT,),
            periodicity=FIXED,
            documents=(EMRA,),
            page="objectives",
        ),
        present(
            "lineas-de-accion",
            _("Líneas de acción"),
            _("Las 38 líneas de acción con su plazo y su estado, si alguien lo ha informado."),
            "estrategia",
            tables.lines,
            key=("linea",),
            links=(BY_OBJECTIVE,),
            documents=(EMRA,),
            page="objectives",
        ),
        present(
            "instancias",
            _("Instancias"),
            _("Comisiones y demás instancias, con su función y sus compromisos."),
            "gobernanza",
            tables.bodies,
            key=("instancia",),
            links=(BY_OBJECTIVE,),
            documents=(EMRA,),
            page="bodies",
        ),
        present(
            "sesiones",
            _("Sesiones"),
            _("Sesiones convocadas; la asistencia, una vez aprobada el acta."),
            "gobernanza",
            tables.sessions,
            key=("sesion",),
            links=(BY_BODY,),
            page="bodies",
        ),
        present(
            "compromisos",
            _("Compromisos"),
            _("Compromisos públicos con responsable, plazo, atraso y evidencia."),
            "gobernanza",
            tables.commitments,
            key=("compromiso",),
            links=(BY_BODY, to("sesiones", "sesion", "sesion")),
            page="commitments",
        ),
        present(
            "revisiones",
            _("Revisiones de las comisiones"),
            _("Lo que cada revisión firmada dice de cada línea y acuerdo."),
            "gobernanza",
            tables.reviews,
            key=("comision", "corte", "version", "sobre", "codigo"),
            links=(to("instancias", "instancia", "comision"),),
            periodicity=EACH_CORTE,
            page="bodies",
        ),
    ]


def projects() -> list[Dataset]:
    def one(code: str, title: Any, about: Any, build: Any, **more: Any) -> Dataset:
        return present(
            code, title, about, "proyectos", build, documents=(EMRA,), page="projects", **more
        )

    return [
        one(
            "proyectos",
            _("Proyectos e iniciativas"),
            _("Proyectos estratégicos e iniciativas: vía, etapa, responsable, fechas y atraso."),
            tables.projects,
            key=("codigo",),
            links=(Link(("parte_de",), "", ("codigo",)), BY_OBJECTIVE),
        ),
        one(
            "proyectos-montos",
            _("Financiamiento de los proyectos"),
            _("Cada línea de financiamiento una vez, en la unidad en que se dijo."),
            tables.funding,
            key=("proyecto", "linea"),
            links=(BY_PROJECT,),
        ),
        one(
            "proyectos-totales",
            _("Sumas del financiamiento"),
            _("Sumas por fuente y por comuna; nunca se suman unidades distintas."),
            tables.totals,
        ),
        one(
            "proyectos-etapas",
            _("Etapas de las iniciativas"),
            _("Entrada, salida y días en cada etapa de las dos vías."),
            tables.stages,
            key=("iniciativa", "etapa"),
            links=(to("proyectos", "codigo", "iniciativa"),),
        ),
        one(
            "proyectos-cambios",
            _("Cambios de los proyectos"),
            _("Fechas y costos que se movieron, con su motivo."),
            tables.changes,
            links=(BY_PROJECT,),
        ),
    ]


def cooperation() -> list[Dataset]:
    def one(code: str, title: Any, about: Any, build: Any, **more: Any) -> Dataset:
        said = {"documents": (LOA,), "page": "cooperation"} | more
        return present(code, title, about, "cooperacion", build, **said)

    return [
        one(
            "convenios",
            _("Convenios"),
            _("Convenios con su plazo, aporte, familias y evaluaciones, según su ficha vigente."),
            tables.covenants,
            key=("convenio",),
            links=(Link(("convenio_anterior",), "", ("convenio",)),),
        ),
        one(
            "convenios-localidades",
            _("Localidades de los convenios"),
            _("Cada localidad que un convenio nombra, con sus familias si las dice."),
            tables.localities,
            key=("convenio", "comuna_codigo", "localidad"),
            links=(BY_COVENANT,),
        ),
        one(
            "convenios-organizaciones",
            _("Organizaciones de los convenios"),
            _("Quién participa en cada convenio y con qué papel."),
            tables.organisations,
            links=(BY_COVENANT,),
        ),
        one(
            "convenios-evaluaciones",
            _("Evaluaciones de los convenios"),
            _("Evaluaciones que corresponden y las que se hicieron."),
            tables.evaluations,
            key=("convenio", "prevista"),
            links=(BY_COVENANT,),
        ),
        one(
            "convenios-autoevaluaciones",
            _("Autoevaluaciones de los convenios"),
            _("Respuestas anuales a cada criterio y debilidad."),
            tables.assessments,
            links=(BY_COVENANT,),
        ),
        one(
            "instrumentos-de-fomento",
            _("Instrumentos de fomento"),
            _("Instrumentos de fomento productivo del anexo del estudio de El Loa."),
            tables.instruments,
            key=("numero",),
            periodicity=FIXED,
            page="instruments",
        ),
        one(
            "bilaterales",
            _("Proyectos bilaterales"),
            _("Proyectos con otros países, según su ficha vigente."),
            tables.bilaterals,
            key=("codigo",),
            documents=(URAI,),
            page="bilaterals",
        ),
        one(
            "bilaterales-fichas",
            _("Fichas de los proyectos bilaterales"),
            _("La ficha de cada proyecto, línea por línea, con el pasaje del que se leyó."),
            tables.fichas,
            key=("proyecto", "orden"),
            links=(to("bilaterales", "codigo", "proyecto"), BY_DOCUMENT),
            documents=(URAI,),
            page="bilaterals",
        ),
        one(
            "bilaterales-resultados",
            _("Resultados de los proyectos bilaterales"),
            _("Cada resultado esperado con su último informe aprobado."),
            tables.results,
            key=("proyecto", "resultado"),
            links=(to("bilaterales", "codigo", "proyecto"),),
            documents=(URAI,),
            page="bilaterals",
        ),
    ]
