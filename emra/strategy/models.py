"""The strategy: its horizons, five objectives and 38 lines of action."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from emra.sources.models import Citation


class Strategy(models.Model):
    """The approved strategy itself: one row."""

    code = models.CharField(_("código"), max_length=10, primary_key=True)
    name = models.CharField(_("nombre"), max_length=200)
    year_from = models.PositiveSmallIntegerField(_("desde"))
    year_to = models.PositiveSmallIntegerField(_("hasta"))
    approved_on = models.DateField(_("aprobada el"))
    approval = models.CharField(_("acuerdo"), max_length=100)
    promoter = models.CharField(_("impulsor"), max_length=200)
    basis = models.TextField(_("base"))
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("estrategia")
        verbose_name_plural = _("estrategias")

    def __str__(self) -> str:
        return self.code


class Horizon(models.Model):
    """A term of the strategy: short, medium or long."""

    code = models.CharField(_("código"), max_length=4, primary_key=True)
    name = models.CharField(_("nombre"), max_length=60)
    year_from = models.PositiveSmallIntegerField(_("desde"))
    year_to = models.PositiveSmallIntegerField(_("hasta"))
    note = models.CharField(_("nota"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("horizonte")
        verbose_name_plural = _("horizontes")

    def __str__(self) -> str:
        return self.code


class Objective(models.Model):
    """A strategic objective, OE1 to OE5, each with its commission."""

    code = models.CharField(_("código"), max_length=4, primary_key=True)
    title = models.CharField(_("título"), max_length=300)
    commission = models.CharField(_("comisión"), max_length=120)
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("objetivo estratégico")
        verbose_name_plural = _("objetivos estratégicos")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class LineOfAction(models.Model):
    """What is to be done for an objective within a horizon."""

    code = models.CharField(_("código"), max_length=10, primary_key=True)
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="lines")
    horizon = models.ForeignKey(Horizon, on_delete=models.PROTECT)
    title = models.CharField(_("título"), max_length=300)

    class Meta:
        verbose_name = _("línea de acción")
        verbose_name_plural = _("líneas de acción")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code
