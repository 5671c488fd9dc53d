"""What people do with runs: make one, publish one."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from districts import features, storage, workshop
from districts.method.compare import Comparison, Finding, against_study, findings
from districts.method.inputs import Inputs
from districts.method.model import rerun
from districts.method.parameters import ParameterError, Parameters
from districts.method.records import InputError
from districts.method.results import METHOD_VERSION, Result
from districts.models import Edition, LayerCode, Run, RunLibrary
from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.ledger import actions as ledger
from emra.lib.errors import Conflict, DomainError, Unknown
from emra.lib.records import check

State = Run.State
PUBLISHERS = (Role.SECRETARIAT, Role.CLUSTER)


@dataclass(frozen=True)
class Computed:
    """A run before it is stored."""

    inputs: Inputs
    result: Result
    comparison: Comparison
    findings: tuple[Finding, ...]


def get_run(code: str) -> Run:
    """A run by its code; raises Unknown."""
    try:
        return Run.objects.get(code=code)
    except Run.DoesNotExist as error:
        raise Unknown(_("No existe la corrida %(code)s.") % {"code": code[:20]}) from error


def create_run(*, parameters: Parameters, by: User | None, note: str = "") -> Run:
    """Run the method on the layers in force and keep all it gives, unpublished.

    `by` is None only for the load of the sources.
    """
    if by is not None:
        require_role_of(by, Role.ANALYST)
    editions = list(Edition.objects.current())
    # Outside the transaction: a computation must not hold the writers.
    computed = compute(editions, parameters)
    with transaction.atomic():
        ledger.serialise()
        row = _row(computed, note=note, by=by)
        check(row)
        row.save(force_insert=True)
        row.editions.set(editions)
        RunLibrary.objects.bulk_create(
            RunLibrary(run=row, name=name, version=version)
            for name, version in workshop.libraries()
        )
        storage.store(row, computed.inputs, computed.result, computed.comparison, computed.findings)
        ledger.append(
            verb="run.made",
            object_code=row.code,
            by=by,
            new={
                "run_hash": row.run_hash,
                "input_hash": row.input_hash,
                "parameters": row.parameters,
                "districts": len(computed.result.districts),
            },
        )
    return row


def publish_run(*, run: str, by: User | None) -> Run:
    """Show this run and no other; whoever made it may not. `by` is None only for the load."""
    if by is not None:
        require_role_of(by, *PUBLISHERS)
    with transaction.atomic():
        ledger.serialise()
        row = get_run(run)
        if row.state == State.PUBLISHED:
            raise Conflict(_("La corrida %(code)s ya está publicada.") % {"code": run})
        if by is not None and row.made_by_id == by.pk:
            raise Conflict(_("Quien hizo la corrida no puede publicarla."))
        before = Run.objects.published().first()
        if before is not None:
            before.state = State.REPLACED
            before.save(update_fields=["state"])
        row.state, row.published_by, row.published_at = State.PUBLISHED, by, timezone.now()
        check(row)
        row.save(update_fields=["state", "published_by", "published_at"])
        ledger.append(
            verb="run.published",
            object_code=row.code,
            by=by,
            old={"run": before.code} if before else None,
            new={"run": row.code, "run_hash": row.run_hash},
        )
    return row


def compute(editions: list[Edition], parameters: Parameters) -> Computed:
    """The method on these editions; raises DomainError with what is wrong and where."""
    missing = {code.value for code in LayerCode} - {one.layer_id for one in editions}
    if missing:
        raise DomainError(
            _("Faltan capas por cargar: %(names)s.")
            % {"names": ", ".join(sorted(str(LayerCode(code).label) for code in missing))}
        )
    try:
        inputs = features.inputs_of(editions)
        return workshop.kept(
            ("computed", inputs, parameters.to_json()), lambda: _computed(inputs, parameters)
        )
    except ParameterError as error:
        raise DomainError(error.message, field=error.name) from error
    except InputError as error:
        raise DomainError(error) from error


def _computed(inputs: Inputs, parameters: Parameters) -> Computed:
    result = rerun(workshop.prepared(inputs, parameters))
    study = workshop.reference()
    comparison = against_study(result, inputs, study)
    return Computed(
        inputs=inputs,
        result=result,
        comparison=comparison,
        findings=findings(result, inputs, study, comparison),
    )


def _row(computed: Computed, *, note: str, by: User | None) -> Run:
    result, near = computed.result, computed.comparison
    parameters = result.parameters
    last = Run.objects.order_by("-pk").first()
    return Run(
        code=f"R{int(last.code[1:]) + 1 if last else 1:03}",
        state=State.DRAFT,
        origin=Run.Origin.ENTRY if by else Run.Origin.SOURCE,
        note=note,
        made_by=by,
        made_at=timezone.now(),
        parameters=parameters.to_json(),
        clustering=parameters.clustering,
        normalisation=parameters.normalisation,
        weights_method=parameters.weights_method,
        seed=parameters.seed,
        input_hash=result.input_hash,
        run_hash=result.run_hash,
        method_version=METHOD_VERSION,
        approximate_share=result.approximate_share,
        districts=len(result.districts),
        dropped=len(result.dropped),
        ari_named=near.ari_named,
        ari_all=near.ari_all,
        exclusive=near.exclusive,
        false_districts=len(near.false_districts),
        spearman=near.spearman,
        spearman_membership=near.spearman_membership,
        naive_ari_named=near.naive_ari_named,
        naive_ari_all=near.naive_ari_all,
        naive_exclusive=near.naive_exclusive,
        naive_groups=near.naive_groups,
        naive_false=near.naive_false,
        **storage.five("weight", result.weights),
    )
