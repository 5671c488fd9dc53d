"""The mutants: made by mutmut of a module's source, and imported from memory in its place."""

import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType

from mutmut.mutation.file_mutation import mutate_file_contents

ORIGINAL = "__mutmut_orig"


@dataclass(frozen=True)
class Mutant:
    """One small change of one function: the lines it takes away and those it puts there."""

    name: str
    module: str
    function: str
    before: str
    after: str
    text: str
    nth: int

    @property
    def key(self) -> str:
        """What it is known by from one run to the next, whatever its number."""
        again = f" ({self.nth})" if self.nth > 1 else ""
        return f"{self.module} {self.function}: {self.before} → {self.after}{again}"

    @property
    def hit(self) -> str:
        """The function as the trampoline names it when a test passes through."""
        return self.name.rpartition("__mutmut_")[0]


@dataclass(frozen=True)
class Mutated:
    """A module with all its mutants in it, of which a trampoline calls the one under test."""

    path: str
    code: str
    mutants: tuple[Mutant, ...]

    @property
    def module(self) -> str:
        return self.path.removesuffix(".py").replace("/", ".")


def mutate(path: str) -> Mutated:
    source = Path(path).read_text(encoding="utf-8")
    made = mutate_file_contents(path, source)
    lines = made.code.splitlines()

    def text_of(name: str) -> str:
        span = made.line_span_by_function_name[name]
        text = "\n".join(lines[span.start - 1 : span.end]).strip("\n")
        return text.replace(name, plain_name(name))

    module = path.removesuffix(".py").replace("/", ".")
    mutants: list[Mutant] = []
    for name in made.mutant_names:
        original, text = text_of(name.rpartition("__mutmut_")[0] + ORIGINAL), text_of(name)
        before, after = difference(original.splitlines(), text.splitlines())
        assert source.count(original) == 1, f"{path}: {original[:60]!r} is not found once"
        alike = [
            m
            for m in mutants
            if (m.function, m.before, m.after) == (plain_name(name), before, after)
        ]
        mutants.append(
            Mutant(
                name=f"{module}.{name}",
                module=path,
                function=plain_name(name),
                before=before,
                after=after,
                text=source.replace(original, text),
                nth=1 + len(alike),
            )
        )
    return Mutated(path, made.code, tuple(mutants))


def plain_name(name: str) -> str:
    """`average` of `x_average__mutmut_3`, `__init__` of `xǁStaleǁ__init____mutmut_1`."""
    mangled = name.rpartition("__mutmut_")[0]
    return mangled.rpartition("ǁ")[2] if "ǁ" in mangled else mangled.removeprefix("x_")


def difference(before: Sequence[str], after: Sequence[str]) -> tuple[str, str]:
    """The lines in which two texts differ, each side on one line."""
    start = 0
    while before[start : start + 1] == after[start : start + 1] and start < len(before):
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    left, right = before[start : len(before) - end], after[start : len(after) - end]
    return " ".join(line.strip() for line in left), " ".join(line.strip() for line in right)


class FromMemory(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Imports the mutated modules in place of the files; a file that stands alone, from a copy."""

    def __init__(self, made: Sequence[Mutated], copies: dict[str, Path]) -> None:
        self.made = {one.module: one for one in made}
        self.copies = copies

    def find_spec(
        self, fullname: str, path: object = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname not in self.made:
            return None
        return importlib.util.spec_from_loader(fullname, self, origin=self.made[fullname].path)

    def get_source(self, fullname: str) -> str:
        return self.made[fullname].code

    def get_code(self, fullname: str) -> CodeType:
        return compile(
            self.made[fullname].code, str(Path(self.made[fullname].path).resolve()), "exec"
        )

    def exec_module(self, module: ModuleType) -> None:
        path = self.made[module.__name__].path
        module.__file__ = str(self.copies.get(path, Path(path).resolve()))
        exec(self.get_code(module.__name__), module.__dict__)

    def install(self) -> None:
        sys.meta_path.insert(0, self)
