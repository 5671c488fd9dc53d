"""The bodies, sessions and commitments as tables to download: public columns only."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from emra.governance.columns import BODIES, COMMITMENTS, REVIEWS, SESSIONS
from emra.governance.commitment_queries import CommitmentView
from emra.governance.queries import BodyView, SessionView
from emra.governance.review_queries import ReviewSheet
from emra.lib.tables import Table


def bodies(rows: Sequence[BodyView]) -> Table:
    return Table(
        "comisiones",
        BODIES,
        [
            (
                row.code,
                row.name,
                row.kind_name,
                row.role,
                row.organisation_name,
                row.objective,
                row.organisations,
                row.sessions,
                row.pending,
                row.done,
                row.citation.document_title,
                f"{row.citation.line_from} a {row.citation.line_to}",
            )
            for row in rows
        ],
        _about(),
    )


def sessions(rows: Sequence[SessionView]) -> Table:
    """Attendance is empty where the minutes are not approved: that is no zero."""
    return Table(
        "sesiones",
        SESSIONS,
        [
            (
                row.code,
                row.body,
                row.at,
                row.place,
                row.online,
                row.state_name,
                row.cancel_reason,
                "; ".join(row.agenda),
                row.present,
                row.members,
                row.quorum_needed,
                row.has_quorum,
                "; ".join(row.guests),
                row.commitments if row.told else None,
                row.told,
            )
            for row in rows
        ],
        _about(),
    )


def commitments(rows: Sequence[CommitmentView]) -> Table:
    return Table(
        "compromisos",
        COMMITMENTS,
        [
            (
                row.code,
                row.body,
                row.meeting,
                row.origin,
                row.text,
                row.owner_name,
                row.subject_key,
                row.due_on,
                row.first_due_on,
                row.ends_on,
                row.state_name,
                row.late if row.pending else None,
                row.decided_at,
                row.closed_at,
                row.reason,
                row.evidence_link or (_("archivo adjunto") if row.has_file else ""),
                "; ".join(change.text for change in row.effects),
            )
            for row in rows
        ],
        _about(),
    )


def reviews(sheets: Sequence[ReviewSheet]) -> Table:
    """Each line and agreement of each review; an empty cell is something it does not say."""
    rows: list[tuple[object, ...]] = []
    for sheet in sheets:
        told = sheet.review
        head = (told.body, told.corte, told.version, told.light, told.light_reason, told.signed_at)
        for line in sheet.lines:
            backing = line.link or line.file
            rows.append((*head, "LINE", line.code, line.state, line.percent, line.note, backing))
        for row in sheet.agreements:
            rows.append((*head, "AGREEMENT", row.code, row.light, None, row.reason, None))
    return Table("revisiones-de-comisiones", REVIEWS, rows, _about())


def _about() -> list[tuple[str, object]]:
    return [
        (_("Qué es"), _("Gobernanza de la EMRA: instancias, sesiones y compromisos")),
        (_("Días hábiles"), _("De lunes a viernes, sin los feriados de Chile")),
    ]
