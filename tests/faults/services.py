"""Faults of Redis and PostgreSQL."""

import signal
from functools import partial

from tests.faults.cluster import Cluster
from tests.faults.ground import Ground
from tests.programs import until


def redis_refused(ground: Ground, rounds: int) -> dict[str, int | str]:
    """Redis stops for a while: nobody answers on its port."""
    for _round in range(rounds):
        ground.site.processes["redis"].kill()
        ground.writers.write(2)
        ground.expect(ground.readyz().get("broker") == "away", "/readyz does not miss Redis")
        ground.site.start_redis()
        ground.audit.settle()
    return {"times away": rounds}


def redis_frozen(ground: Ground, rounds: int) -> dict[str, int | str]:
    """Redis takes connections and says nothing."""
    redis = ground.site.processes["redis"]
    for _round in range(rounds):
        redis.send(signal.SIGSTOP)
        ground.writers.write(2)
        ground.expect(ground.readyz().get("broker") == "away", "/readyz does not miss Redis")
        redis.send(signal.SIGCONT)
        ground.audit.settle()
    return {"times frozen": rounds}


def redis_flushed(ground: Ground, rounds: int) -> dict[str, int | str]:
    """All that Redis holds is gone: with the worker away, and under a worker that goes on."""
    queued = 0
    for number in range(rounds):
        worker = ground.site.processes["worker"]
        worker.kill() if number % 2 == 0 else worker.send(signal.SIGSTOP)
        ground.writers.write(2)
        queued += int(ground.broker.llen("emra"))
        ground.broker.flushall()
        worker.send(signal.SIGCONT)
        if not worker.alive:
            ground.start_worker()
        ground.audit.settle()
    ground.expect(queued, "no message was there to be lost")
    return {"flushes": rounds, "messages lost": queued}


def postgres_killed(ground: Ground, kills: int, cluster: Cluster) -> dict[str, int | str]:
    """SIGKILL to the server, or to a process of it that serves somebody, while everybody writes."""
    servers = 0
    down: list[float] = []
    with ground.writers.at_work():
        for number in range(kills):
            wrote(ground, 4)
            if number % 2:
                until(partial(cluster.kill_backend, ground.site.database), "somebody to serve")
                down.append(until(cluster.answers, "PostgreSQL to recover"))
            else:
                cluster.kill_server()
                servers += 1
                down.append(cluster.start())
        wrote(ground, 4)
    for writer in ground.writers.all:
        writer.look()
    return {
        "kills": kills,
        "of the server": servers,
        "of a process of it": kills - servers,
        "longest away": f"{max(down):.1f} s",
    }


def wrote(ground: Ground, saves: int) -> None:
    """Wait until so many more saves are acknowledged."""
    before = len(ground.writers.acknowledged)
    until(lambda: len(ground.writers.acknowledged) >= before + saves, "somebody to save")
