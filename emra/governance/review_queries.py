"""The Cluster's reviews as page, table and API read them: the public ones are signed."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from emra.agreements.models import Agreement, Period
from emra.governance.models import Body, CommissionReview, LineReview
from emra.lib.errors import Unknown
from emra.strategy.models import LineOfAction
from emra.strategy.queries import NO_INFORMATION


@dataclass(frozen=True)
class ReviewedLine:
    """A line of action as a review tells it; NO_INFORMATION where it tells nothing."""

    code: str
    title: str
    state: str
    percent: Decimal | None
    note: str
    link: str
    file: str


@dataclass(frozen=True)
class ReviewedAgreement:
    """An agreement as a review judges it; `light` is "" where it gives no opinion."""

    code: str
    title: str
    light: str
    reason: str


@dataclass(frozen=True)
class ReviewedPromise:
    """A commitment as it stood when the review was signed."""

    code: str
    text: str
    owner: str
    state: str
    state_name: str
    due_on: date


@dataclass(frozen=True)
class ReviewView:
    """A review with its heading; offices and codes instead of names."""

    body: str
    body_name: str
    objective: str
    corte: str
    version: int
    light: str
    light_reason: str
    opinion: str
    state: str
    author: str
    signer: str
    signed_at: datetime | None
    correction_reason: str
    is_latest: bool

    @property
    def path(self) -> str:
        address = reverse("commission-review", args=[self.body, self.corte])
        return address if self.is_latest else f"{address}?version={self.version}"


@dataclass(frozen=True)
class ReviewSheet:
    """A review whole, and the other versions that are signed."""

    review: ReviewView
    lines: tuple[ReviewedLine, ...]
    agreements: tuple[ReviewedAgreement, ...]
    commitments: tuple[ReviewedPromise, ...]
    versions: tuple[ReviewView, ...]


@dataclass(frozen=True)
class Opinion:
    """What a signed review says of one agreement."""

    review: ReviewView
    light: str
    reason: str


@dataclass(frozen=True)
class Cell:
    """A commission at a corte in the desk: its draft, its signed version, or neither."""

    body: str
    body_name: str
    corte: str
    draft: bool
    signed: ReviewView | None


def signed(body: str = "") -> tuple[ReviewView, ...]:
    """The reviews in force, the latest corte first; of one body, or of all."""
    rows = _rows().filter(pk__in=CommissionReview.objects.current().values("pk"))
    rows = rows.filter(body=body) if body else rows
    return tuple(_view(row, latest=True) for row in rows.order_by("-period", "body__order"))


def every_signed() -> tuple[ReviewView, ...]:
    """Every signed version, those that a later one replaces too, in the order of signing."""
    rows = _rows().signed().order_by("signed_at", "pk")
    return tuple(_view(row, latest=False) for row in rows)


def sheet(body: str, corte: str, version: str = "") -> ReviewSheet:
    """A signed review; the last version, or the one that is asked for. Raises Unknown."""
    rows = list(_rows().signed().filter(body=body, period__code=corte).order_by("-version"))
    for row in rows:
        if version in ("", str(row.version)):
            return _sheet(row, rows)
    raise Unknown(
        _("No hay una revisión firmada de «%(body)s» en el corte «%(corte)s».")
        % {"body": body[:40], "corte": corte[:20]}
    )


def opinions_on(agreement: str) -> tuple[Opinion, ...]:
    """What the last review of each commission says of an agreement, the newest first."""
    found: dict[str, Opinion] = {}
    rows = _rows().filter(
        pk__in=CommissionReview.objects.current().values("pk"), opinions__agreement=agreement
    )
    for row in rows.order_by("-period"):
        part = row.opinions.get(agreement=agreement)
        found.setdefault(row.body_id, Opinion(_view(row, latest=True), part.light, part.reason))
    return tuple(found.values())


def desk() -> tuple[Cell, ...]:
    """Each commission at each corte, the latest corte first."""
    rows = list(_rows())
    drafts = {(row.body_id, row.period.code) for row in rows if row.state == "DRAFT"}
    current = {(row.body, row.corte): row for row in signed()}
    bodies = Body.objects.filter(objective__isnull=False)
    return tuple(
        Cell(
            body=body.code,
            body_name=body.name,
            corte=period.code,
            draft=(body.code, period.code) in drafts,
            signed=current.get((body.code, period.code)),
        )
        for period in Period.objects.order_by("-id")
        for body in bodies
    )


def commission(code: str) -> Body:
    """A commission by its code; raises Unknown for what is none."""
    row = Body.objects.select_related("objective").filter(code=code).first()
    if row is None or row.objective is None:
        raise Unknown(_("No existe la comisión «%(code)s».") % {"code": code[:40]})
    return row


def lines_of(body: Body) -> tuple[LineOfAction, ...]:
    """Its lines of action, short term first."""
    return tuple(
        LineOfAction.objects.filter(objective=body.objective_id).order_by(
            "horizon__year_to", "code"
        )
    )


def followed_by(body: Body) -> tuple[Agreement, ...]:
    """The agreements that were assigned to it."""
    return tuple(Agreement.objects.filter(pk__in=body.followed.values("agreement")))


def last(body: Body, period: Period, state: str) -> CommissionReview | None:
    """The last version in a state."""
    found: CommissionReview | None = (
        _rows().filter(body=body, period=period, state=state).order_by("-version").first()
    )
    return found


def evidence(pk: int, *, signed: bool) -> LineReview:
    """The file behind a line of a review; raises Unknown."""
    rows = LineReview.objects.exclude(sha256="")
    rows = rows.filter(review__state="SIGNED") if signed else rows
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Unknown(_("Ese respaldo no existe, o su revisión no está firmada."))
    return row


# -- pieces ----------------------------------------------------------------------------------


def _rows() -> Any:
    return CommissionReview.objects.select_related("body", "period", "author", "signer", "replaces")


def _view(row: CommissionReview, *, latest: bool) -> ReviewView:
    return ReviewView(
        body=row.body_id,
        body_name=row.body.name,
        objective=row.body.objective_id or "",
        corte=row.period.code,
        version=row.version,
        light=row.light,
        light_reason=row.light_reason,
        opinion=row.opinion,
        state=row.state,
        author=f"{row.author.public_office} ({row.author.code})",
        signer=f"{row.signer.public_office} ({row.signer.code})" if row.signer else "",
        signed_at=row.signed_at,
        correction_reason=row.correction_reason,
        is_latest=latest,
    )


def _sheet(row: CommissionReview, versions: list[CommissionReview]) -> ReviewSheet:
    told = {part.line_id: part for part in row.lines.all()}
    judged = {part.agreement_id: part for part in row.opinions.select_related("agreement")}
    return ReviewSheet(
        review=_view(row, latest=row == versions[0]),
        lines=tuple(_line(line, told.get(line.code)) for line in lines_of(row.body)),
        agreements=tuple(
            ReviewedAgreement(
                code=code,
                title=part.agreement.title or _("no enumerado en la fuente"),
                light=part.light,
                reason=part.reason,
            )
            for code, part in judged.items()
        ),
        commitments=tuple(
            ReviewedPromise(
                code=part.commitment.code,
                text=part.commitment.text,
                owner=part.commitment.owner.name,
                state=part.state,
                state_name=part.get_state_display(),
                due_on=part.due_on,
            )
            for part in row.commitments.select_related("commitment__owner")
        ),
        versions=tuple(_view(each, latest=each == versions[0]) for each in versions),
    )


def _line(line: LineOfAction, part: LineReview | None) -> ReviewedLine:
    return ReviewedLine(
        code=line.code,
        title=line.title,
        state=part.state if part and part.state else NO_INFORMATION,
        percent=part.percent if part else None,
        note=part.note if part else "",
        link=part.link if part else "",
        file=reverse("review-evidence", args=[part.pk]) if part and part.sha256 else "",
    )
