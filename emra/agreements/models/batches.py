"""Many entries at once: a pasted column or an imported spreadsheet, shown before it is stored."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from emra.agreements.models.reference import Agreement, Period
from emra.agreements.models.reports import Absence, ProgressReport


class EntryBatch(models.Model):
    """A set of proposed entries for one corte; nothing of it counts until it is confirmed."""

    class Kind(models.TextChoices):
        PASTE = "PASTE", _("Pegado")
        IMPORT = "IMPORT", _("Importación")

    class State(models.TextChoices):
        READING = "READING", _("Leyendo")
        PREVIEW = "PREVIEW", _("Por confirmar")
        CONFIRMED = "CONFIRMED", _("Confirmado")
        UNDONE = "UNDONE", _("Deshecho")
        DISCARDED = "DISCARDED", _("Descartado")
        UNREADABLE = "UNREADABLE", _("Ilegible")

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="batches")
    kind = models.CharField(_("tipo"), max_length=6, choices=Kind.choices)
    state = models.CharField(_("estado"), max_length=10, choices=State.choices)
    filename = models.CharField(_("archivo"), max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    fractions = models.CharField(_("números entre 0 y 1"), max_length=11, blank=True)
    problem = models.TextField(_("problema"), blank=True)
    rows_total = models.PositiveIntegerField(null=True, blank=True)
    rows_read = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("creado"))
    decided_at = models.DateTimeField(_("resuelto"), null=True, blank=True)

    class Meta:
        verbose_name = _("ingreso por lote")
        verbose_name_plural = _("ingresos por lote")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="UNREADABLE") | ~Q(problem=""),
                name="batch_unreadable_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class BatchRow(models.Model):
    """One row of a batch: as it was read, what it asks for, and what it would change."""

    class Outcome(models.TextChoices):
        NEW = "NEW", _("Nuevo")
        CHANGED = "CHANGED", _("Cambia")
        EQUAL = "EQUAL", _("Igual")
        EMPTY = "EMPTY", _("Vacío")
        QUESTION = "QUESTION", _("Por aclarar")
        ERROR = "ERROR", _("Error")

    batch = models.ForeignKey(EntryBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("fila"))
    code_text = models.CharField(_("código leído"), max_length=300, blank=True)
    percent_kind = models.CharField(max_length=6, blank=True)
    percent_text = models.CharField(_("avance leído"), max_length=300, blank=True)
    outcome = models.CharField(_("resultado"), max_length=8, choices=Outcome.choices, blank=True)
    column = models.CharField(_("columna"), max_length=20, blank=True)
    problem = models.CharField(_("problema"), max_length=500, blank=True)
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    percent = models.DecimalField(
        _("avance"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    absence = models.CharField(max_length=14, choices=Absence.choices, blank=True)
    absence_reason = models.TextField(blank=True, max_length=2000)
    note = models.TextField(blank=True, max_length=4000)
    setback_reason = models.TextField(blank=True, max_length=2000)
    correction_reason = models.TextField(blank=True, max_length=2000)
    seen_version = models.PositiveIntegerField(default=0)
    before_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    before_absence = models.CharField(max_length=14, choices=Absence.choices, blank=True)
    before_absence_reason = models.TextField(blank=True)
    before_note = models.TextField(blank=True)
    before_setback_reason = models.TextField(blank=True)
    before_correction_reason = models.TextField(blank=True)
    report = models.ForeignKey(
        ProgressReport, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    stored_version = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("fila de un lote")
        verbose_name_plural = _("filas de un lote")
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="batch_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.number}"
