"""What each address of the API is for, and an example of it."""

import json
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

SAID: Final[dict[str, Any]] = {
    "GET ": _("Las direcciones que existen."),
    "GET agreements/": _("Los acuerdos de un corte publicado."),
    "GET agreements/{code}/": _("Todo lo publicado de un acuerdo."),
    "GET agreements/{code}/history/": _("La lectura de un acuerdo en cada corte publicado."),
    "GET attention/": _("Qué se movió en 90 días, por objetivo y por dimensión."),
    "GET commissions/": _("Las comisiones y demás instancias."),
    "GET commissions/{code}/": _("Una instancia con su funcionamiento."),
    "GET commissions/{code}/reviews/": _("Las revisiones firmadas de una comisión."),
    "GET commitments/": _("Los compromisos públicos."),
    "GET communications/": _("Las piezas publicadas."),
    "GET communications/campaigns/": _("Las campañas del plan comunicacional."),
    "GET communications/fulfilment/": _("Lo publicado en un mes frente a su cuota."),
    "GET communications/quotas/": _("Las versiones de la cuota mensual."),
    "GET comparison/": _("Dos cortes publicados, con lo que movió cada promedio."),
    "GET cooperation/": _("Convenios y proyectos bilaterales en una lista."),
    "GET cooperation/{code}/": _("Un convenio, según su ficha vigente."),
    "GET cooperation/bilateral/{code}/": _("Un proyecto bilateral, según su ficha vigente."),
    "GET cooperation/instruments/": _("Los instrumentos de fomento."),
    "GET datasets/": _("Los conjuntos de datos con sus archivos y sumas."),
    "GET datasets/{code}/": _("Un conjunto de datos con sus columnas."),
    "GET dimensions/": _("Los promedios de un corte, con n/N, regla y cotas."),
    "GET dimensions/{code}/": _("El promedio de una dimensión, o de los 19 con «all»."),
    "GET districts/": _("Los distritos de la corrida publicada, como GeoJSON."),
    "GET districts/runs/": _("Las corridas publicadas."),
    "GET districts/runs/{code}/": _("Una corrida con sus distritos y decisiones."),
    "GET ledger/": _("Los eventos de la bitácora, del más nuevo al más antiguo."),
    "GET objectives/": _("Los objetivos estratégicos con sus líneas de acción."),
    "GET objectives/{code}/": _("Un objetivo con sus líneas de acción."),
    "GET observations/": _("Las observaciones ciudadanas publicadas."),
    "GET observations/{code}/": _("Una observación con sus respuestas."),
    "GET observations/indicators/": _("Cuántas observaciones se recibieron y respondieron."),
    "GET periods/": _("Los cortes publicados y sus ediciones."),
    "GET projects/": _("Los proyectos e iniciativas."),
    "GET projects/{code}/": _("Un proyecto o iniciativa con su historia."),
    "GET projects/totals/": _("Sumas del financiamiento; nunca mezcla unidades."),
    "GET projects/tracks/": _("Las dos vías y lo que tarda cada una."),
    "GET reconciliations/": _("Cada cifra impresa frente a la recalculada."),
    "GET reporting/": _("Quién ha informado y quién no; el corte en curso y la puntualidad."),
    "GET royalty/communes/": _("Los fondos por comuna."),
    "GET royalty/funds/": _("Los fondos con sus criterios y ponderaciones."),
    "GET royalty/regions/": _("Los fondos por región."),
    "GET schema/": _("Esta misma descripción, en OpenAPI."),
    "GET sessions/": _("Las sesiones de las instancias."),
    "POST reports/": _("Registrar el avance de un acuerdo, como borrador."),
    "POST reports/{code}/submit/": _("Enviar un avance a revisión."),
    "POST reports/{code}/approve/": _("Aprobar un avance que otra persona ingresó."),
    "POST reports/{code}/return/": _("Devolver un avance con su motivo."),
    "POST reports/{code}/evidence/": _("Adjuntar un medio de verificación."),
}

