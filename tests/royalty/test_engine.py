"""Sharing a fund out: hand calculations, sub-indicators, and what is refused."""

from decimal import Decimal

import pytest

from emra.royalty.engine import (
    CannotDistribute,
    Indicator,
    check_weights,
    compare,
    distribute,
    equal_parts,
    leaves,
)

EQUAL = Indicator("iguales", "Partes iguales", Decimal(40), equal_parts=True)
POOR = Indicator("pobreza", "Pobreza", Decimal(60))
POVERTY = {"02101": Decimal(1), "02102": Decimal(2), "02103": Decimal(3)}
COMMUNES = list(POVERTY)


def shared(total: int, indicators: list[Indicator], values: dict) -> dict[str, int]:
    amounts = distribute(total, COMMUNES, indicators, values).amounts
    return {amount.commune: amount.pesos for amount in amounts}


def test_each_indicator_gives_its_share_of_the_sum():
    # 1000: 400 in three parts of 133,33; 600 by 1/6, 2/6 and 3/6. 233,33 + 333,33 + 433,33:
    # the peso left over has three equal remainders and goes to the lowest code
    assert shared(1000, [EQUAL, POOR], {"pobreza": POVERTY}) == {
        "02101": 234,
        "02102": 333,
        "02103": 433,
    }


def test_pesos_left_over_go_to_the_largest_remainders():
    only = [Indicator("n", "N", Decimal(100))]
    values = {"n": {"02101": Decimal("0.2"), "02102": Decimal("0.7"), "02103": Decimal("0.6")}}
    # 10 x 2/15 = 1,33; 10 x 7/15 = 4,67; 10 x 6/15 = 4: the one peso left goes to 0,67
    assert shared(10, only, values) == {"02101": 1, "02102": 5, "02103": 4}


def test_an_amount_is_explained_by_indicator():
    first = distribute(1000, COMMUNES, [EQUAL, POOR], {"pobreza": POVERTY}).amounts[0]
    told = [(part.code, part.weight, part.value, part.total_value) for part in first.parts]
    assert told == [("iguales", 40, 1, 3), ("pobreza", 60, 1, 6)]
    assert [part.pesos for part in first.parts] == [Decimal("133.33"), Decimal("100.00")]
    assert first.rounding == Decimal("0.67")


def test_sub_indicators_weigh_within_their_indicator():
    parts = (Indicator("n", "Yacimientos", Decimal(25)), Indicator("r", "Relaves", Decimal(75)))
    mine = Indicator("minera", "Actividad minera", Decimal(60), parts=parts)
    assert [(leaf.code, leaf.weight) for leaf in leaves([EQUAL, mine])] == [
        ("iguales", 40),
        ("n", 15),
        ("r", 45),
    ]
    same = {"n": POVERTY, "r": POVERTY}
    assert shared(1000, [EQUAL, mine], same) == shared(1000, [EQUAL, POOR], {"pobreza": POVERTY})


def test_the_floor_of_each_fund_is_what_its_document_allows():
    assert equal_parts(70_755_000_000, Decimal(50), 300) == 117_925_000
    floor = equal_parts(22_891_000_000, Decimal(40), 43)
    assert round(floor, 2) == Decimal("212939534.88")


def test_two_distributions_are_compared_commune_by_commune():
    before = distribute(1000, COMMUNES, [EQUAL, POOR], {"pobreza": POVERTY})
    after = distribute(2000, COMMUNES, [EQUAL, POOR], {"pobreza": POVERTY})
    changes = compare(before, after)
    assert [(row.commune, row.before, row.after) for row in changes] == [
        ("02101", 234, 467),
        ("02102", 333, 667),
        ("02103", 433, 866),
    ]
    assert sum(row.difference for row in changes) == 1000


def test_an_indicator_without_weight_needs_no_values():
    none = Indicator("sin-peso", "Sin peso", Decimal(0))
    whole = Indicator("iguales", "Partes iguales", Decimal(100), equal_parts=True)
    assert sum(shared(10, [whole, none], {}).values()) == 10


REFUSED = [
    ("WEIGHTS", {"indicators": [EQUAL]}, "suman 40 y deben sumar 100: faltan 60"),
    (
        "WEIGHTS",
        {"indicators": [EQUAL, Indicator("n", "Pobreza", Decimal(-1))]},
        "«Pobreza» es -1: debe ser 0 o más",
    ),
    ("TOTAL", {"total": -1}, "no puede ser negativo"),
    ("NO_COMMUNES", {"communes": []}, "No hay comunas"),
    ("REPEATED", {"communes": [*COMMUNES, "02101"]}, "repetidas: 02101"),
    (
        "UNKNOWN_COMMUNE",
        {"values": {"pobreza": {**POVERTY, "13101": Decimal(1)}}},
        "no participan: 13101",
    ),
    (
        "MISSING",
        {"values": {"pobreza": {"02101": Decimal(1)}}},
        "Faltan valores de «Pobreza» (02102, 02103)",
    ),
    ("MISSING", {"values": {}}, "«Pobreza» (02101, 02102, 02103)"),
    (
        "NEGATIVE",
        {"values": {"pobreza": {**POVERTY, "02102": Decimal(-2)}}},
        "valores negativos: 02102",
    ),
    ("NOTHING", {"values": {"pobreza": dict.fromkeys(COMMUNES, Decimal(0))}}, "son 0"),
]


@pytest.mark.parametrize(("code", "change", "said"), REFUSED)
def test_what_cannot_be_shared_out_is_refused_with_its_name(code, change, said):
    asked = {
        "total": 1000,
        "communes": COMMUNES,
        "indicators": [EQUAL, POOR],
        "values": {"pobreza": POVERTY},
        **change,
    }
    with pytest.raises(CannotDistribute) as refusal:
        distribute(**asked)
    assert refusal.value.code == code
    assert said in str(refusal.value)


def test_sub_indicators_that_do_not_sum_to_100_are_named():
    part = Indicator("n", "Yacimientos", Decimal(99))
    mine = Indicator("m", "Actividad minera", Decimal(100), parts=(part,))
    with pytest.raises(CannotDistribute, match="de «Actividad minera» suman 99"):
        check_weights([mine])
