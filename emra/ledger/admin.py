"""The admin: people, keys and the ledger to read. Figures are nowhere in it.

It stands above `accounts` because a change of a role is recorded: four eyes rest on it.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from emra.accounts.models import ApiToken, User
from emra.ledger import actions
from emra.ledger.models import Event

RECORDED = ("role", "office", "is_active", "is_superuser")


@admin.register(User)
class PersonAdmin(UserAdmin):
    """People: every save is an event, with what changed of role, office and rights."""

    list_display = ("username", "role", "office", "code", "is_active")
    list_filter = ("role", "is_active")
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

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People are deactivated, not deleted: the ledger names them."""
        return False


def _recorded(person: User) -> dict[str, Any]:
    return {name: getattr(person, name) for name in RECORDED}


@admin.register(ApiToken)
class ApiTokenAdmin(admin.ModelAdmin):
    """Keys: issued by `manage.py create_token`, revoked here."""

    list_display = ("user", "name", "created_at", "revoked_at")
    fields = ("user", "name", "created_at", "revoked_at")
    readonly_fields = ("user", "name", "created_at")

    def save_model(
        self, request: HttpRequest, obj: ApiToken, form: forms.ModelForm, change: bool
    ) -> None:
        assert isinstance(request.user, User)
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            actions.append(verb="token.revoked", object_code=obj.user.code, by=request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


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
