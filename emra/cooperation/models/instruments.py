"""The promotion instruments of the annex, as the document prints them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from emra.lib.source_text import SourceCharField
from emra.sources.models import Citation


class PromotionInstrument(models.Model):
    """An instrument of the annex; `institution` and `area` are "" where none is printed."""

    class Group(models.TextChoices):
        MULTISECTORIAL = "MULTISECTORIAL", _("Multisectoriales")
        SECTORAL = "SECTORAL", _("Sectoriales")
        INTEGRAL = "INTEGRAL", _("De apoyo integral (FOSIS)")
        REGIONAL = "REGIONAL", _("Público regional")

    number = models.PositiveSmallIntegerField(_("número"), primary_key=True)
    name = SourceCharField(_("nombre"), max_length=200)
    institution = SourceCharField(_("institución"), max_length=120, blank=True)
    area = SourceCharField(_("área"), max_length=60, blank=True)
    group = models.CharField(_("grupo"), max_length=14, choices=Group.choices)
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="+")
    line_from = models.PositiveIntegerField(_("desde la línea"))
    line_to = models.PositiveIntegerField(_("hasta la línea"))

    class Meta:
        verbose_name = _("instrumento de fomento")
        verbose_name_plural = _("instrumentos de fomento")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(line_to__gte=F("line_from")), name="instrument_lines_in_order"
            ),
            models.CheckConstraint(
                condition=Q(group="REGIONAL", area="") | (~Q(group="REGIONAL") & ~Q(area="")),
                name="instrument_has_area",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
