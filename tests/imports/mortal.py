"""A process of the application that dies on demand.

Run with the test database's name and its media folder. For each line on its input it forks a child
that does what the line says (`confirm BATCH USER` or `read`), kills it after the line's first word
in seconds (`-`: never), and prints how it ended.
"""

import os
import signal
import sys
import time


def main() -> None:
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = sys.argv[1]
    settings.MEDIA_ROOT = sys.argv[2]
    django.setup()
    from emra.accounts.models import User
    from emra.agreements import batch_actions, imports

    print("ready", flush=True)
    for line in sys.stdin:
        seconds, what, *arguments = line.split()
        child = os.fork()
        if child:
            if seconds != "-":
                time.sleep(float(seconds))
                os.kill(child, signal.SIGKILL)  # not yet waited for: its number is its own
            _pid, status = os.waitpid(child, 0)
            print(os.waitstatus_to_exitcode(status), flush=True)
            continue
        if what == "confirm":
            batch, user = map(int, arguments)
            batch_actions.confirm_batch(batch=batch, by=User.objects.get(pk=user))
        else:
            imports.read_waiting()
        os._exit(0)


if __name__ == "__main__":
    main()
