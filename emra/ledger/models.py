"""The bitácora: one row per action, chained by hashes, never changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from emra.lib.source_text import SourceCharField


class Event(models.Model):
    """One action of one person, sealed by the hash of the event before it.

    The public header (every field but `actor`, `payload` and `salt`) is chained by `hash`. The
    payload (old, new, reason) is sealed by `payload_hash` = SHA-256(salt + payload), so the chain
    can be checked by anyone while drafts stay private until they are published.
    """

    seq = models.BigIntegerField(_("número"), primary_key=True)
    at = models.DateTimeField(_("momento"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    actor_code = models.CharField(_("persona"), max_length=12)
    office = SourceCharField(_("oficina"), max_length=120)
    role = models.CharField(_("rol"), max_length=12)
    verb = models.CharField(_("acción"), max_length=40)
    object_code = models.CharField(_("objeto"), max_length=60)
    request_id = models.CharField(max_length=32, blank=True)
    payload = models.TextField()
    salt = models.CharField(max_length=32)
    payload_hash = models.CharField(max_length=64)
    prev_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("evento")
        verbose_name_plural = _("bitácora")
        ordering = ["seq"]
        indexes = [models.Index(fields=["object_code", "verb"], name="event_object_verb")]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.object_code}"
