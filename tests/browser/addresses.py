"""The pages people open, as they are named in the tests."""

PUBLIC = (
    "/",
    "/acuerdos/",
    "/acuerdos/A07/",
    "/acuerdos/A12/",
    "/dimensiones/",
    "/dimensiones/social/",
    "/objetivos/",
    "/objetivos/OE1/",
    "/cuadraturas/",
    "/bitacora/",
    "/metodologia/",
    "/tablero/",
    "/componentes/",
    "/ingresar/",
)
# With the reports the fixture `site` leaves: A12 published, A01 draft, A02 waiting, A03 returned.
STAFF = (
    "/gestion/",
    "/gestion/avances/2026-T2/",
    "/gestion/avances/2026-T2/A01/",
    "/gestion/avances/2026-T2/A03/",
    "/gestion/revision/",
    "/gestion/revision/A02-2026-T2-v1/",
    "/gestion/cortes/",
    "/gestion/cortes/2026-T1/",
    "/gestion/emparejamiento/",
)
