"""What every room's forms share."""

from typing import Any

from django.forms import Form, Textarea
from django.http import HttpRequest

from emra.lib.errors import DomainError


class TextArea(Textarea):
    """Without `maxlength`: a browser cuts what is pasted beyond it; the refusal says how much."""

    def __init__(self, rows: int = 3) -> None:
        super().__init__(attrs={"rows": rows})

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        attrs.pop("maxlength", None)
        return attrs


def blame(form: Form, error: DomainError) -> None:
    """Put a refusal of the action at its field, or on top of the form."""
    form.add_error(error.field if error.field in form.fields else None, str(error))


def version_seen(request: HttpRequest) -> int | None:
    """The version of the row that the sent page showed; None where it says none."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
