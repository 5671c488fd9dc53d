"""What became of each mutant: kept from run to run, counted, explained, written down."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.mutants.making import Mutant
from tests.mutants.modules import GROUPS

KILLED, SURVIVED, TIMEOUT = "killed", "survived", "timeout"
LEAST: Final = 85.0
EXPLAINED = Path("tests/mutants/explained.csv")
DOCUMENT = Path("docs/mutants.md")


class Kept:
    """The verdicts in a file, one a line as they come: a run that is stopped can go on."""

    def __init__(self, path: Path, *, forget: Sequence[str]) -> None:
        """`forget` names the modules whose verdicts are of no use any more."""
        self.path = path
        self.added = 0
        self.found: dict[str, str] = {}
        gone = tuple(f"{module} " for module in forget)
        for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
            verdict, key = line.split("\t", 1)
            if not key.startswith(gone):
                self.found[key] = verdict
        path.parent.mkdir(exist_ok=True)
        lines = [f"{verdict}\t{key}\n" for key, verdict in self.found.items()]
        path.write_text("".join(lines), encoding="utf-8")

    def of(self, mutant: Mutant) -> str:
        return self.found.get(mutant.key, "")

    def add(self, mutant: Mutant, verdict: str) -> None:
        self.found[mutant.key] = verdict
        self.added += 1
        with self.path.open("a", encoding="utf-8") as file:
            file.write(f"{verdict}\t{mutant.key}\n")


def report(mutants: Sequence[Mutant], kept: Kept, *, write: bool) -> int:
    """Print scores and survivors; 1 where a score is too low or a survivor is not explained."""
    table, low = scores(mutants, kept)
    why = explained()
    survivors = [mutant for mutant in mutants if kept.of(mutant) == SURVIVED]
    print(*table, *low, sep="\n")
    for mutant in survivors:
        print(f"survived: {mutant.key}: {why.get(mutant.key, 'NOT EXPLAINED')}")
    for key in why:
        if any(mutant.key == key and kept.of(mutant) == KILLED for mutant in mutants):
            print(f"killed, and still explained: {key}")
    if write:
        DOCUMENT.write_text(document(table, survivors, why), encoding="utf-8")
    return int(bool(low) or any(mutant.key not in why for mutant in survivors))


def scores(mutants: Sequence[Mutant], kept: Kept) -> tuple[list[str], list[str]]:
    """The table by module and group, and a sentence for each group whose score is too low."""
    table = ["| | mutants | killed | timeout | survived | score |", "|---|--:|--:|--:|--:|--:|"]
    low = []
    everything = {"all": [module for modules in GROUPS.values() for module in modules]}
    for group, modules in {**GROUPS, **everything}.items():
        of = {module: [m for m in mutants if m.module == module] for module in modules}
        if group not in everything:
            table += [counted(f"`{name}`", some, kept)[0] for name, some in of.items() if some]
        if whole := [mutant for some in of.values() for mutant in some]:
            line, score = counted(f"**{group}**", whole, kept)
            table.append(line)
            if score < LEAST:
                low.append(f"{group}: {score:.1f} % is less than {LEAST:.0f} %.")
    return table, low


def counted(name: str, mutants: Sequence[Mutant], kept: Kept) -> tuple[str, float]:
    """A line of the table, and the score: a mutant that never ends is noticed too."""
    of = [kept.of(mutant) for mutant in mutants]
    killed, timeout, survived = (of.count(verdict) for verdict in (KILLED, TIMEOUT, SURVIVED))
    score = 100 * (killed + timeout) / len(of)
    return f"| {name} | {len(of)} | {killed} | {timeout} | {survived} | {score:.1f} % |", score


def explained() -> dict[str, str]:
    """Why each survivor that is left is harmless, by the mutant's key."""
    with EXPLAINED.open(encoding="utf-8", newline="") as file:
        return {row["mutant"]: row["why"] for row in csv.DictReader(file)}


def document(table: Sequence[str], survivors: Sequence[Mutant], why: dict[str, str]) -> str:
    lines = [HEAD, *table, SURVIVORS]
    module = ""
    for mutant in survivors:
        if mutant.module != module:
            module = mutant.module
            lines.append(f"\n### `{module}`\n")
        after = f"`` {mutant.after} ``" if mutant.after else "nothing"
        reason = why.get(mutant.key, "Not explained.")
        lines.append(f"- {mutant.function}: `` {mutant.before} `` → {after}. {reason}")
    return "\n".join(lines) + "\n"


HEAD: Final = """\
# Mutants

`make mutants` changes the modules that the figures rest on, one small change at a time (mutmut's
operators: a comparison, a number, a word, an argument, a condition turned), and runs the tests
named for the module in `tests/mutants/modules.py`. A mutant is killed when one of them fails. What
a test elsewhere alone would notice does not count. It is no part of `make test`: it takes some ten
minutes on one processor; `.venv/bin/python -m tests.mutants --again` tries only what was not
killed last time. The run ends with 1 where a group's score lies under 85 % or a survivor is not
explained in `tests/mutants/explained.csv`. This file is written by `--write`. Tried on SQLite; the
suite runs the same tests on PostgreSQL.

What stands outside functions (constraints, triggers' SQL, tuples of names) is not mutated; the
tests of the constraints and triggers hold it.
"""
SURVIVORS: Final = """
## Survivors, and why each is let be"""
