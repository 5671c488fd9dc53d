"""Who may call what: every view declares it, and a view that does not stops the start."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from emra.accounts import sessions
from emra.accounts.models import Role, User
from emra.accounts.views import ask_to_sign_in
from emra.lib.errors import Forbidden

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

PUBLIC = "PUBLIC"
# Everybody signed in, and who gave the password and has yet to show or set up a second factor.
ENTERING = "ENTERING"
STAFF = tuple(Role)
Access = str | Role


def access(*allowed: Access) -> Callable[[View], View]:
    """Declare who may call a view: `access(PUBLIC)` or `access(Role.CLUSTER, ...)`.

    Anonymous callers of a staff view go to the login page; people with another role are refused
    with a sentence that names both roles.
    """
    roles = frozenset(allowed)

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if PUBLIC not in roles:
                if not request.user.is_authenticated:
                    if ENTERING not in roles or sessions.entering(request) is None:
                        return ask_to_sign_in(request)
                elif ENTERING not in roles:
                    require_role(request.user, roles)
            return view(request, *args, **kwargs)

        guarded.access = roles  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return declare


def require_role(user: User, allowed: frozenset[Access]) -> None:
    """Raise PermissionDenied unless `user` has one of the `allowed` roles."""
    if user.role in allowed:
        return
    names = ", ".join(str(Role(role).label) for role in sorted(allowed))
    raise PermissionDenied(
        _("Esta acción corresponde a: %(allowed)s. Su rol es %(own)s.")
        % {"allowed": names, "own": user.get_role_display()}
    )


def require_role_of(by: User, *allowed: Role) -> None:
    """The actions' own check: raise Forbidden unless `by` has one of the `allowed` roles."""
    if by.role not in allowed:
        names = ", ".join(str(role.label) for role in allowed)
        raise Forbidden(
            _("Esta acción corresponde a: %(role)s. Su rol es %(own)s.")
            % {"role": names, "own": by.get_role_display()}
        )


class DeclaredAccess(BasePermission):
    """The API's reading of the same declaration: `access` for GET; for the rest
    `write_access`, and `write_scope` of the key."""

    def has_permission(self, request: Request, view: Any) -> bool:
        safe = request.method in ("GET", "HEAD", "OPTIONS")
        roles = frozenset(view.access if safe else getattr(view, "write_access", ()))
        if PUBLIC in roles:
            return True
        if not request.user or not request.user.is_authenticated:
            return False
        if request.user.role not in roles:
            names = ", ".join(str(Role(role).label) for role in sorted(roles))
            self.message = _("Esta acción corresponde a: %(allowed)s.") % {"allowed": names}
            return False
        held = getattr(request.auth, "scopes", ())
        if not safe and getattr(view, "write_scope", None) not in held:
            self.message = _(
                "La llave no tiene el permiso «%(scope)s»: emita otra que lo tenga en "
                "/gestion/llaves/."
            ) % {"scope": getattr(view, "write_scope", "")}
            return False
        return True
