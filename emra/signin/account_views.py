"""One's own account: who one is here, the password, the second factor, the sessions."""

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from emra.accounts import second_factor, sessions
from emra.accounts.access import STAFF, access
from emra.accounts.models import SecondFactor
from emra.ledger import password_actions, second_factor_actions
from emra.notices.desk import me, page
from emra.signin.forms import PasswordForm


@access(*STAFF)
@require_safe
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """My account."""
    return _page(request, PasswordForm(request=request, person=me(request)))


@access(*STAFF)
@require_POST
@never_cache
def change_password(request: HttpRequest) -> HttpResponse:
    """A new password; every other session of mine ends."""
    person = me(request)
    form = PasswordForm(request.POST, request=request, person=person)
    if not form.is_valid():
        return _page(request, form, status=400)
    password_actions.change(password=form.cleaned_data["new_password"], by=person)
    sessions.keep(request, person)
    messages.success(request, _("Contraseña cambiada. Sus otras sesiones se cerraron."))
    return redirect("account")


@access(*STAFF)
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign me out everywhere else."""
    with transaction.atomic():
        second_factor_actions.end_sessions(person=me(request))
    sessions.keep(request, me(request))
    messages.success(request, _("Sus otras sesiones se cerraron."))
    return redirect("account")


def _page(request: HttpRequest, form: PasswordForm, status: int = 200) -> HttpResponse:
    factor = SecondFactor.objects.filter(user=me(request)).first()
    context = {
        "section": "account",
        "form": form,
        "factor": factor,
        "codes_left": factor.codes.count() if factor else 0,
        "required": second_factor.required(me(request)),
        "hours": settings.SESSION_HOURS,
        "idle_minutes": settings.SESSION_IDLE_MINUTES,
    }
    return page(request, "accounts/account.html", context, status)
