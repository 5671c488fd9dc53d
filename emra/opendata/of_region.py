"""The datasets of the region: communications, funds, districts, communes, sources, ledger."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from emra.opendata import tables
from emra.opendata.dataset import (
    BY_COVENANT,
    BY_DISTRICT,
    BY_DOCUMENT,
    BY_OBJECTIVE,
    BY_RUN,
    EMRA,
    FIXED,
    LOA,
    ROYALTY,
    SONAMI,
    YEARLY,
    Dataset,
    present,
    to,
)


def communications_and_funds() -> list[Dataset]:
    def one(code: str, title: Any, about: Any, build: Any, **more: Any) -> Dataset:
        said = {"documents": (EMRA,), "page": "communications"} | more
        return present(code, title, about, "comunicaciones", build, **said)

    def fund(code: str, title: Any, about: Any, build: Any, key: tuple[str, ...]) -> Dataset:
        said: dict[str, Any] = {"periodicity": YEARLY, "documents": (ROYALTY,), "page": "funds"}
        return present(code, title, about, "fondos", build, key=key, links=(BY_DOCUMENT,), **said)

    return [
        one(
            "comunicaciones",
            _("Piezas publicadas"),
            _("Lo que se publicó del plan comunicacional, con su alcance si se midió."),
            tables.items,
            key=("pieza",),
            links=(BY_OBJECTIVE,),
        ),
        one(
            "comunicaciones-cuotas",
            _("Cuotas mensuales"),
            _("Mínimos y máximos de cada mes del plan en curso y lo publicado."),
            tables.fulfilment,
        ),
        one(
            "campanas",
            _("Campañas"),
            _("Las campañas del plan y sus fechas, si están programadas."),
            tables.campaigns,
            key=("campana",),
            page="communications-plan",
        ),
        one(
            "comunicaciones-cobertura",
            _("Cobertura de los objetivos"),
            _("Piezas de cada objetivo en cada mes del plan en curso."),
            tables.coverage,
            key=("objetivo", "mes"),
            page="communications-plan",
        ),
        fund(
            "fondos-regiones",
            _("Fondos del royalty por región"),
            _("Montos impresos de los dos fondos por región, en el último año publicado."),
            tables.fund_regions,
            ("ano", "region"),
        ),
        fund(
            "fondos-comunas",
            _("Fondos del royalty por comuna"),
            _("Lo que el documento imprime de cada comuna; lo que no imprime no es cero."),
            tables.fund_communes,
            ("ano", "cut"),
        ),
        fund(
            "fondos-indicadores",
            _("Ponderaciones de los fondos"),
            _("Peso de cada indicador y de sus partes en cada fondo y año."),
            tables.fund_indicators,
            ("ano", "fondo", "indicador"),
        ),
    ]


def districts() -> list[Dataset]:
    def one(code: str, title: Any, about: Any, build: Any, **more: Any) -> Dataset:
        said = {"documents": (SONAMI,), "page": "districts"} | more
        return present(code, title, about, "distritos", build, **said)

    return [
        one(
            "distritos",
            _("Distritos mineros"),
            _("Distritos de la corrida publicada: el método del estudio, no sus números."),
            tables.districts,
            key=("distrito",),
            links=(BY_RUN,),
        ),
        one(
            "faenas",
            _("Faenas"),
            _("Faenas con su producción, ubicación y distrito."),
            tables.sites,
            links=(BY_RUN, BY_DISTRICT),
        ),
        one(
            "hexagonos",
            _("Hexágonos"),
            _("Las celdas de la corrida con sus variables, calor y distrito."),
            tables.cells,
            key=("q", "r"),
            links=(BY_DISTRICT,),
        ),
        one(
            "distritos-estudio",
            _("Distritos del estudio y de la corrida"),
            _("Cada distrito que el estudio imprime, con el que más se le parece."),
            tables.matches,
            key=("distrito_estudio",),
            links=(BY_RUN, BY_DISTRICT),
            page="districts-study",
        ),
        one(
            "distritos-fondos",
            _("Distritos de la región y fondos"),
            _("Distritos del estudio en la región, por comuna, con los fondos de cada una."),
            tables.territory,
            key=("distrito_estudio", "comuna"),
            documents=(SONAMI, ROYALTY),
            page="districts-territory",
        ),
        one(
            "corridas",
            _("Corridas"),
            _("Corridas publicadas con sus decisiones y cuánto se acercan al estudio."),
            tables.runs,
            key=("corrida",),
            page="districts-runs",
        ),
        *(
            one(
                f"capa-{code.lower().replace('_', '-')}",
                title,
                _("Registros de la edición vigente de la capa; cada fila dice su fuente."),
                _layer(code),
                documents=(),
                page="districts-layers",
            )
            for code, title in (
                ("SITES", _("Capa: faenas")),
                ("PRODUCTION", _("Capa: producción")),
                ("EMPLOYMENT", _("Capa: empleo")),
                ("INFRASTRUCTURE", _("Capa: infraestructura")),
                ("SMALL_MINING", _("Capa: pequeña minería")),
                ("INVESTMENTS", _("Capa: inversiones")),
            )
        ),
    ]


def _layer(code: str) -> Callable[[], Any]:
    return lambda: tables.layer(code)


def others() -> list[Dataset]:
    return [
        present(
            "comunas",
            _("Comunas de la región"),
            _("Lo que proyectos y convenios ubican en cada comuna."),
            "territorio",
            tables.communes,
            key=("cut",),
            page="communes-map",
        ),
        present(
            "localidades",
            _("Localidades"),
            _("Cada localidad con el convenio que la nombra."),
            "territorio",
            tables.all_localities,
            links=(BY_COVENANT,),
            documents=(LOA,),
            page="communes-map",
        ),
        present(
            "observaciones",
            _("Observaciones ciudadanas"),
            _("Observaciones publicadas y sus respuestas, sin el nombre de nadie."),
            "contraloria",
            tables.observations,
            key=("observacion",),
            page="oversight",
        ),
        present(
            "observaciones-indicadores",
            _("Indicadores de la contraloría social"),
            _("Cuántas observaciones se recibieron, publicaron y respondieron."),
            "contraloria",
            tables.oversight_indicators,
            key=("indicador",),
            page="oversight",
        ),
        present(
            "documentos",
            _("Documentos fuente"),
            _("Los documentos de los que se leyeron las cifras, con su huella."),
            "fuentes",
            tables.documents,
            key=("documento",),
            periodicity=FIXED,
        ),
        present(
            "citas",
            _("Citas"),
            _("Cada pasaje citado, por las líneas de la extracción de texto."),
            "fuentes",
            tables.citations,
            key=("cita",),
            links=(BY_DOCUMENT,),
            periodicity=FIXED,
        ),
        present(
            "cifras-publicadas",
            _("Cifras publicadas"),
            _("Lo que los documentos imprimen, tal cual."),
            "fuentes",
            tables.figures,
            key=("cifra",),
            links=(to("citas", "cita", "cita"),),
            periodicity=FIXED,
        ),
        present(
            "cuadraturas",
            _("Cuadraturas"),
            _("Cada cifra impresa frente a lo que dan los datos de su propia fuente."),
            "fuentes",
            tables.reconciliations,
            key=("capitulo", "cifra"),
            links=(BY_DOCUMENT,),
            page="reconciliations",
        ),
        Dataset(
            "bitacora",
            _("Bitácora"),
            _("Encabezados de todos los eventos, encadenados por su sello."),
            "fuentes",
            tables.ledger,
            key=("evento",),
            page="ledger",
            of_edition=True,
        ),
    ]
