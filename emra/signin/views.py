"""The second factor: shown after the password, set up, renewed, removed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from emra.accounts import second_factor, sessions
from emra.accounts.access import ENTERING, STAFF, access
from emra.accounts.second_factor import Verdict
from emra.accounts.sessions import Factor
from emra.accounts.views import here
from emra.ledger import second_factor_actions
from emra.lib.errors import DomainError
from emra.lib.forms import blame
from emra.notices.desk import me
from emra.notices.desk import page as desk_page
from emra.signin.forms import CodeForm, ConfirmedForm, EnrolAgainForm, EnrolForm

# Where the session keeps, sealed, the key of a phone that is being set up.
PENDING = "pending_key"


@access(ENTERING)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def show_code(request: HttpRequest) -> HttpResponse:
    """The code after the password."""
    wanted = here(request, request.POST.get("next", request.GET.get("next", "")))
    person = sessions.entering(request)
    if person is None:
        return redirect(wanted)
    if not sessions.owes_code(request):
        return redirect("enrol")
    form, status = CodeForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            verdict = second_factor.verify(person=person, typed=form.cleaned_data["code"])
            if verdict.right:
                sessions.mark(request, Factor.SHOWN, person)
                _tell_codes_left(request, verdict)
                return redirect(wanted)
            status = refuse(form, verdict)
    context = {"form": form, "next": wanted}
    return render(request, "accounts/second_factor.html", context, status=status)


@access(ENTERING)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def enrol(request: HttpRequest) -> HttpResponse:
    """Set up the phone: at the door where the role needs it, else from one's own account."""
    person = sessions.entering(request)
    if person is not None and sessions.owes_code(request):
        return redirect("second-factor")
    if person is None and second_factor.has_one(me(request)):
        return redirect("account")
    key, status = _pending_key(request), 200
    form: EnrolForm | EnrolAgainForm
    if person is None:
        form = EnrolAgainForm(request.POST or None, request=request, person=me(request))
    else:
        form = EnrolForm(request.POST or None)
    owner = person or me(request)
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                codes = second_factor_actions.enrol(
                    key=key, code=form.cleaned_data["code"], by=owner
                )
            except DomainError as error:
                blame(form, error)
                status = error.status
            else:
                del request.session[PENDING]
                sessions.mark(request, Factor.SHOWN, owner)
                return codes_page(request, codes, here(request, request.POST.get("next", "")))
    context = {
        "section": "account",
        "form": form,
        "next": here(request, request.POST.get("next", request.GET.get("next", ""))),
        "required": person is not None,
        "picture": mark_safe(second_factor.picture(key, owner)),
        "written": second_factor.written(key),
    }
    return _page(request, "accounts/enrol.html", context, status)


@access(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def renew_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes: the old ones stop working."""
    if not second_factor.has_one(me(request)):
        return redirect("account")
    form, status = _confirmed(request)
    if status is None:
        return codes_page(request, second_factor_actions.renew_codes(by=me(request)))
    return _page(request, "accounts/codes_form.html", {"section": "account", "form": form}, status)


@access(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def remove(request: HttpRequest) -> HttpResponse:
    """Give up the second factor, with the password and a code of it."""
    if second_factor.required(me(request)):
        messages.error(request, _("Su rol necesita un segundo factor: no se puede quitar."))
        return redirect("account")
    if not second_factor.has_one(me(request)):
        return redirect("account")
    form, status = _confirmed(request)
    if status is None:
        second_factor_actions.remove(by=me(request))
        sessions.mark(request, Factor.NONE, me(request))
        messages.success(request, _("Segundo factor quitado. Sus otras sesiones se cerraron."))
        return redirect("account")
    return _page(request, "accounts/remove.html", {"section": "account", "form": form}, status)


# -- pieces ----------------------------------------------------------------------------------


def refuse(form: Any, verdict: Verdict) -> int:
    """Say at the field why a code was not taken; the status of the answer."""
    if verdict.wait:
        form.add_error(
            "code",
            ngettext(
                "Hubo códigos equivocados: espere %(count)s segundo y pruebe otra vez.",
                "Hubo códigos equivocados: espere %(count)s segundos y pruebe otra vez.",
                verdict.wait,
            )
            % {"count": verdict.wait},
        )
        return 429
    form.add_error(
        "code",
        _(
            "El código no corresponde o ya se usó. Espere el siguiente en su teléfono, o escriba "
            "un código de recuperación que no haya usado."
        ),
    )
    return 400


def _confirmed(request: HttpRequest) -> tuple[ConfirmedForm, int | None]:
    """The form of password and code; the status to show it with, None where both are right."""
    form = ConfirmedForm(request.POST or None, request=request, person=me(request))
    if request.method != "POST":
        return form, 200
    if not form.is_valid():
        return form, 400
    verdict = second_factor.verify(person=me(request), typed=form.cleaned_data["code"])
    return form, None if verdict.right else refuse(form, verdict)


def codes_page(request: HttpRequest, codes: list[str], onward: str = "") -> HttpResponse:
    """The recovery codes, this once: nothing keeps them in a form that can be read."""
    context = {"section": "account", "codes": codes, "onward": onward}
    return _page(request, "accounts/codes.html", context, 200)


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int
) -> HttpResponse:
    """A page of the desk, or of the door for who is not in yet."""
    if request.user.is_authenticated:
        return desk_page(request, template, context, status)
    return render(request, template, context, status=status)


def _pending_key(request: HttpRequest) -> bytes:
    sealed = request.session.get(PENDING)
    if sealed:
        try:
            return second_factor.unseal(sealed)
        except second_factor.Unreadable:
            pass
    key = second_factor.new_key()
    request.session[PENDING] = second_factor.seal(key)
    return key


def _tell_codes_left(request: HttpRequest, verdict: Verdict) -> None:
    if verdict.codes_left is not None:
        messages.warning(
            request,
            ngettext(
                "Usó un código de recuperación: le queda %(count)s. Pida otros en «Mi cuenta».",
                "Usó un código de recuperación: le quedan %(count)s. Pida otros en «Mi cuenta».",
                verdict.codes_left,
            )
            % {"count": verdict.codes_left},
        )
