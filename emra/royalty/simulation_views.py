"""The what-if page: an address holds the whole scenario, so it can be shared."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.ledger.http import ledger_etag
from emra.lib import formats
from emra.lib.errors import DomainError
from emra.lib.tables import respond
from emra.royalty import charts, engine, queries, sentences, simulations, tables
from emra.royalty.forms import WEIGHT, SimulationForm
from emra.royalty.readmodel import FundView, YearView
from emra.royalty.simulations import APPROVED, EXAMPLE, PUBLISHED, Data, Simulation
from emra.royalty.views import find_fund, published_year

DEFAULT_FUND = "FCMI"
KINDS = {
    PUBLISHED: gettext_lazy("Lo publicado"),
    APPROVED: gettext_lazy("Valores importados"),
    EXAMPLE: gettext_lazy("Un ejemplo"),
}


@dataclass(frozen=True)
class Asked:
    """What an address asks for, and what of it can be computed."""

    view: YearView
    fund: FundView
    data: Data
    form: SimulationForm
    found: Simulation | None


@access(PUBLIC)
@require_safe
@ledger_etag
def simulation(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    focus = asked.found.focus if asked.found else None
    names = {row.code: row.name for row in asked.view.communes}
    context = {
        "section": "royalty",
        "view": asked.view,
        "fund": asked.fund,
        "data": asked.data,
        "form": asked.form,
        "found": asked.found,
        "groups": _groups(asked),
        "sentence": sentences.simulation(asked.found) if asked.found else "",
        "chart": charts.change_bars(asked.found.rows) if asked.found else "",
        "focus": focus,
        "focus_name": names.get(focus.commune, "") if focus else "",
        "kinds": _kinds(asked.fund),
        "address": request.build_absolute_uri(f"{request.path}?{_query(asked)}"),
        "query": f"?{_query(asked)}",
        "is_example": asked.data.kind == EXAMPLE,
    }
    return render(request, "royalty/simulation.html", context, status=200 if asked.found else 400)


@access(PUBLIC)
@require_safe
@ledger_etag
def simulation_table(request: HttpRequest, form: str) -> HttpResponse:
    asked = _asked(request)
    if asked.found is None:
        said = " ".join(str(text) for errors in asked.form.errors.values() for text in errors)
        return HttpResponse(said, status=400, content_type="text/plain; charset=utf-8")
    return respond(tables.simulation(asked.found), form)


def _asked(request: HttpRequest) -> Asked:
    view = published_year("")
    fund = find_fund(view, request.GET.get("fondo", DEFAULT_FUND))
    kind = request.GET.get("datos", "") or next(iter(_kinds(fund)))
    if kind not in KINDS:
        raise Http404(_("«datos» puede ser publicado, importado o ejemplo."))
    try:
        data = simulations.data_for(fund, kind)
    except DomainError as error:
        raise Http404(str(error)) from error
    among = set(data.communes)
    form = SimulationForm(
        {**_defaults(fund, data), **request.GET.dict()},
        fund=fund,
        communes={row.code: row.name for row in view.communes if not among or row.code in among},
        auto_id="s_%s",
    )
    found = None
    if form.is_valid():
        try:
            found = simulations.simulate(view, fund, data, form.scenario())
        except engine.CannotDistribute as error:
            form.add_error(None, str(error))
    return Asked(view, fund, data, form, found)


def _kinds(fund: FundView) -> dict[str, str]:
    """The kinds of data there are for a fund, the best first."""
    imported = queries.indicator_values(fund.code, fund.year) is not None
    order = (APPROVED, PUBLISHED, EXAMPLE) if imported else (PUBLISHED, EXAMPLE)
    return {kind: str(KINDS[kind]) for kind in order}


def _defaults(fund: FundView, data: Data) -> dict[str, str]:
    weights = simulations.weights_of(fund)
    return {
        "fondo": fund.code,
        "datos": data.kind,
        "total": formats.number(data.total),
        "comuna": "",
        **{f"{WEIGHT}{code}": formats.number(weight) for code, weight in weights.items()},
    }


def _groups(asked: Asked) -> list[tuple[str, str, Any]]:
    """The fields of each level, with its title and the sum of what is written there."""
    titles = {"fondo": _("Ponderaciones del fondo")}
    titles |= {
        row.code: _("Subindicadores de «%(name)s»") % {"name": row.name}
        for row in asked.fund.indicators
        if row.parts
    }
    found = []
    for group, title in titles.items():
        fields = asked.form.weights(group)
        values = [asked.form.cleaned_data.get(field.name) for field in fields]
        known: list[Decimal] = [value for value in values if value is not None]
        total = sum(known, Decimal()) if len(known) == len(values) else None
        found.append((title, formats.number(total), fields))
    return found


def _query(asked: Asked) -> str:
    """The whole scenario as it stands in the form."""
    return urlencode({name: asked.form[name].value() for name in asked.form.fields})
