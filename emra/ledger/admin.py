"""The admin: people and the ledger to read. Figures are nowhere in it.

It stands above `accounts` because a change of a role is recorded: four eyes rest on it.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from emra.accounts.models import SecondFactor, User
from emra.ledger import actions, password_actions, second_factor_actions
from emra.ledger.models import Event
from emra.lib.errors import DomainError

RECORDED = ("role", "office", "is_active", "is_superuser")


@admin.register(User)
class PersonAdmin(UserAdmin):
    """People: every save is an event, with what changed of role, office and rights."""

    list_display = ("username", "role", "office", "code", "is_active", "has_second_factor")
    list_filter = ("role", "is_active")
    actions = ("reset_second_factor",)
    fieldsets = (
        *(UserAdmin.fieldsets or ()),
        (_("Seguimiento"), {"fields": ("role", "office", "code")}),
    )
    add_fieldsets = (
        *UserAdmin.add_fieldsets,
        (_("Seguimiento"), {"fields": ("role", "office")}),
    )
    readonly_fields = ("code",)

    def save_model(
        self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool
    ) -> None:
        assert isinstance(request.user, User)
        with transaction.atomic():
            before = User.objects.filter(pk=obj.pk).first()
            super().save_model(request, obj, form, change)
            actions.append(
                verb="person.saved",
                object_code=obj.code,
                by=request.user,
                old=_recorded(before) if before else None,
                new=_recorded(obj),
            )

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:
        """Somebody else's password: recorded where it did change, for `save_model` is not asked."""
        assert isinstance(request.user, User)
        with transaction.atomic():
            person = self.get_object(request, unquote(id))
            answer = super().user_change_password(request, id, form_url)
            if person and not User.objects.filter(pk=person.pk, password=person.password).exists():
                password_actions.record(person=person, by=request.user)
        return answer

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        factor = SecondFactor.objects.filter(user=OuterRef("pk"))
        return super().get_queryset(request).annotate(second=Exists(factor))

    @admin.display(description=_("segundo factor"), boolean=True)
    def has_second_factor(self, person: User) -> bool:
        return bool(person.second)  # type: ignore[attr-defined]

    @admin.action(
        description=_("Restablecer el segundo factor (perdió el teléfono)"),
        permissions=["change"],
    )
    def reset_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """For others only; each gets an answer of its own."""
        assert isinstance(request.user, User)
        for person in queryset:
            try:
                second_factor_actions.reset(person=person, by=request.user)
            except DomainError as error:
                self.message_user(request, str(error), messages.ERROR)
            else:
                said = _("Segundo factor de %(name)s restablecido; sus sesiones se cerraron.")
                self.message_user(request, said % {"name": person.get_username()})

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People are deactivated, not deleted: the ledger names them."""
        return False


def _recorded(person: User) -> dict[str, Any]:
    return {name: getattr(person, name) for name in RECORDED}


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    """The ledger, to read."""

    list_display = ("seq", "at", "office", "actor_code", "verb", "object_code")
    list_filter = ("verb",)
    search_fields = ("object_code", "actor_code")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
