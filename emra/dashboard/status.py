"""The state of the system in sentences: what is in order, what wants a look, what fails."""

import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from celery.schedules import crontab
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from emra import __version__
from emra.agreements.models import Heartbeat
from emra.dashboard import health, metrics
from emra.ledger import queries as ledger
from emra.lib import formats
from emra.operations.models import Verification

# The same bounds as the alarms of docs/operations.md.
NIGHTLY = timedelta(hours=26)
COPY_AGE = timedelta(hours=25)
MAIL_AGE = timedelta(hours=2)
LEAST_ROOM = 2_000_000_000
SLOW_MS = 100

JOBS = {
    "sweep": gettext_lazy("Recálculo de promedios"),
    "remind": gettext_lazy("Avisos y correos"),
    "tend_observations": gettext_lazy("Plazos de las observaciones"),
    "remind_commitments": gettext_lazy("Plazos de los compromisos"),
    "read_imports": gettext_lazy("Lectura de planillas"),
    "take_snapshot": gettext_lazy("Copia del sitio público"),
    "make_reports": gettext_lazy("Informes y presentaciones"),
    "refresh_reports": gettext_lazy("Informes del primer día hábil"),
    "list_datasets": gettext_lazy("Lista de los datos abiertos"),
    "draw_studies": gettext_lazy("Estudios de estabilidad"),
    "watch_sign_ins": gettext_lazy("Vigilancia de los ingresos"),
    "verify_ledger": gettext_lazy("Verificación de la bitácora"),
    "tidy": gettext_lazy("Limpieza nocturna"),
}


class State(StrEnum):
    OK = "ok"
    ATTENTION = "attention"
    FAILURE = "failure"


@dataclass(frozen=True)
class Line:
    """One thing looked at: its state, a sentence, the values behind it, and which help applies."""

    code: str
    name: str
    state: State
    said: str
    values: dict[str, Any]
    help: str


@dataclass(frozen=True)
class Status:
    """The whole: as bad as its worst line."""

    at: datetime
    version: str
    state: State
    lines: tuple[Line, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "status": self.state,
            "at": self.at.isoformat(),
            "version": self.version,
            "lines": [asdict(line) for line in self.lines],
        }


def status(now: datetime) -> Status:
    """Look at everything; without a database there is nothing more to look at than that."""
    try:
        lines = tuple(_lines(now))
    except DatabaseError:
        said = _("La base de datos no responde: nadie puede guardar y se muestra la copia.")
        lines = (
            Line("database", _("Base de datos"), State.FAILURE, said, {}, "database"),
            _broker(),
        )
    rank = list(State)
    worst = max((line.state for line in lines), key=rank.index)
    return Status(now, __version__, worst, lines)


def _lines(now: datetime) -> Iterator[Line]:
    yield _database()
    yield _migrations()
    yield _broker()
    gauges = {name: values for name, _about, _label, values in metrics.gauges()}

    def value(name: str) -> float | None:
        return gauges.get(name, {}).get("")

    yield _averages(int(value("averages_dirty") or 0))
    yield from _jobs(now)
    yield _mails(int(value("mail_waiting") or 0), value("mail_oldest_age_seconds") or 0)
    yield _incidents(int(value("incidents_open") or 0))
    yield _ledger(now)
    yield _aged(
        *("snapshot", _("Copia del sitio público"), value("snapshot_seconds"), COPY_AGE, now),
        never=_("Todavía no hay una copia para cuando la base de datos no responda."),
    )
    yield _aged(
        *("backup", _("Último respaldo"), value("backup_seconds"), NIGHTLY, now),
        never=_("No hay respaldos en la carpeta backups de este servidor."),
    )
    free = value("disk_free_bytes") or 0
    yield Line(
        *("disk", _("Espacio en disco")),
        State.FAILURE if free < LEAST_ROOM else State.OK,
        _("Quedan %(room)s GB donde se guardan los medios de verificación.")
        % {"room": formats.number(round(free / 1e9, 1), 1)},
        {"free_bytes": free},
        "disk",
    )


def _database() -> Line:
    took, version = _timed(_database_version)
    return Line(
        *("database", _("Base de datos")),
        State.OK if took < SLOW_MS else State.ATTENTION,
        _("%(version)s responde en %(ms)s ms.")
        % {"version": version, "ms": formats.number(round(took, 1), 1)},
        {"version": version, "latency_ms": round(took, 3)},
        "database",
    )


def _database_version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    numbers = ".".join(map(str, connection.get_database_version()))
    return f"{connection.display_name} {numbers}"


def _migrations() -> Line:
    state = health.migrations()
    said = (
        _("La base de datos es la de esta versión.")
        if state == health.OK
        else _("La base de datos es de otra versión: falta migrar.")
    )
    good = State.OK if state == health.OK else State.FAILURE
    return Line("migrations", _("Migraciones"), good, said, {"state": state}, "migrations")


