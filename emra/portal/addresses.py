"""The public pages in the order in which people look for them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Entry:
    """A page: the name of its address, its title and what is read there."""

    name: str
    title: str | Promise
    about: str | Promise

    @property
    def path(self) -> str:
        return reverse(self.name)


@dataclass(frozen=True)
class Group:
    """Pages that go together."""

    code: str
    title: str | Promise
    entries: tuple[Entry, ...]


GROUPS = (
    Group(
        "avance",
        _("El avance"),
        (
            Entry("home", _("Inicio"), _("El estado de la estrategia en una frase.")),
            Entry("agreements", _("Acuerdos"), _("Los 19 acuerdos, con filtros y descarga.")),
            Entry("dimensions", _("Dimensiones"), _("Los cuatro promedios, con su suma.")),
            Entry("objectives", _("Objetivos"), _("Los cinco, con sus 38 líneas de acción.")),
            Entry("goalpost-changes", _("Cambios de metas"), _("Qué cambió y quién lo decidió.")),
            Entry("explorer", _("Tablero"), _("Los mismos datos en gráficos interactivos.")),
            Entry("compare", _("Comparar dos cortes"), _("Qué movió cada promedio.")),
            Entry("changes", _("Qué cambió"), _("Lo publicado, lo más nuevo primero.")),
        ),
    ),
    Group(
        "quien",
        _("Quién lo hace"),
        (
            Entry("bodies", _("Comisiones"), _("Las diez instancias, sus sesiones y actas.")),
            Entry("commitments", _("Compromisos"), _("Qué se acordó hacer, quién y hasta cuándo.")),
            Entry("projects", _("Proyectos"), _("Los proyectos estratégicos y sus iniciativas.")),
            Entry("project-tracks", _("Las dos vías"), _("La vía pública y la público-privada.")),
            Entry("cooperation", _("Cooperación"), _("Convenios con empresas e instituciones.")),
            Entry("bilaterals", _("Proyectos bilaterales"), _("Sus fichas y sus resultados.")),
            Entry("lineage", _("Linaje de los convenios"), _("Los de El Loa, lado a lado.")),
            Entry("instruments", _("Instrumentos de fomento"), _("Los 70 del anexo.")),
            Entry("communications", _("Comunicaciones"), _("Lo publicado y la cuota del mes.")),
            Entry("communications-plan", _("Plan comunicacional"), _("El año y sus campañas.")),
            Entry("cards", _("Tarjetas"), _("Un texto y una imagen por acuerdo.")),
        ),
    ),
    Group(
        "territorio",
        _("El territorio"),
        (
            Entry("communes-map", _("Mapa"), _("Proyectos y convenios por comuna.")),
            Entry("districts", _("Distritos"), _("Los distritos mineros y su puntaje.")),
            Entry("districts-territory", _("Los distritos y la EMRA"), _("Junto a los fondos.")),
            Entry("districts-study", _("Frente al estudio"), _("Cuánto se parece el resultado.")),
            Entry("districts-method", _("El método de los distritos"), _("Paso a paso.")),
            Entry("districts-weights", _("Probar pesos"), _("Otro orden de las variables.")),
            Entry("districts-layers", _("Capas"), _("Los datos de los que sale el mapa.")),
            Entry("districts-runs", _("Corridas"), _("Cada vez que se aplicó el método.")),
            Entry("districts-difference", _("Comparar corridas"), _("Qué cambió entre dos.")),
            Entry("funds", _("Fondos del royalty"), _("Los dos fondos y sus criterios.")),
            Entry("royalty-regions", _("Fondos por región"), _("Las 16 regiones.")),
            Entry("royalty-communes", _("Fondos por comuna"), _("Las comunas de una región.")),
            Entry("simulation", _("Simulación del reparto"), _("Con otras ponderaciones.")),
        ),
    ),
    Group(
        "rendicion",
        _("Rendición de cuentas"),
        (
            Entry("attention", _("Atención"), _("Qué se movió en 90 días, por objetivo.")),
            Entry("reporting", _("Estado de reporte"), _("Quién ha informado y quién no.")),
            Entry("oversight", _("Contraloría social"), _("Las observaciones y sus respuestas.")),
            Entry("observation-send", _("Enviar una observación"), _("Sin cuenta ni nombre.")),
            Entry("reconciliations", _("Cuadraturas"), _("¿Cuadran las cifras impresas?")),
            Entry("ledger", _("Bitácora"), _("Quién hizo qué y cuándo, y cómo comprobarlo.")),
            Entry("methodology", _("Metodología"), _("Cada regla, con un ejemplo recalculable.")),
        ),
    ),
    Group(
        "datos",
        _("Datos e informes"),
        (
            Entry("opendata", _("Datos abiertos"), _("Todos los conjuntos, con sus columnas.")),
            Entry("api-reference", _("Referencia de la API"), _("Para programas, con ejemplos.")),
            Entry("reports", _("Informes"), _("Presentación, informe y libro de cada corte.")),
            Entry("figures", _("Todos los gráficos"), _("Para llevárselos o incrustarlos.")),
        ),
    ),
    Group(
        "sitio",
        _("El sitio"),
        (
            Entry("search", _("Buscar"), _("En todo lo publicado.")),
            Entry("glossary", _("Glosario"), _("Las palabras del sitio, explicadas.")),
            Entry("transparency", _("Transparencia"), _("Deberes legales y cómo citar.")),
            Entry("accessibility", _("Accesibilidad"), _("Qué se probó y qué falta.")),
            Entry("privacy", _("Privacidad"), _("Qué datos personales se guardan.")),
            Entry("contact", _("Contacto"), _("Oficinas y canales.")),
            Entry("site-map", _("Mapa del sitio"), _("Esta lista.")),
            Entry("preferences", _("Cómo se ve el sitio"), _("Colores y tamaño del texto.")),
            Entry("gallery", _("Componentes"), _("Las piezas con que se arma el sitio.")),
        ),
    ),
)
