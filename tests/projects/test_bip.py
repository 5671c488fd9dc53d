"""The code of the bank of projects: its form, its check digit, and why no formula is asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emra.projects.bip import InvalidBip, parse

# Published by the national bank of projects.
PUBLISHED = ("40045543-0", "40066179-0", "40065439-0", "40059567-0", "40013271-0")
NUMBERS = st.text("0123456789", min_size=8, max_size=8)


def modulus_11(number):
    """The check digit of the tax number, weights 2 to 7 from the right; 10 is K, 11 is 0."""
    weighed = sum(int(digit) * (2 + place % 6) for place, digit in enumerate(reversed(number)))
    return "0123456789K0"[11 - weighed % 11]


def modulus_10(number):
    """Luhn's."""
    doubled = [
        sum(divmod(int(digit) * (2 - place % 2), 10))
        for place, digit in enumerate(reversed(number))
    ]
    return str(-sum(doubled) % 10)


@given(NUMBERS, st.sampled_from("123456789"))
def test_any_check_digit_but_0_is_refused_and_says_which(number, digit):
    with pytest.raises(InvalidBip, match=f"{number}-{digit} no es válido: debe ser 0"):
        parse(f"{number}-{digit}")


@given(NUMBERS, st.sampled_from(["{}-0", "{}0", " {} - 0 ", "{}\u20130"]))
def test_0_is_taken_with_and_without_the_dash(number, written):
    assert parse(written.format(number)) == f"{number}-0"


@given(st.text(max_size=14).filter(lambda text: sum(letter.isdigit() for letter in text) != 9))
def test_without_nine_digits_it_says_how_the_code_is_written(text):
    with pytest.raises(InvalidBip, match="como 40045543-0"):
        parse(text)


def test_the_published_codes_are_taken_though_no_usual_formula_gives_their_digit():
    assert [parse(code) for code in PUBLISHED] == list(PUBLISHED)
    # 40045543 from the right: 3·2 + 4·3 + 5·4 + 5·5 + 4·6 + 0·7 + 0·2 + 4·3 = 99 = 9·11, digit 0.
    # 40065439: 9·2 + 3·3 + 4·4 + 5·5 + 6·6 + 0·7 + 0·2 + 4·3 = 116 = 10·11 + 6, digit 5.
    found = {code: modulus_11(code[:8]) for code in PUBLISHED}
    assert (found["40045543-0"], found["40065439-0"]) == ("0", "5")
    assert "0" not in {modulus_10(code[:8]) for code in PUBLISHED}
