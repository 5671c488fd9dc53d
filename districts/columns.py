"""What the columns of the districts' tables hold."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from emra.lib.columns import Column, flag, integer, moment, number, text

NOT_KNOWN = _("Ninguna fuente lo da.")
NO_DISTRICT = _("No está en ningún distrito.")
NOT_MATCHED = _("No calza con ninguno.")
NOT_COMPUTED = _("No se puede calcular con esos datos.")
DEGREES = _("grados WGS84")
CU_EQ = _("kt de cobre equivalente al año")

LAYERS_ES = (
    ("produccion", _("producción"), "kt_cueq", CU_EQ),
    ("empleo", _("empleo"), "trabajadores", _("trabajadores")),
    ("infraestructura", _("infraestructura"), "indice", _("índice")),
    ("pequena_mineria", _("pequeña minería"), "faenas", _("faenas")),
    ("inversion", _("inversión"), "musd", _("millones de dólares")),
)
TOTALS = tuple(
    number(f"{code}_{short}", _("Total de la capa de esa variable"), unit=unit)
    for code, _name, short, unit in LAYERS_ES
)
LON = number("lon", _("Longitud"), unit=DEGREES)
LAT = number("lat", _("Latitud"), unit=DEGREES)
RUN = text("corrida", _("Código de la corrida"))
SCORE = number("puntaje", _("Puntaje del distrito, de 1 a 100"))

DISTRICTS = (
    integer("distrito", _("Número del distrito en la corrida")),
    integer("lugar", _("Lugar por puntaje")),
    SCORE,
    integer("distrito_estudio", _("Distrito del estudio con que calza"), absent=NOT_MATCHED),
    text("nombre_estudio", _("Nombre de ese distrito en el estudio"), absent=NOT_MATCHED),
    flag("coincidencia_exclusiva", _("Si calza solo con ese"), absent=NOT_MATCHED),
    text("faenas", _("Faenas, separadas por coma"), absent=_("No tiene faenas con nombre.")),
    text(
        "faenas_aproximadas",
        _("De ellas, las de ubicación o producción aproximada"),
        absent=_("Ninguna es aproximada."),
    ),
    text("comunas", _("Comunas, separadas por coma"), unknown=NOT_KNOWN),
    text("provincias", _("Provincias, separadas por coma"), unknown=NOT_KNOWN),
    text("regiones", _("Regiones, separadas por coma"), unknown=NOT_KNOWN),
    text("tamano", _("gran, mediana o mixta, según su producción conocida"), unknown=NOT_KNOWN),
    text("productos", _("Productos y su parte de la producción"), unknown=NOT_KNOWN),
    number("superficie_km2", _("Superficie"), unit="km²"),
    LON,
    LAT,
    *(
        number(f"perfil_{code}_pct", _("Su total frente al distrito que más tiene"), unit="%")
        for code, _name, _short, _unit in LAYERS_ES
    ),
    *TOTALS,
    RUN,
)
SITES = (
    text("faena", _("Nombre de la faena")),
    text("empresa", _("Empresa"), unknown=NOT_KNOWN),
    text("categoria", _("Categoría"), unknown=NOT_KNOWN),
    text("producto", _("Producto principal"), unknown=NOT_KNOWN),
    number(
        "produccion",
        _("Producción anual, en «unidad»"),
        unit=_("la de «unidad»"),
        unknown=NOT_KNOWN,
    ),
    text("unidad", _("Unidad de la producción"), unknown=NOT_KNOWN),
    number("kt_cueq", _("Producción en cobre equivalente"), unit=CU_EQ, unknown=NOT_KNOWN),
    integer("ano", _("Año de la producción"), unit=_("año"), unknown=NOT_KNOWN),
    text("fuente_produccion", _("Fuente de la producción"), unknown=NOT_KNOWN),
    number("trabajadores", _("Trabajadores"), unit=_("personas"), unknown=NOT_KNOWN),
    LON,
    LAT,
    text("fuente_coordenadas", _("Fuente de la ubicación"), unknown=NOT_KNOWN),
    flag("aproximado", _("Si la ubicación o la producción es aproximada")),
    integer("distrito", _("Distrito de la corrida"), absent=NO_DISTRICT),
    integer("distrito_estudio", _("Distrito del estudio"), absent=_("El estudio no la nombra.")),
    integer("grupo_por_distancia", _("Grupo por pura distancia"), absent=_("Está sola.")),
    RUN,
)
CELLS = (
    integer("q", _("Coordenada axial q del hexágono")),
    integer("r", _("Coordenada axial r del hexágono")),
    LON,
    LAT,
    *TOTALS,
    number("calor", _("Suma ponderada de las variables normalizadas")),
    number("suavizado", _("Calor suavizado con los vecinos, como parte del más alto")),
    number("gi", _("Puntaje z de Gi* de Getis y Ord"), absent=NOT_COMPUTED),
    flag("foco", _("Si es un foco significativo"), absent=NOT_COMPUTED),
    integer("distrito", _("Distrito en que está"), absent=NO_DISTRICT),
)
LAYER = (
    text("nombre", _("Nombre del registro"), unknown=NOT_KNOWN),
    text("tipo", _("Tipo de registro"), unknown=NOT_KNOWN),
    text("empresa", _("Empresa"), unknown=NOT_KNOWN),
    text("categoria", _("Categoría"), unknown=NOT_KNOWN),
    text("producto", _("Producto"), unknown=NOT_KNOWN),
    number("valor", _("Valor, en «unidad»"), unit=_("la de «unidad»"), unknown=NOT_KNOWN),
    text("unidad", _("Unidad del valor"), unknown=NOT_KNOWN),
    number("kt_cueq", _("Producción en cobre equivalente"), unit=CU_EQ, unknown=NOT_KNOWN),
    integer("ano", _("Año del dato"), unit=_("año"), unknown=NOT_KNOWN),
    number("lon", _("Longitud"), unit=DEGREES, absent=_("Es una línea: véase «wkt».")),
    number("lat", _("Latitud"), unit=DEGREES, absent=_("Es una línea: véase «wkt».")),
    text("wkt", _("Geometría en WKT, en grados WGS84"), absent=_("No tiene ubicación propia.")),
    text("fuente", _("Fuente del registro"), unknown=NOT_KNOWN),
    flag("aproximado", _("Si el dato es aproximado")),
)


def _measure(name: str, about: Any) -> Column:
    return number(name, about, absent=NOT_COMPUTED)


RUNS = (
    RUN,
    text("estado", _("Estado de la corrida")),
    moment("hecha", _("Momento en que se hizo")),
    moment("publicada", _("Momento en que se publicó"), absent=_("No se ha publicado.")),
    text("agrupacion", _("Método de agrupación")),
    text("normalizacion", _("Método de normalización")),
    text("pesos", _("Método de los pesos")),
    *(
        number(f"peso_{code}", _("Peso de la variable, de 0 a 1"))
        for code, _name, _short, _unit in LAYERS_ES
    ),
    integer("semilla", _("Semilla del azar")),
    integer("distritos", _("Distritos que dio"), unit=_("distritos")),
    integer("descartadas", _("Agrupaciones descartadas"), unit=_("agrupaciones")),
    _measure("ari_nombradas", _("Índice de Rand ajustado, faenas que el estudio nombra")),
    _measure("ari_todas", _("Índice de Rand ajustado, todas las faenas")),
    integer("exclusivas", _("Distritos que calzan con uno solo del estudio"), unit=_("distritos")),
    integer("sin_faena_nombrada", _("Distritos sin faenas del estudio"), unit=_("distritos")),
    _measure("spearman", _("Correlación de Spearman con el orden del estudio")),
    _measure("ari_nombradas_distancia", _("El primer índice, con la pura distancia")),
    _measure("ari_todas_distancia", _("El segundo índice, con la pura distancia")),
    text("huella_datos", _("SHA-256 de los datos de entrada")),
    text("huella_corrida", _("SHA-256 del resultado")),
    text("version_metodo", _("Versión del método")),
)
MATCHES = (
    integer("distrito_estudio", _("Número del distrito en el estudio")),
    text("nombre_estudio", _("Nombre en el estudio")),
    integer("lugar_estudio", _("Lugar en la tabla 3 del estudio"), unknown=NOT_KNOWN),
    integer("distrito", _("Distrito de la corrida con más de sus faenas"), absent=NOT_MATCHED),
    number("puntaje", _("Puntaje de ese distrito"), absent=NOT_MATCHED),
    integer("faenas_juntas", _("Faenas suyas en ese distrito"), unit=_("faenas")),
    integer("faenas_nombradas", _("Faenas que el estudio nombra"), unit=_("faenas")),
    flag("exclusiva", _("Si la coincidencia es de uno a uno"), absent=NOT_MATCHED),
    RUN,
)
