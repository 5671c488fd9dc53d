"""The comparison of two published editions, as page and as table."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.agreements import comparison_sentences as sentences
from emra.agreements import queries, tables
from emra.agreements.comparison import BoardComparison
from emra.agreements.readmodel import Edition
from emra.ledger.http import ledger_etag
from emra.lib.tables import respond


@access(PUBLIC)
@require_safe
@ledger_etag
def compare(request: HttpRequest) -> HttpResponse:
    found = _comparison(request)
    a, b = key_of(found.a.edition), key_of(found.b.edition)
    overall = found.overall
    return render(
        request,
        "agreements/comparison.html",
        {
            "section": "compare",
            "found": found,
            "edition": found.b.edition,
            "headline": sentences.headline(found),
            "warnings": sentences.warnings(overall),
            "averages": [
                (move, sentences.warnings(move)) for move in (*found.averages, found.overall)
            ],
            "options": [(key_of(edition), edition) for edition in found.editions],
            "a": a,
            "b": b,
            "name_a": sentences.name(found, "a"),
            "name_b": sentences.name(found, "b"),
            "kinds": sentences.KINDS,
            "marks": sentences.MARKS,
            "pair_query": f"?{urlencode({'a': a, 'b': b})}",
            "swap_query": f"?{urlencode({'a': b, 'b': a})}",
        },
    )


@access(PUBLIC)
@require_safe
@ledger_etag
def compare_table(request: HttpRequest, form: str) -> HttpResponse:
    return respond(tables.comparison(_comparison(request)), form)


def key_of(edition: Edition) -> str:
    """How an address names it: a corte by its last edition, an earlier one with its number."""
    return edition.corte if edition.is_latest else f"{edition.corte}/{edition.number}"


def _comparison(request: HttpRequest) -> BoardComparison:
    """Raises NotPublished, which is a 404 that names the published ones."""
    return queries.comparison(request.GET.get("a"), request.GET.get("b"))
