"""What was approved of covenants and bilateral projects since the load."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from emra.cooperation.models import CovenantEvaluation, CovenantSheet, ResultReport
from emra.ledger.four_eyes import Origin
from emra.lib import formats
from emra.lib.happenings import Happening, shortened


def everything() -> tuple[Happening, ...]:
    return (*_sheets(), *_evaluations(), *_reports())


def _sheets() -> Iterator[Happening]:
    for row in CovenantSheet.objects.approved().filter(origin=Origin.ENTRY):
        yield Happening(
            key=f"convenio/{row.covenant_id}/{row.version}",
            at=row.reviewed_at or row.changed_at,
            title=_("Ficha del convenio %(name)s, versión %(version)s")
            % {"name": row.name, "version": row.version},
            text=shortened(row.reason),
            path=reverse("covenant", args=[row.covenant_id]),
            about=frozenset({row.covenant_id}),
        )


def _evaluations() -> Iterator[Happening]:
    for row in CovenantEvaluation.objects.approved().filter(origin=Origin.ENTRY):
        yield Happening(
            key=f"evaluacion/{row.code}",
            at=row.reviewed_at or row.changed_at,
            title=_("Evaluación del convenio %(code)s, prevista para el %(day)s")
            % {"code": row.covenant_id, "day": formats.day(row.planned_on)},
            text=shortened(row.findings),
            path=reverse("covenant", args=[row.covenant_id]),
            about=frozenset({row.covenant_id}),
        )


def _reports() -> Iterator[Happening]:
    for row in ResultReport.objects.filter(state="APPROVED", origin=Origin.ENTRY):
        yield Happening(
            key=f"bilateral/{row.pk}",
            at=row.reviewed_at or row.changed_at,
            title=_("Informe del resultado %(number)s de %(code)s")
            % {"number": row.result, "code": row.project_id},
            text=shortened(row.text),
            path=reverse("bilateral", args=[row.project_id]),
            about=frozenset({row.project_id}),
        )
