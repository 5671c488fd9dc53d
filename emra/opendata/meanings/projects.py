"""What the fields of the projects hold."""

from django.utils.translation import gettext_lazy as _

from emra.lib.money import UNIT_NAMES
from emra.opendata.meanings.kinds import Codes, Meanings, by_name
from emra.projects import columns
from emra.projects.models import FundingLine, Risk, Track
from emra.projects.models.parts import Rate

FUNDING = by_name(columns.FUNDING)
STAGES = by_name(columns.STAGES)
CHANGES = by_name(columns.CHANGES)
PROJECTS = by_name(columns.PROJECTS)
TOTALS = by_name(columns.TOTALS)

MEANINGS: Meanings = {
    "CitationOutput": {
        "document_title": _("Título del documento fuente"),
    },
    "AmountOutput": {
        "value": _("Monto, en la unidad de «unit»; nada se convierte"),
        "unit": Codes(_("Unidad del monto"), UNIT_NAMES),
    },
    "DayOutput": {
        "day": _("Día vigente; null: nadie lo ha informado"),
        "first": _("Primer día que se informó; null: nadie lo ha informado"),
        "moves": _("Cuántas veces se movió"),
    },
    "DeviationOutput": {
        "state": _(
            "Frente a lo previsto. NO_PLAN: no hay fecha prevista. AHEAD: aún no llega. OVERDUE: "
            "atrasado. DONE: hecho"
        ),
        "days": _(
            "Días de atraso, hasta hoy o hasta que se hizo; negativo: antes de lo previsto; "
            "null: nada que decir"
        ),
    },
    "FundingOutput": {
        "number": FUNDING["linea"],
        "source": Codes(_("Fuente de financiamiento"), FundingLine.Source),
        "for_stage": FUNDING["para_etapa"],
        "amount": _("Monto con su unidad; null: no se conoce"),
        "unit_basis": Codes(_("Si la unidad está indicada o se asume"), FundingLine.Basis),
        "unit_reason": FUNDING["por_que_se_asume"],
        "price_date": FUNDING["fecha_de_los_precios"],
    },
    "StageOutput": {
        "order": STAGES["etapa"],
        "name": STAGES["nombre_etapa"],
        "entered_on": _("Día en que entró; null: no ha entrado"),
        "left_on": _("Día en que salió; null: sigue en ella, o no ha entrado"),
        "days": _("Días corridos en la etapa; null: no ha salido"),
        "so_far": _("Días corridos hasta hoy; null: no está en ella"),
        "waited": STAGES["dias_de_espera_previa"],
    },
    "MilestoneOutput": {
        "planned_on": _("Día previsto; null: nadie lo ha informado"),
        "done_on": _("Día en que se cumplió; null: no se ha cumplido, o nadie lo ha informado"),
        "deviation": _("Cómo va frente al día previsto"),
        "moves": _("Cuántas veces se movió el día previsto"),
    },
    "RiskOutput": {
        "text": _("En qué consiste el riesgo"),
        "level": Codes(_("Nivel del riesgo"), Risk.Level),
        "response": _("Qué se hace al respecto; vacío: nadie lo ha informado"),
        "closed": _("Si está cerrado"),
    },
    "ChangeOutput": {
        "kind": _("DATE: se movió una fecha. COST: se movió un monto"),
        "what": CHANGES["que"],
        "before": CHANGES["antes"],
        "after": CHANGES["despues"],
        "days": CHANGES["dias"],
        "difference": _("Diferencia del monto; null: no es un monto, o sus unidades difieren"),
        "reason": CHANGES["motivo"],
        "entry": CHANGES["seguimiento"],
        "at": CHANGES["aprobado"],
    },
    "ProjectOutput": {
        "code": PROJECTS["codigo"],
        "parent": PROJECTS["parte_de"],
        "level": _("PROJECT: proyecto estratégico. INITIATIVE: iniciativa"),
        "track": Codes(_("Vía que sigue; vacío: nadie lo ha informado"), Track),
        "summary": _("Descripción; vacío: nadie la ha informado"),
        "lead": _("Código de la organización responsable; vacío: nadie lo ha informado"),
        "lead_name": PROJECTS["responsable"],
        "partners": _("Organizaciones socias; lista vacía: nadie las ha informado"),
        "objective": PROJECTS["objetivo"],
        "lines": _("Líneas de acción a las que aporta; lista vacía: nadie las ha informado"),
        "sector": PROJECTS["sector"],
        "communes": _("Comunas, por su código CUT; lista vacía: nadie las ha informado"),
        "bip": PROJECTS["codigo_bip"],
        "rate": Codes(
            _("Resultado del análisis técnico-económico (RATE); vacío: nadie lo ha informado"), Rate
        ),
        "planned_start": PROJECTS["inicio_previsto"],
        "planned_end": PROJECTS["termino_previsto"],
        "actual_start": PROJECTS["inicio_real"],
        "actual_end": PROJECTS["termino_real"],
        "start": _("El inicio frente a lo previsto"),
        "end": _("El término frente a lo previsto"),
        "late": _("Si está atrasado"),
        "stage": _("Etapa en que está; null: en ninguna, o nadie lo ha informado"),
        "stages": _("Todas las etapas de su vía"),
        "walk": _(
            "Recorrido de la vía. NOT_STARTED: no empieza. UNDER_WAY: en marcha. FINISHED: "
            "terminado. INCOMPLETE: falta alguna fecha. null: es un proyecto, que no sigue una "
            "vía"
        ),
        "total_days": STAGES["dias_en_total"],
        "funding": _("Líneas de financiamiento; lista vacía: nadie las ha informado"),
        "milestones": _("Hitos; lista vacía: nadie los ha informado"),
        "risks": _("Riesgos; lista vacía: nadie los ha informado"),
        "changes": _("Fechas y montos que se movieron"),
        "updated_at": _(
            "Momento de la última aprobación; null: solo se conoce lo que dice la fuente"
        ),
    },
    "ProjectSheetOutput": {
        "project": _("El proyecto o la iniciativa"),
        "initiatives": _("Sus iniciativas; lista vacía: no las tiene o es una de ellas"),
        "entries": _("Seguimientos aprobados, el más nuevo primero"),
    },
    "Entry": {
        "code": _("Código del seguimiento"),
        "on": _("Día del que da cuenta; null: no se indica"),
        "text": _("Lo que se informó"),
        "author": _("Oficina que lo informó"),
        "reviewer": _("Oficina que lo aprobó; vacío: viene de la fuente"),
        "at": CHANGES["aprobado"],
        "evidence": _("Respaldos publicados"),
    },
    "Evidence": {
        "id": _("Número del respaldo"),
        "title": _("Título del respaldo"),
        "url": _("Dirección del archivo o enlace"),
        "extension": _("Tipo del archivo, como pdf; vacío: es un enlace"),
    },
    "TotalsOutput": {
        "by": _("Cómo se agrupa la suma: source, por fuente; commune, por comuna"),
        "level": TOTALS["que"],
        "unit": Codes(_("Unidad de todas las sumas; vacío: ningún monto se conoce"), UNIT_NAMES),
        "total": _("Suma de los montos conocidos; null: ninguno se conoce"),
        "lines": _("Líneas de financiamiento"),
        "unknown": _("De ellas, sin monto"),
        "assumed": _("De ellas, con unidad asumida"),
        "groups": _("Los grupos, que suman el total"),
    },
    "Group": {
        "key": _("Código del grupo; SEVERAL: varias comunas; UNSTATED: no se indica"),
        "name": TOTALS["nombre"],
        "total": _("Suma de los montos conocidos; null: ninguno se conoce"),
        "lines": TOTALS["lineas"],
        "unknown": _("De ellas, sin monto"),
        "assumed": _("De ellas, con unidad asumida"),
    },
    "SpreadOutput": {
        "count": _("Cuántos casos"),
        "median": _("Mediana, en días corridos; null: no hay casos"),
        "least": _("El menor, en días corridos; null: no hay casos"),
        "most": _("El mayor, en días corridos; null: no hay casos"),
        "months": _("La mediana en meses de 30,4375 días; null: no hay casos"),
    },
    "TracksOutput": {
        "claim_months_from": _("Ahorro de tiempo que dice la fuente: mínimo, en meses"),
        "claim_months_to": _("Ahorro de tiempo que dice la fuente: máximo, en meses"),
        "claim_citation": _("Pasaje que lo dice"),
        "public_finished": _("Recorridos terminados de la vía pública"),
        "public_private_finished": _("Recorridos terminados de la vía público-privada"),
        "difference_days": _(
            "Mediana de la vía pública menos la de la público-privada, en días; null: faltan "
            "recorridos terminados"
        ),
        "difference_months": _(
            "Lo mismo en meses de 30,4375 días; null: faltan recorridos terminados"
        ),
        "verdict": _(
            "Frente a lo que dice la fuente. TOO_FEW: menos de tres terminados en alguna vía. "
            "BELOW: menos. INSIDE: lo que dice. ABOVE: más"
        ),
        "tracks": _("Las dos vías"),
    },
    "Observed": {
        "code": Codes(_("Código de la vía"), Track),
        "walks": _("Recorridos empezados"),
        "finished": _("Recorridos terminados"),
        "under_way": _("Recorridos en marcha"),
        "incomplete": _("Recorridos a los que falta alguna fecha"),
        "total": _("Duración de los recorridos terminados"),
        "stages": _("Lo que tarda cada etapa"),
    },
    "ObservedStage": {
        "order": STAGES["etapa"],
        "name": STAGES["nombre_etapa"],
        "inside": _("Iniciativas que están en ella"),
        "days": _("Duración de la etapa"),
    },
}
