"""A person's own keys of the API: issued and shown once, listed, revoked."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from emra.accounts.access import STAFF, access
from emra.accounts.models import ApiToken
from emra.keys import actions
from emra.keys.forms import KeyForm
from emra.lib.errors import DomainError
from emra.lib.forms import blame
from emra.notices.desk import after, me, page


@access(*STAFF)
@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """My keys, the newest first."""
    return _page(request, KeyForm(person=me(request)))


@access(*STAFF)
@require_POST
def issue(request: HttpRequest) -> HttpResponse:
    """Issue a key of mine; this answer alone shows it."""
    form = KeyForm(request.POST, person=me(request))
    if not form.is_valid():
        return _page(request, form, status=400)
    try:
        key = actions.issue_key(
            user=me(request),
            name=form.cleaned_data["name"],
            scopes=form.cleaned_data.get("scopes", []),
            expires_on=form.cleaned_data["expires_on"],
            by=me(request),
        )
    except DomainError as error:
        blame(form, error)
        return _page(request, form, status=error.status)
    return _page(request, KeyForm(person=me(request)), key=key)


@access(*STAFF)
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a key of mine at once."""
    return after(
        request,
        lambda: actions.revoke_key(key=pk, by=me(request)),
        _("Llave revocada: ya no sirve."),
        "keys",
    )


@never_cache
def _page(request: HttpRequest, form: KeyForm, status: int = 200, key: str = "") -> HttpResponse:
    own = ApiToken.objects.filter(user=me(request)).order_by("-created_at", "-pk")
    today = timezone.localdate()
    alive = set(own.alive(today).values_list("pk", flat=True))
    context = {"section": "keys", "form": form, "key": key, "keys": own, "alive": alive}
    return page(request, "keys/keys.html", context, status)
