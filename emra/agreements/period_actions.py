"""A corte's life: opened, mended while bare, closed, published; an edition stays for good."""

import hashlib
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.agreements import averages
from emra.agreements.actions import get_period, last_approved
from emra.agreements.models import (
    ALL,
    QUARTER_CODE,
    Absence,
    Agreement,
    Dimension,
    DimensionAverage,
    Period,
    ProgressReport,
    Publication,
    PublishedAverage,
    PublishedValue,
)
from emra.agreements.sealed import published_content
from emra.ledger import actions as ledger
from emra.lib import formats, jobs
from emra.lib.errors import Conflict, DomainError
from emra.lib.records import save

State = Period.State


def open_period(
    *, code: str, cutoff_on: date | None, due_on: date | None, by: User, name: str = ""
) -> Period:
    """Open a corte for entry; `code` is year and quarter, as 2026-T2."""
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        try:
            QUARTER_CODE(code)
        except ValidationError as error:
            raise DomainError(error.messages[0], field="code") from error
        if Period.objects.filter(code=code).exists():
            raise Conflict(_("El corte %(code)s ya existe.") % {"code": code}, field="code")
        period = Period(
            id=Period.key_of(code),
            code=code,
            name=name or _("Corte %(code)s") % {"code": code},
            cutoff_on=cutoff_on,
            due_on=due_on,
            state=State.OPEN,
        )
        _check_order(period)
        save(period, force_insert=True)
        averages.create_rows(period)
        ledger.append(
            verb="period.opened",
            object_code=code,
            by=by,
            new=_dates(period),
        )
        jobs.hint(averages.SWEEP)
    return period


def correct_dates(
    *, period: str, cutoff_on: date, due_on: date | None, reason: str, by: User
) -> Period:
    """Correct the dates of an open corte; with reports in it, only the deadline may still move."""
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = _locked_bare(period)
        _check_open(row)
        before = _dates(row)
        if cutoff_on != row.cutoff_on and row.reports.exists():
            raise Conflict(
                _("El corte %(code)s ya tiene avances: su fecha de corte queda como está.")
                % {"code": row.code},
                field="cutoff_on",
            )
        row.cutoff_on, row.due_on = cutoff_on, due_on
        if _dates(row) == before:
            raise DomainError(
                _("Son las fechas que el corte ya tiene: no hay qué corregir."), field="cutoff_on"
            )
        _check_reason(reason)
        _check_order(row)
        save(row)
        ledger.append(
            verb="period.corrected",
            object_code=row.code,
            by=by,
            old=before,
            new=_dates(row),
            reason=reason.strip(),
        )
    return row


def discard_period(*, period: str, reason: str, by: User) -> None:
    """Remove an open corte in which nothing was done; its events stay in the ledger."""
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = _locked_bare(period)
        _check_open(row)
        _check_reason(reason)
        old = _dates(row)
        row.averages.all().delete()
        try:
            row.delete()
        except ProtectedError as error:
            held = {str(each._meta.verbose_name_plural) for each in error.protected_objects}
            raise Conflict(
                _("El corte %(code)s no se puede descartar: ya tiene %(held)s.")
                % {"code": period, "held": ", ".join(sorted(held))}
            ) from error
        ledger.append(
            verb="period.discarded", object_code=period, by=by, old=old, reason=reason.strip()
        )


def close_period(*, period: str, by: User) -> Period:
    """Stop taking new reports in a corte; what is in review may still be finished."""
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = _locked(period)
        _check_open(row)
        row.state = State.CLOSED
        row.save(update_fields=["state"])
        ledger.append(verb="period.closed", object_code=row.code, by=by)
    return row


def publish(*, period: str, by: User | None, reason: str = "") -> Publication:
    """Publish a corte: the first edition of a closed one, or an erratum of a published one.

    Averages are recomputed here from the approved reports, so no background job is awaited. An
    erratum needs a reason; reports still in review stop a publication. `by` is None only for the
    load of the sources.
    """
    if by is not None:
        require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = _locked(period)
        ledger.serialise()
        _check_publishable(row, by, reason)
        for pk in row.averages.order_by("pk").values_list("pk", flat=True):
            averages.recompute(pk)
        edition = row.publications.count() + 1
        values = values_of(row)
        means = _averages(row)
        digest = content_digest(row.code, edition, reason, values, means)
        event = ledger.append(
            verb="publication.published",
            object_code=f"{row.code}/{edition}",
            by=by,
            new={"digest": digest, "edition": edition},
            reason=reason,
        )
        publication = Publication.objects.create(
            period=row,
            edition=edition,
            published_at=event.at,
            published_by=by,
            reason=reason,
            ledger_seq=event.seq,
            ledger_head=event.hash,
            digest=digest,
        )
        for value in values:
            value.publication = publication
        for mean in means:
            mean.publication = publication
        PublishedValue.objects.bulk_create(values)
        PublishedAverage.objects.bulk_create(means)
        row.state = State.PUBLISHED
        row.save(update_fields=["state"])
        for task in settings.AFTER_PUBLICATION if by is not None else ():
            jobs.hint(task)
    return publication


