"""Run the benchmarks and print one table: `python -m bench [name ...]`."""

import sys
import time

from bench.common import SERVER, Row, answers, run

NAMES = (
    "web",
    "visitors",
    "budget",
    "beside",
    "recompute",
    "growth",
    "ledger",
    "royalty",
    "districts",
    "startup",
)
ON_BOTH_DATABASES = ("recompute", "ledger")


def main(chosen: list[str]) -> int:
    unknown = set(chosen) - set(NAMES)
    if unknown:
        print(f"Unknown: {', '.join(sorted(unknown))}. There are: {', '.join(NAMES)}.")
        return 2
    began = time.monotonic()
    for name in chosen or NAMES:
        show(name, run(name))
        if name in ON_BOTH_DATABASES:
            if answers(SERVER):
                show(f"{name}, PostgreSQL", run(name, database=SERVER))
            else:
                print(f"\n{name}, PostgreSQL: does not answer on 127.0.0.1:5432, not measured")
    print(f"\n{time.monotonic() - began:.0f} s")
    return 0


def show(title: str, rows: list[Row]) -> None:
    print(f"\n{title}")
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f} x  {row.beside}"
        print(f"  {row.what:<58} {row.value:>30}  {ratio}".rstrip(), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
