"""What the description of the API says of every operation alike."""

from typing import Any

REFUSAL = {
    "type": "object",
    "description": "Why not: a sentence, and the field it belongs to where there is one.",
    "required": ["detail"],
    "properties": {
        "detail": {"type": "string"},
        "field": {"type": "string"},
        "errors": {"type": "object"},
        "current": {"type": "string"},
        "version": {"type": "integer"},
    },
}


def with_refusals(result: dict[str, Any], **_more: Any) -> dict[str, Any]:
    """Each operation may refuse: 4XX with `Refusal`, and 429 that says how long to wait."""
    result["components"]["schemas"]["Refusal"] = REFUSAL
    schema = {"$ref": "#/components/schemas/Refusal"}
    refusal = {
        "description": "No se puede, y por qué.",
        "content": {"application/json": {"schema": schema}},
    }
    too_many = refusal | {
        "description": "Demasiadas solicitudes en el minuto, de la llave o de la dirección.",
        "headers": {
            "Retry-After": {
                "description": "Segundos que faltan para repetir.",
                "required": True,
                "schema": {"type": "integer", "minimum": 1},
            }
        },
    }
    for operations in result["paths"].values():
        for operation in operations.values():
            operation["responses"].setdefault("429", too_many)
            operation["responses"].setdefault("4XX", refusal)
    return result
