"""What the house tests share: every address of the site, with a real object behind each."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from typing import Any

from axes.models import AccessLog
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from districts.models import Edition, StabilityStudy
from emra.accounts.access import PUBLIC
from emra.accounts.checks import declared_access, routes
from emra.accounts.models import ApiToken, ExternalIdentity, User
from emra.projects.models import Risk
from tests.world import World


def every_route() -> list[str]:
    """The routes as the URL configuration writes them, once each."""
    return list(dict.fromkeys(route for route, _view in routes(get_resolver().url_patterns)))


def public_routes() -> list[str]:
    return [
        route
        for route, view in routes(get_resolver().url_patterns)
        if PUBLIC in (declared_access(view) or ())
    ]


def address_of(route: str, world: World) -> str:
    """A real address for a route: its parameters replaced by objects of the world."""
    found = route
    for start, values in _samples(world):
        if route.startswith(start):
            for name, value in values.items():
                found = re.sub(rf"<(?:\w+:)?{name}>", str(value), found)
    found = found.replace("^(?P<app_label>auth|axes|accounts|ledger)/$", "accounts/")
    found = found.replace("(?P<url>.*)$", "no-existe/")
    assert not re.search(r"[<>^$]", found), f"give {route} a real object in _samples"
    return f"/{found}"


def _samples(world: World) -> Iterator[tuple[str, dict[str, Any]]]:
    user = User.objects.order_by("pk").first()
    for start in (
        "mapa",
        "acuerdos",
        "dimensiones",
        "cuadraturas",
        "objetivos",
        "bitacora",
        "comparar",
        "atencion",
        "estado-de-reporte",
        "gestion/",
    ):
        yield start, {"form": "xlsx"}
    yield "distritos", {"form": "xlsx", "number": 1}
    yield "distritos/capas/", {"code": "SITES"}
    data = {"form": "xlsx", "code": "acuerdos", "corte": "2026-T2", "number": 1}
    yield "datos/", data | {"section": "agreements"}
    yield "api/v1/datasets/", {"code": "acuerdos"}
    yield "distritos/corridas/", {"code": "R001"}
    yield "cuadraturas/", {"code": "acuerdos"}
    yield "acuerdos/", {"code": "A12"}
    yield "dimensiones/", {"code": "social"}
    yield "objetivos/", {"code": "OE1", "pk": world.reviews.line.pk}
    yield "evidencia/", {"pk": world.public_file.pk}
    yield "gestion/avances/", {"corte": "2026-T3", "code": "A12"}
    yield "gestion/lotes/", {"pk": world.batch.pk}
    yield "calendario/", {"token": "no-es-de-nadie"}
    yield "gestion/medios/", {"pk": world.draft_file.pk}
    yield "gestion/revision/", {"code": world.submitted.code}
    yield "gestion/cortes/", {"corte": "2026-T3"}
    yield "gestion/distritos/capas/", {"code": "SITES"}
    yield "gestion/distritos/ediciones/", {"pk": Edition.objects.current().first().pk}
    yield "gestion/distritos/corridas/", {"code": "R001"}
    yield "gestion/distritos/estudios/", {"pk": StabilityStudy.objects.first().pk}
    yield "gestion/emparejamiento/", {"code": "A01"}
    yield "gestion/metas/", {"code": "A01", "pk": world.moved.pk}
    yield "api/v1/districts/runs/", {"code": "R001"}
    yield "graficos", {"code": "acuerdo-A12", "form": "svg"}
    yield "incrustar", {"code": "acuerdo-A12"}
    yield "tarjetas", {"code": "dimension-social"}
    yield "comunicaciones", {"form": "xlsx", "code": "A12", "token": "no-es-de-nadie"}
    yield "gestion/comunicaciones/campanas/", {"number": 1}
    yield "gestion/comunicaciones/piezas/", {"pk": world.pieces.draft.pk}
    yield "gestion/comunicaciones/citas/", {"pk": world.pieces.quote.pk}
    yield "gestion/comunicaciones/lotes/", {"pk": world.pieces.batch.pk}
    observed = world.observed
    yield "contraloria", {"form": "xlsx", "code": observed.public.code, "secret": observed.secret}
    yield "gestion/observaciones/", {"code": observed.public.code}
    yield "api/v1/observations/", {"code": observed.public.code}
    bilateral = world.bilateral
    yield (
        "cooperacion/bilaterales",
        {
            "form": "xlsx",
            "code": "bilateral-1",
            "pk": bilateral.told.pk,
        },
    )
    yield (
        "gestion/cooperacion/bilaterales/",
        {
            "code": "bilateral-1",
            "pk": bilateral.owed.pk,
            "number": 1,
        },
    )
    yield "fondos", {"form": "xlsx", "slug": "antofagasta", "cut": "02201", "fund": "FCMI"}
    yield "gestion/fondos/", {"pk": world.royalty.pk}
    project = world.followed
    yield "proyectos", {"form": "xlsx", "code": project.told.project_id, "pk": project.file.pk}
    yield "api/v1/projects/", {"code": "5.3"}
    chamber = world.chamber
    yield "comisiones", {"form": "xlsx", "token": "no-es-de-nadie", "corte": "2026-T2"}
    yield "comisiones/revisiones/", {"pk": world.reviews.signed.lines.get().pk}
    yield "comisiones/sesiones/", {"code": chamber.told.code}
    yield "comisiones/compromisos/", {"code": chamber.met.code}
    yield "comisiones/<slug:code>", {"code": "comision-1"}
    yield "informes/", {"corte": "2026-T2"}
    yield "gestion/informes/", {"corte": "2026-T2"}
    yield "gestion/comisiones/sesiones/", {"code": chamber.untold.code}
    yield "gestion/comisiones/compromisos/", {"code": chamber.owed.code}
    yield "gestion/comisiones/integrantes/", {"pk": chamber.seat.pk}
    yield "gestion/comisiones/<slug:code>", {"code": "comision-1", "corte": "2026-T3"}
    yield "gestion/comisiones/revisiones/", {"pk": world.reviews.draft.lines.get().pk}
    part = Risk.objects.get(entry=project.draft)
    desk = "gestion/proyectos/seguimientos/<str:code>/"
    yield f"{desk}partes/", {"slug": "riesgos", "kind": "risks", "pk": part.pk}
    yield desk, {"code": project.draft.code, "pk": project.draft_file.pk}
    yield "gestion/proyectos/", {"code": "5.2"}
    yield "api/v1/commissions/", {"code": "comision-1"}
    yield "gestion/incidentes/", {"code": world.incident.code}
    yield "cooperacion/evaluaciones/", {"pk": world.agreed.evaluation.pk}
    yield "cooperacion", {"form": "xlsx", "code": world.agreed.public.covenant_id}
    agreed = {"code": world.agreed.public.covenant_id, "planned": "2026-06-30", "year": 2023}
    yield "gestion/cooperacion/convenios/", agreed
    yield "gestion/cooperacion/revision/", {"code": world.agreed.waiting.code}
    yield "api/v1/cooperation/bilateral/", {"code": "bilateral-1"}
    yield "api/v1/cooperation/", {"code": "loa-1995"}
    yield "api/v1/dimensions/", {"code": "social"}
    yield "api/v1/agreements/", {"code": "A12"}
    yield "api/v1/objectives/", {"code": "OE1"}
    yield "api/v1/reports/<str:code>/submit", {"code": world.draft.code}
    yield "api/v1/reports/<str:code>/evidence", {"code": world.draft.code}
    yield "api/v1/reports/", {"code": world.submitted.code}
    yield "admin/accounts/user/", {"object_id": user.pk, "id": user.pk}
    yield "admin/accounts/apitoken/", {"object_id": _key(user).pk}
    yield "admin/accounts/externalidentity/", {"object_id": _identity(user).pk}
    yield "gestion/llaves/", {"pk": _key(user).pk}
    yield "admin/auth/group/", {"object_id": Group.objects.get_or_create(name="Grupo")[0].pk}
    log, _made = AccessLog.objects.get_or_create(user_agent="house")
    yield "admin/axes/accesslog/", {"object_id": log.pk}
    yield "admin/", {"object_id": 1, "content_type_id": 1}


def _key(user: User) -> ApiToken:
    return ApiToken.objects.get_or_create(user=user, name="house", digest="0" * 64)[0]


def _identity(user: User) -> ExternalIdentity:
    return ExternalIdentity.objects.get_or_create(user=user, issuer="house", digest="0" * 64)[0]


def content(response: Any) -> bytes:
    """The whole answer, streamed or not; a stream read to its end closes its file."""
    return b"".join(response) if response.streaming else response.content


def text_of(response: Any) -> str:
    """What an answer says, unpacked where it is a workbook."""
    answer = content(response)
    if not answer.startswith(b"PK"):
        return answer.decode(errors="replace")  # a picture is no text
    with zipfile.ZipFile(io.BytesIO(answer)) as workbook:
        return "\n".join(workbook.read(part).decode() for part in workbook.namelist())


def public_addresses(world: World) -> list[str]:
    """Every public address, with the variants its parameters allow."""
    found = [address_of(route, world) for route in public_routes()]
    found += [f"/acuerdos/A{n:02}/" for n in range(1, 20)]
    found += [f"/acuerdos/A{n:02}.csv" for n in (1, 2, 7, 9)]
    found += [
        f"/{name}.{form}"
        for name in (
            *("acuerdos", "acuerdos/A12", "acuerdos/cambios-de-metas", "dimensiones"),
            *("cuadraturas", "objetivos"),
            *("comunicaciones", "comunicaciones/cumplimiento", "comunicaciones/campanas"),
        )
        for form in ("csv", "csv-excel")
    ]
    found += [f"/dimensiones/{code}/" for code in ("ambiental", "economica", "institucional")]
    found += [f"/objetivos/OE{n}/" for n in range(2, 6)]
    for corte in ("2025-inicial", "2026-T2", "2026-T2/1", "2026-T3"):
        found += [f"{address}?corte={corte}" for address in CORTE_ADDRESSES]
    found += [f"/acuerdos/?orden={order}" for order in ("avance", "estado")]
    found += [f"/comunicaciones/?mes={month}" for month in ("2024-05", "2026-09", "2026-12")]
    found += ["/comunicaciones/plan/?plan=2024", "/comunicaciones/acuerdos/A07/"]
    found += [f"/api/v1/communications/fulfilment/?month={month}" for month in ("2024-05", "9")]
    found += [f"/fondos/{name}" for name in FUNDS]
    found += [f"/comisiones/{name}" for name in BODIES]
    found += [f"/proyectos{name}" for name in PROJECTS]
    followed = world.followed
    found += [
        f"/proyectos/5.2/respaldos/{followed.draft_file.pk}/",
        f"/proyectos/{followed.returned.project_id}/",
        f"/api/v1/projects/{followed.told.project_id}/",
        f"/api/v1/projects/{followed.returned.project_id}/",
        "/api/v1/projects/totals/?by=commune&unit=USD&level=INITIATIVE",
    ]
    found += [f"/cooperacion/{name}" for name in COOPERATION]
    found += [
        f"/cooperacion/evaluaciones/respaldos/{world.agreed.waiting.pk}/",
        "/api/v1/cooperation/mundo-2024/",
        "/api/v1/cooperation/reservado-2026/",
    ]
    found += [
        f"/comisiones/revisiones/respaldos/{world.reviews.draft.lines.get().pk}/",
        f"/comisiones/sesiones/{world.chamber.untold.code}/",
        f"/comisiones/sesiones/{world.chamber.untold.code}/acta.pdf",
        f"/comisiones/compromisos/{world.chamber.owed.code}/",
        f"/comisiones/compromisos/{world.chamber.owed.code}/evidencia/",
    ]
    found += [f"/api/v1/royalty/communes/?region={slug}" for slug in ("antofagasta", "maule")]
    found += [f"/contraloria{name}" for name in OVERSIGHT]
    for row in world.observed.reserved:
        own = f"/contraloria/{row.code}/"
        found += [own, f"{own}respaldo/", f"/api/v1/observations/{row.code}/"]
    found += [f"/{name}" for name in PORTAL]
    found += ["/bitacora/?antes=10", "/api/v1/ledger/?page_size=200", "/no-existe/"]
    found += [f"/evidencia/{world.draft_file.pk}/", "/api/v1/dimensions/all/"]
    found += [f"/api/v1/agreements/{code}/" for code in ("A01", "A02", "A09", "A12")]
    return list(dict.fromkeys(found))


@dataclass(frozen=True)
class Answer:
    """What a visitor was answered."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def is_page(self) -> bool:
        """Whether it is HTML to be read, which what sends elsewhere is not."""
        html = self.headers["Content-Type"].startswith("text/html")
        return html and not 300 <= self.status < 400


