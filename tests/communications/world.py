"""Communications in and out: a published piece, a draft and an import, for the world."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from emra.accounts.models import User
from emra.communications import actions as communications
from emra.communications import import_actions
from emra.communications.models import ContentItem, ImportBatch, QuotedFigure
from tests.words import SOLD, TOKEN


@dataclass
class Pieces:
    """A published piece that quotes a figure corrected since, a draft, an unconfirmed import."""

    published: ContentItem
    draft: ContentItem
    quote: QuotedFigure
    batch: ImportBatch


def pieces(secretary: User, reviewer: User) -> Pieces:
    """Communications in and out; what is not published carries the token in every text."""
    quoting = {"publication": "2026-T2/1", "figure": "A01"}
    sold = written(secretary, SOLD, date(2026, 9, 10), body=TOKEN)
    communications.quote_figure(item=sold.pk, by=secretary, **quoting)
    # Approved as of the first edition: what corrects A01 came after.
    ContentItem.objects.filter(pk=sold.pk).update(
        state="PUBLISHED",
        approved_by=reviewer,
        approved_at=timezone.now(),
        published_on=date(2026, 9, 10),
        link="https://www.goreantofagasta.cl/emra",
    )
    draft = written(secretary, TOKEN, date(2026, 12, 10), body=TOKEN)
    communications.return_item(item=draft.pk, reason=TOKEN, by=reviewer)
    draft = written(secretary, TOKEN, date(2026, 12, 10), body=TOKEN, item=draft.pk, expected=2)
    quote = communications.quote_figure(item=draft.pk, by=secretary, **quoting)
    planilla = f"Título,Canal,Contenido,Texto\n{TOKEN},Sitio web,Actualidad del proyecto,{TOKEN}\n"
    upload = SimpleUploadedFile(f"{TOKEN}.csv", planilla.encode())
    batch = import_actions.receive(upload=upload, by=secretary)
    return Pieces(ContentItem.objects.get(pk=sold.pk), draft, quote, batch)


def written(by: User, title: str, on: date, **options: Any) -> ContentItem:
    item = {name: options.pop(name) for name in ("item", "expected") if name in options}
    draft = communications.Draft(
        title=title,
        scheduled_on=on,
        channel="redes-sociales",
        format="publicacion",
        kind="actualidad",
        **options,
    )
    return communications.record_item(draft=draft, by=by, ready=True, **item)
