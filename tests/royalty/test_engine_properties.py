"""Relations that hold however a fund is shared out."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from emra.royalty.engine import Distribution, Indicator, Values, distribute, equal_parts

COMMUNES = [f"{number:05}" for number in range(1, 347)]
TOTALS = st.integers(0, 10**12)
VALUES = st.decimals(0, 10**6, places=3, allow_nan=False)


@st.composite
def funds(draw: st.DrawFn) -> tuple[int, list[str], list[Indicator], Values]:
    """A total, up to 40 communes, 1 to 5 weighted indicators, and a value for each."""
    communes = draw(st.lists(st.sampled_from(COMMUNES), min_size=1, max_size=40, unique=True))
    cuts = sorted(draw(st.lists(st.integers(0, 200), min_size=0, max_size=4)))
    edges = [0, *cuts, 200]
    weights = [Decimal(high - low) / 2 for low, high in pairwise(edges)]
    indicators = [
        Indicator(f"i{place}", f"Indicador {place}", weight, equal_parts=place == 0)
        for place, weight in enumerate(weights)
    ]
    values = {
        indicator.code: {commune: draw(VALUES) for commune in communes}
        for indicator in indicators[1:]
    }
    assume(all(any(column.values()) for column in values.values()))
    return draw(TOTALS), communes, indicators, values


def pesos(shared: Distribution) -> dict[str, int]:
    return {amount.commune: amount.pesos for amount in shared.amounts}


@given(funds())
def test_the_total_is_shared_out_to_the_peso(fund):
    total, communes, indicators, values = fund
    shared = pesos(distribute(total, communes, indicators, values))
    assert sum(shared.values()) == total
    assert all(amount >= 0 for amount in shared.values())


@given(funds(), st.randoms(use_true_random=False))
def test_the_order_of_the_communes_changes_nothing(fund, random):
    total, communes, indicators, values = fund
    shuffled = random.sample(communes, len(communes))
    assert pesos(distribute(total, shuffled, indicators, values)) == pesos(
        distribute(total, communes, indicators, values)
    )


@given(funds(), st.data())
def test_communes_with_equal_indicators_get_equal_shares(fund, data):
    total, communes, indicators, values = fund
    assume(len(communes) > 1)
    one, other = data.draw(st.permutations(communes))[:2]
    for column in values.values():
        column[other] = column[one]
    assume(all(any(column.values()) for column in values.values()))
    shared = pesos(distribute(total, communes, indicators, values))
    assert abs(shared[one] - shared[other]) <= 1


@given(TOTALS, st.integers(1, 346))
def test_equal_parts_alone_give_each_commune_its_share_of_the_total(total, count):
    only = [Indicator("iguales", "Partes iguales", Decimal(100), equal_parts=True)]
    shared = pesos(distribute(total, COMMUNES[:count], only, {}))
    assert set(shared.values()) <= {total // count, total // count + 1}


@given(funds(), st.data(), st.decimals(0, 10**6, places=3, allow_nan=False))
def test_a_commune_never_loses_by_a_higher_value(fund, data, more):
    total, communes, indicators, values = fund
    assume(values)
    commune = data.draw(st.sampled_from(communes))
    column = values[data.draw(st.sampled_from(sorted(values)))]
    before = pesos(distribute(total, communes, indicators, values))[commune]
    column[commune] += more
    assert pesos(distribute(total, communes, indicators, values))[commune] >= before


@given(funds())
def test_no_commune_gets_less_than_its_equal_parts(fund):
    total, communes, indicators, values = fund
    floor = equal_parts(total, indicators[0].weight, len(communes))
    shared = pesos(distribute(total, communes, indicators, values))
    assert all(amount >= int(floor) for amount in shared.values())


@given(funds())
def test_the_parts_explain_the_amount_to_the_cent(fund):
    total, communes, indicators, values = fund
    for amount in distribute(total, communes, indicators, values).amounts:
        explained = sum((part.pesos for part in amount.parts), amount.rounding)
        assert explained == amount.pesos
        assert abs(amount.rounding) < Decimal("1.05")
