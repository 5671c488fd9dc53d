"""What holds for every form of every room."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.urls import get_resolver

from emra.lib.forms import TextArea

pytestmark = pytest.mark.embedded

ROOT = Path(__file__).parent.parent


def every_form() -> Iterator[type[forms.BaseForm]]:
    """The classes of the rooms, which the views bring along."""
    assert get_resolver().url_patterns
    waiting = [forms.BaseForm]
    while waiting:
        found = waiting.pop()
        waiting += found.__subclasses__()
        if found.__module__.startswith(("emra.", "districts.")):
            yield found


def test_no_text_area_cuts_what_is_pasted():
    areas = [
        (form.__name__, name, field)
        for form in every_form()
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field.widget, forms.Textarea)
    ]
    assert len(areas) > 30
    for form, name, field in areas:
        drawn = field.widget.render(name, "", field.widget.attrs)
        assert "maxlength" not in drawn, f"{form}.{name}"
        if field.max_length:
            with pytest.raises(forms.ValidationError, match="caracteres"):
                field.clean("a" * (field.max_length + 1))


def test_every_text_area_is_ours():
    # Those that a form adds as it is made, and those written in a template.
    for path in (ROOT / "emra").rglob("*.py"):
        assert "forms.Textarea" not in path.read_text(), path
    for path in (ROOT / "templates").rglob("*.html"):
        assert not re.search(r"<textarea[^>]*maxlength", path.read_text()), path
    assert "maxlength" in forms.CharField(max_length=9, widget=forms.Textarea).widget.attrs
    assert "maxlength" not in forms.CharField(max_length=9, widget=TextArea()).widget.render(
        "a", ""
    )
