"""What citizens observe, the answers they get and the one reply they have."""

from typing import Final

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from emra.governance.models import Body, Commitment
from emra.lib.source_text import SourceCharField, SourceTextField

PREFIX: Final = "CS"


class State(models.TextChoices):
    """Where moderation has put a text."""

    RECEIVED = "RECEIVED", _("Recibida")
    PUBLISHED = "PUBLISHED", _("Publicada")
    PRIVATE = "PRIVATE", _("Reservada")


class PrivateReason(models.TextChoices):
    """Why a text is not published: the only reasons there are."""

    PERSONAL_DATA = "PERSONAL_DATA", _("Contiene datos personales")
    OFFENSIVE = "OFFENSIVE", _("Contiene insultos o amenazas")
    OFF_TOPIC = "OFF_TOPIC", _("No trata de la estrategia")
    DUPLICATE = "DUPLICATE", _("Repite otra observación")
    ADVERTISING = "ADVERTISING", _("Es publicidad o un envío automático")
    WITHDRAWN = "WITHDRAWN", _("La retiró quien la envió")


# What moderation may choose; the last one is the citizen's own.
OFFERED: Final = tuple(
    choice for choice in PrivateReason.choices if choice[0] != PrivateReason.WITHDRAWN
)
# A text kept private for these needs no answer; one with personal data is answered, in private.
CLOSING: Final = tuple(
    str(reason) for reason in PrivateReason if reason != PrivateReason.PERSONAL_DATA
)


class Moderated(models.Model):
    """A citizen's text that somebody of the secretariat publishes or keeps private."""

    text = SourceTextField(_("texto"), max_length=4000, blank=True)
    state = models.CharField(
        _("estado"), max_length=9, choices=State.choices, default=State.RECEIVED
    )
    private_reason = models.CharField(
        _("motivo de la reserva"), max_length=13, choices=PrivateReason.choices, blank=True
    )
    moderation_note = models.TextField(
        _("nota interna"),
        max_length=2000,
        blank=True,
        help_text=_("Solo para la Secretaría Técnica: no se publica."),
    )
    moderated_at = models.DateTimeField(_("moderada"), null=True, blank=True)
    moderated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="%(class)s_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="PRIVATE", private_reason__in=PrivateReason.values)
                | ~Q(state="PRIVATE") & Q(private_reason=""),
                name="%(class)s_private_with_reason",
                violation_error_message=_("Elija el motivo de la reserva."),
            ),
            models.CheckConstraint(
                condition=Q(state="RECEIVED", moderated_at__isnull=True, moderated_by__isnull=True)
                | Q(
                    private_reason="WITHDRAWN",
                    moderated_at__isnull=False,
                    moderated_by__isnull=True,
                )
                | ~Q(state="RECEIVED")
                & ~Q(private_reason="WITHDRAWN")
                & Q(moderated_at__isnull=False, moderated_by__isnull=False),
                name="%(class)s_moderated_by_someone",
            ),
        ]


class ObservationQuerySet(models.QuerySet["Observation"]):
    def public(self) -> "ObservationQuerySet":
        return self.filter(state=State.PUBLISHED)

    def owed(self) -> "ObservationQuerySet":
        """What still waits for its answer."""
        return self.filter(closed_at__isnull=True)


