"""What the fields of cooperation and communications hold."""

from django.utils.translation import gettext_lazy as _

from emra.communications import columns as communications
from emra.cooperation import columns as cooperation
from emra.cooperation.models import ChecklistAnswer, CovenantParty, PromotionInstrument
from emra.lib.money import UNIT_NAMES
from emra.opendata.meanings.kinds import Codes, Meanings, by_name

COVENANTS = by_name(cooperation.COVENANTS)
ORGANISATIONS = by_name(cooperation.ORGANISATIONS)
LOCALITIES = by_name(cooperation.LOCALITIES)
EVALUATIONS = by_name(cooperation.EVALUATIONS)
ASSESSMENTS = by_name(cooperation.ASSESSMENTS)
BILATERALS = by_name(cooperation.BILATERALS)
FICHA = by_name(cooperation.FICHA)
RESULTS = by_name(cooperation.RESULTS)
INSTRUMENTS = by_name(cooperation.INSTRUMENTS)
ITEMS = by_name(communications.ITEMS)
CAMPAIGNS = by_name(communications.CAMPAIGNS)
FULFILMENT = by_name(communications.FULFILMENT)

MEANINGS: Meanings = {
    "RecordOutput": {
        "kind": _("COVENANT: convenio. BILATERAL: proyecto bilateral"),
        "partners": _("Organizaciones o países que participan"),
        "starts": COVENANTS["inicio"],
        "ends": COVENANTS["termino"],
        "months": _("Duración en meses; null: la fuente no la dice"),
        "amount": _("Aporte comprometido, en «unit»; null: la fuente no lo dice"),
        "unit": COVENANTS["unidad"],
        "state": _("Estado por su plazo. IN_FORCE: vigente. OVER: terminado"),
        "state_name": _("El estado en palabras"),
        "updated_on": _("Fecha de actualización de la ficha; null: no se indica"),
    },
    "CovenantOutput": {
        "code": COVENANTS["convenio"],
        "kind": _("Siempre COVENANT"),
        "version": COVENANTS["version"],
        "origin": COVENANTS["origen"],
        "name": COVENANTS["nombre"],
        "programme": COVENANTS["programa"],
        "province": COVENANTS["provincia"],
        "state": _("Estado por su plazo. IN_FORCE: vigente. OVER: terminado"),
        "starts": COVENANTS["inicio"],
        "ends": COVENANTS["termino"],
        "term_note": COVENANTS["nota_plazo"],
        "amount": _("Aporte comprometido con su unidad; null: la fuente no lo dice"),
        "contribution_note": COVENANTS["nota_aporte"],
        "predecessor": COVENANTS["convenio_anterior"],
        "successors": _("Convenios que lo siguen; lista vacía: ninguno conocido"),
        "families": COVENANTS["familias"],
        "evaluation_rules": COVENANTS["reglas_evaluacion"],
        "evaluation_every_months": COVENANTS["cada_meses"],
        "evaluation_first_on": _("Día de la primera evaluación; null: la fuente no lo dice"),
        "term_citation": _("Pasaje que dice el plazo; null: ninguno"),
        "contribution_citation": _("Pasaje que dice el aporte; null: ninguno"),
        "evaluation_citation": _("Pasaje que dice cómo se evalúa; null: ninguno"),
        "parties": _("Quién participa"),
        "localities": _("Localidades que nombra"),
        "axes": _("Ejes de trabajo"),
        "results": _("Resultados que se informaron"),
        "evaluations": _("Evaluaciones que corresponden y las que se hicieron"),
        "assessments": _("Autoevaluaciones anuales"),
    },
    "Amount": {
        "value": _("Aporte comprometido, en «unit»"),
        "unit": Codes(_("Unidad del monto"), UNIT_NAMES),
    },
    "Party": {
        "name": ORGANISATIONS["organizacion"],
        "side": Codes(_("Sector al que pertenece"), CovenantParty.Side),
        "role": Codes(_("Papel en el convenio"), CovenantParty.Role),
    },
    "Locality": {
        "commune": LOCALITIES["comuna_codigo"],
        "commune_name": LOCALITIES["comuna"],
        "name": LOCALITIES["localidad"],
        "families": LOCALITIES["familias"],
    },
    "Axis": {
        "name": _("Nombre del eje"),
    },
    "Result": {
        "text": _("Qué se logró"),
    },
    "Evaluation": {
        "planned_on": EVALUATIONS["prevista"],
        "state": _("Estado de la evaluación. DONE: hecha. LATE: atrasada. COMING: por venir"),
        "done_on": EVALUATIONS["realizada"],
        "days_late": _("Días de atraso; 0: ninguno"),
        "findings": EVALUATIONS["hallazgos"],
    },
    "Assessment": {
        "year": ASSESSMENTS["ano"],
        "version": ASSESSMENTS["version"],
        "answers": _("Respuestas a cada punto"),
    },
    "Answer": {
        "item": _("Código del punto"),
        "kind": ASSESSMENTS["tipo"],
        "question": ASSESSMENTS["pregunta"],
        "value": Codes(_("Respuesta"), ChecklistAnswer.Value),
        "note": ASSESSMENTS["explicacion"],
    },
    "BilateralOutput": {
        "code": BILATERALS["codigo"],
        "kind": _("Siempre BILATERAL"),
        "version": BILATERALS["version"],
        "origin": COVENANTS["origen"],
        "name": BILATERALS["nombre"],
        "area": BILATERALS["area_tematica"],
        "sdg": BILATERALS["ods"],
        "countries": _("Países"),
        "institutions": _("Instituciones y su país"),
        "starts": BILATERALS["desde"],
        "months": BILATERALS["meses"],
        "updated_on": BILATERALS["actualizado"],
        "rows": _("La ficha, fila por fila"),
        "results": _("Resultados esperados con su estado"),
    },
    "BilateralInstitution": {
        "country": _("País de la institución"),
        "name": _("Nombre de la institución"),
    },
    "FichaRow": {
        "key": _("Código de la fila"),
        "heading": _("Título de la fila"),
        "parts": _("Apartados de la fila"),
    },
    "FichaPart": {
        "heading": FICHA["apartado"],
        "lines": FICHA["dice"],
    },
    "BilateralResult": {
        "number": RESULTS["resultado"],
        "text": RESULTS["texto"],
        "target": RESULTS["meta"],
        "minimum": _("Mínimo de la meta, en «minimum_unit»; null: la meta no es un número"),
        "minimum_unit": RESULTS["minimo_de"],
        "verdict": _(
            "Estado según los informes aprobados. MET: cumplido. BELOW: bajo la meta. UNCOUNTED: "
            "sin la cantidad que pide la meta. UNDER_WAY: en marcha. UNREPORTED: sin informe"
        ),
        "reports": _("Informes aprobados"),
    },
    "InstrumentOutput": {
        "number": INSTRUMENTS["numero"],
        "name": INSTRUMENTS["nombre"],
        "institution": INSTRUMENTS["institucion"],
        "area": INSTRUMENTS["area"],
        "group": Codes(_("Grupo del anexo"), PromotionInstrument.Group),
    },
    "ItemOutput": {
        "code": ITEMS["pieza"],
        "title": ITEMS["titulo"],
        "state": _("Estado de la pieza: PUBLISHED, publicada; MEASURED, publicada y medida"),
        "published_on": ITEMS["fecha"],
        "channel": ITEMS["canal"],
        "format": ITEMS["formato"],
        "kind": ITEMS["contenido"],
        "campaign": ITEMS["campana"],
        "link": ITEMS["direccion"],
        "reach": ITEMS["alcance"],
        "interactions": ITEMS["interacciones"],
        "measured_on": ITEMS["medida_el"],
        "quotes": _("Cifras que cita; lista vacía: ninguna"),
    },
    "QuoteOutput": {
        "figure": _("Acuerdo o dimensión cuya cifra se cita"),
        "quoted": _("La cifra que cita, en palabras"),
        "corrected": _("Si una edición posterior de ese corte dice otra"),
        "last_edition": _("Última edición de ese corte"),
        "now": _("Lo que dice la última edición"),
    },
    "CampaignOutput": {
        "name": CAMPAIGNS["campana"],
        "starts_on": CAMPAIGNS["empieza"],
        "ends_on": CAMPAIGNS["termina"],
        "scheduled": _("Si tiene fechas"),
        "theme": CAMPAIGNS["tema"],
    },
    "QuotaVersionOutput": {
        "version": _("Número de la versión de la cuota"),
        "valid_from": _("Primer día del primer mes que rige"),
        "until": _("Primer día del último mes que rige; null: rige todavía"),
        "reason": _("Por qué se fijó"),
        "lines": _("Lo que exige"),
    },
    "QuotaLine": {
        "scope": _("Qué cuenta: format, kind u objective"),
        "target": _("Código del formato, contenido u objetivo"),
        "label": _("Nombre de lo que se cuenta"),
        "channel": _("Canal en que se cuenta; vacío: en todos"),
        "minimum": FULFILMENT["minimo"],
        "maximum": FULFILMENT["maximo"],
    },
    "QuotaMeter": {
        "target": _("Código del formato, contenido u objetivo"),
        "label": _("Nombre de lo que se cuenta"),
        "minimum": FULFILMENT["minimo"],
        "maximum": FULFILMENT["maximo"],
        "done": _("Piezas publicadas en el mes"),
        "missing": FULFILMENT["faltan"],
        "state": _(
            "Cómo va. MET: cumplida. OVER: sobre el máximo. MISSED: el mes terminó sin "
            "cumplirla. RUNNING: el mes está en curso. AHEAD: el mes no ha empezado"
        ),
        "sentence": FULFILMENT["nota"],
    },
    "FulfilmentOutput": {
        "month": FULFILMENT["mes"],
        "version": _("Versión de la cuota que rige el mes"),
        "meters": _("Lo publicado frente a cada exigencia"),
    },
}
