"""The page of the rules, each worked out with figures of the corte that is asked for."""

from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.agreements import progress
from emra.agreements.views import board_context, published_board
from emra.dashboard import rules
from emra.dashboard.examples import examples
from emra.ledger.http import ledger_etag

# Baseline, target and value of the example that is shown where nothing was measured.
INVENTED = (Decimal(100), Decimal(60), Decimal(80))


@access(PUBLIC)
@require_safe
@ledger_etag
def methodology(request: HttpRequest) -> HttpResponse:
    context: dict[str, object] = {
        "section": "methodology",
        "at_risk_gap": progress.AT_RISK_GAP,
        "late_gap": progress.LATE_GAP,
        "start": progress.STRATEGY_START,
        "default_year": progress.DEFAULT_TARGET_YEAR,
        "minimum_points": progress.MINIMUM_POINTS,
        "rules_version": rules.VERSION,
        "rules_since": rules.SINCE,
        "invented": (*INVENTED, progress.progress(*INVENTED).percent),
    }
    try:
        board, corte = published_board(request)
    except Http404:
        if request.GET.get("corte"):
            raise
        return render(request, "dashboard/methodology.html", context)
    context |= board_context(board, corte, "methodology")
    context["examples"] = examples(board)
    return render(request, "dashboard/methodology.html", context)
