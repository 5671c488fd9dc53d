"""The map of the site: what the header, its menu, the desks' bar and the footer lead to.

A new page is one line here. `url` names an address, or is one; `section` is what a view puts into
its context to have the entry marked.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Entry:
    """A link: its label, where to, whose section, which roles see it (empty: everybody)."""

    label: str | Promise
    url: str
    section: str = ""
    args: tuple[str, ...] = ()
    roles: frozenset[str] = frozenset()

    @property
    def address(self) -> str:
        return self.url if self.url.startswith("/") else reverse(self.url, args=self.args)


@dataclass(frozen=True)
class Group:
    """Entries under one heading."""

    title: str | Promise
    entries: tuple[Entry, ...]


AGREEMENTS = Entry(_("Acuerdos"), "agreements", "agreements")
OBJECTIVES = Entry(_("Objetivos"), "objectives", "objectives")
BODIES = Entry(_("Comisiones"), "bodies", "bodies")
PROJECTS = Entry(_("Proyectos"), "projects", "projects")
COOPERATION = Entry(_("Cooperación"), "cooperation", "cooperation")
DISTRICTS = Entry(_("Distritos"), "districts", "districts")
FUNDS = Entry(_("Fondos del royalty"), "funds", "royalty")
OVERSIGHT = Entry(_("Contraloría social"), "oversight", "oversight")
RECONCILIATIONS = Entry(_("Cuadraturas"), "reconciliations", "reconciliations")
LEDGER = Entry(_("Bitácora"), "ledger", "ledger")
METHODOLOGY = Entry(_("Metodología"), "methodology", "methodology")
ATTENTION = Entry(_("Qué se movió en 90 días"), "attention", "attention")
REPORTING = Entry(_("Quién ha informado"), "reporting", "reporting")
CHANGES = Entry(_("Qué cambió"), "changes", "changes")
DATA = Entry(_("Datos abiertos"), "opendata", "opendata")
REPORTS = Entry(_("Informes"), "reports", "reports")
FIGURES = Entry(_("Gráficos para llevar"), "figures", "figures")
GLOSSARY = Entry(_("Glosario"), "glossary", "glossary")
SITE_MAP = Entry(_("Mapa del sitio"), "site-map", "site-map")
TRANSPARENCY = Entry(_("Transparencia"), "transparency", "transparency")
ACCESSIBILITY = Entry(_("Accesibilidad"), "accessibility", "accessibility")
PRIVACY = Entry(_("Privacidad"), "privacy", "privacy")
CONTACT = Entry(_("Contacto"), "contact", "contact")
PREFERENCES = Entry(_("Cómo se ve el sitio"), "preferences", "preferences")

# Always in sight on a wide screen.
FIRST: tuple[Entry, ...] = (
    AGREEMENTS,
    OBJECTIVES,
    BODIES,
    PROJECTS,
    DISTRICTS,
    FUNDS,
    OVERSIGHT,
    DATA,
)
MENU: tuple[Group, ...] = (
    Group(
        _("Avance"),
        (
            AGREEMENTS,
            Entry(_("Dimensiones"), "dimensions", "dimensions"),
            OBJECTIVES,
            Entry(_("Tablero"), "explorer", "explorer"),
            Entry(_("Comparar dos cortes"), "compare", "compare"),
            CHANGES,
        ),
    ),
    Group(
        _("Quién y cómo"),
        (
            BODIES,
            Entry(_("Compromisos"), "commitments"),
            PROJECTS,
            COOPERATION,
            Entry(_("Comunicaciones"), "communications", "communications"),
        ),
    ),
    Group(
        _("Territorio y recursos"),
        (
            DISTRICTS,
            Entry(_("Mapa de comunas"), "communes-map", "map"),
            FUNDS,
            Entry(_("Simular los fondos"), "simulation"),
        ),
    ),
    Group(
        _("Rendición de cuentas"),
        (OVERSIGHT, ATTENTION, REPORTING, RECONCILIATIONS, LEDGER, METHODOLOGY),
    ),
    Group(_("Datos e informes"), (DATA, REPORTS, FIGURES)),
    Group(_("El sitio"), (GLOSSARY, TRANSPARENCY, CONTACT, SITE_MAP, PREFERENCES)),
)
FOOTER: tuple[Group, ...] = (
    Group(
        _("Datos e informes"),
        (
            DATA,
            REPORTS,
            FIGURES,
            Entry(_("Todo en un archivo (ZIP)"), "present-archive"),
            Entry(_("Cómo usar la API"), "api-reference"),
            Entry(_("Novedades (Atom)"), "changes-feed"),
        ),
    ),
    Group(
        _("Rendición de cuentas"),
        (
            OVERSIGHT,
            RECONCILIATIONS,
            LEDGER,
            METHODOLOGY,
            ATTENTION,
            REPORTING,
            Entry(_("Cambios de metas"), "goalpost-changes"),
        ),
    ),
    Group(
        _("Institucional"),
        (TRANSPARENCY, ACCESSIBILITY, PRIVACY, CONTACT, GLOSSARY, SITE_MAP, PREFERENCES),
    ),
)

# Where a page that failed leads to.
HELP: tuple[Entry, ...] = (
    Entry(_("Ir al inicio"), "home"),
    Entry(_("Buscar en el sitio"), "search"),
    Entry(_("Ver los 19 acuerdos"), "agreements"),
    Entry(_("Avisar de un error"), "observation-send"),
    CONTACT,
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
