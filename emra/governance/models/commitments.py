"""What was promised: who owes it, until when, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from emra.governance.models.bodies import Body, Organisation
from emra.governance.models.meetings import WEB, Meeting
from emra.lib.source_text import SourceCharField, SourceTextField

PENDING = ("OPEN", "POSTPONED")


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def public(self) -> "CommitmentQuerySet":
        """Those of approved minutes, and those that come from elsewhere."""
        return self.filter(Q(meeting__isnull=True) | Q(meeting__minutes__state="APPROVED"))

    def pending(self) -> "CommitmentQuerySet":
        return self.filter(state__in=PENDING)


class Commitment(models.Model):
    """A decision of a body: what is to be done, by which organisation, until which day."""

    class State(models.TextChoices):
        OPEN = "OPEN", _("Pendiente")
        POSTPONED = "POSTPONED", _("Postergado")
        DONE = "DONE", _("Cumplido")
        WITHDRAWN = "WITHDRAWN", _("Retirado")

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    body = models.ForeignKey(
        Body, verbose_name=_("instancia"), on_delete=models.PROTECT, related_name="commitments"
    )
    text = SourceTextField(_("qué se hará"), max_length=1000)
    owner = models.ForeignKey(
        Organisation,
        verbose_name=_("responsable"),
        on_delete=models.PROTECT,
        related_name="commitments",
    )
    due_on = models.DateField(_("plazo"))
    subject_kind = models.CharField(_("tipo de tema"), max_length=20, blank=True)
    subject_code = models.CharField(_("tema"), max_length=40, blank=True)
    # Where it comes from when no session took it: the code of an observation.
    origin = SourceCharField(_("origen"), max_length=200, blank=True)
    state = models.CharField(_("estado"), max_length=9, choices=State.choices)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(_("registrado"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("cerrado"), null=True, blank=True)
    reason = SourceTextField(_("motivo del retiro"), max_length=1000, blank=True)
    evidence_link = models.CharField(
        _("enlace de la evidencia"), max_length=500, blank=True, validators=[WEB]
    )
    sha256 = models.CharField(max_length=64, blank=True)
    extension = models.CharField(_("formato"), max_length=5, blank=True)
    lock_version = models.PositiveIntegerField(default=1)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("compromiso")
        verbose_name_plural = _("compromisos")
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_code"], name="commitment_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="commitment_has_text",
                violation_error_message=_("Escriba qué se hará."),
            ),
            models.CheckConstraint(
                condition=Q(subject_kind="", subject_code="")
                | (~Q(subject_kind="") & ~Q(subject_code="")),
                name="commitment_subject_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="DONE") | ~Q(evidence_link="") | ~Q(sha256=""),
                name="commitment_done_has_evidence",
                violation_error_message=_("Un compromiso cumplido tiene su evidencia."),
            ),
            models.CheckConstraint(
                condition=~Q(state="WITHDRAWN") | ~Q(reason=""),
                name="commitment_withdrawn_has_reason",
                violation_error_message=_("Escriba por qué se retira el compromiso."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=PENDING, closed_by__isnull=True, closed_at__isnull=True)
                | Q(
                    state__in=["DONE", "WITHDRAWN"],
                    closed_by__isnull=False,
                    closed_at__isnull=False,
                ),
                name="commitment_closed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(sha256="", extension="") | (~Q(sha256="") & ~Q(extension="")),
                name="commitment_file_has_format",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"C-{self.pk:04d}"

    @property
    def subject(self) -> str:
        """The key of what it is about, as AGREEMENT:A12, or ""."""
        return f"{self.subject_kind}:{self.subject_code}" if self.subject_kind else ""


class CommitmentChange(models.Model):
    """A step in the life of a commitment; nobody rewrites them."""

    class Kind(models.TextChoices):
        RECORDED = "RECORDED", _("Se acordó")
        NOTED = "NOTED", _("Se informó un avance")
        POSTPONED = "POSTPONED", _("Se postergó")
        DONE = "DONE", _("Se cumplió")
        WITHDRAWN = "WITHDRAWN", _("Se retiró")

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(_("qué pasó"), max_length=9, choices=Kind.choices)
    at = models.DateTimeField(_("cuándo"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = SourceTextField(_("qué se dijo"), max_length=1000, blank=True)
    due_from = models.DateField(_("plazo anterior"), null=True, blank=True)
    due_to = models.DateField(_("plazo nuevo"), null=True, blank=True)

    class Meta:
        verbose_name = _("cambio de un compromiso")
        verbose_name_plural = _("cambios de los compromisos")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["RECORDED", "DONE"]) | ~Q(text=""),
                name="change_says_why",
                violation_error_message=_("Escriba el motivo."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind="POSTPONED", due_from__isnull=False, due_to__isnull=False)
                    & Q(due_to__gt=F("due_from"))
                )
                | (~Q(kind="POSTPONED") & Q(due_from__isnull=True, due_to__isnull=True)),
                name="change_postpones_to_later",
                violation_error_message=_("El plazo nuevo es posterior al anterior."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id}:{self.pk}"
