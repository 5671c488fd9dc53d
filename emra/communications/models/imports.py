"""A spreadsheet of pieces: shown before it is stored, stored whole, taken back whole."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from emra.communications.models.items import ContentItem
from emra.communications.models.plan import Campaign, Channel, ContentKind, Format
from emra.strategy.models import Objective


class ImportBatch(models.Model):
    """A spreadsheet as it was read; nothing of it counts until it is confirmed."""

    class State(models.TextChoices):
        PREVIEW = "PREVIEW", _("Por confirmar")
        CONFIRMED = "CONFIRMED", _("Confirmada")
        UNDONE = "UNDONE", _("Deshecha")
        DISCARDED = "DISCARDED", _("Descartada")

    state = models.CharField(_("estado"), max_length=9, choices=State.choices)
    filename = models.CharField(_("archivo"), max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("creada"))
    decided_at = models.DateTimeField(_("resuelta"), null=True, blank=True)

    class Meta:
        verbose_name = _("importación de piezas")
        verbose_name_plural = _("importaciones de piezas")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.pk}"


class ImportRow(models.Model):
    """One row of a spreadsheet: the piece it asks for, or what is wrong and in which column."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("fila"))
    title = models.CharField(_("título"), max_length=200, blank=True)
    body = models.TextField(_("texto"), blank=True)
    scheduled_on = models.DateField(_("fecha"), null=True, blank=True)
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, null=True, blank=True)
    format = models.ForeignKey(Format, on_delete=models.PROTECT, null=True, blank=True)
    kind = models.ForeignKey(ContentKind, on_delete=models.PROTECT, null=True, blank=True)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, null=True, blank=True)
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, null=True, blank=True)
    column = models.CharField(_("columna"), max_length=20, blank=True)
    problem = models.CharField(_("problema"), max_length=500, blank=True)
    item = models.ForeignKey(
        ContentItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("fila de una importación")
        verbose_name_plural = _("filas de una importación")
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="import_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.number}"
