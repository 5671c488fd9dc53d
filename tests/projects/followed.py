"""The projects of the world: what is public of them, and drafts that must never be told."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from emra.accounts.models import User
from emra.projects import actions, evidence_actions, parts_actions
from emra.projects.models import Entry, Evidence, Risk
from emra.projects.parts_actions import Money, Told


@dataclass
class Followed:
    """An initiative with everything told and a day moved; a draft; one sent back."""

    told: Entry
    file: Evidence
    draft: Entry
    draft_file: Evidence
    draft_risk: Risk
    returned: Entry


def followed(secretary: User, reviewer: User, sold: str, token: str) -> Followed:
    """What is public says `sold`; every text of what is not carries the token."""
    today = timezone.localdate()
    opened = actions.open_project(
        name=sold, on=today, parent="5.3", track="PUBLIC_PRIVATE", by=secretary
    )
    file = _tell(opened.code, sold, secretary, 40)
    _settle(opened.code, secretary, reviewer)
    again = actions.start_entry(project=opened.project_id, on=today, text=sold, by=secretary)
    _move(again.code, sold, secretary)
    _settle(again.code, secretary, reviewer)
    draft = actions.start_entry(project="5.2", on=today, text=token, by=secretary)
    draft_file = _tell(draft.code, token, secretary, 0)
    returned = actions.open_project(
        name=token, on=today, parent="5.3", track="PUBLIC", text=token, by=secretary
    )
    actions.submit_entry(entry=returned.code, by=secretary)
    actions.return_entry(entry=returned.code, reason=token, by=reviewer)
    risk = Risk.objects.get(entry=draft)
    return Followed(opened, file, draft, draft_file, risk, returned)


def _tell(entry: str, text: str, by: User, late: int) -> Evidence:
    """One part of each kind, and evidence of both kinds; what is planned ran out `late` ago."""
    due = timezone.localdate() - timedelta(days=late)
    said = {"entry": entry, "by": by}
    told = Told(text, text, lead="gore", objective="OE3", sector="salud", communes=("02104",))
    parts_actions.set_particulars(told=told, reason=text, **said)
    for source, unit in (("FNDR", "THOUSAND_CLP"), ("PRIVATE", "USD")):
        money = Money(source, text, Decimal(7319), unit, "ASSUMED", text, note=text)
        parts_actions.set_funding(money=money, reason=text, **said)
    parts_actions.set_dates(days={"PLANNED_END": due}, reason=text, **said)
    parts_actions.set_milestone(title=text, planned_on=due, reason=text, **said)
    parts_actions.set_risk(text=text, level="HIGH", response=text, reason=text, **said)
    if late:
        begun = due - timedelta(days=400)
        for order, left in ((1, begun + timedelta(days=90)), (2, None)):
            entered = begun + timedelta(days=100 * (order - 1))
            stage = f"publico-privada-{order}"
            parts_actions.set_passage(stage=stage, entered_on=entered, left_on=left, **said)
    link = f"https://www.example.cl/{text.split()[0]}"
    evidence_actions.attach_link(url=link, title=text, **said)
    upload = SimpleUploadedFile("respaldo.csv", f"dato,valor\n{text},1\n".encode())
    return evidence_actions.attach_file(upload=upload, title=text, **said)


def _move(entry: str, text: str, by: User) -> None:
    """A later day and a larger amount, with the reason."""
    later = timezone.localdate() - timedelta(days=10)
    parts_actions.set_dates(entry=entry, days={"PLANNED_END": later}, reason=text, by=by)
    money = Money("FNDR", text, Decimal(8000), "THOUSAND_CLP", "ASSUMED", text, note=text)
    parts_actions.set_funding(entry=entry, number=1, money=money, reason=text, by=by)


def _settle(entry: str, secretary: User, reviewer: User) -> None:
    actions.submit_entry(entry=entry, by=secretary)
    actions.approve_entry(entry=entry, by=reviewer)
