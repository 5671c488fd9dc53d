"""Pieces as the tests need them: written, approved, published."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from emra.accounts.models import User
from emra.communications import actions
from emra.communications.actions import Draft
from emra.communications.models import ContentItem

LINK = "https://www.goreantofagasta.cl/emra/noticia"


@pytest.fixture
def write(strategy: None, secretary: User) -> Callable[..., ContentItem]:
    """Write a piece; extra keywords go into the draft. Handed over unless `ready` is False."""

    def make(
        title: str = "Qué es la EMRA",
        on: date | None = date(2026, 5, 12),
        *,
        ready: bool = True,
        by: User = secretary,
        **draft: Any,
    ) -> ContentItem:
        values = {
            "channel": "redes-sociales",
            "format": "publicacion",
            "kind": "educativa",
            **draft,
        }
        return actions.record_item(
            draft=Draft(title=title, scheduled_on=on, **values), ready=ready, by=by
        )

    return make


@pytest.fixture
def put_out(
    write: Callable[..., ContentItem], secretary: User, reviewer: User
) -> Callable[..., ContentItem]:
    """Write, approve and publish a piece on its day."""

    def make(*args: Any, quotes: tuple[tuple[str, str], ...] = (), **options: Any) -> ContentItem:
        item = write(*args, **options)
        for publication, figure in quotes:
            actions.quote_figure(item=item.pk, publication=publication, figure=figure, by=secretary)
        actions.approve_item(item=item.pk, by=reviewer)
        assert item.scheduled_on is not None
        return actions.publish_item(item=item.pk, link=LINK, on=item.scheduled_on, by=secretary)

    return make
