"""What the tests of the public side are given: initiatives that walked, and views made by hand."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from emra.accounts.models import User
from emra.lib.money import Amount
from emra.projects import actions, parts_actions
from emra.projects.delays import against_plan
from emra.projects.models import Entry, Track
from emra.projects.parts_actions import Money, Told
from emra.projects.readmodel import DayView, FundingView, ProjectView
from emra.projects.tracks import Walk

TODAY = date(2026, 11, 21)
PREFIX = {"PUBLIC": "publica", "PUBLIC_PRIVATE": "publico-privada"}
Stays = Sequence[tuple[str, str]]
Days = Sequence[tuple[str, str | None] | None]

# Three initiatives on each track; the totals are the days from the first to the last date.
WALKS: dict[str, list[tuple[str, Stays, int]]] = {
    "PUBLIC": [
        (
            "Posta de Quillagua",
            (
                *(("2021-03-01", "2021-11-15"), ("2021-12-01", "2022-03-20")),
                *(("2022-04-01", "2022-09-30"), ("2022-10-10", "2023-02-28")),
                ("2023-04-01", "2024-06-30"),
            ),
            # 306 to the end of 2021, 365 + 365, and 182 of 2024 (a leap year) less one day.
            1217,
        ),
        (
            "Agua rural de Peine",
            (
                *(("2021-06-01", "2022-02-01"), ("2022-02-01", "2022-06-01")),
                *(("2022-07-01", "2022-12-01"), ("2023-01-05", "2023-05-01")),
                ("2023-06-01", "2024-12-01"),
            ),
            # Three years and a half: 3 x 365 + 1 (2024) from June to June, and 183 to December.
            1279,
        ),
        (
            "Jardín Los Morros",
            (
                *(("2020-06-01", "2021-02-01"), ("2021-02-01", "2021-04-01")),
                *(("2021-07-01", "2021-12-01"), ("2022-01-05", "2022-06-01")),
                ("2022-06-01", "2023-08-01"),
            ),
            # Three years (1095) and the 61 days of June and July.
            1156,
        ),
    ],
    "PUBLIC_PRIVATE": [
        (
            "Posta de Toconao",
            (
                *(("2022-01-01", "2022-08-01"), ("2022-09-01", "2022-12-01")),
                ("2023-01-10", "2024-02-01"),
            ),
            # Two years (730) and the 31 days of January.
            761,
        ),
        (
            "Agua rural de Socaire",
            (
                *(("2022-05-01", "2022-10-01"), ("2022-11-01", "2023-01-10")),
                ("2023-02-10", "2024-03-01"),
            ),
            # 365 to May 2023, and 305 to March 2024, which had a 29 February.
            670,
        ),
        (
            "Sala cuna de Mejillones",
            (
                *(("2023-01-01", "2023-04-01"), ("2023-04-02", "2023-07-01")),
                ("2023-08-10", "2025-02-01"),
            ),
            # 365 + 366 and the 31 days of January.
            762,
        ),
    ],
}
# The medians are 1217 and 761: (1217 - 761) / 30,4375 = 14,98 months.
MONTHS = Decimal("15.0")


def settle(entry: str, secretary: User, reviewer: User) -> Entry:
    actions.submit_entry(entry=entry, by=secretary)
    return actions.approve_entry(entry=entry, by=reviewer)


def walk(name: str, track: str, days: Days, secretary: User, reviewer: User) -> str:
    """An approved initiative that passed these days, None where nothing is told; its code."""
    opened = actions.open_project(name=name, on=TODAY, parent="5.3", track=track, by=secretary)
    for order, stay in enumerate(days, start=1):
        if stay is not None:
            entered, left = stay
            parts_actions.set_passage(
                entry=opened.code,
                stage=f"{PREFIX[track]}-{order}",
                entered_on=date.fromisoformat(entered),
                left_on=date.fromisoformat(left) if left else None,
                by=secretary,
            )
    return settle(opened.code, secretary, reviewer).project_id


def walk_all(secretary: User, reviewer: User) -> dict[str, int]:
    """The six walks; the total of each by its code."""
    return {
        walk(name, track, days, secretary, reviewer): total
        for track, walks in WALKS.items()
        for name, days, total in walks
    }


def told(
    project: str,
    secretary: User,
    reviewer: User,
    *,
    days: dict[str, date | None] | None = None,
    money: Sequence[Money] = (),
    particulars: Told | None = None,
    number: int | None = None,
    reason: str = "",
) -> Entry:
    """An approved entry of a project with dates, money and particulars."""
    entry = actions.start_entry(project=project, on=TODAY, by=secretary).code
    said = {"entry": entry, "by": secretary, "reason": reason}
    if days:
        parts_actions.set_dates(days=days, **said)
    for line in money:
        parts_actions.set_funding(money=line, number=number, **said)
    if particulars:
        parts_actions.set_particulars(told=particulars, **said)
    return settle(entry, secretary, reviewer)


def stated(source: str, amount: int | None, unit: str = "THOUSAND_CLP", **more: Any) -> Money:
    """A line of money whose unit is stated."""
    if amount is None:
        return Money(source=source, **more)
    return Money(
        source=source, amount=Decimal(amount), unit=unit, unit_basis="STATED", stage="Obra", **more
    )


# -- views made by hand ----------------------------------------------------------------------


def line(source: str, amount: Amount | None, commune: str = "", basis: str = "") -> FundingView:
    return FundingView(
        number=1,
        source=source,
        source_name=source.title(),
        stage="",
        amount=amount,
        basis=basis or ("STATED" if amount else ""),
        basis_name="",
        unit_reason="",
        price_date=None,
        commune=commune,
        commune_name=commune,
        note="",
        version=1,
        entry="E-0001",
        citation=None,
    )


def view(code: str = "5.1", **more: Any) -> ProjectView:
    """A project of which nothing but its name is told."""
    nothing = against_plan(None, None, TODAY)
    parent = code.partition("-")[0] if "-" in code else ""
    return ProjectView(
        **{
            "code": code,
            "parent": parent,
            "track": str(Track.PUBLIC) if parent else "",
            **dict.fromkeys(("track_name", "name", "summary", "lead", "lead_name"), ""),
            **dict.fromkeys(("objective", "objective_title", "sector", "sector_name"), ""),
            **dict.fromkeys(("bip", "rate", "rate_name"), ""),
            **dict.fromkeys(("citation", "updated_at"), None),
            **dict.fromkeys(("partners", "lines", "communes", "funding", "stages"), ()),
            **dict.fromkeys(("milestones", "risks", "changes"), ()),
            **dict.fromkeys(("planned_start", "planned_end"), DayView()),
            **dict.fromkeys(("actual_start", "actual_end"), DayView()),
            **dict.fromkeys(("start", "end"), nothing),
            "walk": Walk(5 if parent else 0),
            **more,
        }
    )
