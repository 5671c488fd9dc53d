"""An entry: what was told of a project once, entered by one person and approved by another."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from emra.ledger.four_eyes import Reviewed
from emra.lib.source_text import SourceTextField
from emra.projects.models.reference import Project
from emra.sources.models import Citation


class EntryQuerySet(models.QuerySet["Entry"]):
    def approved(self) -> "EntryQuerySet":
        return self.filter(state="APPROVED")

    def open(self) -> "EntryQuerySet":
        return self.exclude(state="APPROVED")


class Entry(Reviewed):
    """A follow-up of a project with its parts; triggers refuse any change once approved.

    At most one is open per project, so that the versions of its parts follow each other.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="entries")
    on = models.DateField(_("fecha de lo informado"), null=True, blank=True)
    text = SourceTextField(_("qué pasó"), blank=True, max_length=4000)
    citation = models.ForeignKey(
        Citation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = EntryQuerySet.as_manager()

    class Meta(Reviewed.Meta):
        verbose_name = _("seguimiento de un proyecto")
        verbose_name_plural = _("seguimientos de los proyectos")
        ordering = ["id"]
        constraints = [
            *Reviewed.Meta.constraints,
            models.UniqueConstraint(
                fields=["project"],
                condition=~Q(state="APPROVED"),
                name="entry_one_open",
                violation_error_message=_("Ya hay un seguimiento en curso de este proyecto."),
            ),
            models.CheckConstraint(
                condition=Q(origin="SOURCE") | Q(on__isnull=False),
                name="entry_has_day",
                violation_error_message=_("Indique la fecha de lo que informa."),
            ),
            models.CheckConstraint(
                condition=~Q(origin="SOURCE") | Q(citation__isnull=False),
                name="entry_source_cited",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """`E-0012`."""
        return f"E-{self.pk:04d}"
