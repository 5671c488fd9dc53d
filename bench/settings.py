"""The application's settings, with a directory from which the server also serves copies of its
own answers as static files."""

from emra.settings import *  # noqa: F403
from emra.settings import DATA_DIR, STATICFILES_DIRS

COPIES = DATA_DIR / "copies"
COPIES.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [*STATICFILES_DIRS, COPIES]

# What is measured is the answer, not the refusal of a program that asks too often.
API_ANONYMOUS_PER_MINUTE = API_KEY_PER_MINUTE = 0
