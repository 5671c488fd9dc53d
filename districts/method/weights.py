"""Numbers for the five weights from what the study prints: their order and nothing else."""

from collections.abc import Sequence

from districts.method.parameters import VARIABLES, WEIGHT_METHODS, ParameterError

COUNT = len(VARIABLES)


def from_order(method: str, count: int = COUNT) -> tuple[float, ...]:
    """Weights of `count` variables in order of importance, adding up to 1.

    With n variables and k = 1 the most important:

    - ``roc``, the rank-order centroid: (1/k + 1/(k+1) + … + 1/n) / n. It is the mean of all the
      weights that respect the order (Barron and Barrett, 1996, "Decision quality using ranked
      attribute weights", Management Science 42:1515-1523), which is why it is the default.
    - ``rank_sum``: 2 (n + 1 - k) / (n (n + 1)).
    - ``reciprocal``: (1/k) / (1 + 1/2 + … + 1/n).

    Raises
    ------
    ParameterError
        For another method, or for fewer than one variable.

    Examples
    --------
    >>> [round(weight, 4) for weight in from_order("roc")]
    [0.4567, 0.2567, 0.1567, 0.09, 0.04]
    """
    if count < 1:
        raise ParameterError("weights", "Se espera al menos una variable.")
    ranks = range(1, count + 1)
    if method == "roc":
        return tuple(sum(1 / j for j in range(k, count + 1)) / count for k in ranks)
    if method == "rank_sum":
        return tuple(2 * (count + 1 - k) / (count * (count + 1)) for k in ranks)
    if method == "reciprocal":
        return normalised(tuple(1 / k for k in ranks))
    named = ", ".join(name for name in WEIGHT_METHODS if name != "direct")
    raise ParameterError("weights_method", f"Se espera uno de: {named}.")


def normalised(weights: Sequence[float]) -> tuple[float, ...]:
    """The weights divided by their sum.

    Raises
    ------
    ParameterError
        When one is negative or not finite, or all are 0.

    Examples
    --------
    >>> normalised((2, 1, 1))
    (0.5, 0.25, 0.25)
    """
    total = sum(weights)
    if not all(0 <= weight < float("inf") for weight in weights) or not 0 < total < float("inf"):
        raise ParameterError(
            "weights", "Los pesos no pueden ser negativos y al menos uno debe ser mayor que 0."
        )
    return tuple(weight / total for weight in weights)
