"""What the fields of objectives, bodies, attention and reporting hold."""

from django.utils.translation import gettext_lazy as _

from emra.agreements import columns as agreements
from emra.governance import columns as governance
from emra.governance.models import Body, Commitment, CommitmentChange, Light, Meeting
from emra.opendata.meanings.kinds import Codes, Meanings, by_name
from emra.strategy import columns as strategy
from emra.strategy.models import LineProgress

OBJECTIVES = by_name(strategy.OBJECTIVES)
LINES = by_name(strategy.LINES)
BODIES = by_name(governance.BODIES)
SESSIONS = by_name(governance.SESSIONS)
COMMITMENTS = by_name(governance.COMMITMENTS)
REVIEWS = by_name(governance.REVIEWS)
READINGS = by_name(agreements.AGREEMENTS)

MEANINGS: Meanings = {
    "ObjectiveOutput": {
        "code": OBJECTIVES["objetivo"],
        "title": OBJECTIVES["titulo"],
        "commission": OBJECTIVES["comision"],
        "lines": _("Líneas de acción del objetivo"),
    },
    "Line": {
        "code": LINES["linea"],
        "title": LINES["titulo"],
        "horizon": LINES["horizonte"],
        "years": LINES["anos"],
        "follow_up": _("Lo último que se informó de la línea; null: nadie ha informado"),
    },
    "FollowUp": {
        "state": Codes(_("Estado de la línea"), LineProgress),
        "percent": _("Avance informado de la línea, en %; null: sin dato"),
        "note": _("Lo que se informó de la línea; vacío: nada más"),
        "link": _("Enlace al respaldo; vacío: no hay"),
        "file": _("Dirección del archivo de respaldo; vacío: no hay"),
        "reference": _("Sesión, revisión o documento que lo dice"),
        "recorded_at": LINES["registrado"],
    },
    "CommissionOutput": {
        "code": BODIES["instancia"],
        "kind": Codes(_("Tipo de instancia"), Body.Kind),
        "role": BODIES["funcion"],
        "role_citation": _("Pasaje que dice su función; null: no lo dice un documento"),
        "citation": _("Pasaje del documento que la nombra"),
        "organisation": BODIES["organizacion"],
        "objective": BODIES["objetivo"],
        "organisations": BODIES["organizaciones"],
        "sessions": BODIES["sesiones"],
        "pending": BODIES["compromisos_pendientes"],
        "done": BODIES["compromisos_cumplidos"],
    },
    "SessionOutput": {
        "code": SESSIONS["sesion"],
        "at": SESSIONS["fecha"],
        "place": SESSIONS["lugar"],
        "online": SESSIONS["en_linea"],
        "state": Codes(_("Estado de la sesión"), Meeting.State),
        "cancel_reason": SESSIONS["motivo_suspension"],
        "agenda": _("Puntos de la tabla"),
        "told": _("Si su acta está aprobada: hasta entonces la asistencia es null"),
        "present": SESSIONS["presentes"],
        "members": SESSIONS["integrantes"],
        "guests": _("Organizaciones invitadas; lista vacía: no hubo, o el acta no está aprobada"),
        "quorum_needed": SESSIONS["quorum"],
        "has_quorum": SESSIONS["hay_quorum"],
        "commitments": _("Compromisos que tomó; 0 hasta que el acta esté aprobada"),
    },
    "CommitmentOutput": {
        "code": COMMITMENTS["compromiso"],
        "session": COMMITMENTS["sesion"],
        "origin": COMMITMENTS["origen"],
        "text": COMMITMENTS["que"],
        "owner": _("Código de la organización responsable"),
        "owner_name": COMMITMENTS["responsable"],
        "subject": _("De qué trata, como AGREEMENT:A12; vacío: es de carácter general"),
        "due_on": COMMITMENTS["plazo"],
        "first_due_on": COMMITMENTS["plazo_inicial"],
        "ends_on": COMMITMENTS["vence"],
        "left": _("Días hábiles que quedan; negativo: de atraso; null: ya no está pendiente"),
        "state": Codes(_("Estado del compromiso"), Commitment.State),
        "decided_at": COMMITMENTS["acordado"],
        "closed_at": COMMITMENTS["cerrado"],
        "reason": COMMITMENTS["motivo_retiro"],
        "evidence_link": COMMITMENTS["evidencia"],
        "steps": _("Lo que se registró del compromiso, en orden"),
        "effects": _("Cambios publicados después sobre lo mismo; después no es a causa de"),
    },
    "Step": {
        "kind": Codes(_("Qué se registró"), CommitmentChange.Kind),
        "due_from": _("Plazo que regía; null: no cambió"),
        "due_to": _("Plazo nuevo; null: no cambió"),
    },
    "Effect": {
        "text": _("Qué se publicó"),
    },
    "CommissionSheetOutput": {
        "commission": _("La instancia"),
        "members": _("Sus integrantes"),
        "coming": _("Sesiones por venir"),
        "past": _("Sesiones realizadas o suspendidas"),
        "attendance": _("Asistencia de cada organización, según actas aprobadas"),
        "lines": _("Líneas de acción que sigue"),
        "agreements": _("Acuerdos que sigue"),
    },
    "Member": {
        "organisation": _("Código de la organización"),
        "office": _("Cargo; vacío: no se indica"),
        "name": _("Nombre de quien la representa, si es público; vacío: no se indica"),
        "from_on": _("Desde cuándo; null: no se indica"),
        "until_on": _("Hasta cuándo; null: sigue, o no se indica"),
    },
    "Presence": {
        "present": _("Sesiones a las que asistió"),
        "of": _("Sesiones con acta aprobada mientras era integrante"),
    },
    "ReviewOutput": {
        "version": REVIEWS["version"],
        "light": Codes(_("Semáforo de la comisión; vacío: sin opinión"), Light),
        "light_reason": REVIEWS["motivo_semaforo"],
        "opinion": _("Lo que opina la comisión; vacío: nada"),
        "author": _("Oficina que la escribió"),
        "signer": _("Oficina que la firmó"),
        "signed_at": REVIEWS["firmada"],
        "correction_reason": _("Por qué corrige la versión anterior; vacío: no corrige otra"),
        "lines": _("Lo que dice de cada línea de acción"),
        "agreements": _("Lo que dice de cada acuerdo"),
        "commitments": _("Compromisos de la comisión a la fecha de la firma"),
    },
    "ReviewedLine": {
        "code": LINES["linea"],
        "state": Codes(_("Estado de la línea; vacío: no dice"), LineProgress),
        "percent": _("Avance informado de la línea, en %; null: sin dato"),
        "file": _("Dirección del archivo de respaldo; vacío: no hay"),
    },
    "ReviewedAgreement": {
        "code": READINGS["acuerdo"],
        "light": Codes(_("Semáforo del acuerdo; vacío: sin opinión"), Light),
        "reason": _("Por qué ese semáforo; vacío: no lo dice"),
    },
    "ReviewedPromise": {
        "code": COMMITMENTS["compromiso"],
        "state": Codes(_("Estado del compromiso"), Commitment.State),
    },
    "AttentionOutput": {
        "since": _("Primer día de los 90"),
        "until": _("Último día de los 90"),
        "objectives": _("Lo que se movió, por objetivo estratégico"),
        "dimensions": _("Lo que se movió, por dimensión"),
    },
    "Table": {
        "columns": _("Qué se cuenta en cada columna"),
        "rows": _("Una fila por objetivo o dimensión"),
    },
    "Column": {
        "code": _("Código de la columna"),
        "title": _("Título de la columna"),
        "meaning": _("Qué cuenta"),
        "state": _("Si es un estado del día y no un movimiento del período"),
    },
    "Row": {
        "code": _("Código del objetivo o de la dimensión"),
        "moved": _("Movimientos en los 90 días"),
        "last": _("Día del último; null: no hubo"),
        "still": _("Si nada se movió en los 90 días"),
        "cells": _("Cuántos hubo de cada columna"),
    },
    "Cell": {
        "column": _("Código de la columna"),
        "last": _("Día del último, o del más antiguo que sigue pendiente; null: no hubo"),
    },
    "ReportingOutput": {
        "rows": _("Cuántos informan, por dimensión"),
        "running": _("El corte en curso; null: todos están publicados"),
        "past": _("Puntualidad de los cortes publicados que tienen plazo"),
    },
    "Reported": {
        "office": _("Oficina que informa"),
        "agreements": _("Acuerdos de la dimensión"),
        "reported": _("Informados en ese corte"),
        "carried": _("Con avance arrastrado de otro corte"),
        "no_data": _("Sin dato"),
        "not_applicable": _("No aplican"),
    },
    "Running": {
        "corte": _("Código del corte"),
        "open": _("Si todavía se puede ingresar"),
        "due_on": _("Plazo para informar; null: no tiene"),
        "rows": _("Cuánto falta, por dimensión"),
    },
    "Waiting": {
        "agreements": _("Acuerdos de la dimensión"),
        "approved": _("Con avance aprobado"),
        "in_review": _("En revisión"),
        "not_sent": _("Sin enviar a revisión"),
    },
    "Punctuality": {
        "due_on": _("Plazo para informar"),
        "agreements": _("Acuerdos del corte"),
        "on_time": _("Informados dentro del plazo"),
        "late": _("Informados después del plazo"),
        "missing": _("Sin informar en ese corte"),
        "worst_days": _("Días del mayor atraso; 0: ninguno"),
    },
}
