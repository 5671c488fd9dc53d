"""What every room's forms share."""

from django.forms import Form

from emra.lib.errors import DomainError


def blame(form: Form, error: DomainError) -> None:
    """Put a refusal of the action at its field, or on top of the form."""
    form.add_error(error.field if error.field in form.fields else None, str(error))
