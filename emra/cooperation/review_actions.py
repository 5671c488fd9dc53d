"""The steps that sheets, evaluations and self-assessments share: submit, approve, return, drop."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.cooperation import facts
from emra.cooperation.covenant_actions import check_whole
from emra.cooperation.evaluation_actions import check_answered
from emra.cooperation.models import (
    Covenant,
    CovenantEvaluation,
    CovenantSheet,
    SelfAssessment,
)
from emra.ledger import actions as ledger
from emra.ledger import four_eyes
from emra.ledger.four_eyes import WRITABLE, Reviewed, check_version, require_state
from emra.lib.errors import Unknown
from emra.notices.actions import notify

REVIEWERS = (Role.CLUSTER,)


@dataclass(frozen=True)
class Kind:
    """What is reviewed: its table, the verbs' first half, what the ledger keeps, what it lacks."""

    model: type[Any]
    verb: str
    facts: Callable[[Any], dict[str, Any]]
    check: Callable[[Any], None]


def _nothing(_row: Any) -> None:
    """An evaluation is whole once it can be saved."""


# By the first letters of its code: CV-0001.
KINDS = {
    "CV": Kind(CovenantSheet, "covenant", facts.of_sheet, check_whole),
    "EV": Kind(CovenantEvaluation, "evaluation", facts.of_evaluation, _nothing),
    "AE": Kind(SelfAssessment, "selfassessment", facts.of_assessment, check_answered),
}


def find(code: str) -> Any:
    """The row of a code, with its covenant, author and reviewer; raises Unknown."""
    kind, pk = _kind_of(code)
    row = kind.model.objects.select_related("covenant", "author", "reviewer").filter(pk=pk).first()
    if row is None:
        raise Unknown(_("No existe «%(code)s».") % {"code": code[:20]})
    return row


def submit(*, code: str, by: User, expected: int | None = None) -> Any:
    """Hand a draft over to the Cluster."""
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        kind, row = _locked(code)
        check_version(row, expected)
        require_state(row, *WRITABLE)
        kind.check(row)
        four_eyes.submit(row, verb=f"{kind.verb}.submitted", by=by)
        for person in User.objects.filter(role=Role.CLUSTER, is_active=True):
            _tell(person, row, _("%(what)s espera su revisión."))
    return row


def approve(*, code: str, by: User, expected: int | None = None) -> Any:
    """Approve what another person entered: it is public and never changes from now on."""
    require_role_of(by, *REVIEWERS)
    with transaction.atomic():
        kind, row = _locked(code)
        check_version(row, expected)
        told = kind.facts(row)
        four_eyes.approve(row, verb=f"{kind.verb}.approved", facts=told, by=by, roles=REVIEWERS)
        _tell(row.author, row, _("%(what)s fue aprobado y ya es público."))
    return row


def send_back(*, code: str, reason: str, by: User, expected: int | None = None) -> Any:
    """Return what another person entered, with the reason."""
    require_role_of(by, *REVIEWERS)
    with transaction.atomic():
        kind, row = _locked(code)
        check_version(row, expected)
        four_eyes.send_back(
            row, verb=f"{kind.verb}.returned", reason=reason, by=by, roles=REVIEWERS
        )
        _tell(row.author, row, _("%(what)s fue devuelto con un motivo."))
    return row


def discard(*, code: str, by: User, expected: int | None = None) -> None:
    """Drop a draft; a covenant of which nothing else was ever told goes with it."""
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        kind, row = _locked(code)
        check_version(row, expected)
        require_state(row, *WRITABLE)
        ledger.append(
            verb=f"{kind.verb}.discarded", object_code=row.code, by=by, old=kind.facts(row)
        )
        covenant = row.covenant_id
        row.delete()
        if not CovenantSheet.objects.filter(covenant=covenant).exists():
            Covenant.objects.filter(pk=covenant).delete()


# -- pieces ----------------------------------------------------------------------------------


def _kind_of(code: str) -> tuple[Kind, int]:
    letters, _dash, number = code.partition("-")
    if letters not in KINDS or not (number.isascii() and number.isdigit() and len(number) < 10):
        raise Unknown(_("No existe «%(code)s».") % {"code": code[:20]})
    return KINDS[letters], int(number)


def _locked(code: str) -> tuple[Kind, Any]:
    kind, pk = _kind_of(code)
    row = (
        kind.model.objects.select_for_update(of=("self",))
        .select_related("covenant")
        .filter(pk=pk)
        .first()
    )
    if row is None:
        raise Unknown(_("No existe «%(code)s».") % {"code": code[:20]})
    return kind, row


def _tell(person: User, row: Reviewed, text: str) -> None:
    notify(
        person=person,
        key=f"{row.code}:{row.lock_version}",
        text=text % {"what": f"{row.code} ({row.covenant_id})"},  # type: ignore[attr-defined]
        path=reverse("cooperation-review", args=[row.code]),
        at=row.changed_at,
    )
