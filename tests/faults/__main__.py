"""Faults on real processes, in full: `python -m tests.faults [fault ...]`.

A PostgreSQL server, a Redis, a web process, a worker and beat of their own on free ports; some
people write over HTTP while one thing after another breaks. After each, every acknowledged save
must be there whole, every average as a recompute from scratch gives it, and the ledger must verify.
Prints one table and exits 1 where anything is not so. `make test` runs the same in small.
"""

import atexit
import os
import sys
import tempfile
import time
from functools import partial
from pathlib import Path


def main(chosen: list[str]) -> int:
    from tests.faults.cluster import Cluster

    cluster = Cluster()
    atexit.register(cluster.close)  # before the sites' own, which need it to the end
    cluster.start()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "emra.settings",
        "DATABASE_URL": cluster.url,
        "REDIS_URL": "redis://127.0.0.1:1/0",  # each site has one of its own
        "DEMO": "true",
    }
    import django

    django.setup()
    from tests.faults import jobs, services, surroundings
    from tests.faults.ground import SLOWEST, Ground, Row, table

    kill_postgres = partial(services.postgres_killed, kills=12, cluster=cluster)
    programme = {
        "workers": ("workers killed", partial(jobs.workers_killed, kills=50), {}),
        "messages": ("messages tripled", partial(jobs.messages_tripled, rounds=5), {}),
        "refused": (
            "Redis refused",
            partial(services.redis_refused, rounds=5),
            {"slowest": SLOWEST},
        ),
        "frozen": ("Redis frozen", partial(services.redis_frozen, rounds=5), {"slowest": SLOWEST}),
        "flushed": (
            "Redis flushed",
            partial(services.redis_flushed, rounds=6),
            {"slowest": SLOWEST},
        ),
        "postgresql": ("PostgreSQL killed", kill_postgres, {"failing": True}),
        "beats": ("two beats", partial(jobs.two_beats, seconds=15), {}),
        "disk": ("disk full", partial(surroundings.disk_full, rounds=2), {}),
        "clock": ("clock moved", partial(surroundings.clock_moved, rounds=2), {}),
    }
    if unknown := set(chosen) - programme.keys():
        print(f"Unknown: {', '.join(sorted(unknown))}. There are: {', '.join(programme)}.")
        return 2
    began = time.monotonic()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        ground = Ground(Path(folder), server=cluster.url, writers=4)
        try:
            for name in chosen or programme:
                title, work, limits = programme[name]
                rows.append(ground.inflict(title, work, **limits))
                print(f"{title}: {'fine' if rows[-1].fine else 'WRONG'}", flush=True)
        finally:
            print(table(rows))
            ground.close()
    failed = sum(not row.fine for row in rows)
    print(f"{len(rows)} faults, {failed} not survived, {time.monotonic() - began:.0f} s")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
