"""What follows from the reports: averages, and the editions the public reads."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from emra.agreements.models.reference import Agreement, Period
from emra.agreements.models.reports import Absence, ProgressReport
from emra.lib.source_text import SourceCharField, SourceTextField

# The scope of the average over all agreements, beside the dimensions' codes.
ALL = "all"


class DimensionAverage(models.Model):
    """Derived: the average of a dimension (or "all") in a corte, over approved reports.

    `dirty_seq` counts the changes of its inputs, `computed_seq` those the figures cover.
    """

    scope = models.CharField(_("ámbito"), max_length=20)
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="averages")
    dirty_seq = models.PositiveBigIntegerField(default=1)
    computed_seq = models.PositiveBigIntegerField(default=0)
    computed_at = models.DateTimeField(null=True, blank=True)
    total = models.PositiveSmallIntegerField(default=0)
    applicable = models.PositiveSmallIntegerField(default=0)
    reported = models.PositiveSmallIntegerField(default=0)
    mean_zero = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    mean_reported = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    lower = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    upper = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    rule = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = _("promedio")
        verbose_name_plural = _("promedios")
        indexes = [
            models.Index(
                fields=["period"],
                condition=Q(dirty_seq__gt=F("computed_seq")),
                name="average_dirty",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["scope", "period"], name="average_once"),
            models.CheckConstraint(
                condition=Q(computed_seq__lte=F("dirty_seq")), name="average_seq_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.period_id}"


class Publication(models.Model):
    """Append-only: an edition of a corte as the public reads it."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="publications")
    edition = models.PositiveSmallIntegerField(_("edición"))
    published_at = models.DateTimeField(_("publicada"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = SourceTextField(_("motivo de la nueva edición"), blank=True)
    ledger_seq = models.BigIntegerField(_("bitácora hasta"))
    ledger_head = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("publicación")
        verbose_name_plural = _("publicaciones")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["period", "edition"], name="publication_once"),
            models.CheckConstraint(
                condition=Q(edition=1) | ~Q(reason=""),
                name="publication_erratum_has_reason",
                violation_error_message=_("Explique por qué se publica una nueva edición."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_id}/{self.edition}"


class PublishedValue(models.Model):
    """Append-only: one agreement's reading within a publication."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="values")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(
        ProgressReport, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = SourceCharField(max_length=300, null=True, blank=True)
    target_value = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    target_unit = SourceCharField(max_length=20, blank=True)
    target_year = models.PositiveSmallIntegerField(null=True, blank=True)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    absence = models.CharField(max_length=14, choices=Absence.choices, blank=True)
    absence_reason = SourceTextField(blank=True)
    carried_from = models.CharField(max_length=12, blank=True)
    previous = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("valor publicado")
        verbose_name_plural = _("valores publicados")
        ordering = ["agreement"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "agreement"], name="published_value_once"
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=False, absence="")
                | (Q(percent__isnull=True) & ~Q(absence="")),
                name="published_percent_or_absence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id}:{self.agreement_id}"


class PublishedAverage(models.Model):
    """Append-only: one dimension's average within a publication."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="averages")
    scope = models.CharField(max_length=20)
    total = models.PositiveSmallIntegerField()
    applicable = models.PositiveSmallIntegerField()
    reported = models.PositiveSmallIntegerField()
    mean_zero = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    mean_reported = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    lower = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    upper = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    rule = models.CharField(max_length=20)

    class Meta:
        verbose_name = _("promedio publicado")
        verbose_name_plural = _("promedios publicados")
        constraints = [
            models.UniqueConstraint(fields=["publication", "scope"], name="published_average_once")
        ]

    def __str__(self) -> str:
        return f"{self.publication_id}:{self.scope}"


class Heartbeat(models.Model):
    """When a background job last ran, for /readyz."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("latido")
        verbose_name_plural = _("latidos")

    def __str__(self) -> str:
        return self.name
