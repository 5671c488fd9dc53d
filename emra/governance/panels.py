"""What governance adds to the pages of lower rooms."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from emra.governance import commitment_queries, queries, review_queries
from emra.governance.commitment_queries import Chosen
from emra.governance.models import Body


def of_agreement(code: str) -> Mapping[str, Any]:
    """The commitments about an agreement, and the bodies that follow it."""
    return {
        "commitments": commitment_queries.about("AGREEMENT", code, today=timezone.localdate()),
        "followers": Body.objects.filter(followed__agreement=code),
    }


def of_objective(code: str) -> Mapping[str, Any] | None:
    """The commission of an objective."""
    body = queries.body_of_objective(code)
    if not body:
        return None
    today = timezone.localdate()
    late = commitment_queries.commitments(Chosen(body=body, late=True), today=today)
    return {"body": queries.body(body, today), "late": len(late)}


def review_of_agreement(code: str) -> Mapping[str, Any]:
    """What the Cluster's last reviews say of an agreement."""
    return {"opinions": review_queries.opinions_on(code)}


def reviews_of_body(code: str) -> Mapping[str, Any] | None:
    """The signed reviews of a commission; nothing for a body that is none."""
    if not Body.objects.filter(code=code, objective__isnull=False).exists():
        return None
    return {"reviews": review_queries.signed(code)}
