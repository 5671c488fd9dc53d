"""Regions and communes, by the codes of the official territorial division."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Region(models.Model):
    """A region by its two-digit code, in the order in which the document lists them."""

    code = models.CharField(_("código"), max_length=2, primary_key=True)
    slug = models.SlugField(_("dirección"), max_length=40, unique=True)
    name = models.CharField(_("nombre"), max_length=60)
    order = models.PositiveSmallIntegerField(_("orden"))

    class Meta:
        verbose_name = _("región")
        verbose_name_plural = _("regiones")
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class Commune(models.Model):
    """A commune by its five-digit CUT code."""

    code = models.CharField(_("código CUT"), max_length=5, primary_key=True)
    name = models.CharField(_("nombre"), max_length=60)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="communes")

    class Meta:
        verbose_name = _("comuna")
        verbose_name_plural = _("comunas")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