def _broker() -> Line:
    name = _("Mensajería")
    if not settings.REDIS_URL:
        said = _("Modo integrado: los trabajos corren en el mismo proceso, sin mensajería.")
        return Line("broker", name, State.OK, said, {"state": "embedded"}, "broker")
    took, state = _timed(health.broker)
    if state != health.OK:
        said = _("Redis no responde: se puede guardar, pero los promedios esperan.")
        return Line("broker", name, State.FAILURE, said, {"state": state}, "broker")
    said = _("Redis responde en %(ms)s ms.") % {"ms": formats.number(round(took, 1), 1)}
    values = {"state": state, "latency_ms": round(took, 3)}
    return Line("broker", name, State.OK, said, values, "broker")


def _averages(waiting: int) -> Line:
    late = health.sweeper() != health.OK
    said = (
        ngettext("%(n)s promedio espera su recálculo.", "%(n)s promedios esperan.", waiting)
        % {"n": waiting}
        if waiting
        else _("Todos los promedios están al día.")
    )
    state = State.FAILURE if late else State.OK
    return Line("averages", _("Promedios"), state, said, {"dirty": waiting}, "jobs")


def _jobs(now: datetime) -> Iterator[Line]:
    if not settings.REDIS_URL:
        return
    ran = {row.name: row.at for row in Heartbeat.objects.all()}
    for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
        at = ran.get(name)
        late = at is None or now - at > patience(entry["schedule"])
        if at is None:
            said = _("Todavía no ha corrido.")
        elif late:
            said = _("Atrasado: corrió por última vez el %(at)s.") % {"at": formats.moment(at)}
        else:
            said = _("Corrió el %(at)s.") % {"at": formats.moment(at)}
        yield Line(
            *(f"job-{name}", str(JOBS.get(name, name))),
            State.ATTENTION if late else State.OK,
            said,
            {"last_run": at.isoformat() if at else None, "late": late},
            "jobs",
        )


def patience(schedule: Any) -> timedelta:
    """How long after its last run a job is late: three of its intervals, or a night and a bit."""
    if isinstance(schedule, crontab):
        return NIGHTLY
    return 3 * timedelta(seconds=float(schedule))


def _mails(waiting: int, age: float) -> Line:
    late = timedelta(seconds=age) > MAIL_AGE
    said = (
        ngettext("%(n)s correo espera al servidor.", "%(n)s correos esperan al servidor.", waiting)
        % {"n": waiting}
        if waiting
        else _("No hay correos esperando.")
    )
    values = {"waiting": waiting, "oldest_age_seconds": round(age)}
    state = State.ATTENTION if late else State.OK
    return Line("mail", _("Correos"), state, said, values, "mail")


def _incidents(open_ones: int) -> Line:
    said = (
        ngettext("Hay %(n)s incidente abierto.", "Hay %(n)s incidentes abiertos.", open_ones)
        % {"n": open_ones}
        if open_ones
        else _("No hay incidentes abiertos.")
    )
    state = State.ATTENTION if open_ones else State.OK
    return Line("incidents", _("Incidentes"), state, said, {"open": open_ones}, "incidents")


def _ledger(now: datetime) -> Line:
    seq, head = ledger.head()
    values: dict[str, Any] = {"seq": seq, "head": head, "verified_at": None, "verified": None}
    name = _("Bitácora")
    said = _("%(n)s eventos, cabeza %(head)s.") % {"n": formats.number(seq), "head": head[:12]}
    checked = Verification.objects.first()
    if checked is None:
        said += " " + _("Todavía no se ha verificado por su cuenta.")
        return Line("ledger", name, State.ATTENTION, said, values, "ledger")
    values |= {"verified_at": checked.at.isoformat(), "verified": checked.holds}
    told = {"at": formats.moment(checked.at), "seq": formats.number(checked.seq)}
    if not checked.holds:
        said += " " + _("La verificación del %(at)s FALLÓ.") % told
        return Line("ledger", name, State.FAILURE, said, values, "ledger")
    said += " " + _("Verificada el %(at)s hasta el evento %(seq)s.") % told
    old = now - checked.at > NIGHTLY
    return Line("ledger", name, State.ATTENTION if old else State.OK, said, values, "ledger")


def _aged(
    code: str, name: str, seconds: float | None, limit: timedelta, now: datetime, *, never: str
) -> Line:
    """Something made each night, as old as its file says."""
    if seconds is None:
        return Line(code, name, State.ATTENTION, never, {"at": None}, code)
    at = datetime.fromtimestamp(seconds, UTC)
    said = _("Es del %(at)s.") % {"at": formats.moment(at)}
    state = State.ATTENTION if now - at > limit else State.OK
    return Line(code, name, state, said, {"at": at.isoformat()}, code)


def _timed(act: Callable[[], str]) -> tuple[float, str]:
    """Milliseconds it took, and what it gave."""
    began = time.perf_counter()
    found = act()
    return (time.perf_counter() - began) * 1000, found
