"""Accounts locked again and again: one incident for each, opened by a job."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from axes.helpers import get_cool_off
from axes.models import AccessFailureLog
from django.conf import settings
from django.utils.translation import gettext as _

from emra.accounts.models import User
from emra.operations import actions
from emra.operations.models import Kind, Severity

DAY = timedelta(days=1)


def watch_sign_ins(*, now: datetime) -> int:
    """Open an incident for each account locked too often in a day; how many were opened."""
    refused: dict[str, dict[str, list[datetime]]] = defaultdict(lambda: defaultdict(list))
    rows = AccessFailureLog.objects.filter(locked_out=True, attempt_time__gte=now - DAY)
    for name, address, at in rows.values_list("username", "ip_address", "attempt_time"):
        refused[name or ""][address or ""].append(at)
    pause = get_cool_off() or timedelta()
    counted = {
        name: sum(episodes(moments, pause) for moments in places.values())
        for name, places in refused.items()
    }
    names = [name for name, count in counted.items() if count >= settings.LOCKS_A_DAY]
    opened = 0
    for person in User.objects.filter(username__in=names).order_by("pk"):
        opened += bool(
            actions.open_once(
                cause=f"locked:{person.code}",
                kind=Kind.ABUSE,
                severity=Severity.MEDIUM,
                # By its code: who reads the notice need not know whose it is.
                what=_("La cuenta %(code)s se bloqueó %(n)s veces en 24 horas por claves malas.")
                % {"code": person.code, "n": counted[person.username]},
                affected=_("Cuenta %(code)s.") % {"code": person.code},
            )
        )
    return opened


def episodes(moments: Iterable[datetime], pause: timedelta) -> int:
    """How many times it was locked: refusals closer than the pause are of one lock.

    Examples
    --------
    >>> minutes = [datetime(2026, 1, 1, 8, minute) for minute in (0, 5, 14, 40)]
    >>> episodes(minutes, timedelta(minutes=15)), episodes([], timedelta(minutes=15))
    (2, 0)
    """
    found, last = 0, None
    for at in sorted(moments):
        if last is None or at - last >= pause:
            found += 1
        last = at
    return found
