"""A clock that a file moves, in the processes the tests start with this folder on PYTHONPATH.

The file named by CLOCK_FILE holds how many seconds the wall clock is off; it is followed while the
process runs. The monotonic clock goes on as it does.
"""

import os
import threading
import time
from pathlib import Path

import time_machine


def follow() -> None:
    """Move the clock whenever the file says another number; never ends."""
    file, clock, off = Path(os.environ["CLOCK_FILE"]), None, 0.0
    while True:
        told = float(file.read_text() or off)
        if told != off:
            if clock is None:
                clock = time_machine.travel(time.time() + told).start()
            # On a busy machine it starts late: the processes must agree to the hundredth.
            while abs(late := time.time() - time_machine.escape_hatch.time.time() - told) > 0.01:
                clock.shift(-late)
            off = told
        time.sleep(0.05)


def begin() -> None:
    threading.Thread(target=follow, daemon=True).start()


if "CLOCK_FILE" in os.environ:
    begin()
    os.register_at_fork(after_in_child=begin)
