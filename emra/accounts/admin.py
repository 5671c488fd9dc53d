"""Users and keys in the admin: roles are given here, figures never change here."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from emra.accounts.models import ApiToken, User


@admin.register(User)
class PersonAdmin(UserAdmin):
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


@admin.register(ApiToken)
class ApiTokenAdmin(admin.ModelAdmin):
    list_display = ("user", "name", "created_at", "revoked_at")
    fields = ("user", "name", "created_at", "revoked_at")
    readonly_fields = ("user", "name", "created_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ApiToken | None = None) -> bool:
        return False
