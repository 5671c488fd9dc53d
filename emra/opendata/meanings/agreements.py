"""What the fields of agreements, cortes and their comparison hold, and of what is written."""

from django.utils.translation import gettext_lazy as _

from emra.agreements import columns
from emra.agreements.models import Absence, Evidence, ProgressReport
from emra.opendata.meanings.kinds import Codes, Meanings, by_name

AVERAGES = by_name(columns.DIMENSIONS)
READINGS = by_name(columns.AGREEMENTS)
GOALPOSTS = by_name(columns.GOALPOSTS)
EDITIONS = by_name(columns.EDITIONS)
COMPARISON = by_name(columns.COMPARISON)

MEANINGS: Meanings = {
    "DimensionOutput": {
        "code": AVERAGES["dimension"],
        "name": AVERAGES["nombre"],
        "total": AVERAGES["total"],
        "printed": AVERAGES["impreso_pct"],
        "previous": _("Promedio del corte anterior, en %; null: no hay uno anterior"),
    },
    "AgreementOutput": {
        "code": READINGS["acuerdo"],
        "title": READINGS["titulo"],
        "state": READINGS["dato"],
        "reason": _("Por qué no hay avance, en palabras; vacío: lo hay, o nadie lo dijo"),
        "pairing": READINGS["emparejamiento"],
        "previous": _("Avance del corte anterior, en %; null: no lo hay"),
        "setback": _("Si el avance retrocede respecto del corte anterior"),
        "setback_reason": _("Por qué retrocede; vacío: no retrocede"),
        "health_reason": _("Por qué no se puede juzgar; vacío: se puede"),
        "target_value": _("Meta numérica, en «target_unit»; null: el acuerdo no tiene"),
        "target_unit": READINGS["meta_unidad"],
        "target_year": READINGS["meta_ano"],
    },
    "SheetOutput": {
        "note": _("Nota publicada con el avance; vacío: no hay"),
        "title_citation": _(
            "Pasaje del que se leyó el título; null: la fuente no enumera ese acuerdo"
        ),
        "figure_citation": _("Pasaje del que se leyó la cifra; null: no viene de un documento"),
        "measurement": _("Lo medido en la unidad de la meta; null: no se ha medido"),
        "evidence": _("Medios de verificación publicados"),
        "goalpost_changes": _(
            "Cambios de metas confirmados, y el juicio con la meta de antes y la de ahora"
        ),
    },
    "HistoryOutput": {
        "state": READINGS["dato"],
        "reason": _("Por qué no hay avance, en palabras; vacío: lo hay, o nadie lo dijo"),
    },
    "MeasurementOutput": {
        "baseline": _("Línea base, en «unit»; null: falta"),
        "baseline_on": _("Día de la línea base; null: no se indica"),
        "target": _("Meta, en «unit»; null: falta"),
        "value": _("Valor medido, en «unit»; null: falta"),
        "unit": _("Unidad de la línea base, la meta y el valor"),
        "direction": _(
            "Hacia dónde va la meta. RISES: sube. FALLS: baja. Vacío: no se puede decir"
        ),
        "percent": _(
            "Camino recorrido de la línea base a la meta, en %; null: «undefined» dice por qué"
        ),
        "undefined": _("Por qué el porcentaje no se puede calcular; vacío: se puede"),
    },
    "EvidenceOutput": {
        "kind": Codes(_("Clase de medio de verificación"), Evidence.Kind),
        "title": _("Título del medio de verificación"),
        "url": _("Dirección del archivo o enlace"),
        "content_type": _("Tipo del archivo (MIME); vacío: es un enlace"),
        "size": _("Tamaño en bytes; null: es un enlace"),
        "sha256": _("Suma SHA-256 del archivo; vacío: es un enlace"),
        "page": _("Página o celda en que se lee; vacío: no se indica"),
        "quote": _("Palabras que lo dicen; vacío: no se citan"),
    },
    "GoalpostChangeOutput": {
        "code": GOALPOSTS["cambio"],
        "changes": _("Qué se movió, campo por campo"),
        "decision": GOALPOSTS["decision"],
        "decision_code": GOALPOSTS["numero_decision"],
        "decision_on": GOALPOSTS["fecha_decision"],
        "decision_url": _("Enlace a la decisión; vacío: no hay"),
        "reason": GOALPOSTS["motivo"],
        "proposed_by": GOALPOSTS["propuso"],
        "confirmed_by": GOALPOSTS["confirmo"],
        "confirmed_at": GOALPOSTS["rige_desde"],
        "held_in_this_edition": _("Si la edición mostrada ya usaba la meta nueva"),
        "under_before": _("Juicio con la meta de antes"),
        "under_after": _("Juicio con la meta de ahora"),
    },
    "MovedField": {
        "field": _(
            "Qué se movió: title, target_value, target_unit, target_year, baseline o baseline_on"
        ),
        "before": _("Qué decía; null: antes no había"),
        "after": _("Qué dice; null: se quitó"),
    },
    "Judgement": {
        "measured": _("Camino recorrido hacia esa meta, en %; null: no se puede calcular"),
    },
    "EditionOutput": {
        "name": EDITIONS["nombre"],
        "reason": EDITIONS["motivo"],
        "is_latest": _("Si es la última edición de su corte"),
    },
    "ComparisonOutput": {
        "a": _("Corte y edición del primero"),
        "b": _("Corte y edición del segundo"),
        "same": _("Si son la misma edición"),
        "reversed": _("Si el primero es posterior al segundo"),
        "averages": _("Los promedios de las dimensiones y, al final, el de los 19"),
        "agreements": _("Los 19 acuerdos"),
    },
    "AverageMoveOutput": {
        "code": AVERAGES["dimension"],
        "name": AVERAGES["nombre"],
        "before": _("El promedio en el primero"),
        "after": _("El promedio en el segundo"),
        "difference": _("El segundo menos el primero, en puntos porcentuales; null: falta uno"),
        "shares": _("De dónde sale la diferencia; null: falta uno de los promedios"),
        "same_readings": _("Si informan los mismos acuerdos en ambos"),
        "common": _("Acuerdos con avance en ambos"),
        "common_before": _("Promedio de esos acuerdos en el primero, en %; null: no hay ninguno"),
        "common_after": _("Promedio de esos acuerdos en el segundo, en %; null: no hay ninguno"),
        "warnings": _("Reparos de la comparación, en frases; lista vacía: ninguno"),
    },
    "SharesOutput": {
        "known_in_both": _("De los que informan en ambos, en puntos porcentuales"),
        "appeared": _("De los que empezaron a informar, en puntos porcentuales"),
        "disappeared": _("De los que dejaron de informar, en puntos porcentuales"),
        "denominator": _("De que aplica a otro número de acuerdos, en puntos porcentuales"),
    },
    "AgreementMoveOutput": {
        "code": READINGS["acuerdo"],
        "title": READINGS["titulo"],
        "before": _("Avance en el primero, en %; null: sin dato o no aplica"),
        "before_state": _(
            "Qué dato tiene en el primero: REPORTED, informado; NO_DATA, sin dato; "
            "NOT_APPLICABLE, no aplica"
        ),
        "after": _("Avance en el segundo, en %; null: sin dato o no aplica"),
        "after_state": _(
            "Qué dato tiene en el segundo: REPORTED, informado; NO_DATA, sin dato; "
            "NOT_APPLICABLE, no aplica"
        ),
        "difference": _("El segundo menos el primero, en puntos porcentuales; null: falta uno"),
        "kind": _(
            "Qué pasó. UP: sube. DOWN: baja. SAME: igual. APPEARED: empezó a informar. "
            "DISAPPEARED: dejó de informar. LEFT: dejó de aplicar. JOINED: empezó a aplicar. "
            "NO_DATA: sin dato en ambos. NOT_APPLICABLE: no aplica en ambos"
        ),
        "setback": _("Si baja"),
        "of_dimension": COMPARISON["aporte_a_su_dimension_puntos"],
        "of_all": COMPARISON["aporte_a_los_19_puntos"],
        "goalposts": _("Metas que cambiaron entre los dos; lista vacía: ninguna"),
    },
    "GoalpostOutput": {
        "field": _(
            "Qué se movió: title, target_value, target_unit, target_year, baseline o baseline_on"
        ),
        "before": _("Qué decía; vacío: antes no había"),
        "after": _("Qué dice; vacío: se quitó"),
    },
    "EntryInputRequest": {
        "period": _("Código del corte abierto, como 2026-T2"),
        "percent": _(
            "Avance de 0 a 100, en %: un número, o un texto como «47,5 %». Sin él va «absence»"
        ),
        "absence": Codes(_("Por qué no hay avance"), Absence),
        "absence_reason": _(
            "Por qué no hay dato o no aplica, en palabras; obligatorio con «absence»"
        ),
        "note": _("Nota que se publica con el avance"),
        "setback_reason": _("Por qué retrocede; obligatorio si el avance baja"),
        "correction_reason": _(
            "Por qué se corrige; obligatorio si ya hay un avance aprobado del corte"
        ),
        "version": _(
            "La versión que usted vio del avance: si otra persona lo cambió, la respuesta es "
            "409. 0: no había"
        ),
    },
    "DecisionInputRequest": {
        "version": _(
            "La versión que usted vio del avance: si otra persona lo cambió, la respuesta es 409"
        ),
        "reason": _("Motivo de la devolución; obligatorio para devolver"),
    },
    "EvidenceInputRequest": {
        "file": _("El archivo: pdf, png, jpg, xlsx, docx o csv, de hasta 10 MB"),
        "title": _("Título del medio de verificación; sin él, el nombre del archivo"),
    },
    "ReportOutput": {
        "code": _("Código del avance: acuerdo, corte y versión"),
        "state": Codes(_("Estado del avance"), ProgressReport.State),
        "version": _(
            "Versión del registro, para enviarla con lo siguiente; cambia con cada escritura"
        ),
    },
    "AttachedOutput": {
        "title": _("Título del medio de verificación"),
        "size": _("Tamaño en bytes"),
    },
}