class Observation(Moderated):
    """What somebody observed of an agreement, a line or a session, without an account.

    Whoever holds the tracking secret is its author; only its digest is kept. `form_digest` is
    that of the form it came in: the same one sent twice is one observation.
    """

    tracking_digest = models.CharField(max_length=64, unique=True, editable=False)
    form_digest = models.CharField(max_length=64, unique=True, editable=False)
    subject_kind = models.CharField(_("sobre"), max_length=20)
    subject_code = models.CharField(_("código"), max_length=40)
    name = SourceCharField(_("nombre"), max_length=120, blank=True)
    name_public = models.BooleanField(_("publicar el nombre"), default=False)
    email = models.EmailField(_("correo"), blank=True)
    link = models.CharField(
        _("enlace"),
        max_length=500,
        blank=True,
        validators=[
            URLValidator(
                schemes=["http", "https"],
                message=_("Escriba una dirección completa, que empiece con https://."),
            )
        ],
    )
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    extension = models.CharField(max_length=4, blank=True, editable=False)
    evidence_public = models.BooleanField(_("publicar el respaldo"), default=False)
    received_at = models.DateTimeField(_("recibida"))
    due_on = models.DateField(_("responder hasta"))
    extended_at = models.DateTimeField(_("prorrogada"), null=True, blank=True)
    extended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    extension_reason = SourceTextField(_("motivo de la prórroga"), max_length=1000, blank=True)
    closed_at = models.DateTimeField(_("cerrada"), null=True, blank=True)
    erased_at = models.DateTimeField(_("datos personales borrados"), null=True, blank=True)
    lock_version = models.PositiveIntegerField(default=1)

    objects = ObservationQuerySet.as_manager()

    class Meta(Moderated.Meta):
        abstract = False
        verbose_name = _("observación ciudadana")
        verbose_name_plural = _("observaciones ciudadanas")
        ordering = ["-received_at", "-id"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_code"], name="observation_subject"),
            models.Index(
                fields=["due_on"], condition=Q(closed_at__isnull=True), name="observation_due"
            ),
        ]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(text="") | Q(erased_at__isnull=False, state="PRIVATE"),
                name="observation_has_its_text",
                violation_error_message=_("Escriba su observación."),
            ),
            models.CheckConstraint(
                condition=Q(name_public=False) | ~Q(name=""),
                name="observation_public_name_is_given",
                violation_error_message=_("Escriba el nombre que quiere que se publique."),
            ),
            models.CheckConstraint(
                condition=Q(sha256="", extension="") | (~Q(sha256="") & ~Q(extension="")),
                name="observation_file_has_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(evidence_public=False) | Q(state="PUBLISHED"),
                name="observation_evidence_follows_the_text",
            ),
            models.CheckConstraint(
                condition=Q(extended_at__isnull=True, extended_by__isnull=True, extension_reason="")
                | Q(extended_at__isnull=False, extended_by__isnull=False) & ~Q(extension_reason=""),
                name="observation_extended_with_reason",
                violation_error_message=_("Escriba el motivo de la prórroga."),
            ),
            models.CheckConstraint(
                condition=~Q(state="RECEIVED") | Q(closed_at__isnull=True),
                name="observation_unread_is_open",
            ),
            models.CheckConstraint(
                condition=~Q(state="PRIVATE", private_reason__in=CLOSING)
                | Q(closed_at__isnull=False),
                name="observation_without_answer_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(email="", name=""),
                name="observation_erased_has_no_person",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("received_at")),
                name="observation_closed_after_received",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"{PREFIX}-{self.pk:04d}"

    @property
    def subject(self) -> str:
        return f"{self.subject_kind}:{self.subject_code}"


class Answer(models.Model):
    """What an office answered; the second one, if any, is to the citizen's reply."""

    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField(_("número"))
    text = SourceTextField(_("respuesta"), max_length=8000)
    office = SourceCharField(_("oficina que responde"), max_length=120)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("respondida"))

    class Meta:
        verbose_name = _("respuesta oficial")
        verbose_name_plural = _("respuestas oficiales")
        ordering = ["observation", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["observation", "number"],
                name="answer_once",
                violation_error_message=_("Esta observación ya tiene su respuesta."),
            ),
            models.CheckConstraint(condition=Q(number__in=[1, 2]), name="answer_one_or_two"),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(office=""),
                name="answer_says_something",
                violation_error_message=_("Escriba la respuesta y la oficina que responde."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.observation_id}/{self.number}"


class Reply(Moderated):
    """The one reply of whoever observed, to the first answer; moderated like the observation."""

    observation = models.OneToOneField(Observation, on_delete=models.PROTECT, related_name="reply")
    at = models.DateTimeField(_("recibida"))
    erased_at = models.DateTimeField(_("borrada"), null=True, blank=True)

    class Meta(Moderated.Meta):
        abstract = False
        verbose_name = _("réplica")
        verbose_name_plural = _("réplicas")
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(text="") | Q(erased_at__isnull=False, state="PRIVATE"),
                name="reply_has_its_text",
                violation_error_message=_("Escriba su réplica."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.observation_id}"


class TakeUp(models.Model):
    """A body that took an observation up, and the commitment that came of it, if one did."""

    observation = models.OneToOneField(
        Observation, on_delete=models.PROTECT, related_name="take_up"
    )
    body = models.ForeignKey(
        Body, verbose_name=_("instancia"), on_delete=models.PROTECT, related_name="+"
    )
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    taken_at = models.DateTimeField(_("tomada"))
    commitment = models.OneToOneField(
        Commitment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("observación tomada por una instancia")
        verbose_name_plural = _("observaciones tomadas por las instancias")
        ordering = ["-taken_at"]

    def __str__(self) -> str:
        return f"{self.observation_id}:{self.body_id}"
