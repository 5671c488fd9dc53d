"""People of the system: one role each, one pseudonymous code that may be published."""

import hashlib
import secrets

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


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
    office = models.CharField(
        _("oficina"), max_length=120, blank=True, help_text=_("Se publica en lugar del nombre.")
    )
    code = models.CharField(
        _("código"), max_length=12, unique=True, default=new_person_code, editable=False
    )

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


class ApiToken(models.Model):
    """A key with which a program writes in a person's name; only its digest is kept."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField(_("para qué"), max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(_("revocada"), null=True, blank=True)

    class Meta:
        verbose_name = _("llave de API")
        verbose_name_plural = _("llaves de API")

    def __str__(self) -> str:
        return f"{self.user} · {self.name} · {self.created_at:%d-%m-%Y}"

    @staticmethod
    def digest_of(key: str) -> str:
        return hashlib.sha256(key.encode()).hexdigest()
