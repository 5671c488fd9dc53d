"""What happened to the system itself: incidents with their timeline, and checks of the ledger."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What an incident harms."""

    AVAILABILITY = "AVAILABILITY", _("Disponibilidad")
    INTEGRITY = "INTEGRITY", _("Integridad")
    CONFIDENTIALITY = "CONFIDENTIALITY", _("Confidencialidad")
    ABUSE = "ABUSE", _("Abuso")


class Severity(models.TextChoices):
    LOW = "LOW", _("Baja")
    MEDIUM = "MEDIUM", _("Media")
    HIGH = "HIGH", _("Alta")
    CRITICAL = "CRITICAL", _("Crítica")


class PersonalData(models.TextChoices):
    """Whether personal data are affected: not known yet is an answer of its own."""

    YES = "YES", _("Sí")
    NO = "NO", _("No")
    UNKNOWN = "UNKNOWN", _("Todavía no se sabe")


class IncidentQuerySet(models.QuerySet["Incident"]):
    def still_open(self) -> "IncidentQuerySet":
        return self.filter(closed_at=None)


class Incident(models.Model):
    """Something that harmed the system or could have; for its operators, never public.

    `opened_by` is None where a job opened it: `cause` then says which occasion it is of.
    """

    kind = models.CharField(_("qué daña"), max_length=15, choices=Kind.choices)
    severity = models.CharField(_("gravedad"), max_length=8, choices=Severity.choices)
    what = models.TextField(_("qué pasó"), max_length=4000)
    affected = models.TextField(_("qué o a quiénes afecta"), max_length=2000)
    noticed_by = models.CharField(_("quién lo advirtió"), max_length=200)
    noticed_at = models.DateTimeField(_("desde cuándo"))
    personal_data = models.CharField(
        _("datos personales afectados"), max_length=7, choices=PersonalData.choices
    )
    cause = models.CharField(max_length=60, blank=True, editable=False)
    opened_at = models.DateTimeField(_("abierto"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("cerrado"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lessons = models.TextField(_("qué se aprendió"), max_length=4000, blank=True)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("incidente")
        verbose_name_plural = _("incidentes")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(what="") & ~Q(affected="") & ~Q(noticed_by=""),
                name="incident_says_what",
                violation_error_message=_("Escriba qué pasó, a qué afecta y quién lo advirtió."),
            ),
            models.CheckConstraint(
                condition=Q(opened_by__isnull=False) | ~Q(cause=""),
                name="incident_opened_by_someone_or_a_cause",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, lessons="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(lessons="")),
                name="incident_closed_with_lessons",
                violation_error_message=_("Para cerrarlo, escriba qué se aprendió."),
            ),
            models.UniqueConstraint(
                fields=["cause"],
                condition=Q(closed_at=None) & ~Q(cause=""),
                name="incident_once_for_a_cause",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"I-{self.pk:04d}"


class IncidentNote(models.Model):
    """A step in an incident's timeline: append-only."""

    class Step(models.TextChoices):
        FOUND = "FOUND", _("Hallazgo")
        MEASURE = "MEASURE", _("Medida tomada")
        TOLD = "TOLD", _("Aviso a una autoridad o a personas")

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="notes")
    step = models.CharField(_("qué es"), max_length=7, choices=Step.choices)
    text = models.TextField(_("qué se hizo o se supo"), max_length=4000)
    severity = models.CharField(
        _("gravedad desde ahora"), max_length=8, choices=Severity.choices, blank=True
    )
    personal_data = models.CharField(
        _("datos personales, desde ahora"), max_length=7, choices=PersonalData.choices, blank=True
    )
    at = models.DateTimeField(_("cuándo"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("nota de un incidente")
        verbose_name_plural = _("notas de los incidentes")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="incident_note_has_text",
                violation_error_message=_("Escriba qué se hizo o se supo."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}:{self.pk}"


class Verification(models.Model):
    """What one check of the whole ledger found, and up to which event it read."""

    at = models.DateTimeField(_("cuándo"))
    seconds = models.FloatField(_("segundos"))
    seq = models.BigIntegerField(_("hasta el evento"))
    head = models.CharField(_("cabeza"), max_length=64)
    faults = models.TextField(_("lo que falla"), blank=True)

    class Meta:
        verbose_name = _("verificación de la bitácora")
        verbose_name_plural = _("verificaciones de la bitácora")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.seq}:{self.pk}"

    @property
    def holds(self) -> bool:
        return not self.faults
