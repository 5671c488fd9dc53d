"""Saving a row whose constraints speak to the user."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from emra.lib.errors import DomainError


def check(row: Model) -> None:
    """Validate a row with its constraints; the first failure as DomainError at its field."""
    try:
        row.full_clean()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise DomainError(messages[0], field="" if field == "__all__" else field) from error


def save(row: Model, **options: Any) -> None:
    """`check`, then save with Django's own options."""
    check(row)
    row.save(**options)
