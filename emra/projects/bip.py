"""The code of the national bank of projects (BIP): eight digits, a dash, the check digit. Pure.

Every code we found published has 0 after the dash, and none of the usual formulas over the eight
digits gives it (docs/adr/0016-the-check-digit-of-a-bip-code-is-a-zero.md).
"""

import re
from typing import Final

CHECK_DIGIT: Final = "0"
_CODE = re.compile(r"([0-9]{8})-?([0-9])")


class InvalidBip(ValueError):
    """What was typed is no BIP code; the text is a Spanish sentence for the person."""


def parse(text: str) -> str:
    """The code as the bank writes it, from what was typed with or without dash.

    Examples
    --------
    >>> parse(" 40045543-0 ")
    '40045543-0'
    >>> parse("40045543-7")
    Traceback (most recent call last):
    ...
    emra.projects.bip.InvalidBip: El dígito verificador de 40045543-7 no es válido: debe ser 0.
    """
    found = _CODE.fullmatch("".join(text.split()).replace("\u2013", "-"))
    if found is None:
        raise InvalidBip(
            "Escriba el código BIP con sus ocho dígitos, guion y dígito verificador, "
            "como 40045543-0."
        )
    number, digit = found.groups()
    if digit != CHECK_DIGIT:
        raise InvalidBip(
            f"El dígito verificador de {number}-{digit} no es válido: debe ser {CHECK_DIGIT}."
        )
    return f"{number}-{digit}"
