"""The pages of the site, once: its map, and what header, menu, footer and the desks' bar lead to.

A new page is one entry here. `url` names an address, or is one; `section` is what a view puts into
its context to have the entry marked.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Entry:
    """A link: its label, where to, whose section, which roles see it (empty: everybody).

    `about` says what is read there, for the map of the site.
    """

    label: str | Promise
    url: str
    section: str = ""
    args: tuple[str, ...] = ()
    roles: frozenset[str] = frozenset()
    about: str | Promise = ""

    @property
    def address(self) -> str:
        return self.url if self.url.startswith("/") else reverse(self.url, args=self.args)


@dataclass(frozen=True)
class Group:
    """Entries under one heading."""

    title: str | Promise
    entries: tuple[Entry, ...]
    code: str = ""


def _page(label: Promise, url: str, about: Promise, section: str = "") -> Entry:
    return Entry(label, url, section, about=about)


# Every public page without a parameter, in the order in which people look for it.
SITE: tuple[Group, ...] = (
    Group(
        _("Avance"),
        (
            _page(_("Inicio"), "home", _("El estado de la estrategia en una frase.")),
            _page(
                _("Acuerdos"),
                "agreements",
                _("Los 19 acuerdos, con filtros y descarga."),
                "agreements",
            ),
            _page(
                _("Dimensiones"),
                "dimensions",
                _("Los cuatro promedios, con su suma."),
                "dimensions",
            ),
            _page(
                _("Objetivos"),
                "objectives",
                _("Los cinco, con sus 38 líneas de acción."),
                "objectives",
            ),
            _page(_("Cambios de metas"), "goalpost-changes", _("Qué cambió y quién lo decidió.")),
            _page(
                _("Tablero"),
                "explorer",
                _("Los mismos datos en gráficos interactivos."),
                "explorer",
            ),
            _page(_("Comparar dos cortes"), "compare", _("Qué movió cada promedio."), "compare"),
            _page(_("Qué cambió"), "changes", _("Lo publicado, lo más nuevo primero."), "changes"),
        ),
        "avance",
    ),
    Group(
        _("Quién y cómo"),
        (
            _page(
                _("Comisiones"), "bodies", _("Las diez instancias, sus sesiones y actas."), "bodies"
            ),
            _page(_("Compromisos"), "commitments", _("Qué se acordó hacer, quién y hasta cuándo.")),
            _page(
                _("Proyectos"),
                "projects",
                _("Los proyectos estratégicos y sus iniciativas."),
                "projects",
            ),
            _page(_("Las dos vías"), "project-tracks", _("La vía pública y la público-privada.")),
            _page(
                _("Cooperación"),
                "cooperation",
                _("Convenios con empresas e instituciones."),
                "cooperation",
            ),
            _page(_("Proyectos bilaterales"), "bilaterals", _("Sus fichas y sus resultados.")),
            _page(_("Linaje de los convenios"), "lineage", _("Los de El Loa, lado a lado.")),
            _page(_("Instrumentos de fomento"), "instruments", _("Los 70 del anexo.")),
            _page(
                _("Comunicaciones"),
                "communications",
                _("Lo publicado y la cuota del mes."),
                "communications",
            ),
            _page(_("Plan comunicacional"), "communications-plan", _("El año y sus campañas.")),
            _page(_("Tarjetas"), "cards", _("Un texto y una imagen por acuerdo.")),
        ),
        "quien",
    ),
    Group(
        _("Territorio y recursos"),
        (
            _page(
                _("Distritos"), "districts", _("Los distritos mineros y su puntaje."), "districts"
            ),
            _page(
                _("Mapa de comunas"), "communes-map", _("Proyectos y convenios por comuna."), "map"
            ),
            _page(_("Los distritos y la EMRA"), "districts-territory", _("Junto a los fondos.")),
            _page(_("Frente al estudio"), "districts-study", _("Cuánto se parece el resultado.")),
            _page(_("El método de los distritos"), "districts-method", _("Paso a paso.")),
            _page(_("Probar pesos"), "districts-weights", _("Otro orden de las variables.")),
            _page(_("Capas"), "districts-layers", _("Los datos de los que sale el mapa.")),
            _page(_("Corridas"), "districts-runs", _("Cada vez que se aplicó el método.")),
            _page(_("Comparar dos corridas"), "districts-difference", _("Qué cambió entre dos.")),
            _page(
                _("Fondos del royalty"), "funds", _("Los dos fondos y sus criterios."), "royalty"
            ),
            _page(_("Fondos por región"), "royalty-regions", _("Las 16 regiones.")),
            _page(_("Fondos por comuna"), "royalty-communes", _("Las comunas de una región.")),
            _page(_("Simular los fondos"), "simulation", _("Con otras ponderaciones.")),
        ),
        "territorio",
    ),
    Group(
        _("Rendición de cuentas"),
        (
            _page(
                _("Contraloría social"),
                "oversight",
                _("Las observaciones y sus respuestas."),
                "oversight",
            ),
            _page(_("Enviar una observación"), "observation-send", _("Sin cuenta ni nombre.")),
            _page(
                _("Qué se movió en 90 días"),
                "attention",
                _("Por objetivo y por dimensión."),
                "attention",
            ),
            _page(
                _("Quién ha informado"),
                "reporting",
                _("Cada dimensión, y la puntualidad de cada corte."),
                "reporting",
            ),
            _page(
                _("Cuadraturas"),
                "reconciliations",
                _("¿Cuadran las cifras impresas?"),
                "reconciliations",
            ),
            _page(
                _("Bitácora"), "ledger", _("Quién hizo qué y cuándo, y cómo comprobarlo."), "ledger"
            ),
            _page(
                _("Metodología"),
                "methodology",
                _("Cada regla, con un ejemplo recalculable."),
                "methodology",
            ),
        ),
        "rendicion",
    ),
    Group(
        _("Datos e informes"),
        (
            _page(
                _("Datos abiertos"),
                "opendata",
                _("Todos los conjuntos, con sus columnas."),
                "opendata",
            ),
            _page(_("Referencia de la API"), "api-reference", _("Para programas, con ejemplos.")),
            _page(
                _("Informes"),
                "reports",
                _("Presentación, informe y libro de cada corte."),
                "reports",
            ),
            _page(
                _("Gráficos para llevar"),
                "figures",
                _("Para llevárselos o incrustarlos."),
                "figures",
            ),
        ),
        "datos",
    ),
    Group(
        _("El sitio"),
        (
            _page(_("Buscar"), "search", _("En todo lo publicado.")),
            _page(_("Glosario"), "glossary", _("Las palabras del sitio, explicadas."), "glossary"),
            _page(
                _("Transparencia"),
                "transparency",
                _("Deberes legales y cómo citar."),
                "transparency",
            ),
            _page(
                _("Accesibilidad"), "accessibility", _("Qué se probó y qué falta."), "accessibility"
            ),
            _page(_("Privacidad"), "privacy", _("Qué datos personales se guardan."), "privacy"),
            _page(_("Contacto"), "contact", _("Oficinas y canales."), "contact"),
            _page(_("Mapa del sitio"), "site-map", _("Esta lista."), "site-map"),
            _page(
                _("Cómo se ve el sitio"),
                "preferences",
                _("Colores y tamaño del texto."),
                "preferences",
            ),
            _page(_("Componentes"), "gallery", _("Las piezas con que se arma el sitio.")),
        ),
        "sitio",
    ),
)
_BY_NAME = {entry.url: entry for group in SITE for entry in group.entries}


def _pages(*names: str) -> tuple[Entry, ...]:
    return tuple(_BY_NAME[name] for name in names)


# Always in sight on a wide screen.
FIRST: tuple[Entry, ...] = _pages(
    *("agreements", "objectives", "bodies", "projects"),
    *("districts", "funds", "oversight", "opendata"),
)
_IN_MENU = frozenset(
    (
        *(entry.url for entry in FIRST),
        *("dimensions", "explorer", "compare", "changes", "commitments", "cooperation"),
        *("communications", "communes-map", "simulation", "attention", "reporting"),
        *("reconciliations", "ledger", "methodology", "reports", "figures", "glossary"),
        *("transparency", "contact", "site-map", "preferences"),
    )
)
MENU: tuple[Group, ...] = tuple(
    Group(group.title, tuple(entry for entry in group.entries if entry.url in _IN_MENU))
    for group in SITE
)
FOOTER: tuple[Group, ...] = (
    Group(
        _("Datos e informes"),
        (
            *_pages("opendata", "reports", "figures"),
            Entry(_("Todo en un archivo (ZIP)"), "present-archive"),
            *_pages("api-reference"),
            Entry(_("Novedades (Atom)"), "changes-feed"),
        ),
    ),
    Group(
        _("Rendición de cuentas"),
        _pages(
            *("oversight", "reconciliations", "ledger", "methodology"),
            *("attention", "reporting", "goalpost-changes"),
        ),
    ),
    Group(
        _("Institucional"),
        _pages(
            *("transparency", "accessibility", "privacy", "contact"),
            *("glossary", "site-map", "preferences"),
        ),
    ),
)

# Where a page that failed leads to.
HELP: tuple[Entry, ...] = (
    Entry(_("Ir al inicio"), "home"),
    Entry(_("Buscar en el sitio"), "search"),
    Entry(_("Ver los 19 acuerdos"), "agreements"),
    Entry(_("Avisar de un error"), "observation-send"),
    *_pages("contact"),
)

_READERS = frozenset({"SECRETARIAT", "CLUSTER", "ANALYST"})
_GOVERNANCE = _READERS | {"MEMBER"}
_ANSWERING = frozenset({"SECRETARIAT", "CLUSTER"})
_WATCHING = frozenset({"ADMIN", "SECRETARIAT"})

DESK_FIRST: tuple[Entry, ...] = (
    Entry(_("Gestión"), "desk", "desk"),
    Entry(_("Avances"), "current-entries", "entries", roles=_READERS),
    Entry(_("Revisión"), "reviews", "reviews", roles=_READERS),
    Entry(_("Cortes"), "periods", "periods", roles=_READERS),
)
DESK_MENU: tuple[Group, ...] = (
    Group(
        _("Acuerdos"),
        (
            *DESK_FIRST[1:],
            Entry(_("Emparejamiento"), "pairings", "pairings", roles=_READERS),
            Entry(_("Metas"), "goalposts", "goalposts", roles=_READERS),
        ),
    ),
    Group(
        _("Seguimiento"),
        (
            Entry(_("Comisiones"), "governance-desk", "governance-desk", roles=_GOVERNANCE),
            Entry(_("Proyectos"), "projects-desk", "projects-desk", roles=_READERS),
            Entry(_("Cooperación"), "cooperation-desk", "cooperation-desk", roles=_READERS),
            Entry(_("Observaciones"), "observations-desk", "observations-desk", roles=_ANSWERING),
            Entry(_("Informes"), "reports-desk", "reports-desk", roles=_ANSWERING),
        ),
    ),
    Group(
        _("Territorio, fondos y difusión"),
        (
            Entry(_("Distritos"), "district-desk", "district-desk", roles=_READERS),
            Entry(_("Fondos"), "royalty-desk", "royalty-desk", roles=_READERS),
            Entry(
                _("Comunicaciones"),
                "communications-desk",
                "communications-desk",
                roles=_READERS,
            ),
        ),
    ),
    Group(
        _("Sistema"),
        (
            Entry(_("Incidentes"), "incidents", "incidents", roles=_WATCHING),
            Entry(_("Estado"), "system-state", "system-state", roles=frozenset({"ADMIN"})),
            Entry(_("Llaves"), "keys", "keys"),
        ),
    ),
)


def of_role(groups: tuple[Group, ...], role: str) -> list[Group]:
    """The groups with what this role may open; those left empty go."""
    kept = [Group(group.title, entries_of(group.entries, role)) for group in groups]
    return [group for group in kept if group.entries]


def entries_of(entries: tuple[Entry, ...], role: str) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if not entry.roles or role in entry.roles)
