"""The parameters of a run in words: what each is, who decided it and why."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from districts import sentences
from districts.method.parameters import Parameters
from emra.lib import formats

PRINTED: Final = gettext_lazy("el estudio")
CHOSEN: Final = gettext_lazy("esta aplicación")
CHOICES: Final[Mapping[str, Any]] = {
    "log": gettext_lazy("logaritmo"),
    "sqrt": gettext_lazy("raíz cuadrada"),
    "min_max": gettext_lazy("mínimo y máximo"),
    "rank": gettext_lazy("lugar"),
    "roc": gettext_lazy("centroide del orden"),
    "rank_sum": gettext_lazy("suma de lugares"),
    "reciprocal": gettext_lazy("recíproco del lugar"),
    "direct": gettext_lazy("dados uno a uno"),
    "watershed": gettext_lazy("cimas y cuencas"),
    "threshold": gettext_lazy("componentes sobre un umbral"),
    "gi_star": gettext_lazy("focos Gi*"),
    "dbscan": gettext_lazy("DBSCAN"),
    "hdbscan": gettext_lazy("HDBSCAN"),
    "mean": gettext_lazy("media pesada por su propio calor"),
    "peak": gettext_lazy("celda más caliente"),
}
# Name, unit, who decided it and why, in the order of the method.
_PARAMETERS: Final[Mapping[str, tuple[Any, Any, Any, Any]]] = {
    "side_m": (
        gettext_lazy("Lado del hexágono"),
        "m",
        PRINTED,
        gettext_lazy("Grilla hexagonal de 10 km de lado."),
    ),
    "origin": (
        gettext_lazy("Origen de la grilla (este y norte)"),
        "m",
        CHOSEN,
        gettext_lazy(
            "El estudio no lo dice. Vale tanto como cualquiera: el estudio de estabilidad "
            "mueve la grilla y dice qué dan los demás."
        ),
    ),
    "years": (
        gettext_lazy("Años de proyección"),
        gettext_lazy("años"),
        PRINTED,
        gettext_lazy("Producción y empleo se proyectan a cinco años."),
    ),
    "production_growth": (
        gettext_lazy("Crecimiento anual de la producción (gran minería y resto)"),
        "%",
        CHOSEN,
        gettext_lazy("No hay planes públicos por faena: se supone sin cambio."),
    ),
    "employment_growth": (
        gettext_lazy("Crecimiento anual del empleo (gran minería y resto)"),
        "%",
        CHOSEN,
        gettext_lazy("No hay planes públicos por faena: se supone sin cambio."),
    ),
    "normalisation": (
        gettext_lazy("Normalización"),
        "",
        CHOSEN,
        gettext_lazy(
            "Hace comparables las cinco variables. La raíz da casi los mismos distritos; con "
            "mínimo y máximo una sola faena enorme esconde a la mitad."
        ),
    ),
    "weights_method": (
        gettext_lazy("Del orden a los pesos"),
        "",
        CHOSEN,
        gettext_lazy(
            "El estudio publica el orden de las variables y no los pesos. El centroide del "
            "orden es el promedio de todos los pesos que lo respetan."
        ),
    ),
    "weights": (
        gettext_lazy("Pesos dados uno a uno"),
        "",
        CHOSEN,
        gettext_lazy("Solo si no se deducen del orden."),
    ),
    "smoothing": (
        gettext_lazy("Suavizado: peso de cada celda vecina"),
        "",
        CHOSEN,
        gettext_lazy(
            "Una faena ocupa varios kilómetros y su lugar se conoce a uno: es probable que "
            "pase el borde de su celda. Entre 0,4 y 0,8 casi no cambia; sin suavizar decide la"
            " grilla."
        ),
    ),
    "clustering": (
        gettext_lazy("Forma de agrupar"),
        "",
        CHOSEN,
        gettext_lazy("El estudio no nombra su algoritmo. Cada cima de calor crece cuesta abajo."),
    ),
    "seed_threshold": (
        gettext_lazy("Calor para iniciar un distrito"),
        gettext_lazy("del máximo"),
        CHOSEN,
        gettext_lazy(
            "Es lo único que decide cuántos distritos hay. Está en el medio de 0,33 a 0,40, "
            "que dan de 13 a 16."
        ),
    ),
    "grow_threshold": (
        gettext_lazy("Calor para pertenecer a uno"),
        gettext_lazy("del máximo"),
        CHOSEN,
        gettext_lazy(
            "Un distrito termina donde su calor se apaga, no donde solo es menor. Entre 0,08 y"
            " 0,18 casi no cambia."
        ),
    ),
    "grow_share": (
        gettext_lazy("Parte de la propia cima"),
        gettext_lazy("de la cima"),
        CHOSEN,
        gettext_lazy("Lo mismo, frente a su propia cima. Hasta 0,3 casi no cambia."),
    ),
    "grow_rings": (
        gettext_lazy("Alcance desde la cima"),
        gettext_lazy("anillos"),
        CHOSEN,
        gettext_lazy(
            "Tres anillos son unos 52 km, cerca de un viaje diario. Con 4 o 5 las faenas "
            "nombradas siguen juntas y entran más de las otras."
        ),
    ),
    "spacing_rings": (
        gettext_lazy("Separación entre cimas"),
        gettext_lazy("anillos"),
        CHOSEN,
        gettext_lazy("El suavizado hace una sola de dos cimas a un anillo de distancia."),
    ),
    "alpha": (
        gettext_lazy("Tasa de descubrimientos falsos de Gi*"),
        "",
        CHOSEN,
        gettext_lazy("El nivel usual en estadística."),
    ),
    "reach_m": (
        gettext_lazy("Alcance de DBSCAN"),
        "m",
        CHOSEN,
        gettext_lazy("Solo con esa forma de agrupar."),
    ),
    "minimum_cells": (
        gettext_lazy("Celdas mínimas (DBSCAN y HDBSCAN)"),
        gettext_lazy("celdas"),
        CHOSEN,
        gettext_lazy("Solo con esas formas de agrupar."),
    ),
    "scoring": (
        gettext_lazy("Puntaje"),
        "",
        CHOSEN,
        gettext_lazy(
            "La media pesada por su propio calor casi no depende de cuántas celdas frías toma "
            "el borde ni de si dos faenas vecinas caen en una celda o en dos."
        ),
    ),
    "seed": (
        gettext_lazy("Semilla de los estudios de estabilidad"),
        "",
        CHOSEN,
        gettext_lazy("Para repetir los mismos sorteos; la corrida misma no sortea nada."),
    ),
}


@dataclass(frozen=True)
class Choice:
    """A parameter of a run in words."""

    name: str
    label: str
    value: str
    who: str
    reason: str


def parameters(chosen: Parameters) -> list[Choice]:
    """Every parameter with its value, who decided it and why."""
    usual = Parameters()
    return [
        Choice(
            name=field.name,
            label=str(label),
            value=_value(getattr(chosen, field.name), str(unit)),
            who=str(who)
            if getattr(chosen, field.name) == getattr(usual, field.name)
            else _("decisión de esta corrida"),
            reason=str(reason),
        )
        for field in fields(chosen)
        for label, unit, who, reason in [_PARAMETERS[field.name]]
    ]


def differing(before: Parameters, after: Parameters) -> list[tuple[Choice, Choice]]:
    """The parameters in which two runs differ."""
    pairs = zip(parameters(before), parameters(after), strict=True)
    return [(old, new) for old, new in pairs if old.value != new.value]


def _value(value: Any, unit: str) -> str:
    if value is None:
        return _("no se usan")
    if isinstance(value, str):
        return str(CHOICES.get(value, value))
    if isinstance(value, tuple):
        text = sentences.listed([formats.number(one) for one in value])
        return f"{text}{formats.NO_BREAK}{unit}" if unit else text
    if unit == "" and isinstance(value, int):
        return str(value)
    return formats.with_unit(value, unit)
