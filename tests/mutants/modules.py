"""Which modules are mutated, and which tests must notice: `module: (test files)` by group.

The tests are those of the module's own behaviour, not every test that passes through it: a figure
or a right that only a page's test would miss counts as missed.
"""

from typing import Final

LEDGER: Final = ("tests/ledger/test_appending.py", "tests/ledger/test_chain.py")
GROUPS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "averages": {
        "emra/lib/percent.py": ("tests/lib/test_percent.py",),
        "emra/agreements/averages.py": ("tests/agreements/test_averages.py",),
    },
    "four eyes": {
        "emra/ledger/four_eyes.py": ("tests/ledger/test_four_eyes.py",),
        "emra/agreements/review_actions.py": (
            "tests/agreements/test_decisions.py",
            "tests/agreements/test_four_eyes.py",
            "tests/agreements/test_remarks.py",
            "tests/agreements/test_reviewing.py",
            "tests/agreements/test_reviewing_lists.py",
        ),
    },
    "publication": {
        "emra/agreements/period_actions.py": (
            "tests/agreements/test_editions.py",
            "tests/agreements/test_periods.py",
            "tests/agreements/test_publication.py",
        ),
    },
    "ledger": {
        "emra/ledger/chain.py": ("tests/ledger/test_chain.py", "tests/ledger/test_verifier.py"),
        "emra/ledger/verificador.py": ("tests/ledger/test_verifier.py",),
        "emra/ledger/actions.py": LEDGER,
        "emra/ledger/queries.py": LEDGER,
        "emra/ledger/triggers.py": ("tests/ledger/test_seals.py",),
    },
}
# Run by a Python without the application: its tests start the file itself.
STANDS_ALONE: Final = "emra/ledger/verificador.py"
MODULES: Final = {module: tests for group in GROUPS.values() for module, tests in group.items()}
