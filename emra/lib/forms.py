"""What every room's forms share."""

from django.forms import Form
from django.http import HttpRequest

from emra.lib.errors import DomainError


def blame(form: Form, error: DomainError) -> None:
    """Put a refusal of the action at its field, or on top of the form."""
    form.add_error(error.field if error.field in form.fields else None, str(error))


def version_seen(request: HttpRequest) -> int | None:
    """The version of the row that the sent page showed; None where it says none."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
