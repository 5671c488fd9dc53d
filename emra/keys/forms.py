"""Forms of the keys."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from emra.accounts.models import KEY_MOST_DAYS, SCOPES, Scope, User, in_a_year


class KeyForm(forms.Form):
    """A new key: what for, what it may write, until when."""

    name = forms.CharField(
        label=_("Para qué"),
        max_length=80,
        help_text=_("El programa o la planilla que la usará."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("Qué puede escribir"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Sin marcar, la llave solo lee lo publicado, con su propio límite."),
    )
    expires_on = forms.DateField(
        label=_("Sirve hasta"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Un año si no lo cambia; dos a lo más."),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = SCOPES.get(person.role, ())
        if own:
            self.fields["scopes"].choices = [(scope.value, scope.label) for scope in own]  # type: ignore[attr-defined]
        else:
            del self.fields["scopes"]
        today = timezone.localdate()
        self.fields["expires_on"].initial = in_a_year
        self.fields["expires_on"].widget.attrs |= {
            "min": today.isoformat(),
            "max": (today + timedelta(days=KEY_MOST_DAYS)).isoformat(),
        }
