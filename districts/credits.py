"""What every table and export of a run says about itself: where it comes from, what it is not."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from districts import queries
from districts.method.geojson import DISCLAIMER
from districts.readmodel import EditionView, RunView
from emra.lib import formats

STUDY = "SONAMI, Distritos productivos de la minería chilena (primera versión)"


def about(view: RunView, what: str) -> list[tuple[str, Any]]:
    """The pairs of a download's second sheet."""
    return [
        (_("Qué es"), what),
        (_("Corrida"), view.code),
        (_("Huella de la corrida"), view.line.run_hash),
        (_("Huella de los datos"), view.line.input_hash),
        (_("Parámetros"), view.result.parameters.to_json()),
        (_("Advertencia"), DISCLAIMER),
        (_("Estudio"), STUDY),
        *((edition.title, source(edition)) for edition in view.editions),
        (_("Límites"), queries.borders().credit),
        (
            _("Aproximado"),
            _("%(share)s de las faenas tienen lugar o producción aproximados, por verificar.")
            % {"share": formats.percent(100 * view.result.approximate_share)},
        ),
    ]


def source(edition: EditionView) -> str:
    """Source, licence, date and how much is approximate, in one sentence."""
    return _(
        "%(source)s Licencia: %(licence)s Fecha: %(dated)s. Aproximados: %(approximate)s de "
        "%(rows)s registros."
    ) % {
        "source": _closed(edition.source),
        "licence": _closed(edition.licence),
        "dated": edition.dated or edition.undated_reason.rstrip("."),
        "approximate": edition.approximate,
        "rows": edition.rows,
    }


def sources(view: RunView) -> list[Mapping[str, Any]]:
    """The same for a machine."""
    return [
        {
            "layer": edition.layer,
            "edition": edition.number,
            "source": edition.source,
            "licence": edition.licence,
            "dated": edition.dated or None,
            "undated_reason": edition.undated_reason,
            "sha256": edition.sha256,
            "rows": edition.rows,
            "approximate": edition.approximate,
        }
        for edition in view.editions
    ]


def _closed(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
