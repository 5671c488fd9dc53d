"""Every dataset of the site, in the order of the index."""

from django.utils.translation import gettext_lazy as _

from emra.opendata import of_region, of_strategy
from emra.opendata.dataset import Dataset

THEMES = {
    "acuerdos": _("Acuerdos y cortes"),
    "estrategia": _("Objetivos y líneas de acción"),
    "gobernanza": _("Comisiones, sesiones y compromisos"),
    "proyectos": _("Proyectos"),
    "cooperacion": _("Cooperación y convenios"),
    "comunicaciones": _("Comunicaciones"),
    "fondos": _("Fondos del royalty"),
    "distritos": _("Distritos mineros"),
    "territorio": _("Comunas y localidades"),
    "contraloria": _("Contraloría social"),
    "fuentes": _("Fuentes, cuadraturas y bitácora"),
}

DATASETS: tuple[Dataset, ...] = (
    *of_strategy.agreements(),
    *of_strategy.strategy_and_governance(),
    *of_strategy.projects(),
    *of_strategy.cooperation(),
    *of_region.communications_and_funds(),
    *of_region.districts(),
    *of_region.others(),
)
BY_CODE = {dataset.code: dataset for dataset in DATASETS}
