"""Where figures come from: documents, citations, and the figures they print."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from emra.lib.source_text import SourceCharField, SourceTextField, VocabularyCharField


class SourceDocument(models.Model):
    """A published document the strategy is described by."""

    code = models.CharField(_("código"), max_length=40, primary_key=True)
    title = SourceCharField(_("título"), max_length=200)
    publisher = SourceCharField(_("editor"), max_length=200)
    note = SourceTextField(_("nota"), blank=True)
    sha256 = models.CharField(max_length=64)
    updated_on = models.DateField(_("actualizado"), null=True, blank=True)

    class Meta:
        verbose_name = _("documento fuente")
        verbose_name_plural = _("documentos fuente")

    def __str__(self) -> str:
        return self.code


class Basis(models.TextChoices):
    """Whether the document says it, or we conclude it from the document."""

    STATED = "stated", _("dicho por la fuente")
    INFERRED = "inferred", _("inferido de la fuente")


class Citation(models.Model):
    """A passage of a document: lines of its text extraction and a short quote."""

    code = models.CharField(_("código"), max_length=60, primary_key=True)
    document = models.ForeignKey(SourceDocument, on_delete=models.PROTECT)
    line_from = models.PositiveIntegerField(_("desde la línea"))
    line_to = models.PositiveIntegerField(_("hasta la línea"))
    quote = SourceTextField(_("cita"), blank=True)
    basis = models.CharField(_("carácter"), max_length=8, choices=Basis.choices)

    class Meta:
        verbose_name = _("cita")
        verbose_name_plural = _("citas")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(line_to__gte=models.F("line_from")),
                name="citation_lines_in_order",
                violation_error_message=_("La última línea no puede preceder a la primera."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}:{self.line_from}-{self.line_to} ({self.code})"


class PublishedFigure(models.Model):
    """A number as a document prints it; `value` is None where it prints a dash."""

    code = models.CharField(_("código"), max_length=60, primary_key=True)
    label = VocabularyCharField(_("qué es"), max_length=200)
    value = models.DecimalField(_("valor"), max_digits=18, decimal_places=2, null=True, blank=True)
    unit = VocabularyCharField(_("unidad"), max_length=10)
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("cifra publicada")
        verbose_name_plural = _("cifras publicadas")

    def __str__(self) -> str:
        return self.code
