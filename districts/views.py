"""The districts as the public reads them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from districts import choices, explanations, figures, maps, queries, sentences, sliders
from districts.method.findings import VERDICT_TEXT
from districts.method.results import DROPPED_TEXT
from districts.readmodel import RunView
from emra.accounts.access import PUBLIC, access
from emra.ledger.http import ledger_etag

SECTION = "districts"
# A piece of a page asked for by script at the page's own address.
PIECE = "HX-Request"


def of_published_run(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the published run; without one, answer the page that says so."""

    @wraps(view)
    def found(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        run = queries.published_run()
        if run is None:
            return render(request, "districts/none.html", {"section": SECTION})
        return view(request, run, *args, **kwargs)

    return found


@access(PUBLIC)
@require_safe
@ledger_etag
@of_published_run
def districts(request: HttpRequest, run: RunView) -> HttpResponse:
    shown = _layers_shown(request)
    infrastructure = queries.inputs_of(run.code).infrastructure
    return render(
        request,
        "districts/districts.html",
        {
            **_context(run),
            "headline": sentences.headline(run),
            "figure": figures.of_map(run),
            "panels": maps.panels(run, infrastructure, shown),
            "layers": [(name, label, name in shown) for name, label in explanations.MAP_LAYERS],
            "shades": explanations.shades(),
            "names": explanations.named(run.districts),
            "found": sentences.found(run),
            "outside": sentences.outside(run),
            "borders": queries.borders(),
        },
    )


@access(PUBLIC)
@require_safe
@ledger_etag
@of_published_run
def district(request: HttpRequest, run: RunView, number: int) -> HttpResponse:
    one = run.by_number.get(number)
    if one is None:
        raise Http404(
            _("La corrida publicada tiene los distritos 1 a %(last)s; no hay un %(number)s.")
            % {"last": len(run.districts), "number": number}
        )
    return render(
        request,
        "districts/district.html",
        {
            **_context(run),
            "one": one,
            "name": sentences.name_of(one),
            "about": sentences.about(one, len(run.districts)),
            "map": maps.close_up(run, one),
            "map_figure": figures.of_close_map(run, one),
            "profile": figures.of_profile(run, one),
            "rows": explanations.profile_rows(one.district),
            "ranks": figures.of_place(run, one) if one.stability else None,
            "firmness": sentences.firmness(one),
            "sites": explanations.site_rows(run, one),
            "products": explanations.product_rows(one.district),
            "citation": explanations.citation(f"distritos-faenas-{one.study.number:02}")
            if one.study
            else None,
            "before": run.by_number.get(number - 1),
            "after": run.by_number.get(number + 1),
            "borders": queries.borders(),
        },
    )


@access(PUBLIC)
@require_safe
@ledger_etag
@of_published_run
def against_study(request: HttpRequest, run: RunView) -> HttpResponse:
    return render(
        request,
        "districts/study.html",
        {
            **_context(run),
            "found": sentences.found(run),
            "measures": explanations.measures(run.comparison),
            "rows": explanations.study_rows(run),
            "verdicts": sentences.verdicts(run),
            "unprinted": explanations.unprinted(run),
            "findings": explanations.finding_rows(run),
            "verdict_text": {code: _(text) for code, text in VERDICT_TEXT.items()},
        },
    )


@access(PUBLIC)
@require_safe
@ledger_etag
@of_published_run
def method(request: HttpRequest, run: RunView) -> HttpResponse:
    return render(
        request,
        "districts/method.html",
        {
            **_context(run),
            "weights": figures.of_weights(run),
            "weight_rows": explanations.weight_rows(run.weights),
            "parameters": choices.parameters(run.parameters),
            "studies": explanations.studies(run),
            "measures": explanations.measures(run.comparison),
            "outside": sentences.outside(run),
            "share": 100 * run.result.approximate_share,
            "dropped_text": DROPPED_TEXT,
        },
    )


@access(PUBLIC)
@require_safe
@vary_on_headers(PIECE)
@of_published_run
def weights(request: HttpRequest, run: RunView) -> HttpResponse:
    """The same address answers the page, or its ranking alone to the script of the sliders."""
    from districts.method.model import rerun

    trial = sliders.read(request.GET, run.weights)
    context = {**_context(run), "trial": trial}
    if trial.weights is not None:
        result = rerun(queries.prepared(run.code), trial.weights)
        context["ranking"] = sliders.rank(result, run)
    piece = request.headers.get(PIECE) == "true"
    return render(request, f"districts/{'_trial' if piece else 'weights'}.html", context)


@access(PUBLIC)
@require_safe
@ledger_etag
def layers(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "districts/layers.html",
        {"section": SECTION, "layers": queries.layers(), "borders": queries.borders()},
    )


@access(PUBLIC)
@require_safe
@ledger_etag
def runs(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "districts/runs.html",
        {"section": SECTION, "runs": queries.runs(), "choices": choices.CHOICES},
    )


@access(PUBLIC)
@require_safe
@ledger_etag
def run(request: HttpRequest, code: str) -> HttpResponse:
    one = queries.run(code)
    return render(
        request,
        "districts/run.html",
        {
            **_context(one),
            "runs": queries.runs(),
            "found": sentences.found(one),
            "parameters": choices.parameters(one.parameters),
            "weight_rows": explanations.weight_rows(one.weights),
            "measures": explanations.measures(one.comparison),
            "studies": explanations.studies(one),
            "names": explanations.named(one.districts),
            "dropped_text": DROPPED_TEXT,
        },
    )


@access(PUBLIC)
@require_safe
@ledger_etag
def difference(request: HttpRequest) -> HttpResponse:
    lines = queries.runs()
    codes = [line.code for line in lines]
    before, after = request.GET.get("antes", ""), request.GET.get("despues", "")
    context: dict[str, object] = {
        "section": SECTION,
        "runs": lines,
        "before": before,
        "after": after,
    }
    asked = [code for code in (before, after) if code]
    unknown = [code for code in asked if code not in codes]
    if unknown:
        raise Http404(_("No hay una corrida publicada «%(code)s».") % {"code": unknown[0][:40]})
    if len(asked) == 2 and before == after:
        context["problem"] = _("Elija dos corridas distintas.")
    elif len(asked) == 2:
        context |= _change(before, after)
    return render(request, "districts/difference.html", context)


def _change(before: str, after: str) -> dict[str, object]:
    old, new = queries.run(before), queries.run(after)
    change = queries.difference(before, after)
    return {
        "old": old,
        "new": new,
        "change": change,
        "panels": maps.change(old, new, change.gained, change.lost) if change.same_grid else [],
        "shifts": explanations.shifts(old, new, change),
        "sentence": sentences.changed(change),
        "parameters": choices.differing(old.parameters, new.parameters),
    }


def _context(one: RunView) -> dict[str, Any]:
    return {"section": SECTION, "run": one}


def _layers_shown(request: HttpRequest) -> set[str]:
    """The layers the address asks for, or the usual ones; an unknown one is told, not ignored."""
    if "capas" not in request.GET:
        return {name for name, usual in maps.LAYERS.items() if usual}
    asked = set(request.GET.getlist("capa"))
    unknown = sorted(asked - set(maps.LAYERS))
    if unknown:
        raise Http404(
            _("No hay una capa «%(name)s». Las hay: %(known)s.")
            % {"name": unknown[0][:40], "known": ", ".join(maps.LAYERS)}
        )
    return asked
