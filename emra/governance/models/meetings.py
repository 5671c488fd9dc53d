"""The sessions of the bodies: convened, attended, told in minutes."""

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from emra.governance.models.bodies import Body, Membership, Organisation
from emra.lib.source_text import SourceCharField, SourceTextField

WEB = URLValidator(
    schemes=["http", "https"],
    message=_("Escriba una dirección completa, que empiece con https://."),
)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def told(self) -> "MeetingQuerySet":
        """Those whose minutes were approved: what the public reads."""
        return self.filter(minutes__state="APPROVED")


class Meeting(models.Model):
    """A session of a body: date, place and agenda are public when it is convened."""

    class State(models.TextChoices):
        CONVENED = "CONVENED", _("Convocada")
        HELD = "HELD", _("Realizada")
        CANCELLED = "CANCELLED", _("Suspendida")

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    at = models.DateTimeField(_("fecha y hora"))
    place = SourceCharField(_("lugar"), max_length=200, blank=True)
    # Who has it may enter: never public.
    link = models.CharField(_("enlace"), max_length=500, blank=True, validators=[WEB])
    quorum_needed = models.PositiveSmallIntegerField(_("quórum"), null=True, blank=True)
    state = models.CharField(_("estado"), max_length=9, choices=State.choices)
    cancel_reason = models.CharField(_("motivo de la suspensión"), max_length=500, blank=True)
    convened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    convened_at = models.DateTimeField(_("convocada"))
    lock_version = models.PositiveIntegerField(default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sesión")
        verbose_name_plural = _("sesiones")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(place="") | ~Q(link=""),
                name="meeting_has_place_or_link",
                violation_error_message=_("Indique el lugar o el enlace de la sesión."),
            ),
            models.CheckConstraint(
                condition=Q(quorum_needed__isnull=True) | Q(quorum_needed__gte=1),
                name="meeting_quorum_positive",
                violation_error_message=_("El quórum es de una persona o más."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["CONVENED", "HELD"], cancel_reason="")
                | (Q(state="CANCELLED") & ~Q(cancel_reason="")),
                name="meeting_cancelled_has_reason",
                violation_error_message=_("Escriba por qué se suspende la sesión."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"S-{self.pk:04d}"


class AgendaItem(models.Model):
    """A point of a session's agenda."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField(_("orden"))
    title = SourceCharField(_("punto"), max_length=200)

    class Meta:
        verbose_name = _("punto de tabla")
        verbose_name_plural = _("puntos de tabla")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "order"], name="agenda_order_once"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}:{self.order}"


class Attendance(models.Model):
    """Who was at a session: a member who came or not, or an organisation that was invited."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="attendances"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    present = models.BooleanField(_("presente"))

    class Meta:
        verbose_name = _("asistencia")
        verbose_name_plural = _("asistencias")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(membership__isnull=False, organisation__isnull=True)
                | Q(membership__isnull=True, organisation__isnull=False, present=True),
                name="attendance_member_or_guest",
            ),
            models.UniqueConstraint(
                fields=["meeting", "membership"],
                condition=Q(membership__isnull=False),
                name="attendance_member_once",
            ),
            models.UniqueConstraint(
                fields=["meeting", "organisation"],
                condition=Q(organisation__isnull=False),
                name="attendance_guest_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}:{self.membership_id or self.organisation_id}"


class Minutes(models.Model):
    """What a session dealt with and decided; public once a second person approved it."""

    class State(models.TextChoices):
        DRAFT = "DRAFT", _("En borrador")
        SUBMITTED = "SUBMITTED", _("Espera aprobación")
        RETURNED = "RETURNED", _("Devuelta")
        APPROVED = "APPROVED", _("Aprobada")

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    text = SourceTextField(_("acta"), max_length=20000, blank=True)
    state = models.CharField(_("estado"), max_length=9, choices=State.choices)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("escrita"))
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(_("revisada"), null=True, blank=True)
    return_reason = models.TextField(_("motivo de la devolución"), max_length=2000, blank=True)
    # The signed document.
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(_("tamaño"), null=True, blank=True)
    lock_version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("acta")
        verbose_name_plural = _("actas")
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | ~Q(reviewer=F("author")),
                name="minutes_four_eyes",
                violation_error_message=_("Quien escribió el acta no puede aprobarla."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["DRAFT", "SUBMITTED"],
                    reviewer__isnull=True,
                    reviewed_at__isnull=True,
                )
                | Q(
                    state__in=["RETURNED", "APPROVED"],
                    reviewer__isnull=False,
                    reviewed_at__isnull=False,
                ),
                name="minutes_reviewed_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state="RETURNED") | ~Q(return_reason=""),
                name="minutes_returned_has_reason",
                violation_error_message=_("Escriba el motivo de la devolución."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["DRAFT", "RETURNED"]) | ~Q(text=""),
                name="minutes_have_text",
                violation_error_message=_("Escriba el acta antes de enviarla."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}"
