"""Spanish text of the source in English pages."""

import pytest
from django.utils import translation
from django.utils.html import conditional_escape

from emra.lib.source_text import SourceText, marked
from emra.lib.templatetags import es_cl


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<p>{}</p>", '<p><span lang="es">Uso & agua</span></p>'),
        ('<a title="{}">x</a>', '<a title="Uso & agua">x</a>'),
        ("<title>{}</title>", "<title>Uso & agua</title>"),
        ("<option value=1>{}</option>", "<option value=1>Uso & agua</option>"),
        ("<svg><text>{}</text></svg>", "<svg><text>Uso & agua</text></svg>"),
        ("<p>nothing</p>", "<p>nothing</p>"),
    ],
)
def test_text_of_the_source_is_marked_where_an_element_may_stand(page, said):
    with translation.override("en"):
        drawn = page.format(conditional_escape(SourceText("Uso & agua")))
    assert marked(drawn) == said.replace("&", "&amp;")


def test_a_spanish_page_has_the_text_alone_and_nobody_writes_a_sign():
    assert conditional_escape(SourceText("<b>")) == "&lt;b&gt;"
    with translation.override("en"):
        drawn = marked(f"<p>{conditional_escape(SourceText(chr(0xE001) + 'x'))}</p>")
        assert conditional_escape(SourceText("")) == ""
    assert drawn == '<p><span lang="es">x</span></p>'


def test_what_a_text_quotes_of_the_source_is_marked_within_it():
    with translation.override("en"):
        drawn = marked(es_cl.quoting("A01 “Uso & agua”: 5%.", "Uso & agua."))
        assert drawn == 'A01 “<span lang="es">Uso &amp; agua</span>”: 5%.'
        assert es_cl.quoting("<b>", "") == "&lt;b&gt;"
    assert es_cl.quoting("A01 «Uso & agua»", "Uso & agua") == "A01 «Uso &amp; agua»"
