"""Studies of stability: asked for, drawn in slices, finished or failed.

The row in the database is the record of the work to do: whoever finds one that waits draws its
next slice, and a slice that was lost with its worker is drawn again.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from districts import storage, workshop
from districts.actions import get_run
from districts.method.inputs import Inputs
from districts.method.parameters import Parameters
from districts.method.stability import Draw, leave_one_out, origins, smaa
from districts.models import Run, StabilityStudy, StudyDraw
from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.ledger import actions as ledger
from emra.lib.errors import Conflict, DomainError, Unknown
from emra.lib.records import check

logger = logging.getLogger(__name__)

Kind, State = StabilityStudy.Kind, StabilityStudy.State
OPEN = (State.WAITING, State.RUNNING)
MOST_DRAWS: Final = 2_000
# Draws between two commits: what is lost when a worker dies, and how often the bar moves.
SLICE: Final = {Kind.ORIGINS: 5, Kind.WEIGHTS: 50, Kind.LEAVE_ONE_OUT: 5}


def ask_study(*, run: str, kind: str, draws: int | None, by: User) -> StabilityStudy:
    """Ask for a study of a run; without one site it has as many draws as the run has sites."""
    require_role_of(by, Role.ANALYST)
    if kind not in Kind.values:
        raise DomainError(_("Elija un tipo de estudio de la lista."), field="kind")
    with transaction.atomic():
        ledger.serialise()
        row = get_run(run)
        if kind == Kind.LEAVE_ONE_OUT:
            draws = row.runsite_set.count()
        elif draws is None or not 1 <= draws <= MOST_DRAWS:
            raise DomainError(
                _("Escriba un número de 1 a %(most)s.") % {"most": MOST_DRAWS}, field="draws"
            )
        study = StabilityStudy(
            run=row,
            kind=kind,
            state=State.WAITING,
            draws=draws,
            seed=row.seed,
            asked_by=by,
            asked_at=timezone.now(),
        )
        if StabilityStudy.objects.filter(run=row, kind=kind, state__in=OPEN).exists():
            raise Conflict(_("Ya hay un estudio de ese tipo en curso para esta corrida."))
        check(study)
        study.save(force_insert=True)
        ledger.append(
            verb="study.asked",
            object_code=f"{row.code}/{kind}",
            by=by,
            new={"draws": draws, "seed": study.seed},
        )
    return study


def get_study(pk: int) -> StabilityStudy:
    """A study by its number; raises Unknown."""
    try:
        return StabilityStudy.objects.select_related("run").get(pk=pk)
    except StabilityStudy.DoesNotExist as error:
        raise Unknown(_("No existe ese estudio de estabilidad.")) from error


def draw_waiting() -> int:
    """Draw the studies that wait, to their end; the number of slices. Safe to run twice at once."""
    slices = 0
    while (study := StabilityStudy.objects.filter(state__in=OPEN).order_by("pk").first()) and (
        _advance(study)
    ):
        slices += 1
    return slices


def draw_slice(*, study: StabilityStudy, size: int) -> bool:
    """Draw the next ones of a study; False where somebody else did meanwhile."""
    run = study.run
    inputs = workshop.inputs_of(run)
    stop = min(study.done + size, study.draws)
    drawn = drawn_of(
        kind=study.kind,
        inputs=inputs,
        parameters=storage.parameters_of(run),
        draws=study.draws,
        seed=study.seed,
        start=study.done,
        stop=stop,
    )
    with transaction.atomic():
        # Where two draw the same slice, only the first to get here writes it.
        moved = StabilityStudy.objects.filter(pk=study.pk, state__in=OPEN, done=study.done)
        ended = {"state": State.DONE, "ended_at": timezone.now()} if stop == study.draws else {}
        if not moved.update(**{"done": stop, "state": State.RUNNING, **ended}):
            return False
        StudyDraw.objects.bulk_create(_row(study, draw) for draw in drawn)
    return True


def drawn_of(
    *,
    kind: str,
    inputs: Inputs,
    parameters: Parameters,
    draws: int,
    seed: int,
    start: int,
    stop: int,
) -> tuple[Draw, ...]:
    """Draws `start` to `stop` of a study: the same however it is sliced."""
    reference = workshop.reference()
    if kind == Kind.LEAVE_ONE_OUT:
        return leave_one_out(inputs, parameters, reference, start=start, stop=stop)
    if kind == Kind.ORIGINS:
        return origins(inputs, parameters, reference, n=draws, seed=seed, start=start, stop=stop)
    return smaa(
        inputs,
        parameters,
        reference,
        n=draws,
        seed=seed,
        start=start,
        stop=stop,
        prepared=workshop.prepared(inputs, parameters),
    )


def draws_of(study: StabilityStudy) -> tuple[Draw, ...]:
    """The draws of a study as the method gave them."""
    return tuple(
        Draw(
            at=row.at,
            changed=_changed(study.kind, row),
            districts=row.districts,
            ari_named=row.ari_named,
            ari_all=row.ari_all,
            exclusive=row.exclusive,
            false=row.false,
            spearman=row.spearman,
            labels=tuple(int(text) if text else None for text in row.labels.split(",")),
            scores=tuple(float(text) if text else None for text in row.scores.split(",")),
        )
        for row in study.drawn.order_by("at")
    )


def columns_of(kind: str, draw: Draw) -> dict[str, Any]:
    """A draw as the columns of its row."""
    return {
        "at": draw.at,
        "districts": draw.districts,
        "ari_named": draw.ari_named,
        "ari_all": draw.ari_all,
        "exclusive": draw.exclusive,
        "false": draw.false,
        "spearman": draw.spearman,
        "labels": _joined(draw.labels),
        "scores": _joined(draw.scores),
        **_changed_columns(kind, draw),
    }


def load_studies(*, run: Run, studies: Sequence[Mapping[str, Any]]) -> None:
    """Keep studies that were drawn before, where they are of this very run."""
    for values in studies:
        if values["run_hash"] != run.run_hash:
            logger.warning("seeded study %s is of another run", values["kind"])
            continue
        now = timezone.now()
        study = StabilityStudy.objects.create(
            run=run,
            kind=values["kind"],
            state=State.DONE,
            draws=len(values["drawn"]),
            done=len(values["drawn"]),
            seed=values["seed"],
            asked_at=now,
            ended_at=now,
        )
        StudyDraw.objects.bulk_create(
            StudyDraw(study=study, **columns) for columns in values["drawn"]
        )


def _advance(study: StabilityStudy) -> bool:
    """One slice; False where nothing more can be done now."""
    try:
        draw_slice(study=study, size=SLICE[Kind(study.kind)])
    except (OperationalError, InterfaceError):
        # The database, not the study: it waits for the next round.
        logger.exception("study %s put off", study.pk)
        return False
    except Exception as error:
        # One study nobody foresaw may not hold up those behind it.
        logger.exception("study %s given up", study.pk)
        StabilityStudy.objects.filter(pk=study.pk, state__in=OPEN).update(
            state=State.FAILED, problem=_problem(error), ended_at=timezone.now()
        )
    return True


def _problem(error: Exception) -> str:
    if isinstance(error, DomainError):
        return str(error)
    return _("El estudio no se pudo terminar: pida otro o avise a quien administra el sistema.")


def _row(study: StabilityStudy, draw: Draw) -> StudyDraw:
    return StudyDraw(study=study, **columns_of(study.kind, draw))


def _changed_columns(kind: str, draw: Draw) -> dict[str, Any]:
    changed = draw.changed
    if isinstance(changed, str):
        return {"left_out": changed}
    if kind == Kind.ORIGINS:
        return {"origin_x": changed[0], "origin_y": changed[1]}
    return storage.five("weight", changed)


def _changed(kind: str, row: StudyDraw) -> tuple[float, ...] | str:
    if kind == Kind.LEAVE_ONE_OUT:
        return row.left_out
    if kind == Kind.ORIGINS:
        assert row.origin_x is not None
        assert row.origin_y is not None
        return row.origin_x, row.origin_y
    return storage.five_of(row, "weight")


def _joined(values: Iterable[float | None]) -> str:
    return ",".join("" if value is None else str(value) for value in values)
