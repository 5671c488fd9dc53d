"""Mutation testing of what the figures rest on: `python -m tests.mutants [module ...]`.

mutmut makes the mutants and the trampolines that call them; each is tried by the tests named in
`modules.py`. Prints per module how many were killed, and every survivor. Ends with 1 where a
group's score lies under 85 %, or a survivor is not explained. It is no part of `make test`.
"""

import argparse
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.mutants import verdicts
from tests.mutants.making import FromMemory, Mutant, Mutated, mutate
from tests.mutants.modules import MODULES, STANDS_ALONE

VAR = Path("var")
OPTIONS = ("-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:xdist", "--reuse-db")


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.mutants", description="Mutation testing.")
    asked.add_argument("modules", nargs="*", help="some of the modules; all, unless told")
    asked.add_argument("--again", action="store_true", help="only what was not killed last time")
    asked.add_argument("--known", action="store_true", help="try none: report the last run")
    asked.add_argument("--write", action="store_true", help="write docs/mutants.md")
    options = asked.parse_args()
    made = [mutate(path) for path in MODULES if not options.modules or path in options.modules]
    mutants = [mutant for one in made for mutant in one.mutants]
    forget = () if options.again or options.known else [one.path for one in made]
    kept = verdicts.Kept(VAR / "mutants.tsv", forget=forget)
    waiting = [mutant for mutant in mutants if kept.of(mutant) != verdicts.KILLED]
    failures = try_them(made, waiting, kept) if waiting and not options.known else []
    if failures:
        print(*failures, "The tests do not pass by themselves.", sep="\n")
        return 2
    return verdicts.report(mutants, kept, write=options.write)


def try_them(made: Sequence[Mutated], mutants: Sequence[Mutant], kept: verdicts.Kept) -> list[str]:
    """Have every mutant tried; the tests that fail without any."""
    os.environ.update(DEMO="true", DATABASE_URL="", REDIS_URL="", TEST_SQLITE=str(database()))
    began = time.monotonic()

    def heard(mutant: Mutant, verdict: str) -> None:
        kept.add(mutant, verdict)
        if verdict != verdicts.KILLED or kept.added % 100 == 0:
            so_far = f"{kept.added}/{len(mutants)} {time.monotonic() - began:.0f} s"
            print(f"{so_far} {verdict} {mutant.key}", flush=True)

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / Path(STANDS_ALONE).name
        copy.write_text(Path(STANDS_ALONE).read_text(encoding="utf-8"), encoding="utf-8")
        FromMemory(made, {STANDS_ALONE: copy}).install()

        import pytest  # now: what it loads imports the mutated modules

        from tests.mutants.trying import Trial

        trial = Trial(mutants, copy, heard)
        files = sorted({file for one in made for file in MODULES[one.path]})
        status = pytest.main([*OPTIONS, f"--basetemp={folder}/tests", *files], plugins=[trial])
    return trial.failed if kept.added else [*trial.failed, f"pytest ended with {status}"]


def database() -> Path:
    """A migrated database of the tests' own, made anew where a migration or a trigger changed."""
    making = [Path("emra/ledger/triggers.py"), *Path().glob("*/migrations/*.py")]
    making += Path().glob("emra/*/migrations/*.py")
    seal = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(making)))
    return VAR.resolve() / f"mutants-{seal.hexdigest()[:12]}.sqlite3"


if __name__ == "__main__":
    sys.exit(main())