def pending(period: Period) -> list[ProgressReport]:
    """What a publication would leave out: reports of the corte that are not approved."""
    return list(
        period.reports.exclude(state=ProgressReport.State.APPROVED)
        .select_related("agreement")
        .order_by("agreement")
    )


def content_digest(
    code: str,
    edition: int,
    reason: str,
    values: list[PublishedValue],
    means: list[PublishedAverage],
) -> str:
    """SHA-256 over the canonical JSON of everything an edition says."""
    content = published_content(code, edition, reason, values, means)
    return hashlib.sha256(content.encode()).hexdigest()


# -- pieces ----------------------------------------------------------------------------------


def _locked(code: str) -> Period:
    return Period.objects.select_for_update().get(pk=get_period(code).pk)


def _locked_bare(code: str) -> Period:
    """Locked after the agreements: whoever writes an entry holds one of them until it is in."""
    list(Agreement.objects.order_by("pk").select_for_update(no_key=True).values_list("pk"))
    return _locked(code)


def _dates(period: Period) -> dict[str, str | None]:
    due_on = period.due_on
    return {"cutoff_on": str(period.cutoff_on), "due_on": str(due_on) if due_on else None}


def _check_open(period: Period) -> None:
    if period.state != State.OPEN:
        raise Conflict(_("El corte %(code)s no está abierto.") % {"code": period.code})


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise DomainError(_("Escriba el motivo."), field="reason")


def _check_order(period: Period) -> None:
    """Cut-off dates follow the order of the cortes: a history is drawn and projected over them."""
    if period.cutoff_on is None:
        return
    dated = Period.objects.filter(cutoff_on__isnull=False)
    other = (
        dated.filter(id__lt=period.pk, cutoff_on__gte=period.cutoff_on).first()
        or dated.filter(id__gt=period.pk, cutoff_on__lte=period.cutoff_on).first()
    )
    if other:
        raise DomainError(
            _("La fecha no sigue el orden de los cortes: %(code)s es del %(day)s.")
            % {"code": other.code, "day": formats.day(other.cutoff_on)},
            field="cutoff_on",
        )


def _check_publishable(period: Period, by: User | None, reason: str) -> None:
    if period.state == State.OPEN and by is not None:
        raise Conflict(
            _("El corte %(code)s sigue abierto: ciérrelo antes de publicar.")
            % {"code": period.code}
        )
    if period.state == State.PUBLISHED and not reason.strip():
        raise DomainError(
            _("El corte ya está publicado: explique por qué se publica una nueva edición."),
            field="reason",
        )
    waiting = [
        report.code for report in pending(period) if report.state == ProgressReport.State.SUBMITTED
    ]
    if waiting:
        raise Conflict(
            _("Faltan por revisar: %(codes)s. Apruébelos o devuélvalos antes de publicar.")
            % {"codes": ", ".join(waiting)}
        )


def values_of(period: Period) -> list[PublishedValue]:
    """What an edition of the corte would say of each agreement; not saved."""
    reports = averages.effective_reports(period.pk)
    return [
        _value(agreement, reports[agreement.pk], period)
        for agreement in Agreement.objects.order_by("code")
    ]


def _value(agreement: Agreement, report: ProgressReport | None, period: Period) -> PublishedValue:
    before = last_approved(report) if report else None
    return PublishedValue(
        agreement=agreement,
        report=report,
        title=agreement.title,
        target_value=agreement.target_value,
        target_unit=agreement.target_unit,
        target_year=agreement.target_year,
        percent=report.percent if report else None,
        absence=report.absence if report else Absence.NO_DATA,
        absence_reason=report.absence_reason if report else _("No se ha informado."),
        carried_from=report.period.code if report and report.period_id != period.pk else "",
        previous=before.percent if before else None,
    )


def _averages(period: Period) -> list[PublishedAverage]:
    scopes = [*Dimension.objects.values_list("code", flat=True), ALL]
    rows = {row.scope: row for row in DimensionAverage.objects.filter(period=period)}
    return [
        PublishedAverage(
            scope=scope, **{name: getattr(rows[scope], name) for name in averages.FIGURES}
        )
        for scope in scopes
    ]
