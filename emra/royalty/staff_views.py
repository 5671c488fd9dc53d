"""The desk of the royalty funds: import, confirm, review."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emra.accounts.access import access
from emra.accounts.models import Role
from emra.lib.errors import DomainError, Unknown
from emra.lib.tables import respond
from emra.notices.desk import READERS, after, me, page
from emra.royalty import actions, queries, tables
from emra.royalty.forms import ImportForm, IndicatorsForm, ReturnForm
from emra.royalty.models import Dataset, FundEdition

# Rows and problems that a page shows.
SHOWN = 200


@access(*READERS)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    return _desk(request, ImportForm(prefix="m"), IndicatorsForm(prefix="i"))


@access(*READERS)
@require_safe
def allocations_template(request: HttpRequest, form: str) -> HttpResponse:
    """The spreadsheet to fill in with a year's amounts."""
    return respond(tables.allocations_template(queries.year()), form)


@access(Role.SECRETARIAT)
@require_POST
def import_allocations(request: HttpRequest) -> HttpResponse:
    """Read a year's amounts into a preview."""
    form = ImportForm(request.POST, request.FILES, prefix="m")
    return _import(request, form, actions.import_allocations, form, IndicatorsForm(prefix="i"))


@access(Role.SECRETARIAT)
@require_POST
def import_indicators(request: HttpRequest) -> HttpResponse:
    """Read a fund's indicator values into a preview."""
    form = IndicatorsForm(request.POST, request.FILES, prefix="i")
    return _import(request, form, actions.import_indicators, ImportForm(prefix="m"), form)


@access(*READERS)
@require_safe
def dataset(request: HttpRequest, pk: int) -> HttpResponse:
    """A dataset: what it holds, where it comes from, and what may be done with it."""
    return _dataset_page(request, pk, ReturnForm())


@access(Role.SECRETARIAT)
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    said = _("Planilla enviada a revisión.")
    return after(
        request,
        lambda: actions.submit(dataset=pk, by=me(request)),
        said,
        "royalty-dataset",
        pk,
    )


@access(Role.SECRETARIAT)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    said = _("Planilla descartada: no se guardó nada de ella.")
    return after(request, lambda: actions.discard(dataset=pk, by=me(request)), said, "royalty-desk")


@access(*actions.REVIEWERS)
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    said = _("Planilla aprobada: sus cifras ya son públicas.")
    return after(
        request,
        lambda: actions.approve(dataset=pk, by=me(request)),
        said,
        "royalty-dataset",
        pk,
    )


@access(*actions.REVIEWERS)
@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _dataset_page(request, pk, form, status=400)
    reason = form.cleaned_data["reason"]
    return after(
        request,
        lambda: actions.send_back(dataset=pk, reason=reason, by=me(request)),
        _("Planilla devuelta."),
        "royalty-dataset",
        pk,
    )


# -- pieces ----------------------------------------------------------------------------------


def _desk(
    request: HttpRequest,
    allocations: ImportForm,
    indicators: IndicatorsForm,
    problems: tuple[Any, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "section": "royalty-desk",
        "datasets": Dataset.objects.select_related("fund").order_by("-created_at", "-pk"),
        "allocations": allocations,
        "indicators": indicators,
        "problems": problems[:SHOWN],
        "more": max(len(problems) - SHOWN, 0),
        "can_import": me(request).role == Role.SECRETARIAT,
    }
    return page(request, "royalty/desk.html", context, status)


def _import(
    request: HttpRequest,
    form: ImportForm,
    act: Callable[..., Dataset],
    allocations: ImportForm,
    indicators: IndicatorsForm,
) -> HttpResponse:
    if not form.is_valid():
        return _desk(request, allocations, indicators, status=400)
    values = form.cleaned_data
    source = actions.Source(values.pop("source"), values.pop("source_url"))
    try:
        found = act(source=source, upload=values.pop("file"), by=me(request), **values)
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        problems = getattr(error, "problems", ())
        status = 400 if isinstance(error, Unknown) else error.status
        return _desk(request, allocations, indicators, problems, status)
    return redirect("royalty-dataset", found.pk)


def _dataset_page(
    request: HttpRequest, pk: int, form: ReturnForm, status: int = 200
) -> HttpResponse:
    row = Dataset.objects.select_related("fund", "author", "reviewer").filter(pk=pk).first()
    if row is None:
        raise Http404(_("No existe esa planilla."))
    communes = row.communes.select_related("commune", "fund")
    values = row.values.select_related("commune", "indicator")
    by_commune: dict[Any, dict[str, Decimal]] = {}
    for value in values:
        by_commune.setdefault(value.commune, {})[value.indicator.code] = value.value
    names = list(next(iter(by_commune.values()), {}))
    person = me(request)
    context = {
        "section": "royalty-desk",
        "dataset": row,
        "totals": _totals(row),
        "regions": row.regions.select_related("region", "fund"),
        "communes": communes[:SHOWN],
        "communes_count": communes.count(),
        "incomes": row.own_incomes.select_related("commune")[:SHOWN],
        "names": names,
        "values": [
            (commune, [found[name] for name in names])
            for commune, found in list(by_commune.items())[:SHOWN]
        ],
        "values_count": len(by_commune),
        "criteria": FundEdition.objects.filter(fund=row.fund, year=row.year).first(),
        "can_confirm": person.role == Role.SECRETARIAT and row.state == Dataset.State.PREVIEW,
        "can_review": person.role in actions.REVIEWERS
        and row.state == Dataset.State.SUBMITTED
        and row.author_id != person.pk,
        "is_own": row.author_id == person.pk,
        "form": form,
    }
    return page(request, "royalty/dataset.html", context, status)


def _totals(row: Dataset) -> list[tuple[str, int, int]]:
    """Per fund: what its regions and its communes add up to."""
    return [
        (
            fund or _("Ambos"),
            sum(item.amount_clp for item in row.regions.all() if item.fund_id == fund),
            sum(item.amount_clp for item in row.communes.all() if item.fund_id == fund),
        )
        for fund in ("FET", "FCMI", None)
    ]
