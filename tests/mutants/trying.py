"""One pytest session for all mutants: everything is loaded once, and each is tried in a fork.

To migrate a database and load the strategy takes many times what a test takes. Both are done
once; the database is then moved into memory, of which a forked child has a copy of its own.
"""

import gc
import os
import resource
import signal
import sqlite3
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NoReturn

import pytest
from django.db import connection
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state

from tests.mutants.making import Mutant
from tests.mutants.modules import MODULES, STANDS_ALONE
from tests.mutants.verdicts import KILLED, SURVIVED, TIMEOUT

# What a mutant may take of the processor: so many times what its tests took, and some seconds;
# and of the clock, so many times that.
CPU_TIMES, CPU_LEAST, WALL_TIMES = 5, 15, 20
ENDED_BY = {signal.SIGXCPU, signal.SIGALRM, signal.SIGKILL}
MEMORY: Final = "file:mutants?mode=memory&cache=shared"


class Trial:
    """A pytest plugin that runs the tests once, then those of each mutant until one fails."""

    def __init__(
        self,
        mutants: Sequence[Mutant],
        stands_alone: Path,
        heard: Callable[[Mutant, str], None],
    ) -> None:
        self.mutants = mutants
        self.stands_alone = stands_alone
        self.heard = heard
        self.failed: list[str] = []
        self.seconds: dict[pytest.Item, float] = {}
        self.hits: defaultdict[str, set[pytest.Item]] = defaultdict(set)
        self.killed_by: Counter[tuple[str, str]] = Counter()
        self.tell: int | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        """In a child the first failure is enough: nobody reads a report of it."""
        if self.tell is not None and call.excinfo is not None:
            os.write(self.tell, item.nodeid.encode())
            os._exit(1)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(f"{report.nodeid}\n{report.longreprtext}")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if not session.testsfailed:
            self.load(session.items)
            self.measure(session.items)
            if not self.failed and self.control():
                self.try_all()
        return True

    def load(self, items: Sequence[pytest.Item]) -> None:
        """Have the session's fixtures made before anything is counted."""
        set_mutant_under_test("")
        run(next(item for item in items if "loaded" in getattr(item, "fixturenames", ())))
        if connection.vendor == "sqlite":
            self.memory = into_memory()

    def measure(self, items: Sequence[pytest.Item]) -> None:
        """Each test's seconds, and the functions it passes through."""
        set_mutant_under_test("stats")
        for item in items:
            state()._stats.clear()
            began = time.process_time()
            run(item)
            self.seconds[item] = time.process_time() - began
            for function in state()._stats:
                self.hits[function].add(item)
        set_mutant_under_test("")
        connection.close()  # a child opens its own; one in memory stays

    def control(self) -> bool:
        """Whether a child in which nothing is changed passes all the tests."""
        if self.try_one(None) == SURVIVED:
            return True
        self.failed.append(f"Without any change a child fails: {dict(self.killed_by)}.")
        return False

    def tests_of(self, mutant: Mutant | None) -> list[pytest.Item]:
        """The tests that must notice it; first what noticed its neighbours, then the quick."""
        if mutant is None:
            return list(self.seconds)
        files = MODULES[mutant.module]
        through = self.hits[mutant.hit]
        chosen = [
            item
            for item in self.seconds
            if item.nodeid.startswith(files) and (item in through or mutant.module == STANDS_ALONE)
        ]
        return sorted(
            chosen,
            key=lambda item: (-self.killed_by[mutant.hit, item.nodeid], self.seconds[item]),
        )

    def try_all(self) -> None:
        untouched = Path(STANDS_ALONE).read_text(encoding="utf-8")
        gc.collect()
        gc.freeze()  # what is shared with the children stays shared
        for mutant in self.mutants:
            alone = mutant.text if mutant.module == STANDS_ALONE else untouched
            self.stands_alone.write_text(alone, encoding="utf-8")
            self.heard(mutant, self.try_one(mutant))

    def try_one(self, mutant: Mutant | None) -> str:
        tests = self.tests_of(mutant)
        hear, tell = os.pipe()
        child = os.fork()
        if child == 0:
            self.be_tried(mutant, tests, tell)
        os.close(tell)
        _, status = os.waitpid(child, 0)
        self.killed_by[mutant.hit if mutant else "", os.read(hear, 4096).decode()] += 1
        os.close(hear)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) in ENDED_BY:
            return TIMEOUT
        return SURVIVED if status == 0 else KILLED

    def be_tried(self, mutant: Mutant | None, tests: Sequence[pytest.Item], tell: int) -> NoReturn:
        """The child: ends with the first test that fails, or with 0 where none does."""
        try:
            gc.disable()
            silence(tests)
            self.tell = tell
            limit = CPU_LEAST + int(CPU_TIMES * sum(self.seconds[item] for item in tests))
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
            signal.alarm(limit * WALL_TIMES)
            set_mutant_under_test(mutant.name if mutant else "")
            for item in tests:
                run(item)
        except BaseException:
            os._exit(3)
        os._exit(0)


def run(item: pytest.Item) -> None:
    """Run a test and take down what it needed, the session's own fixtures apart."""
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=item.session)


def into_memory() -> sqlite3.Connection:
    """Move the test database into memory; it lasts as long as what is returned."""
    kept = sqlite3.connect(MEMORY, uri=True)
    with sqlite3.connect(connection.settings_dict["NAME"]) as file:
        file.backup(kept)
    connection.close()
    connection.settings_dict["NAME"] = MEMORY
    return kept


def silence(tests: Sequence[pytest.Item]) -> None:
    for item in tests[:1]:
        item.config.pluginmanager.unregister(name="terminalreporter")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
