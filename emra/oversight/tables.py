"""The contraloría social as tables to download: what is public and nothing else."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from emra.lib.tables import Table
from emra.oversight import queries
from emra.oversight.columns import INDICATORS, OBSERVATIONS
from emra.oversight.queries import Indicators, ObservationView


def observations(rows: Sequence[ObservationView]) -> Table:
    names = queries.stages()
    return Table(
        "observaciones",
        OBSERVATIONS,
        [
            (
                row.code,
                row.subject.kind,
                row.subject.code,
                row.subject.title,
                timezone.localtime(row.received_at).date(),
                row.text,
                row.name,
                names[row.stage],
                row.due_on,
                row.extension_reason,
                timezone.localtime(row.answers[0].at).date() if row.answers else None,
                row.days,
                row.answers[0].office if row.answers else "",
                row.answers[0].text if row.answers else "",
                row.reply,
                row.answers[1].text if len(row.answers) > 1 else "",
                row.body,
                row.commitment,
                row.link,
            )
            for row in rows
        ],
        _about(),
    )


def indicators(found: Indicators) -> Table:
    return Table(
        "contraloria-indicadores",
        INDICATORS,
        [
            (_("recibidas"), found.received),
            (_("por moderar"), found.unread),
            (_("publicadas"), found.published),
            *((f"{_('reservadas')}: {row.reason.lower()}", row.count) for row in found.private),
            (_("respondidas"), found.answered),
            (_("mediana de días hábiles hasta la respuesta"), found.days),
            (_("esperan respuesta en plazo"), found.waiting),
            (_("con respuesta vencida"), found.overdue),
            (_("con réplica"), found.replied),
            (_("tomadas por una comisión"), found.taken_up),
            (_("convertidas en compromiso"), found.committed),
        ],
        _about(),
    )


def _about() -> list[tuple[str, object]]:
    return [(_("Qué es"), _("Contraloría social de la EMRA: observaciones ciudadanas"))]
