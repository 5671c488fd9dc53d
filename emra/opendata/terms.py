"""Who publishes the data, under which terms, and whom to write to: what the institution decided.

Where it has decided nothing, that is said: a licence is not invented for it.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from emra.strategy import queries as strategy


@dataclass(frozen=True)
class Terms:
    """`licence_url` is "" while the institution has not set a licence."""

    licence: str
    licence_url: str
    licence_id: str
    publisher: str
    contact: str
    email: str

    @property
    def is_licensed(self) -> bool:
        return bool(self.licence_url)

    @property
    def said(self) -> str:
        """The licence and where it is written, or that there is none yet and whom to ask."""
        if self.is_licensed:
            return f"{self.licence}, {self.licence_url}"
        whom = f"{self.contact}, {self.email}" if self.email else self.contact
        return _(
            "La institución todavía no ha declarado con qué licencia se pueden usar estos datos. "
            "Consulte a: %(whom)s."
        ) % {"whom": whom}


def terms() -> Terms:
    return Terms(
        licence=(settings.DATA_LICENSE_NAME or settings.DATA_LICENSE_URL)
        if settings.DATA_LICENSE_URL
        else _("licencia por definir por la institución"),
        licence_url=settings.DATA_LICENSE_URL,
        licence_id=settings.DATA_LICENSE_ID,
        publisher=settings.DATA_PUBLISHER or strategy.strategy().promoter,
        contact=settings.DATA_CONTACT_NAME or _("Secretaría Técnica de la EMRA"),
        email=settings.DATA_CONTACT_EMAIL,
    )


def reserved() -> str:
    """What no licence of the institution covers."""
    return _(
        "El estudio de SONAMI tiene todos los derechos reservados (Ley 17.336): aquí solo se "
        "llevan hechos y cifras con su cita, nunca sus oraciones ni imágenes. El estudio se "
        "publicó para la reflexión, no como asesoría comercial ni de inversión. Las capas de los "
        "distritos conservan la licencia de su fuente, que cada edición indica."
    )
