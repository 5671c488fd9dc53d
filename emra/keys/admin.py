"""The admin's part: anybody's keys to revoke, and the identities of people at the provider."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from emra.accounts import identities
from emra.accounts.models import ApiToken, ExternalIdentity, User
from emra.keys import actions
from emra.lib.errors import DomainError


@admin.register(ApiToken)
class ApiTokenAdmin(admin.ModelAdmin):
    """Keys: issued by each person, revoked here as well."""

    list_display = ("user", "name", "created_at", "expires_on", "last_used_on", "revoked_at")
    fields = ("user", "name", "scopes", "created_at", "expires_on", "last_used_on", "revoked_at")
    readonly_fields = fields
    actions = ("revoke",)

    @admin.action(description=_("Revocar las llaves elegidas"), permissions=["change"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiToken]) -> None:
        for token in queryset:
            try:
                actions.revoke_key(key=token.pk, by=_who(request))
            except DomainError as error:
                messages.error(request, f"{token}: {error}")
            else:
                messages.success(request, _("Llave revocada: %(key)s.") % {"key": token})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class IdentityForm(forms.ModelForm):
    """Whose identity it is, and what the provider calls them: that is not kept as it is typed."""

    text = forms.CharField(
        label=_("RUN o identificador en el proveedor"),
        max_length=255,
        help_text=_("No se guarda ni se vuelve a mostrar: queda solo una huella cifrada."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    class Meta:
        model = ExternalIdentity
        fields = ("user",)

    def clean_text(self) -> str:
        """The text, where it may be registered."""
        text = str(self.cleaned_data["text"])
        try:
            digest = identities.digest_of(text)
        except identities.BadIdentity as error:
            raise forms.ValidationError(str(error)) from error
        if ExternalIdentity.objects.filter(issuer=identities.issuer(), digest=digest).exists():
            raise forms.ValidationError(_("Esa identidad ya está registrada."))
        return text


@admin.register(ExternalIdentity)
class ExternalIdentityAdmin(admin.ModelAdmin):
    """Who may come in through the provider: registered and removed, never changed."""

    list_display = ("user", "issuer", "created_at")
    form = IdentityForm

    def save_model(
        self, request: HttpRequest, obj: ExternalIdentity, form: forms.ModelForm, change: bool
    ) -> None:
        text = form.cleaned_data["text"]
        made = actions.register_identity(user=obj.user, text=text, by=_who(request))
        obj.pk, obj.issuer, obj.digest = made.pk, made.issuer, made.digest

    def delete_model(self, request: HttpRequest, obj: ExternalIdentity) -> None:
        actions.remove_identity(identity=obj, by=_who(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[ExternalIdentity]) -> None:
        for identity in queryset:
            actions.remove_identity(identity=identity, by=_who(request))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _who(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
