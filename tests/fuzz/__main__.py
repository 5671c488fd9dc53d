"""Random requests against a running site: `python -m tests.fuzz [api|forms]`.

The API gets what its own description allows and what it does not, without a key and with one of a
person who may write. Every form of every page gets odd, broken and hostile values, as each person.
Nothing may answer with a 5xx, and no answer of the API may be other than described. Takes some ten
minutes; it is no part of `make test`.
"""

import os
import sys
import tempfile
from pathlib import Path

from tests.fuzz import api, forms
from tests.servers import Site


def main(chosen: list[str]) -> int:
    programs = {"api": api.run, "forms": forms.run}
    unknown = set(chosen) - programs.keys()
    if unknown:
        print(f"Unknown: {', '.join(sorted(unknown))}. There are: {', '.join(programs)}.")
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emra.settings")
    failed = 0
    for name in chosen or programs:
        with tempfile.TemporaryDirectory() as folder:
            site = Site(Path(folder) / "data")
            # An address of any length reaches the application, which has to answer it.
            site.environment |= {"API_ANONYMOUS_PER_MINUTE": "0", "API_KEY_PER_MINUTE": "0"}
            site.environment["GUNICORN_CMD_ARGS"] = "--limit-request-line 0"
            try:
                failed += programs[name](site.open(jobs=()))
            finally:
                site.close()
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
