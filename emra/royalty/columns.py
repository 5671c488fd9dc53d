"""What the columns of the royalty funds' tables hold."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from emra.lib.columns import Column, cited, flag, integer, number, text

PESOS = _("pesos chilenos (CLP)")
NOT_PRINTED = _("El documento no lo imprime: no es cero.")
CITED = cited(
    text("documento", _("Código del documento fuente"), absent=_("El documento no trae esa fila.")),
    absent=_("El documento no trae esa fila."),
)


def _pesos(name: str, about: Any) -> Column:
    return integer(name, about, unit=PESOS, unknown=NOT_PRINTED)


def _communes(name: str, about: Any) -> Column:
    return integer(name, about, unit=_("comunas"), unknown=NOT_PRINTED)


def _percent(name: str, about: Any) -> Column:
    return number(name, about, unit="%", unknown=NOT_PRINTED)


YEAR = integer("ano", _("Año del reparto"), unit=_("año"))
REGIONS = (
    YEAR,
    text("region", _("Código de la región")),
    text("nombre", _("Nombre de la región")),
    integer("comunas_de_la_region", _("Comunas que tiene la región"), unit=_("comunas")),
    _communes("comunas_fet", _("Comunas con Fondo de Equidad Territorial")),
    _pesos("fet_clp", _("Fondo de Equidad Territorial (FET)")),
    _communes("comunas_fcmi", _("Comunas con Fondo de Comunas Mineras")),
    _pesos("fcmi_clp", _("Fondo de Comunas Mineras (FCMI)")),
    _communes("comunas_ambos", _("Comunas con alguno de los dos fondos")),
    _pesos("ambos_clp", _("Suma impresa de ambos fondos")),
    _pesos("diferencia_clp", _("Suma impresa menos la suma de los dos fondos")),
    _percent("del_pais_pct", _("Parte del total del país")),
    *CITED,
)
COMMUNES = (
    YEAR,
    text("cut", _("Código único territorial (CUT) de la comuna")),
    text("comuna", _("Nombre de la comuna")),
    text("region", _("Nombre de la región")),
    text(
        "dato",
        _(
            "PRINTED: el documento imprime su fila. NAMED: solo la suma de ambos fondos. UNKNOWN: "
            "no la imprime"
        ),
        one_of=("PRINTED", "NAMED", "UNKNOWN"),
    ),
    _pesos("ingresos_propios_clp", _("Ingresos propios permanentes")),
    _pesos("fet_clp", _("Fondo de Equidad Territorial (FET)")),
    _percent("fet_pct", _("FET como parte de los ingresos propios")),
    _pesos("fcmi_clp", _("Fondo de Comunas Mineras (FCMI)")),
    _percent("fcmi_pct", _("FCMI como parte de los ingresos propios")),
    _pesos("ambos_clp", _("Suma de ambos fondos")),
    _percent("ambos_pct", _("Ambos como parte de los ingresos propios")),
    _pesos("redondeado_a_clp", _("A cuántos pesos redondea el documento la suma")),
    integer(
        "lugar",
        _("Lugar según cuánto de sus ingresos propios suman ambos fondos, de las impresas"),
        unknown=NOT_PRINTED,
    ),
    flag("en_fet", _("Si participa del FET"), unknown=_("Ni su fila ni la de su región lo dicen.")),
    flag(
        "en_fcmi", _("Si participa del FCMI"), unknown=_("Ni su fila ni la de su región lo dicen.")
    ),
    *CITED,
)
INDICATORS = (
    YEAR,
    text("fondo", _("FET o FCMI"), one_of=("FET", "FCMI")),
    text("indicador", _("Código del indicador")),
    text("parte_de", _("Indicador del que es parte"), absent=_("No es parte de otro.")),
    text("nombre", _("Nombre del indicador")),
    text("regla", _("Cómo reparte")),
    number("ponderacion_pct", _("Peso dentro de su nivel"), unit="%"),
    number("del_fondo_pct", _("Peso dentro del fondo"), unit="%"),
    *CITED,
)
