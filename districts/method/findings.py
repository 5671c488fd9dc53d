"""The six findings of the study, each tested on a run where its data allow."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from districts.method.agreement import spearman
from districts.method.characterise import share_of_large
from districts.method.inputs import Inputs
from districts.method.parameters import EMPLOYMENT, PRODUCTION, SMALL_MINING
from districts.method.results import District, Result
from districts.method.study import Comparison, Study

CONFIRMED: Final = "CONFIRMED"
NOT_CONFIRMED: Final = "NOT_CONFIRMED"
NOT_TESTABLE: Final = "NOT_TESTABLE"
VERDICT_TEXT: Final[Mapping[str, str]] = {
    CONFIRMED: "Confirmado",
    NOT_CONFIRMED: "No confirmado",
    NOT_TESTABLE: "No comprobable con estos datos",
}

# What is called clear: about the critical value of Spearman's rho for the 13 to 16 districts of
# a run, one-sided at 5 %.
CLEAR_CORRELATION: Final = -0.45
ALMOST_WHOLLY: Final = 0.9
SALAR_DE_ATACAMA: Final = 4
LITHIUM: Final = "LCE"
CROSSING: Final = (12, 13, 14)
LEAST_WEIGHTED: Final = (7, 9, 10)
LEAST_REGIONS: Final = ("Atacama", "Coquimbo")


@dataclass(frozen=True, slots=True)
class Finding:
    """One of the six findings of the study against a run.

    `verdict` is a key of `VERDICT_TEXT`; `figures` are (what, value) pairs in Spanish words,
    `reason` says in one Spanish sentence what was tested and how.
    """

    code: int
    verdict: str
    reason: str
    figures: tuple[tuple[str, float], ...]


def judge(
    result: Result, inputs: Inputs, study: Study, comparison: Comparison
) -> tuple[Finding, ...]:
    """The six findings, in the order of the study.

    Parameters
    ----------
    result : Result
    inputs : Inputs
        Those of the run.
    study : Study
    comparison : Comparison
        Of the run with the study: which district answers to which.
    """
    by_number = {one.number: one for one in result.districts}
    matched = {
        match.study: by_number[match.run]
        for match in comparison.matches
        if match.run is not None and comparison.published[match.run] == match.study
    }
    return (
        _small_mining_apart(result, inputs),
        _medium_mining(matched, inputs, study),
        _high_altitude(),
        _crossing(matched, result),
        _lithium_only(matched),
        _least_weighted(matched),
    )


def _small_mining_apart(result: Result, inputs: Inputs) -> Finding:
    totals = [one.totals for one in result.districts]
    small = [one[SMALL_MINING] for one in totals]
    with_production = spearman([one[PRODUCTION] for one in totals], small)
    with_employment = spearman([one[EMPLOYMENT] for one in totals], small)
    if not inputs.small_mining or with_production is None or with_employment is None:
        return _untestable(1, "Faltan distritos o datos de pequeña minería que comparar.")
    apart = max(with_production, with_employment) <= CLEAR_CORRELATION
    return Finding(
        1,
        CONFIRMED if apart else NOT_CONFIRMED,
        "Correlación de Spearman, entre los distritos de la corrida, de la pequeña minería (una "
        "aproximación: depósitos de relaves) con la producción y con el empleo; se exige "
        "−0,45 o menos en ambas.",
        (
            ("Pequeña minería y producción", with_production),
            ("Pequeña minería y empleo", with_employment),
        ),
    )


def _medium_mining(matched: Mapping[int, District], inputs: Inputs, study: Study) -> Finding:
    sites = {site.name: site for site in inputs.sites}
    shares = {
        number: share_of_large(sites[name] for name in matched[number].sites)
        for number in study.medium_mining
        if number in matched
    }
    medium = {number: 1 - share for number, share in shares.items() if share is not None}
    return _for_all(
        2,
        study.medium_mining,
        medium,
        lambda share: share >= ALMOST_WHOLLY,
        "Parte de la mediana minería en la producción conocida del distrito de la corrida que "
        "responde a cada uno; se exige 90 % o más en todos.",
        [(f"Distrito {number}, % mediana", 100 * share) for number, share in medium.items()],
    )


def _high_altitude() -> Finding:
    return _untestable(
        3, "Ninguna capa trae la altitud de las faenas ni la distancia a las plantas de ENAMI."
    )


def _crossing(matched: Mapping[int, District], result: Result) -> Finding:
    if not any(one.crossed_communes for one in result.districts):
        return _untestable(4, "La corrida no tiene límites comunales con que comparar.")
    regions = {
        number: len(_either(matched[number].regions, matched[number].crossed_regions))
        for number in CROSSING
        if number in matched
    }
    parts = [
        ("Distritos en más de una comuna", _several(result, "communes")),
        ("Distritos en más de una provincia", _several(result, "provinces")),
        ("Distritos en más de una región", _several(result, "regions")),
    ]
    return _for_all(
        4,
        CROSSING,
        regions,
        lambda count: count > 1,
        "Comunas, provincias y regiones en que están las faenas o el centro de los hexágonos de "
        "cada distrito; se exige que los que responden a 12, 13 y 14 crucen regiones.",
        [*parts, *((f"Regiones del distrito {at}", count) for at, count in regions.items())],
    )


def _lithium_only(matched: Mapping[int, District]) -> Finding:
    shares = {
        number: dict(matched[number].products).get(LITHIUM, 0.0)
        for number in (SALAR_DE_ATACAMA,)
        if number in matched
    }
    return _for_all(
        5,
        (SALAR_DE_ATACAMA,),
        shares,
        lambda share: share == 100,
        "Parte del litio en la producción del distrito de la corrida que responde al 4; se exige "
        "que sea toda.",
        [(f"Distrito {number}, % litio", share) for number, share in shares.items()],
    )


def _least_weighted(matched: Mapping[int, District]) -> Finding:
    if len(matched) <= len(LEAST_WEIGHTED) or not any(one.regions for one in matched.values()):
        return _untestable(6, "Faltan distritos o límites regionales con que comparar.")
    last = sorted(matched, key=lambda number: matched[number].number)[-len(LEAST_WEIGHTED) :]
    inside = all(set(matched[number].regions) <= set(LEAST_REGIONS) for number in last)
    return Finding(
        6,
        CONFIRMED if inside else NOT_CONFIRMED,
        "Puntaje de los tres distritos de menor puntaje entre los que responden a uno del "
        "estudio; se exige que todas sus faenas estén en Atacama o Coquimbo.",
        tuple((f"Puntaje del distrito {number}", matched[number].score) for number in last),
    )


def _for_all(
    code: int,
    wanted: Sequence[int],
    found: Mapping[int, float],
    holds: Callable[[float], bool],
    reason: str,
    figures: Iterable[tuple[str, float]],
) -> Finding:
    """Confirmed when it holds for all that are wanted; a counterexample is enough against it."""
    missing = [number for number in wanted if number not in found]
    if all(map(holds, found.values())) and missing:
        named = ", ".join(map(str, missing))
        return _untestable(code, f"Ningún distrito de la corrida responde a: {named}.", figures)
    verdict = CONFIRMED if all(map(holds, found.values())) else NOT_CONFIRMED
    return Finding(code, verdict, reason, tuple(figures))


def _untestable(code: int, reason: str, figures: Iterable[tuple[str, float]] = ()) -> Finding:
    return Finding(code, NOT_TESTABLE, reason, tuple(figures))


def _several(result: Result, level: str) -> int:
    return sum(
        len(_either(getattr(one, level), getattr(one, f"crossed_{level}"))) > 1
        for one in result.districts
    )


def _either(first: Iterable[str], second: Iterable[str]) -> set[str]:
    return {*first, *second}
