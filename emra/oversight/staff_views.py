"""The desk of the contraloría social: moderate, answer, extend, take up, commit."""

from collections.abc import Callable
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from emra.accounts.access import access
from emra.accounts.models import Role
from emra.lib import files
from emra.lib.errors import Conflict, Unknown
from emra.notices.desk import me, page, with_form
from emra.oversight import actions, clock, queries, staff_queries
from emra.oversight.forms import (
    AnswerForm,
    CommitForm,
    ExtendForm,
    PrivateForm,
    PublishForm,
    PublishReplyForm,
    TakeUpForm,
    VersionedForm,
)
from emra.oversight.models import CLOSING, Observation, State

SECTION = {"section": "observations-desk"}


@access(*actions.TAKERS)
@require_safe
@never_cache
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits, first what is due first."""
    today = timezone.localdate()
    context = {
        **SECTION,
        "inbox": staff_queries.inbox(me(request), today),
        "indicators": queries.indicators(today),
        "moderates": _moderates(request),
    }
    return page(request, "oversight/inbox.html", context)


@access(*actions.TAKERS)
@require_safe
@never_cache
def observation(request: HttpRequest, code: str) -> HttpResponse:
    """An observation with what may be done with it now."""
    return _page(request, code)


@access(Role.SECRETARIAT)
@require_safe
@never_cache
def evidence(request: HttpRequest, code: str) -> FileResponse:
    """The citizen's file, for whoever moderates."""
    row = staff_queries.one(code, me(request))
    if not row.sha256:
        raise Unknown(_("Esta observación no trae un archivo."))
    name = f"{row.code}.{row.extension}"
    return files.attachment(row.sha256, row.extension, name, files.CITIZENS)


@access(Role.SECRETARIAT)
@require_POST
def publish(request: HttpRequest, code: str) -> HttpResponse:
    return _do(
        request,
        code,
        "publish",
        PublishForm,
        lambda values: actions.publish(code=code, by=me(request), **values),
        _("Publicada: ya se ve en la página pública."),
    )


@access(Role.SECRETARIAT)
@require_POST
def keep_private(request: HttpRequest, code: str) -> HttpResponse:
    return _do(
        request,
        code,
        "keep",
        PrivateForm,
        lambda values: actions.keep_private(code=code, by=me(request), **values),
        _("Reservada: el público solo ve cuántas hay por cada motivo."),
    )


@access(Role.SECRETARIAT)
@require_POST
def extend(request: HttpRequest, code: str) -> HttpResponse:
    return _do(
        request,
        code,
        "extend",
        ExtendForm,
        lambda values: actions.extend(code=code, by=me(request), on=timezone.localdate(), **values),
        _("Plazo prorrogado."),
    )


@access(Role.SECRETARIAT)
@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    return _do(
        request,
        code,
        "answer",
        AnswerForm,
        lambda values: actions.answer(code=code, by=me(request), at=timezone.now(), **values),
        _("Respuesta registrada."),
    )


@access(Role.SECRETARIAT)
@require_POST
def publish_reply(request: HttpRequest, code: str) -> HttpResponse:
    return _do(
        request,
        code,
        "publish_reply",
        PublishReplyForm,
        lambda values: actions.publish_reply(code=code, by=me(request), **values),
        _("Réplica publicada."),
    )


@access(Role.SECRETARIAT)
@require_POST
def keep_reply(request: HttpRequest, code: str) -> HttpResponse:
    return _do(
        request,
        code,
        "keep_reply",
        PrivateForm,
        lambda values: actions.keep_reply_private(code=code, by=me(request), **values),
        _("Réplica reservada."),
    )


@access(*actions.TAKERS)
@require_POST
def take_up(request: HttpRequest, code: str) -> HttpResponse:
    return _do(
        request,
        code,
        "take",
        TakeUpForm,
        lambda values: actions.take_up(code=code, by=me(request), **values),
        _("Tomada: ahora puede convertirla en compromiso."),
    )


@access(*actions.TAKERS)
@require_POST
def commit(request: HttpRequest, code: str) -> HttpResponse:
    return _do(
        request,
        code,
        "commit",
        CommitForm,
        lambda values: actions.commit(code=code, by=me(request), **values),
        _("Compromiso registrado."),
    )


def _do(
    request: HttpRequest,
    code: str,
    name: str,
    form_class: type[VersionedForm],
    act: Callable[[dict[str, Any]], object],
    said: str,
) -> HttpResponse:
    """Validate, do it, show the observation again; what is wrong stands at its field."""
    staff_queries.one(code, me(request))
    form = form_class(request.POST, auto_id=f"{name}_%s")

    def done() -> object:
        values = dict(form.cleaned_data)
        return act({"expected": values.pop("version"), **values})

    def again(status: int) -> HttpResponse:
        return _page(request, code, status=status, **{name: form})

    return with_form(request, form, done, again, said, "observation-desk", code)


def _page(
    request: HttpRequest, code: str, status: int = 200, **bound: VersionedForm
) -> HttpResponse:
    row = staff_queries.one(code, me(request))
    today = timezone.localdate()
    initial = {"version": row.lock_version}
    context = {
        **SECTION,
        "row": row,
        "waiting": staff_queries.waiting(row, today),
        "stage": queries.stage_of(row, today),
        "answers": queries.answers_of(row),
        "moderates": _moderates(request),
        "extension_days": clock.EXTENSION_DAYS,
        "problem": next(iter(bound.values()), None),
    }
    # What was sent is shown with its refusal, even where it may no longer be done.
    offered = _offered(request, row, today) | {name: type(form) for name, form in bound.items()}
    for name, form_class in offered.items():
        given = initial | {
            "office": me(request).public_office,
            "note": row.moderation_note,
            "evidence": row.evidence_public,
        }
        if name in ("publish_reply", "keep_reply") and hasattr(row, "reply"):
            given["note"] = row.reply.moderation_note
        form = bound.get(name) or form_class(initial=given, auto_id=f"{name}_%s")
        if status == Conflict.status and form.is_bound:
            # The user has now seen what stands: sending again is a decision, not an accident.
            form.data = {**form.data, "version": str(row.lock_version)}
        context[name] = form
    return page(request, "oversight/desk.html", context, status)


def _offered(request: HttpRequest, row: Observation, today: Any) -> dict[str, type[VersionedForm]]:
    """What may be done with an observation now, by this person."""
    found: dict[str, type[VersionedForm]] = {}
    given = row.answers.count()
    replied = getattr(row, "reply", None)
    taken = getattr(row, "take_up", None)
    if _moderates(request):
        if row.text:
            found["publish"] = PublishForm
            if taken is None:
                found["keep"] = PrivateForm
        if row.closed_at is None and row.extended_at is None and today <= row.due_on:
            found["extend"] = ExtendForm
        closed = row.state == State.PRIVATE and row.private_reason in CLOSING
        if row.state != State.RECEIVED and not closed and (not given or (replied and given == 1)):
            found["answer"] = AnswerForm
        if replied and replied.text:
            if row.state == State.PUBLISHED != replied.state:
                found["publish_reply"] = PublishReplyForm
            found["keep_reply"] = PrivateForm
    if row.state == State.PUBLISHED and taken is None:
        found["take"] = TakeUpForm
    elif taken is not None and taken.commitment is None:
        found["commit"] = CommitForm
    return found


def _moderates(request: HttpRequest) -> bool:
    return me(request).role == Role.SECRETARIAT
