"""What a run decided or assumed, one line each, so that nobody has to guess."""

from collections.abc import Iterator, Sequence

from districts.method.inputs import Inputs
from districts.method.parameters import Parameters
from districts.method.records import Site
from districts.method.results import DROPPED_TEXT, Decision, District, Dropped


def taken(
    inputs: Inputs,
    parameters: Parameters,
    districts: Sequence[District],
    dropped: Sequence[Dropped],
) -> tuple[Decision, ...]:
    """The decisions of a run, in the order of the method."""
    return (
        *_about_layers(inputs),
        *_about_parameters(parameters),
        *_about_districts(inputs, districts, dropped),
    )


def _about_layers(inputs: Inputs) -> Iterator[Decision]:
    layers = {
        "infraestructura": inputs.infrastructure,
        "inversiones": inputs.investments,
        "pequeña minería": inputs.small_mining,
    }
    for name, rows in layers.items():
        if not rows:
            yield Decision("EMPTY_LAYER", f"La capa de {name} está vacía: no pesa en el calor.")
    for site in _by_name(inputs):
        if site.cu_eq_kt is None:
            yield Decision(
                "UNKNOWN_PRODUCTION",
                f"«{site.name}» no informa producción: no suma y no se cuenta como cero.",
            )
        if site.employment is None:
            yield Decision(
                "UNKNOWN_EMPLOYMENT",
                f"«{site.name}» no informa empleo: no suma y no se cuenta como cero.",
            )
    approximate = sum(site.approximate for site in inputs.sites)
    if approximate:
        yield Decision(
            "APPROXIMATE_SITES",
            f"{approximate} de {len(inputs.sites)} faenas tienen producción o coordenadas "
            "aproximadas, por verificar.",
        )


def _about_parameters(parameters: Parameters) -> Iterator[Decision]:
    growth = (*parameters.production_growth, *parameters.employment_growth)
    if any(growth):
        yield Decision(
            "PROJECTION",
            f"Producción y empleo son la media anual de {parameters.years} años con el "
            "crecimiento indicado en los parámetros, no un plan de cada faena.",
        )
    else:
        yield Decision(
            "FLAT_PROJECTION",
            "No hay planes públicos por faena: producción y empleo se proyectan sin cambio a "
            f"{parameters.years} años.",
        )
    if parameters.weights is None:
        yield Decision(
            "WEIGHTS_FROM_ORDER",
            "El estudio publica solo el orden de las variables: los pesos se deducen de él "
            f"({parameters.weights_method}).",
        )
    else:
        yield Decision("DIRECT_WEIGHTS", "Los pesos se fijaron a mano.")


def _about_districts(
    inputs: Inputs, districts: Sequence[District], dropped: Sequence[Dropped]
) -> Iterator[Decision]:
    for one in dropped:
        named = f" ({', '.join(one.sites)})" if one.sites else ""
        yield Decision(
            "DROPPED_CONCENTRATION",
            f"Concentración de {len(one.cells)} celdas cerca de {_degrees(one.lat)}, "
            f"{_degrees(one.lon)}{named} descartada. {DROPPED_TEXT[one.reason]}",
        )
    if not districts:
        yield Decision("NO_DISTRICT", "Ninguna concentración alcanza los umbrales.")
    inside = {name for district in districts for name in district.sites}
    outside = [site.name for site in _by_name(inputs) if site.name not in inside]
    if outside:
        yield Decision(
            "SITES_OUTSIDE",
            f"{len(outside)} faenas no están en ningún distrito: {', '.join(outside)}.",
        )


def _by_name(inputs: Inputs) -> list[Site]:
    return sorted(inputs.sites, key=lambda site: site.name)


def _degrees(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")