_ASKED: dict[date, dict[str, Answer]] = {}


def answers_of(world: World) -> dict[str, Answer]:
    """What every public address answers over the untouched world, asked once by each worker."""
    today = timezone.localdate()
    if today not in _ASKED:
        client, asked = Client(), {}
        for address in [*public_addresses(world), "/ingresar/"]:
            response = client.get(address)
            asked[address] = Answer(response.status_code, dict(response.items()), text_of(response))
        _ASKED[today] = asked
    return _ASKED[today]


PORTAL = (
    *("atencion/?al=2026-07-31", "atencion/?al=ayer", "atencion.csv?al=2026-07-31"),
    *("estado-de-reporte/?corte=2026-T2/1", "estado-de-reporte/?corte=2099-T1"),
    *("transparencia/?corte=2026-T2&cifra=A12", "transparencia/?cifra=A99"),
    *("bitacora/?evento=1", "bitacora/?evento=99999", "bitacora/?objeto=A12&sala=acuerdos"),
    *("bitacora/?accion=progress.approved", "bitacora/?sala=luna"),
    *("cuadraturas/?veredicto=NO_RULE_MATCHES", "cuadraturas/?veredicto=TAL_VEZ"),
    *("metodologia/?corte=2026-T2", "api/v1/attention/?al=2026-07-31"),
    "api/v1/reporting/?corte=2026-T2/1",
)
PROJECTS = (
    *("/5.1/", "/5.2/", "/5.3/", "/?atrasados=1", "/?etapa=publica-1", "/?que=INITIATIVE"),
    *("/?fuente=FNDR&comuna=02104", "/?etapa=luna", ".csv", ".csv-excel", ".csv?rate=RS"),
    *("/montos.csv", "/totales.csv", "/etapas.csv", "/cambios.csv"),
)
OVERSIGHT = (
    "/?estado=ANSWERED",
    "/?sobre=AGREEMENT:A12",
    ".csv",
    ".csv?tipo=LINE",
    "/indicadores.csv",
    "/enviar/?sobre=AGREEMENT:A12",
    "/seguimiento/no-es-de-nadie/",
)
COOPERATION = (
    "convenios/loa-1995/",
    "convenios/loa-1998/",
    "convenios/mundo-2024/?version=2",
    "convenios/reservado-2026/",
    "convenios.csv",
    "localidades.csv",
    "organizaciones.csv",
    "evaluaciones.csv",
    "autoevaluaciones.csv",
    "instrumentos/?grupo=SECTORAL",
    "instrumentos/?grupo=nada",
    "instrumentos.csv?institucion=CORFO",
    "instrumentos.csv?grupo=nada",
)
BODIES = (
    "comision-1/revisiones/2026-T2/?version=1",
    "comision-1/revisiones/2026-T3/",
    "comision-2/revisiones/2026-T2/",
    "revisiones.csv",
    "comision-2/",
    "comite-directivo/",
    "sesiones.csv",
    "compromisos.csv",
    "compromisos/?instancia=comision-1&estado=DONE",
    "compromisos/?estado=nada",
    "compromisos.csv?estado=nada",
)
FUNDS = (
    "?ano=2031",
    "regiones.csv",
    "regiones/maule/",
    "comunas.csv?region=antofagasta",
    "comunas/02202/",
    "comunas/02104/",
    "simulacion/?datos=ejemplo",
    "simulacion/?fondo=FET&datos=importado",
    "simulacion/?p-pobreza=99",
    "simulacion.csv?fondo=FET",
    "plantilla-FET.csv",
)
CORTE_ADDRESSES = (
    "/",
    "/tablero/",
    "/distritos/emra/",
    "/comunicaciones/acuerdos/",
    "/comunicaciones/acuerdos/A12/",
    "/acuerdos/",
    "/acuerdos.csv",
    "/acuerdos/A12/",
    "/acuerdos/A01.csv",
    "/acuerdos.xlsx",
    "/dimensiones/social/",
    "/api/v1/dimensions/",
    "/api/v1/agreements/",
    "/api/v1/agreements/A12/",
)


class Markup(HTMLParser):
    """The tags of a page, each with its attributes; those inside an SVG apart."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.drawn: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, str] = {}
        self._depth, self._open = 0, ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        values = {name: value or "" for name, value in attrs}
        self._depth += tag == "svg"
        self._open = tag
        (self.drawn if self._depth else self.tags).append((tag, values))

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "svg"
        self._open = ""

    def handle_data(self, data: str) -> None:
        if not self._depth and self._open:
            self.texts[self._open] = self.texts.get(self._open, "") + data
