"""The test command: the suite on SQLite, then on PostgreSQL and Redis.

Where no PostgreSQL or Redis answers on loopback the second run is left out, except with CI=true,
where that is a failure.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

POSTGRESQL, REDIS = 5432, 6379
# What the tests write goes with them: to memory where there is enough of it, which saves minutes.
MEMORY, ENOUGH = Path("/dev/shm"), 4 * 2**30


def main() -> int:
    arguments = sys.argv[1:] or ["-n", "2", "--dist", "worksteal", "--durations", "25"]
    failed = run(arguments, {})
    if answers(POSTGRESQL) and answers(REDIS):
        failed |= run(
            arguments,
            {
                "DATABASE_URL": f"postgresql://postgres@127.0.0.1:{POSTGRESQL}/emra_{os.getpid()}",
                "REDIS_URL": f"redis://127.0.0.1:{REDIS}/9",
            },
        )
    elif os.environ.get("CI") == "true":
        print("PostgreSQL and Redis must answer on 127.0.0.1 in CI.")
        failed = 1
    else:
        print("PostgreSQL and Redis do not answer on 127.0.0.1: ran on SQLite only.")
    return failed


def run(arguments: list[str], backend: dict[str, str]) -> int:
    # Empty rather than absent: a deployment's .env must not reach the tests.
    names = ("DATABASE_URL", "REDIS_URL", "CACHE_URL", "DEBUG", "SECRET_KEY", "ALLOWED_HOSTS")
    clean = {**os.environ, **dict.fromkeys(names, "")}
    print(f"== {'PostgreSQL and Redis' if backend else 'SQLite'} ==", flush=True)
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH
    with tempfile.TemporaryDirectory(prefix="emra-", dir=MEMORY if roomy else None) as scratch:
        os.chmod(scratch, 0o711)  # PostgreSQL, which is started as somebody else, goes through it
        places = {"TMPDIR": scratch, "TEST_SQLITE": f"{scratch}/test.sqlite3"}
        environment = {**clean, "DEMO": "true", **places, **backend}
        return subprocess.call([sys.executable, "-m", "pytest", *arguments], env=environment)


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
