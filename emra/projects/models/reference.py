"""What is followed: projects, initiatives, the stages of the two tracks, sectors."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from emra.lib.source_text import VocabularyCharField
from emra.sources.models import Citation

PROJECT_CODE = RegexValidator(
    r"^[0-9]{1,2}\.[0-9]{1,3}(-[0-9]{1,3})?\Z", _("Escriba el código como 5.1 o 5.3-001.")
)


class Track(models.TextChoices):
    """The two ways an initiative of the mechanism can go."""

    PUBLIC = "PUBLIC", _("Vía pública")
    PUBLIC_PRIVATE = "PUBLIC_PRIVATE", _("Vía público-privada")


class Stage(models.Model):
    """A stage of a track, as the source lists it."""

    code = models.CharField(_("código"), max_length=20, primary_key=True)
    track = models.CharField(_("vía"), max_length=14, choices=Track.choices)
    order = models.PositiveSmallIntegerField(_("orden"))
    name = VocabularyCharField(_("nombre"), max_length=120)
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("etapa")
        verbose_name_plural = _("etapas")
        ordering = ["track", "order"]
        constraints = [
            models.UniqueConstraint(fields=["track", "order"], name="stage_order_unique"),
        ]

    def __str__(self) -> str:
        return self.code


class Sector(models.Model):
    """What a project is for: health, rural drinking water, early education, and any other."""

    code = models.SlugField(_("código"), max_length=40, primary_key=True)
    name = VocabularyCharField(
        _("nombre"),
        max_length=80,
        unique=True,
        error_messages={"unique": _("Ya hay un sector con ese nombre.")},
    )
    citation = models.ForeignKey(
        Citation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectores")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.code


class ProjectQuerySet(models.QuerySet["Project"]):
    def public(self) -> "ProjectQuerySet":
        """Those of which something was approved."""
        return self.filter(entries__state="APPROVED").distinct()


class Project(models.Model):
    """A strategic project, or an initiative of one (`parent`) that goes one of the two tracks.

    Only its identity stands here: all that is told of it stands in the parts of its entries.
    """

    code = models.CharField(
        _("código"),
        max_length=10,
        primary_key=True,
        validators=[PROJECT_CODE],
        error_messages={"unique": _("Ya hay un proyecto con ese código.")},
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="initiatives"
    )
    track = models.CharField(_("vía"), max_length=14, choices=Track.choices, blank=True)
    citation = models.ForeignKey(
        Citation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("proyecto")
        verbose_name_plural = _("proyectos")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True, track="")
                | Q(parent__isnull=False, track__in=Track.values),
                name="project_initiative_has_track",
                violation_error_message=_("Una iniciativa, y solo ella, va por una de las vías."),
            ),
        ]

    def __str__(self) -> str:
        return self.code
