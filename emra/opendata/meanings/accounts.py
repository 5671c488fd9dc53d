"""What the fields of sources, contraloría social, ledger and datasets hold."""

from django.utils.translation import gettext_lazy as _

from emra.dashboard import columns as dashboard
from emra.opendata.meanings.kinds import Codes, Meanings, by_name
from emra.oversight import columns as oversight
from emra.oversight.models import PrivateReason

RECONCILIATIONS = by_name(dashboard.RECONCILIATIONS)
OBSERVATIONS = by_name(oversight.OBSERVATIONS)
LEDGER = by_name(dashboard.LEDGER)

MEANINGS: Meanings = {
    "ReconciliationOutput": {
        "chapter": RECONCILIATIONS["capitulo"],
        "code": RECONCILIATIONS["cifra"],
        "label": RECONCILIATIONS["que_es"],
        "printed": _("Valor impreso, en «unit»; null: el documento imprime un guion"),
        "unit": RECONCILIATIONS["unidad"],
        "verdict": _(
            "Resultado de la comparación. MATCHES: cuadra. MATCHES_ROUNDED: cuadra sin decimales. "
            "NO_RULE_MATCHES: no cuadra. NOT_COMPUTABLE: no se puede comparar"
        ),
        "how": _(
            "Cómo cuadra. EXACT: exacta. ROUNDED: redondeada. CUT: sin los decimales. "
            "AT_LEAST: solo se sabe una cota inferior. Vacío: no cuadra"
        ),
        "recomputed": _(
            "Lo que dan los datos de la misma fuente, en «unit»; null: ninguna regla se puede "
            "calcular"
        ),
        "difference": _(
            "Impreso menos recalculado, en «unit», y entre porcentajes en puntos porcentuales; "
            "null: no se puede recalcular"
        ),
        "n_of_total": RECONCILIATIONS["informados"],
        "implied": _(
            "Lo que tendría que valer el único dato que falta; null: no falta uno solo, o "
            "ninguno serviría"
        ),
        "candidates": _("Lo que da cada regla"),
        "citation": _("Pasaje que imprime la cifra"),
    },
    "Candidate": {
        "label": _("La regla en palabras"),
        "value": _("Lo que da; null: no se puede calcular"),
    },
    "Implied": {
        "lower": _("Desde"),
        "upper": _("Hasta"),
        "rule": _("Con qué se compara. ROUNDED: redondeada. CUT: sin los decimales"),
    },
    "ObservationOutput": {
        "code": OBSERVATIONS["observacion"],
        "subject": _("De qué trata"),
        "text": OBSERVATIONS["texto"],
        "name": OBSERVATIONS["nombre"],
        "received_at": _("Momento en que se recibió"),
        "due_on": OBSERVATIONS["responder_hasta"],
        "extension_reason": OBSERVATIONS["prorroga"],
        "stage": _(
            "En qué va. WAITING: espera respuesta. OVERDUE: respuesta vencida. ANSWERED: respondida"
        ),
        "working_days": OBSERVATIONS["dias_habiles"],
        "answers": _("Respuestas oficiales; lista vacía: aún no se responde"),
        "reply": OBSERVATIONS["replica"],
        "commission": OBSERVATIONS["comision"],
        "commitment": OBSERVATIONS["compromiso"],
        "link": OBSERVATIONS["enlace"],
    },
    "ObservedSubject": {
        "kind": _(
            "Tipo: AGREEMENT, acuerdo; LINE, línea de acción; SESSION, sesión; vacío: de "
            "carácter general"
        ),
        "code": OBSERVATIONS["codigo"],
    },
    "OfficialAnswer": {
        "office": OBSERVATIONS["oficina"],
        "text": _("La respuesta"),
    },
    "IndicatorsOutput": {
        "received": _("Recibidas"),
        "unread": _("Sin leer todavía"),
        "published": _("Publicadas"),
        "private": _("Reservadas, por motivo"),
        "answered": _("Respondidas"),
        "median_days": _(
            "Mediana de días hábiles hasta la respuesta; null: ninguna se ha respondido"
        ),
        "waiting": _("En espera, dentro del plazo"),
        "overdue": _("Con el plazo vencido"),
        "replied": _("Con réplica de quien observó"),
        "taken_up": _("Tomadas por una comisión"),
        "committed": _("Que terminaron en un compromiso"),
    },
    "KeptPrivate": {
        "reason": Codes(_("Motivo de la reserva"), PrivateReason),
    },
    "EventOutput": {
        "seq": LEDGER["evento"],
        "at": LEDGER["momento"],
        "office": LEDGER["oficina"],
        "actor_code": LEDGER["persona"],
        "role": _(
            "Papel de la persona: SECRETARIAT, CLUSTER, ANALYST, MEMBER o ADMIN; vacío: actuó el "
            "sistema"
        ),
        "verb": LEDGER["accion"],
        "object_code": LEDGER["objeto"],
        "prev_hash": _("Sello SHA-256 del evento anterior; el primero lleva ceros"),
        "hash": LEDGER["sello"],
        "payload": _("Contenido del evento; null mientras es reservado"),
    },
    "IndexOutput": {
        "addresses": _("Direcciones de la API"),
    },
    "DatasetOutput": {
        "title": _("Título del conjunto de datos"),
        "description": _("Qué contiene"),
        "periodicity": _("Cada cuánto cambia, en palabras"),
        "rows": _("Filas"),
        "version": _("Número del último evento de la bitácora, o corte y edición"),
        "licence": _(
            "Licencia con su dirección; o que la institución no la ha declarado, y a quién "
            "consultar"
        ),
        "licence_url": _("Dirección de la licencia; vacío: no se ha declarado"),
        "primary_key": _("Columnas que nombran una fila; lista vacía: ninguna"),
        "files": _("El archivo en cada formato"),
    },
    "DatasetDetailOutput": {
        "columns": _("Columnas con su tipo, unidad y significado"),
    },
    "FileOutput": {
        "form": _("Formato: csv, csv-excel, xlsx o json"),
        "url": _("Dirección del archivo"),
        "bytes": _("Tamaño en bytes; null: el libro XLSX se escribe en cada descarga"),
        "sha256": _("Suma SHA-256; null: el libro XLSX se escribe en cada descarga"),
    },
    "ColumnOutput": {
        "name": _("Nombre de la columna en el archivo"),
        "type": _("Tipo: string, integer, number, boolean, date o datetime"),
        "unit": _("Unidad; vacío: no tiene"),
        "description": _("Qué dice la columna"),
        "unknown": _("Cuándo la celda vacía quiere decir que no se sabe; vacío: nunca"),
        "not_applicable": _("Cuándo la celda vacía quiere decir que no aplica; vacío: nunca"),
    },
    "Page": {
        "count": _("Filas en total"),
        "next": _("Dirección de la página siguiente; null: es la última"),
        "previous": _("Dirección de la página anterior; null: es la primera"),
        "results": _("Las filas de esta página"),
    },
    "Refusal": {
        "detail": _("Por qué no se puede, en una frase"),
        "field": _("Campo o parámetro al que se refiere; no viene si no es de uno"),
        "errors": _("Lo que pasa con cada campo, si son varios"),
        "current": _("En un 409, código del registro que hay ahora"),
        "version": _("En un 409, la versión que hay ahora"),
    },
}
