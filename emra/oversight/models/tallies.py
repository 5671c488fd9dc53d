"""How much was sent in a stretch of time: what keeps the public form from being flooded."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tally(models.Model):
    """What one sender, or everybody, sent until a moment; `bucket` is a keyed digest.

    The address behind it is nowhere, and a digest is of one stretch only: two cannot be joined.
    """

    bucket = models.CharField(max_length=64, primary_key=True)
    until = models.DateTimeField(_("hasta"), db_index=True)
    count = models.PositiveIntegerField(_("cuántos"), default=0)

    class Meta:
        verbose_name = _("recuento de envíos")
        verbose_name_plural = _("recuentos de envíos")

    def __str__(self) -> str:
        return f"{self.bucket[:12]} {self.until:%Y-%m-%d %H:%M}"
