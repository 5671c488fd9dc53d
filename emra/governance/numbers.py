"""The codes that people write: S-0001 for a session, C-0001 for a commitment. Pure."""


def number_of(code: str, letter: str) -> int:
    """The key behind a code; 0, which nothing has, for anything else.

    Examples
    --------
    >>> number_of("S-0012", "S"), number_of("C-0012", "S"), number_of("S-", "S")
    (12, 0, 0)
    """
    start, _dash, digits = code.partition("-")
    good = start == letter and digits.isascii() and digits.isdigit() and len(digits) <= 9
    return int(digits) if good else 0
