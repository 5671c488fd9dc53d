"""A citizen who sends, and observations in every state."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from emra.accounts.models import User
from emra.oversight import actions, citizen_actions, protection
from emra.oversight.citizen_actions import Draft
from emra.oversight.models import Observation

# A Monday with no holiday near: 20 working days later is Tuesday 5 May (Good Friday, 1 May).
MONDAY = datetime(2026, 4, 6, 10, tzinfo=ZoneInfo("America/Santiago"))
TEXT = "La meta de este acuerdo no dice quién la mide."
FORM = "/contraloria/enviar/"


@pytest.fixture
def observe(strategy: None) -> Callable[..., tuple[Observation, str]]:
    """Send an observation past the form: it and its secret; extra keywords go into the draft."""
    sent: list[str] = []

    def make(
        text: str = TEXT,
        *,
        at: datetime = MONDAY,
        upload: Any = None,
        number: str = "",
        **more: Any,
    ) -> tuple[Observation, str]:
        sent.append(text)
        draft = Draft(**{"subject": "AGREEMENT:A12", "text": text, **more})
        return citizen_actions.receive(
            draft=draft, number=f"form-{len(sent)}", at=at, upload=upload
        )

    return make


@pytest.fixture
def published(observe: Any, secretary: User) -> Callable[..., tuple[Observation, str]]:
    def make(*args: Any, **more: Any) -> tuple[Observation, str]:
        row, secret = observe(*args, **more)
        actions.publish(code=row.code, evidence=True, note="", by=secretary)
        return row, secret

    return make


@pytest.fixture
def answered(published: Any, secretary: User) -> Callable[..., tuple[Observation, str]]:
    """Published and answered ten days later."""

    def make(*args: Any, **more: Any) -> tuple[Observation, str]:
        row, secret = published(*args, **more)
        reply_to(row, secretary)
        return row, secret

    return make


def reply_to(row: Observation, by: User, text: str = "La mide el INE.", days: int = 10) -> None:
    at = row.received_at + timedelta(days=days)
    actions.answer(code=row.code, text=text, office="Secretaría Técnica", by=by, at=at)


def filled(at: datetime, **more: Any) -> dict[str, Any]:
    """The form as a person sends it back a minute after opening it."""
    opened = protection.new_form(at - timedelta(minutes=1))
    return {"subject": "AGREEMENT:A12", "text": TEXT, "opened": opened, "asunto": "", **more}
