"""What fields of the same name mean everywhere, and the parameters of the addresses."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from emra.opendata.meanings.kinds import Meaning

FIELDS: Final[dict[str, Meaning]] = {
    "absence": _(
        "Por qué no hay avance: NO_DATA, sin dato; NOT_APPLICABLE, no aplica. Vacío: hay un avance"
    ),
    "agreement": _("Código del acuerdo, de A01 a A19"),
    "applicable": _("Acuerdos a los que aplica el corte: N"),
    "as_of": _("Día al que corresponden los datos"),
    "at": _("Momento, con su huso horario"),
    "basis": _("stated: lo dice la fuente; inferred: se deduce de ella"),
    "carried_from": _(
        "Corte del que se arrastra el avance. Vacío: se informó en ese mismo corte, o no hay avance"
    ),
    "citation": _(
        "Pasaje del documento del que se leyó; null: lo ingresó la institución o el "
        "documento no lo trae"
    ),
    "code": _("Código estable, con el que se pide y se cita"),
    "commission": _("Código de la instancia"),
    "commune": _("Código único territorial (CUT) de la comuna; vacío: no se indica"),
    "corte": _("Código del corte publicado"),
    "count": _("Cuántos hay"),
    "cutoff_on": _("Fecha del corte; null: la fuente no la indica"),
    "digest": _("SHA-256 de todo lo que la edición dice"),
    "dimension": _("Código de la dimensión"),
    "document": _("Código del documento fuente"),
    "due_on": _("Día en que vence el plazo"),
    "edition": _("Número de la edición dentro del corte; 1 es la primera"),
    "expected_high": _("Avance esperado, cota superior, en %; null: no hay con qué esperarlo"),
    "expected_low": _("Avance esperado, cota inferior, en %; null: no hay con qué esperarlo"),
    "has_file": _("Si hay un archivo adjunto"),
    "health": _(
        "Juicio frente al avance esperado. DONE: cumplido. ON_TRACK: según lo esperado. "
        "AT_RISK: en riesgo. LATE: atrasado. NO_DATA: no se puede decir"
    ),
    "ledger_head": _("Sello SHA-256 del evento de bitácora al que corresponde"),
    "ledger_seq": _("Número del evento de bitácora"),
    "line_from": _("Primera línea del pasaje en la extracción"),
    "line_to": _("Última línea del pasaje en la extracción"),
    "link": _("Enlace; vacío: no hay"),
    "lower": _("Promedio si todos los sin dato fueran 0, en %; null: a ninguno le aplica"),
    "mean_reported": _("Promedio de los que informan, en %; null: ninguno informa"),
    "mean_zero": _(
        "Promedio con los sin dato contados como 0, en %: la regla de la fuente; null: a "
        "ninguno le aplica"
    ),
    "name": _("Nombre"),
    "note": _("Nota; vacío: no hay"),
    "number": _("Número de orden"),
    "objective": _("Código del objetivo estratégico, de OE1 a OE5; vacío: no es de uno solo"),
    "office": _("Oficina de quien lo hizo"),
    "organisation_name": _("Nombre de la organización"),
    "path": _("Dirección de su página en este sitio"),
    "percent": _("Avance publicado, de 0 a 100, en %; null: sin dato o no aplica, nunca 0"),
    "period": _("Código del corte"),
    "published_at": _("Momento de la publicación"),
    "publisher": _("Institución que publicó el documento"),
    "quote": _("Palabras citadas; vacío: se cita el lugar sin copiar el texto"),
    "reported": _("Acuerdos que informan: n"),
    "rule": _(
        "Regla del cálculo. UNKNOWN_AS_ZERO: los sin dato cuentan como 0. REPORTED_ONLY: "
        "solo los informados. SUM_OF_PARTS: suma de las partidas"
    ),
    "sentence": _("El hallazgo en una frase, en español"),
    "sha256": _("Suma SHA-256 del archivo"),
    "text": _("Texto"),
    "title": _("Título"),
    "upper": _("Promedio si todos los sin dato fueran 100, en %; null: a ninguno le aplica"),
    "year": _("Año"),
}

# By name, or by address and name where it means another thing there.
PARAMETERS: Final[dict[str, Meaning]] = {
    "a": _(
        "Corte publicado, o edición de uno, como 2025-inicial/1; sin él, el corte anterior a «b»"
    ),
    "al": _("Último día de los 90, como 2026-09-30; sin él, hoy"),
    "b": _("Corte publicado, o edición de uno; sin él, el último"),
    "by": _("Cómo se agrupa la suma; sin él, por fuente"),
    "campaign": _("Número de una campaña; sin él, todas"),
    "commission": _("Código de una instancia, como comision-1; sin él, todas"),
    "commune": _("Código CUT de una comuna, como 02101; sin él, todas"),
    "corte": _(
        "Corte publicado, como 2025-inicial, o edición suya, como 2025-inicial/1; sin él, el último"
    ),
    "dimension": _("Código de una dimensión, como ambiental; sin él, todas"),
    "format": _("Formato de la descripción; sin él, YAML"),
    "group": _("Grupo del anexo; sin él, todos"),
    "lang": _("Idioma de los textos que son del programa y no de la fuente; sin él, español"),
    "late": _("1: solo los atrasados; sin él, todos"),
    "level": _(
        "PROJECT: proyectos. INITIATIVE: iniciativas. Sin él, ambos; en las sumas, los proyectos"
    ),
    "month": _("Mes, como 2026-05; sin él, todos; en el cumplimiento, el mes en curso"),
    "objective": _("Código de un objetivo, de OE1 a OE5; sin él, todos"),
    "overdue": _("1: solo los atrasados; sin él, todos"),
    "owner": _("Código de la organización responsable; sin él, todas"),
    "page": _("Página de la lista, desde 1; sin él, la primera"),
    "page_size": _("Filas por página, de 1 a 200; sin él, 50"),
    "rate": _("Resultado del análisis técnico-económico (RATE); sin él, todos"),
    "region": _(
        "Nombre de la región como en las direcciones, como antofagasta: todas sus comunas. "
        "Sin él, las que tienen monto"
    ),
    "sector": _("Código de un sector; sin él, todos"),
    "source": _("Fuente de financiamiento; sin él, todas"),
    "stage": _("Código de la etapa en que están ahora; sin él, todas"),
    "state": _("Estado; sin él, todos"),
    "subject": _("De qué trata, como AGREEMENT:A12; sin él, todas"),
    "track": _("Vía: PUBLIC, pública; PUBLIC_PRIVATE, público-privada. Sin él, ambas"),
    "unit": _("Unidad de la suma; obligatoria cuando hay montos en más de una"),
    "year": _("Año publicado, con cuatro cifras; sin él, el último"),
    "agreements/{code}/ code": _("Código del acuerdo, de A01 a A19"),
    "agreements/{code}/history/ code": _("Código del acuerdo, de A01 a A19"),
    "agreements/ state": _("Qué dato tiene el acuerdo; sin él, todos"),
    "commissions/{code}/ code": _("Código de la instancia, como comision-1"),
    "commissions/{code}/reviews/ code": _("Código de la instancia, como comision-1"),
    "communications/ kind": _("Código de un tipo de contenido; sin él, todos"),
    "cooperation/{code}/ code": _("Código del convenio, como loa-1995"),
    "cooperation/bilateral/{code}/ code": _("Código del proyecto bilateral, como bilateral-1"),
    "cooperation/ kind": _("COVENANT: convenios. BILATERAL: proyectos bilaterales. Sin él, ambos"),
    "datasets/{code}/ code": _("Código del conjunto de datos, como dimensiones"),
    "dimensions/{code}/ code": _("Código de la dimensión, o all para los 19"),
    "districts/runs/{code}/ code": _("Código de la corrida, como R001"),
    "objectives/{code}/ code": _("Código del objetivo, de OE1 a OE5"),
    "observations/{code}/ code": _("Código de la observación, como CS-0001"),
    "observations/ kind": _("Tipo de lo que trata: AGREEMENT, LINE o SESSION; sin él, todas"),
    "observations/ stage": _("En qué va: WAITING, OVERDUE, ANSWERED o TAKEN_UP; sin él, todas"),
    "projects/{code}/ code": _("Código del proyecto, como 5.1, o de la iniciativa"),
    "reports/{code}/submit/ code": _("Código del avance, el que dio la respuesta al registrarlo"),
    "reports/{code}/approve/ code": _("Código del avance, el que dio la respuesta al registrarlo"),
    "reports/{code}/return/ code": _("Código del avance, el que dio la respuesta al registrarlo"),
    "reports/{code}/evidence/ code": _("Código del avance, el que dio la respuesta al registrarlo"),
}
