"""What was found of a covenant: its evaluations, and its yearly self-assessment."""

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from emra.cooperation.models.covenants import Covenant
from emra.ledger.four_eyes import Reviewed
from emra.lib.source_text import SourceCharField, SourceTextField, VocabularyCharField
from emra.sources.models import Citation

WEB = URLValidator(schemes=["https", "http"])


class EvaluationQuerySet(models.QuerySet["CovenantEvaluation"]):
    def approved(self) -> "EvaluationQuerySet":
        return self.filter(state="APPROVED")


class CovenantEvaluation(Reviewed):
    """An evaluation that was done, on the day the covenant's schedule asks for it or later."""

    covenant = models.ForeignKey(Covenant, on_delete=models.PROTECT, related_name="evaluations")
    planned_on = models.DateField(_("fecha prevista"))
    done_on = models.DateField(_("realizada"))
    findings = SourceTextField(_("qué se encontró"), max_length=8000)
    link = models.CharField(_("enlace"), max_length=500, blank=True, validators=[WEB])
    sha256 = models.CharField(max_length=64, blank=True)
    extension = models.CharField(_("formato"), max_length=5, blank=True)

    objects = EvaluationQuerySet.as_manager()

    class Meta(Reviewed.Meta):
        verbose_name = _("evaluación de un convenio")
        verbose_name_plural = _("evaluaciones de los convenios")
        ordering = ["covenant", "planned_on"]
        constraints = [
            *Reviewed.Meta.constraints,
            models.UniqueConstraint(
                fields=["covenant", "planned_on"],
                name="covenantevaluation_once",
                violation_error_message=_("Esa evaluación ya está ingresada."),
            ),
            models.CheckConstraint(
                condition=~Q(findings=""),
                name="covenantevaluation_has_findings",
                violation_error_message=_("Escriba qué se encontró."),
            ),
            models.CheckConstraint(
                condition=Q(sha256="", extension="") | (~Q(sha256="") & ~Q(extension="")),
                name="covenantevaluation_file_has_format",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """`EV-0012`."""
        return f"EV-{self.pk:04d}"


class ChecklistItem(models.Model):
    """A question of the self-assessment, from what the study of the Loa case learnt."""

    class Kind(models.TextChoices):
        CRITERION = "CRITERION", _("Criterio")
        WEAKNESS = "WEAKNESS", _("Debilidad que responder")

    code = models.SlugField(_("código"), max_length=40, primary_key=True)
    order = models.PositiveSmallIntegerField(_("orden"), unique=True)
    kind = models.CharField(_("tipo"), max_length=9, choices=Kind.choices)
    title = VocabularyCharField(_("título"), max_length=200)
    question = VocabularyCharField(_("pregunta"), max_length=300)
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("pregunta de la autoevaluación")
        verbose_name_plural = _("preguntas de la autoevaluación")
        ordering = ["order"]

    def __str__(self) -> str:
        return self.code


class AssessmentQuerySet(models.QuerySet["SelfAssessment"]):
    def approved(self) -> "AssessmentQuerySet":
        return self.filter(state="APPROVED")


class SelfAssessment(Reviewed):
    """A covenant's answers to the checklist in a year; a correction is another version."""

    covenant = models.ForeignKey(Covenant, on_delete=models.PROTECT, related_name="assessments")
    year = models.PositiveSmallIntegerField(_("año"))
    version = models.PositiveSmallIntegerField(_("versión"), default=1)
    reason = SourceTextField(_("motivo de la corrección"), blank=True, max_length=1000)

    objects = AssessmentQuerySet.as_manager()

    class Meta(Reviewed.Meta):
        verbose_name = _("autoevaluación de un convenio")
        verbose_name_plural = _("autoevaluaciones de los convenios")
        ordering = ["covenant", "-year", "-version"]
        constraints = [
            *Reviewed.Meta.constraints,
            models.UniqueConstraint(
                fields=["covenant", "year", "version"], name="selfassessment_version"
            ),
            models.UniqueConstraint(
                fields=["covenant", "year"],
                condition=~Q(state="APPROVED"),
                name="selfassessment_one_open",
                violation_error_message=_("Ya hay un borrador de esa autoevaluación."),
            ),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(reason=""),
                name="selfassessment_correction_has_reason",
                violation_error_message=_("Escriba el motivo de la corrección."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100),
                name="selfassessment_year",
                violation_error_message=_("Escriba un año de 1990 a 2100."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """`AE-0012`."""
        return f"AE-{self.pk:04d}"


class ChecklistAnswer(models.Model):
    """One answer of a self-assessment; UNKNOWN is not NO."""

    class Value(models.TextChoices):
        YES = "YES", _("Sí")
        PARTLY = "PARTLY", _("En parte")
        NO = "NO", _("No")
        UNKNOWN = "UNKNOWN", _("No se sabe")

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.CASCADE, related_name="answers")
    item = models.ForeignKey(ChecklistItem, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(_("respuesta"), max_length=7, choices=Value.choices)
    note = SourceCharField(_("explicación"), max_length=1000, blank=True)
    link = models.CharField(_("enlace de respaldo"), max_length=500, blank=True, validators=[WEB])

    class Meta:
        verbose_name = _("respuesta de una autoevaluación")
        verbose_name_plural = _("respuestas de las autoevaluaciones")
        ordering = ["item__order"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "item"], name="checklistanswer_once"),
            models.CheckConstraint(
                condition=Q(value__in=["YES", "UNKNOWN"]) | ~Q(note=""),
                name="checklistanswer_explained",
                violation_error_message=_("Explique qué falta."),
            ),
            models.CheckConstraint(
                condition=~Q(value="YES") | ~Q(note="") | ~Q(link=""),
                name="checklistanswer_backed",
                violation_error_message=_("Un «Sí» lleva en qué se ve o un enlace de respaldo."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id}:{self.item_id}"
