"""What progress is reported on and when: dimensions, agreements, cortes."""

from datetime import date

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from emra.lib.source_text import SourceCharField, VocabularyCharField
from emra.sources.models import Citation, PublishedFigure

# The corte of the source's own figures, and its primary key.
INITIAL_CORTE = "2025-inicial"
INITIAL_PERIOD = 20250

QUARTER = _("Escriba el corte como año y trimestre, por ejemplo 2026-T2.")
QUARTER_CODE = RegexValidator(r"^[0-9]{4}-T[1-4]\Z", QUARTER)
# Only the load of the sources makes an initial one.
PERIOD_CODE = RegexValidator(r"^[0-9]{4}-(T[1-4]|inicial)\Z", QUARTER)


class Dimension(models.Model):
    """One of the four dimensions the agreements are grouped by."""

    code = models.CharField(_("código"), max_length=20, primary_key=True)
    name = VocabularyCharField(_("nombre"), max_length=60)
    order = models.PositiveSmallIntegerField(_("orden"), unique=True)
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT)
    printed_average = models.OneToOneField(PublishedFigure, on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("dimensión")
        verbose_name_plural = _("dimensiones")
        ordering = ["order"]

    def __str__(self) -> str:
        return self.code


class Pairing(models.TextChoices):
    """How an agreement's title came to its percentage."""

    INFERRED = "inferred", _("emparejado por orden de lectura")
    CONFIRMED = "confirmed", _("confirmado por la Secretaría Técnica")
    NOT_LISTED = "not_listed", _("no enumerado en la fuente")


class Agreement(models.Model):
    """One of the 19 cross-cutting agreements; A07 is counted by the source but not named."""

    code = models.CharField(_("código"), max_length=3, primary_key=True)
    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT, related_name="agreements")
    title = SourceCharField(_("título"), max_length=300, null=True, blank=True)
    target_value = models.DecimalField(
        _("meta"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    target_unit = SourceCharField(_("unidad de la meta"), max_length=20, blank=True)
    target_year = models.PositiveSmallIntegerField(_("año de la meta"), null=True, blank=True)
    title_citation = models.ForeignKey(
        Citation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    figure_citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="+")
    pairing = models.CharField(_("emparejamiento"), max_length=10, choices=Pairing.choices)

    class Meta:
        verbose_name = _("acuerdo transversal")
        verbose_name_plural = _("acuerdos transversales")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(title__isnull=False) | Q(pairing=Pairing.NOT_LISTED),
                name="agreement_untitled_is_not_listed",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def number(self) -> int:
        return int(self.code[1:])


class Period(models.Model):
    """A corte: the moment as of which progress is reported.

    The primary key is year * 10 + quarter (0 for the initial one), so it sorts in time.
    """

    class State(models.TextChoices):
        OPEN = "OPEN", _("Abierto")
        CLOSED = "CLOSED", _("Cerrado")
        PUBLISHED = "PUBLISHED", _("Publicado")

    id = models.PositiveIntegerField(primary_key=True)
    code = models.CharField(_("código"), max_length=12, unique=True, validators=[PERIOD_CODE])
    name = SourceCharField(_("nombre"), max_length=80)
    cutoff_on = models.DateField(_("fecha de corte"), null=True, blank=True)
    due_on = models.DateField(_("plazo de ingreso"), null=True, blank=True)
    state = models.CharField(_("estado"), max_length=9, choices=State.choices)

    class Meta:
        verbose_name = _("corte")
        verbose_name_plural = _("cortes")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cutoff_on__isnull=False) | Q(id=INITIAL_PERIOD),
                name="period_cutoff_known",
                violation_error_message=_("Indique la fecha de corte."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("cutoff_on")),
                name="period_due_after_cutoff",
                violation_error_message=_(
                    "El plazo de ingreso no puede ser anterior a la fecha de corte."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @staticmethod
    def key_of(code: str) -> int:
        """`2026-T2` -> 20262, `2025-inicial` -> 20250. The code must have passed PERIOD_CODE."""
        year, _dash, part = code.partition("-")
        return int(year) * 10 + (0 if part == "inicial" else int(part[1]))

    @property
    def span(self) -> tuple[date, date]:
        """First and last day the cut-off may lie on: one day, or the whole year where unknown."""
        if self.cutoff_on:
            return self.cutoff_on, self.cutoff_on
        year = self.id // 10
        return date(year, 1, 1), date(year, 12, 31)
