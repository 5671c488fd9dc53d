"""What publishing a corte now would change, against what the public reads today."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from emra.agreements import averages, queries
from emra.agreements.models import ALL, Absence, Agreement, Dimension, Period, ProgressReport
from emra.agreements.readmodel import REPORTED, AgreementFigure
from emra.lib import formats


@dataclass(frozen=True)
class AgreementChange:
    """An agreement whose reading would differ from the last publication."""

    code: str
    before: str
    after: str


@dataclass(frozen=True)
class AverageChange:
    """What a publication would do to a dimension's average, and through which agreements."""

    name: str
    before: Decimal | None
    before_n: str
    after: Decimal | None
    after_n: str
    causes: tuple[AgreementChange, ...]

    @property
    def differs(self) -> bool:
        return (self.before, self.before_n) != (self.after, self.after_n) or bool(self.causes)


def publication_preview(period: Period) -> tuple[AverageChange, ...]:
    """The averages a publication of this corte would show, against what it would take over from.

    That is the corte's own last edition where it has one, otherwise the last corte published.
    """
    own = period.publications.exists()
    published = queries.board(period.code) if own else queries.published_or_none()
    reports = averages.effective_reports(period.pk)
    agreements = list(Agreement.objects.order_by("code"))
    was = {row.code: row for row in published.agreements} if published else {}
    means = (
        {row.code: row for row in (*published.dimensions, published.overall)} if published else {}
    )
    changes = []
    scopes = [*Dimension.objects.values_list("code", "name"), (ALL, _("Los 19 acuerdos"))]
    for code, name in scopes:
        members = [row for row in agreements if code in (row.dimension_id, ALL)]
        after = averages.average_of(reports[row.code] for row in members)
        before = means.get(code)
        changes.append(
            AverageChange(
                name=name,
                before=before.mean_zero if before else None,
                before_n=before.n_of_total if before else "",
                after=after.mean_zero,
                after_n=after.n_of_total,
                causes=() if code == ALL else tuple(_causes(members, reports, was)),
            )
        )
    return tuple(changes)


def _causes(
    members: list[Agreement],
    reports: dict[str, ProgressReport | None],
    was: dict[str, AgreementFigure],
) -> Iterator[AgreementChange]:
    for agreement in members:
        report = reports[agreement.code]
        old = was.get(agreement.code)
        after = (report.percent, report.absence) if report else (None, Absence.NO_DATA)
        before = (old.percent, "" if old.state == REPORTED else old.state) if old else (None, "")
        if after != before:
            yield AgreementChange(agreement.code, _said(*before), _said(*after))


def _said(percent: Decimal | None, absence: str) -> str:
    if percent is not None:
        return formats.percent(percent, 2)
    return str(Absence(absence).label) if absence else _("sin publicar")
