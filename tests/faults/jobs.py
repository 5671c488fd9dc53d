"""Faults of workers, messages and beats."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.faults.cluster import children_of, kill
from tests.faults.ground import Ground
from tests.programs import until

AVERAGES = "SELECT 1 FROM agreements_dimensionaverage WHERE period_id = 20262 {} FOR KEY SHARE"
# What a sweep has to wait for, and so where it is when its worker dies. Saves lock less and pass.
PLACES = {
    "before the first average": AVERAGES.format(""),
    "between two averages": AVERAGES.format("AND scope = 'all'"),
    "after the last": "SELECT 1 FROM agreements_heartbeat WHERE name = 'sweep' FOR KEY SHARE",
}
WAITING = """
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
AND wait_event_type = 'Lock' AND query LIKE '%FOR UPDATE%'
"""
QUEUE, SEED = "emra", 20231116


@contextmanager
def held(ground: Ground, place: str) -> Iterator[None]:
    """Nobody gets past this place of a sweep until the block ends."""
    with ground.site.superuser() as connection, connection.transaction():
        connection.execute(PLACES[place])
        yield


def sweep_waits(ground: Ground) -> bool:
    return ground.site.rows(WAITING) != [(0,)]


def workers_killed(ground: Ground, kills: int) -> dict[str, int | str]:
    """SIGKILL to a worker, or to its process that does the task, while it is held in a sweep."""
    in_flight = whole = 0
    for number in range(kills):
        place = list(PLACES)[number % len(PLACES)]
        # The mark is made before the place is held: the save itself waits for nothing either way.
        with held(ground, place):
            writer = ground.writers.all[number % len(ground.writers.all)]
            writer.write()
            writer.write()
            until(lambda: sweep_waits(ground), f"a sweep to be held {place}")
            in_flight += 1
            worker = ground.site.processes["worker"]
            done = ground.done().total()
            if number % 5 == 4:
                died = [kill(pid) for pid in children_of(worker.popen.pid)]
                ground.expect(any(died), "the worker had no process to kill")
            else:
                worker.kill()
                whole += 1
        until(lambda: not sweep_waits(ground), "the connection of the dead to end")
        if not worker.alive:
            ground.start_worker()
        wait_until_done(ground, done + 1)  # a worker whose process died holds its place 10 s
        ground.audit.settle()
    return {
        "kills": kills,
        "with a sweep in flight": in_flight,
        "of the whole worker": whole,
        "of its process": kills - whole,
    }


def messages_tripled(ground: Ground, rounds: int) -> dict[str, int | str]:
    """What waits in the queue comes three times, in another order, and once more much later."""
    site, chance = ground.site, random.Random(SEED)
    late: list[bytes] = []
    queued, delivered, before = 0, 0, ground.done().total()
    site.processes["beat"].stop()
    for _round in range(rounds):
        site.processes["worker"].kill()
        ground.writers.write(2)
        messages = ground.broker.lrange(QUEUE, 0, -1)
        queued += len(messages)
        many = messages * 3 + late
        chance.shuffle(many)
        ground.broker.delete(QUEUE)
        ground.broker.rpush(QUEUE, *many)
        delivered += len(many)
        ground.start_worker()
        wait_until_done(ground, before + delivered)
        ground.audit.settle()
        late = messages
    site.start_beat()
    return {"messages": queued, "delivered": delivered, "rounds": rounds}


def wait_until_done(ground: Ground, tasks: int) -> None:
    until(lambda: ground.done().total() >= tasks, f"{tasks} tasks to be done")


def sent(ground: Ground, beat: str) -> int:
    return ground.log(beat).count("Sending due task")


def two_beats(ground: Ground, seconds: int) -> dict[str, int | str]:
    """Two beats and two workers at once, mails due: each is written and sent once."""
    site = ground.site
    with site.superuser() as connection:
        connection.execute("UPDATE accounts_user SET email = username || '@example.cl'")
    ground.writers.write(1)  # each leaves a figure that waits for its review, of which both hear
    site.processes["beat"].stop()
    site.environment["REMIND_SECONDS"] = "1"
    before, told = ground.done().total(), sent(ground, "beat")
    ground.start_worker("worker2")
    site.start_beat()
    site.start_beat("beat2")
    until(lambda: sent(ground, "beat") > told and sent(ground, "beat2"), "both beats to send")
    time.sleep(seconds)
    ground.writers.write(1)
    ground.audit.settle()
    done = ground.done() + ground.done("worker2")
    for name in ("beat2", "worker2", "beat"):
        site.processes[name].stop()
    del site.environment["REMIND_SECONDS"]
    site.start_beat()
    rows = site.rows("SELECT count(*), count(DISTINCT person_id) FROM notices_mail")
    left = sum(path.read_text().count("\nTo: ") for path in ground.mail.glob("*"))
    [(mails, people)] = rows
    ground.expect(mails == people == left > 0, f"{mails} mails for {people} people, {left} sent")
    return {
        "sent by the beats": f"{sent(ground, 'beat') - told} and {sent(ground, 'beat2')}",
        "tasks done": done.total() - before,
        "of them reminders": done["emra.agreements.tasks.remind"],
        "people": people,
        "mails sent": left,
    }
