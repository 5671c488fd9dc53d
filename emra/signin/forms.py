"""What people type at the door and on the page of their own account."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate, password_validation
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from emra.accounts.models import User


class CodeForm(forms.Form):
    """A code of the phone, or of recovery."""

    code = forms.CharField(
        label=_("Código"),
        max_length=20,
        help_text=_("Los seis dígitos que muestra su teléfono, o un código de recuperación."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "off"}),
    )


class OwnPassword(forms.Form):
    """One's present password, asked again before what matters; wrong ones count as at sign-in."""

    password = forms.CharField(
        label=_("Su contraseña actual"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.person = request, person

    def clean_password(self) -> str:
        typed: str = self.cleaned_data["password"]
        name = self.person.get_username()
        if authenticate(self.request, username=name, password=typed) is None:
            raise ValidationError(_("No es su contraseña actual."))
        return typed


class EnrolForm(CodeForm):
    """The first code of a phone, by who just gave the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("Los seis dígitos que muestra su teléfono.")


class EnrolAgainForm(OwnPassword, EnrolForm):
    """The same by who is signed in for some time: with the password."""

    field_order = ["password", "code"]


class ConfirmedForm(OwnPassword, CodeForm):
    """What changes a second factor: the password and a code of it."""

    field_order = ["password", "code"]


class PasswordForm(OwnPassword):
    """A new password of one's own."""

    new_password = forms.CharField(
        label=_("Contraseña nueva"),
        strip=False,
        help_text=_("Al menos 12 caracteres; no una de uso común, ni parecida a su nombre."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again_password = forms.CharField(
        label=_("Repita la contraseña nueva"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_new_password(self) -> str:
        typed: str = self.cleaned_data["new_password"]
        password_validation.validate_password(typed, self.person)
        return typed

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "new_password" in data and data.get("again_password") != data["new_password"]:
            self.add_error("again_password", _("No es igual a la contraseña nueva."))
        return data
