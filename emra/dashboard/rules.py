"""Which edition of the rules of calculation is in force: moved by hand when a formula changes."""

from datetime import date
from typing import Final

VERSION: Final = "1"
SINCE: Final = date(2026, 11, 21)
