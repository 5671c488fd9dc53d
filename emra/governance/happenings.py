"""What the bodies did in public: minutes, commitments met or overdue, signed reviews."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emra.governance import due, review_queries
from emra.governance.models import Commitment, CommitmentChange, Meeting
from emra.lib import formats
from emra.lib.happenings import Happening, shortened

Kind = CommitmentChange.Kind


def everything() -> tuple[Happening, ...]:
    return (*_minutes(), *_commitments(timezone.now()), *_reviews())


def _minutes() -> Iterator[Happening]:
    rows = Meeting.objects.told().select_related("body", "minutes")
    for row in rows.prefetch_related("commitments"):
        taken = list(row.commitments.all())
        yield Happening(
            key=f"acta/{row.code}",
            at=_public_from(row),
            title=_("Acta publicada: %(body)s, sesión del %(day)s")
            % {"body": row.body.name, "day": formats.day(timezone.localdate(row.at))},
            text=ngettext(
                "La sesión %(code)s tomó %(n)s compromiso.",
                "La sesión %(code)s tomó %(n)s compromisos.",
                len(taken),
            )
            % {"code": row.code, "n": len(taken)},
            path=reverse("session", args=[row.code]),
            about=frozenset({row.code, row.body_id, *_subjects(taken)}),
        )


def _public_from(row: Meeting) -> datetime:
    """When the minutes of a session were approved."""
    assert row.minutes.reviewed_at is not None
    return row.minutes.reviewed_at


def _commitments(now: datetime) -> Iterator[Happening]:
    rows = Commitment.objects.public().select_related("body", "owner", "meeting__minutes")
    for row in rows.prefetch_related("changes"):
        known_at = _public_from(row.meeting) if row.meeting else row.recorded_at
        steps = list(row.changes.all())
        for step in steps:
            if step.kind not in (Kind.RECORDED, Kind.NOTED):
                yield _step(row, step, known_at)
        for day, late_at, ended_at in _deadlines(row, steps):
            if late_at <= now and (ended_at is None or late_at < ended_at):
                yield _told(
                    row,
                    f"vencido/{day.isoformat()}",
                    max(late_at, known_at),
                    _("Venció el plazo del compromiso %(code)s") % {"code": row.code},
                    _("%(text)s Responsable: %(owner)s. Plazo: %(day)s.")
                    % {
                        "text": shortened(row.text),
                        "owner": row.owner.name,
                        "day": formats.day(day),
                    },
                )


def _step(row: Commitment, step: CommitmentChange, known_at: datetime) -> Happening:
    titles = {
        Kind.DONE: _("Se cumplió el compromiso %(code)s"),
        Kind.POSTPONED: _("Se postergó el compromiso %(code)s"),
        Kind.WITHDRAWN: _("Se retiró el compromiso %(code)s"),
    }
    text = f"{row.text} {step.text}"
    if step.due_from and step.due_to:
        text = _("%(text)s Plazo: %(before)s → %(after)s.") % {
            "text": text,
            "before": formats.day(step.due_from),
            "after": formats.day(step.due_to),
        }
    return _told(
        row,
        f"paso/{step.pk}",
        max(step.at, known_at),
        titles[Kind(step.kind)] % {"code": row.code},
        shortened(text),
    )


def _deadlines(
    row: Commitment, steps: Iterable[CommitmentChange]
) -> Iterator[tuple[date, datetime, datetime | None]]:
    """Every day it was due, when that day had passed, and when it stopped being its day."""
    found: list[tuple[date, datetime | None]] = []
    for step in steps:
        if step.due_from:
            found.append((step.due_from, step.at))
    found.append((row.due_on, row.closed_at))
    for day, ended_at in found:
        after = due.of(day, day).ends_on + timedelta(days=1)
        yield day, timezone.make_aware(datetime.combine(after, time.min)), ended_at


def _reviews() -> Iterator[Happening]:
    for row in review_queries.every_signed():
        assert row.signed_at is not None
        yield Happening(
            key=f"revision/{row.body}/{row.corte}/{row.version}",
            at=row.signed_at,
            title=_("Revisión firmada: %(body)s, %(corte)s")
            % {"body": row.body_name, "corte": row.corte},
            text=shortened(f"{row.correction_reason} {row.opinion}"),
            path=f"{reverse('commission-review', args=[row.body, row.corte])}"
            f"?version={row.version}",
            about=frozenset({row.body, row.objective}),
        )


def _told(row: Commitment, key: str, at: datetime, title: str, text: str) -> Happening:
    return Happening(
        key=f"compromiso/{row.code}/{key}",
        at=at,
        title=title,
        text=text,
        path=reverse("commitment", args=[row.code]),
        about=frozenset({row.code, row.body_id, *_subjects([row])}),
    )


def _subjects(rows: Iterable[Commitment]) -> set[str]:
    return {row.subject_code for row in rows if row.subject_code}
