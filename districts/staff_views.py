"""The desks of the districts: layers and their editions, runs, studies of stability."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from districts import actions, background, layer_actions, queries, staff_queries, study_actions
from districts.forms import LayerForm, RunForm, StudyForm
from districts.models import Run
from districts.readmodel import LayerView
from emra.accounts.access import access
from emra.accounts.models import Role
from emra.lib.errors import DomainError
from emra.notices.desk import READERS, after, me, page

SECTION = "district-desk"
PREVIEWED = 20


@access(*READERS)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Layers, what waits, runs."""
    context = {
        "section": SECTION,
        "layers": queries.layers(),
        "waiting": staff_queries.waiting_editions(),
        "runs": queries.runs(drafts=True),
        "states": dict(Run.State.choices),
    }
    return page(request, "districts/desk.html", context)


@access(*READERS)
@require_safe
def layer(request: HttpRequest, code: str) -> HttpResponse:
    """A layer's editions, and the form of a new one."""
    return _layer_page(request, queries.layer(code), LayerForm())


@access(Role.ANALYST)
@require_POST
def import_layer(request: HttpRequest, code: str) -> HttpResponse:
    """Take a file in: what it would load is shown, nothing is in force yet."""
    view = queries.layer(code)
    form = LayerForm(request.POST, request.FILES)
    if not form.is_valid():
        return _layer_page(request, view, form, status=400)
    try:
        edition = layer_actions.propose_edition(
            layer=code,
            upload=form.cleaned_data["file"],
            provenance=form.provenance(),
            by=me(request),
        )
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return _layer_page(request, view, form, status=error.status)
    return redirect("district-edition", edition.pk)


@access(*READERS)
@require_safe
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """An edition: its rows, or what is wrong with them."""
    row = layer_actions.get_edition(pk)
    context = {
        "section": SECTION,
        "view": staff_queries.preview(row),
        "features": queries.features(pk)[:PREVIEWED],
    }
    return page(request, "districts/edition.html", context)


@access(Role.ANALYST)
@require_POST
def confirm_edition(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an edition in force."""
    return after(
        request,
        lambda: layer_actions.confirm_edition(edition=pk, by=me(request)),
        _("Edición cargada: está vigente. Si se equivocó, vuelva a la anterior en su capa."),
        "district-edition",
        pk,
    )


@access(Role.ANALYST)
@require_POST
def discard_edition(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop a proposed edition."""
    return after(
        request,
        lambda: layer_actions.discard_edition(edition=pk, by=me(request)),
        _("Edición descartada: no se cargó nada."),
        "district-edition",
        pk,
    )


@access(Role.ANALYST)
@require_POST
def restore_edition(request: HttpRequest, pk: int) -> HttpResponse:
    """Go back to an edition."""
    return after(
        request,
        lambda: layer_actions.restore_edition(edition=pk, by=me(request)),
        _("La edición vuelve a estar vigente."),
        "district-edition",
        pk,
    )


@access(Role.ANALYST)
@require_safe
def new_run(request: HttpRequest) -> HttpResponse:
    """The choices of a new run."""
    return _run_form(request, RunForm())


@access(Role.ANALYST)
@require_POST
def create_run(request: HttpRequest) -> HttpResponse:
    """Run the method on the layers in force."""
    form = RunForm(request.POST)
    if not form.is_valid():
        return _run_form(request, form, status=400)
    try:
        run = actions.create_run(
            parameters=form.cleaned_data["parameters"],
            note=form.cleaned_data["note"],
            by=me(request),
        )
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return _run_form(request, form, status=error.status)
    messages.success(request, _("Corrida %(code)s hecha; falta publicarla.") % {"code": run.code})
    return redirect("district-run", run.code)


@access(*READERS)
@require_safe
def run(request: HttpRequest, code: str) -> HttpResponse:
    """A run beside another one, its studies, and what is missing for it to be shown."""
    return _run_page(request, code, StudyForm())


@access(*actions.PUBLISHERS)
@require_POST
def publish_run(request: HttpRequest, code: str) -> HttpResponse:
    """Show this run to the public."""
    return after(
        request,
        lambda: actions.publish_run(run=code, by=me(request)),
        _("Corrida %(code)s publicada.") % {"code": code},
        "district-run",
        code,
    )


@access(Role.ANALYST)
@require_POST
def ask_study(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a study of stability: it is drawn in the background."""
    actions.get_run(code)
    form = StudyForm(request.POST)
    if not form.is_valid():
        return _run_page(request, code, form, status=400)
    try:
        study = study_actions.ask_study(run=code, **form.cleaned_data, by=me(request))
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return _run_page(request, code, form, status=error.status)
    background.hint()
    return redirect("district-study", study.pk)


@access(*READERS)
@require_safe
def study(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a study is, or what it says."""
    row = study_actions.get_study(pk)
    found = queries.study_summary(row)
    return page(request, "districts/study_run.html", {"section": SECTION, "study": found})


@access(*READERS)
@require_safe
def study_progress(request: HttpRequest, pk: int) -> JsonResponse:
    """How far a study is, for its bar."""
    row = study_actions.get_study(pk)
    return JsonResponse({"state": row.state, "done": row.done, "draws": row.draws})


@access(Role.ANALYST)
@require_POST
def resume_study(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a study up again that nobody is drawing, after the process ended."""
    study_actions.get_study(pk)
    background.hint()
    return redirect("district-study", pk)


def _layer_page(
    request: HttpRequest, view: LayerView, form: LayerForm, status: int = 200
) -> HttpResponse:
    context = {"section": SECTION, "layer": view, "form": form}
    return page(request, "districts/layer_editions.html", context, status)


def _run_form(request: HttpRequest, form: RunForm, status: int = 200) -> HttpResponse:
    context = {"section": SECTION, "form": form, "layers": queries.layers()}
    return page(request, "districts/run_form.html", context, status)


def _run_page(request: HttpRequest, code: str, form: StudyForm, status: int = 200) -> HttpResponse:
    row = actions.get_run(code)
    others = [one for one in queries.runs(drafts=True) if one.code != code]
    shown = next((one.code for one in others if one.is_published), "")
    other = request.GET.get("con", shown)
    if other and other not in {one.code for one in others}:
        raise Http404(_("No existe la corrida %(code)s.") % {"code": other[:20]})
    context = {
        "section": SECTION,
        "run": queries.run(code, drafts=True),
        "state": Run.State(row.state).label,
        "may_publish": me(request).role in actions.PUBLISHERS and row.made_by_id != me(request).pk,
        "others": others,
        "other": other,
        "change": queries.difference(other, code, drafts=True) if other else None,
        "studies": staff_queries.studies_of(code),
        "form": form,
    }
    return page(request, "districts/run_desk.html", context, status)
