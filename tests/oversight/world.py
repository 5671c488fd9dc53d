"""What citizens sent, for the world: published, in part, kept private, not yet read."""

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from emra.accounts.models import User
from emra.oversight import actions as oversight
from emra.oversight import citizen_actions
from emra.oversight.models import Observation
from tests.words import SOLD, TOKEN


@dataclass
class Observed:
    """A published observation with the secret of its author, and three that tell nothing."""

    public: Observation
    secret: str
    reserved: tuple[Observation, ...]


def observed(secretary: User) -> Observed:
    """What citizens sent: published as a whole, in part, kept private, and not yet read."""
    now = timezone.now()

    def send(text: str, **more: Any) -> tuple[Observation, str]:
        upload = SimpleUploadedFile(f"{text}.csv", f"dato,valor\n{text},1\n".encode())
        draft = citizen_actions.Draft(
            subject="AGREEMENT:A12",
            text=f"{text}: lo que falta en este acuerdo.",
            link=f"https://www.example.cl/{text}",
            **more,
        )
        return citizen_actions.receive(
            draft=draft, number=f"{text}{len(more)}", at=now, upload=upload
        )

    hidden = {"name": TOKEN, "email": f"{TOKEN}@example.cl"}
    told, secret = send("Publicado-sin-reserva", **hidden)
    oversight.publish(code=told.code, evidence=True, note=TOKEN, by=secretary)
    answer = {"office": "Secretaría Técnica", "by": secretary, "at": now}
    oversight.answer(code=told.code, text=SOLD, **answer)
    # Published, but neither its evidence nor the reply to its answer.
    part, its_secret = send("Publicado-en-parte", name=TOKEN)
    Observation.objects.filter(pk=part.pk).update(link=f"https://www.example.cl/{TOKEN}")
    oversight.publish(code=part.code, evidence=False, note=TOKEN, by=secretary)
    oversight.answer(code=part.code, text=SOLD, **answer)
    citizen_actions.reply(secret=its_secret, text=f"{TOKEN} réplica", at=now)
    oversight.keep_reply_private(code=part.code, reason="OFFENSIVE", note=TOKEN, by=secretary)
    private, _secret = send(TOKEN, name_public=True, **hidden)
    oversight.keep_private(code=private.code, reason="PERSONAL_DATA", note=TOKEN, by=secretary)
    oversight.extend(code=private.code, reason=TOKEN, by=secretary, on=now.date())
    oversight.answer(code=private.code, text=TOKEN, by=secretary, office=TOKEN, at=now)
    unread, _secret = send(TOKEN, **hidden)
    return Observed(told, secret, (part, private, unread))
