"""The bodies, their sessions and commitments as pages, exports and API read them."""

from django.urls import reverse

from emra.governance.models import Meeting
from emra.lib import formats
from emra.lib.subjects import Subject


def sessions_as_subjects() -> tuple[Subject, ...]:
    """The sessions whose minutes are public."""
    rows = Meeting.objects.told().select_related("body")
    return tuple(
        Subject(
            "SESSION",
            row.code,
            f"{row.body.name}, {formats.moment(row.at)}",
            reverse("session", args=[row.code]),
        )
        for row in rows
    )
