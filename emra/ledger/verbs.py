"""What an event may say, in Spanish, and which payloads are public from the start."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "strategy.loaded": _("cargó la estrategia y las cifras de la fuente"),
    "pairing.confirmed": _("confirmó el emparejamiento de título y porcentaje"),
    "person.saved": _("cambió una cuenta de usuario"),
    "token.revoked": _("revocó una llave de API"),
    "period.opened": _("abrió el corte"),
    "period.closed": _("cerró el corte"),
    "progress.recorded": _("ingresó un avance"),
    "progress.submitted": _("envió un avance a revisión"),
    "progress.returned": _("devolvió un avance con observaciones"),
    "progress.approved": _("aprobó un avance"),
    "remark.added": _("agregó una observación a la revisión"),
    "progress.withdrawn": _("descartó un borrador"),
    "batch.confirmed": _("confirmó un ingreso por lote"),
    "batch.undone": _("deshizo un ingreso por lote"),
    "evidence.attached": _("adjuntó un medio de verificación"),
    "evidence.removed": _("quitó un medio de verificación"),
    "publication.published": _("publicó el corte"),
}

PUBLIC_VERBS = frozenset(
    {
        "strategy.loaded",
        "pairing.confirmed",
        "period.opened",
        "period.closed",
        "publication.published",
    }
)