# An address that answers 200 on any installation, for each one that takes a code.
EXAMPLES: Final = {
    "agreements/": "/api/v1/agreements/?dimension=social&page_size=1",
    "agreements/{code}/": "/api/v1/agreements/A01/",
    "agreements/{code}/history/": "/api/v1/agreements/A01/history/",
    "commissions/{code}/": "/api/v1/commissions/comision-1/",
    "commissions/{code}/reviews/": "/api/v1/commissions/comision-1/reviews/",
    "cooperation/": "/api/v1/cooperation/?kind=COVENANT",
    "cooperation/{code}/": "/api/v1/cooperation/loa-1995/",
    "cooperation/bilateral/{code}/": "/api/v1/cooperation/bilateral/bilateral-1/",
    "datasets/": "/api/v1/datasets/?page_size=1",
    "datasets/{code}/": "/api/v1/datasets/dimensiones/",
    "dimensions/{code}/": "/api/v1/dimensions/social/",
    "districts/runs/{code}/": "/api/v1/districts/runs/R001/",
    "objectives/{code}/": "/api/v1/objectives/OE1/",
    "projects/{code}/": "/api/v1/projects/5.1/",
    "projects/totals/": "/api/v1/projects/totals/?by=source&unit=THOUSAND_CLP",
    "royalty/communes/": "/api/v1/royalty/communes/?region=antofagasta&page_size=1",
    "schema/": "",
}


@dataclass(frozen=True)
class Written:
    """A write by somebody with a key, and its answer; `upload` is what the file holds."""

    address: str
    body: dict[str, Any]
    status: int
    answer: dict[str, Any]
    upload: str = ""

    @property
    def answered(self) -> str:
        return json.dumps(self.answer, ensure_ascii=False, indent=2)

    @property
    def curl(self) -> str:
        """The request as it is typed, the file written first."""
        sent = json.dumps(self.body, ensure_ascii=False)
        parts = [f"-H 'Content-Type: application/json' \\\n  -d '{sent}'"]
        lines = []
        if self.upload:
            lines = [
                f"printf '{self.upload.encode('unicode_escape').decode()}' > {self.body['file']}"
            ]
            fields = {**self.body, "file": f"@{self.body['file']}"}
            parts = [f"-F '{name}={value}'" for name, value in fields.items()]
        lines.append(
            " \\\n  ".join(
                [
                    "curl -s -H 'Authorization: Bearer LLAVE'",
                    *parts,
                    settings.SITE_URL + self.address,
                ]
            )
        )
        return "\n".join(lines)


def _report(state: str, version: int) -> dict[str, Any]:
    return {
        "code": "A12-2026-T2-v1",
        "agreement": "A12",
        "period": "2026-T2",
        "state": state,
        "percent": 40.0,
        "absence": "",
        "version": version,
    }


# In this order they work on a corte 2026-T2 that is open; after the sending, one or the other.
WRITES: Final = {
    "reports/": Written(
        "/api/v1/reports/",
        {"agreement": "A12", "period": "2026-T2", "percent": 40, "version": 0},
        201,
        _report("DRAFT", 1),
    ),
    "reports/{code}/evidence/": Written(
        "/api/v1/reports/A12-2026-T2-v1/evidence/",
        {"file": "medicion.csv", "title": "Medición de 2026"},
        201,
        {
            "title": "Medición de 2026",
            "sha256": "993597a59760fe05a0300f27711c279ea61b644cb3a4079471ac992450100d75",
            "size": 18,
        },
        upload="ano,valor\n2026,40\n",
    ),
    "reports/{code}/submit/": Written(
        "/api/v1/reports/A12-2026-T2-v1/submit/",
        {"version": 1},
        200,
        _report("SUBMITTED", 2),
    ),
    "reports/{code}/approve/": Written(
        "/api/v1/reports/A12-2026-T2-v1/approve/",
        {"version": 2},
        200,
        _report("APPROVED", 3),
    ),
    "reports/{code}/return/": Written(
        "/api/v1/reports/A12-2026-T2-v1/return/",
        {"version": 2, "reason": "Falta el medio de verificación."},
        200,
        _report("RETURNED", 3),
    ),
}
