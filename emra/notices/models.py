"""What people are told: the notices of their inbox, and the mails that carry them outside."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Frequency(models.TextChoices):
    """How often somebody wants a mail."""

    DAILY = "DAILY", _("A lo más uno al día")
    WEEKLY = "WEEKLY", _("Uno por semana")
    OFF = "OFF", _("Ninguno")


class Preference(models.Model):
    """How a person wants to be told; `feed_digest` is that of their calendar's secret address."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    frequency = models.CharField(
        _("correos"), max_length=6, choices=Frequency.choices, default=Frequency.DAILY
    )
    feed_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("preferencia de avisos")
        verbose_name_plural = _("preferencias de avisos")
        constraints = [
            models.UniqueConstraint(
                fields=["feed_digest"],
                condition=~models.Q(feed_digest=""),
                name="preference_feed_unique",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"


class Notice(models.Model):
    """One thing one person should know, said once: `key` names the occasion."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices"
    )
    key = models.CharField(max_length=80)
    text = models.CharField(_("aviso"), max_length=500)
    path = models.CharField(_("dirección"), max_length=200)
    created_at = models.DateTimeField(_("creado"))
    read_at = models.DateTimeField(_("leído"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("en un correo"), null=True, blank=True)

    class Meta:
        verbose_name = _("aviso")
        verbose_name_plural = _("avisos")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="notice_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}:{self.key}"


class Mail(models.Model):
    """A mail on its way out; it stays until the mail server has taken it.

    A person's digest is kept after that. One to somebody without an account goes to `address`,
    names what it is `about`, and leaves no row behind once it is sent.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    address = models.EmailField(_("correo"), blank=True)
    about = models.CharField(_("sobre"), max_length=20, blank=True)
    subject = models.CharField(_("asunto"), max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    created_at = models.DateTimeField(_("creado"))
    sent_at = models.DateTimeField(_("enviado"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("intentos"), default=0)
    try_after = models.DateTimeField(_("reintentar desde"))
    problem = models.CharField(_("problema"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("correo")
        verbose_name_plural = _("correos")
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["try_after"], condition=models.Q(sent_at=None), name="mail_waiting"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, address="", about="")
                | models.Q(person__isnull=True, sent_at__isnull=True)
                & ~models.Q(address="")
                & ~models.Q(about=""),
                name="mail_to_a_person_or_outside",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id or self.about}:{self.subject}"
