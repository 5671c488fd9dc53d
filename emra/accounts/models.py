"""People of the system: one role each, one pseudonymous code that may be published."""

import hashlib
import secrets
from datetime import date, timedelta

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device, ThrottlingMixin

from emra.lib.source_text import SourceCharField


class Role(models.TextChoices):
    """What a person may do: one role each."""

    SECRETARIAT = "SECRETARIAT", _("Secretaría Técnica (GORE)")
    CLUSTER = "CLUSTER", _("Corporación Clúster Minero")
    ANALYST = "ANALYST", _("IPP-UCN")
    MEMBER = "MEMBER", _("Comisión")
    ADMIN = "ADMIN", _("Administración")


def new_person_code() -> str:
    return f"P-{secrets.token_hex(3).upper()}"


class User(AbstractUser):
    """Someone with a role; outside the house only the office and the code are shown."""

    role = models.CharField(_("rol"), max_length=12, choices=Role.choices)
    office = SourceCharField(
        _("oficina"), max_length=120, blank=True, help_text=_("Se publica en lugar del nombre.")
    )
    code = models.CharField(
        _("código"), max_length=12, unique=True, default=new_person_code, editable=False
    )

    # Moves to end every session of the person but the one that moved it.
    session_epoch = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    # What `createsuperuser` asks for: nobody is without a role.
    REQUIRED_FIELDS = ["role"]

    class Meta:
        verbose_name = _("usuario")
        verbose_name_plural = _("usuarios")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values),
                name="user_role_known",
                violation_error_message=_("Elija un rol de la lista."),
            ),
        ]

    @property
    def public_office(self) -> str:
        return self.office or self.get_role_display()

    def get_session_auth_hash(self) -> str:
        """What a session must carry to be this person's: it ends with the password or the epoch."""
        seal = f"{super().get_session_auth_hash()}{self.session_epoch}"
        return salted_hmac("emra.session", seal, algorithm="sha256").hexdigest()


class SecondFactor(ThrottlingMixin, Device):
    """The phone whose codes a person shows beside the password; its key is kept sealed."""

    # Of the library's device only the throttle is used: one each, good from its first code on.
    name = None
    confirmed = None
    objects: "models.Manager[SecondFactor]" = models.Manager()
    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="second_factor")
    sealed_key = models.TextField(editable=False)
    # The last time step whose code was taken: none is taken twice.
    last_step = models.BigIntegerField(default=-1, editable=False)
    drift = models.SmallIntegerField(default=0, editable=False)
    enrolled_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("segundo factor")
        verbose_name_plural = _("segundos factores")

    def __str__(self) -> str:
        return f"{self.user} · {self.enrolled_at:%d-%m-%Y}"

    def get_throttle_factor(self) -> int:
        """Seconds to wait after the first wrong code; they double with each further one."""
        return 1


class RecoveryCode(models.Model):
    """A code that opens once where the phone is lost; only its digest is kept."""

    factor = models.ForeignKey(SecondFactor, on_delete=models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("código de recuperación")
        verbose_name_plural = _("códigos de recuperación")

    def __str__(self) -> str:
        return f"{self.factor} · {self.pk}"


class Scope(models.TextChoices):
    """What a key of the API may write; reading what is published needs none."""

    WRITE = "progress:write", _("Ingresar avances: registrar, adjuntar y enviar a revisión")
    REVIEW = "progress:review", _("Revisar avances: aprobar y devolver")


# A scope never gives more than the person's role: these are the ones a role has a use for.
SCOPES: dict[str, tuple[Scope, ...]] = {
    Role.SECRETARIAT: (Scope.WRITE,),
    Role.CLUSTER: (Scope.REVIEW,),
}
KEY_DAYS, KEY_MOST_DAYS = 365, 730


def in_a_year() -> date:
    return timezone.localdate() + timedelta(days=KEY_DAYS)


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def alive(self, today: date) -> "ApiTokenQuerySet":
        """Those that open the API today."""
        return self.filter(revoked_at__isnull=True, expires_on__gte=today, user__is_active=True)


class ApiToken(models.Model):
    """A key with which a program writes in a person's name; only its digest is kept."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField(_("para qué"), max_length=80)
    scopes = models.JSONField(_("permisos"), default=list, blank=True)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("emitida"), auto_now_add=True)
    expires_on = models.DateField(_("sirve hasta"), default=in_a_year)
    last_used_on = models.DateField(_("último uso para escribir"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revocada"), null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("llave de API")
        verbose_name_plural = _("llaves de API")

    def __str__(self) -> str:
        return f"{self.user} · {self.name} · {self.created_at:%d-%m-%Y}"

    @property
    def scope_names(self) -> list[str]:
        return [str(Scope(scope).label) for scope in self.scopes]

    @staticmethod
    def digest_of(key: str) -> str:
        return hashlib.sha256(key.encode()).hexdigest()


class ExternalIdentity(models.Model):
    """Who a person is to an outside identity provider; of what it calls them, a keyed digest."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="identities")
    issuer = models.CharField(_("proveedor"), max_length=200)
    digest = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(_("registrada"), auto_now_add=True)

    class Meta:
        verbose_name = _("identidad externa")
        verbose_name_plural = _("identidades externas")
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "digest"],
                name="identity_of_one_person",
                violation_error_message=_("Esa identidad ya está registrada."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.issuer} · {self.digest[:8]}"
