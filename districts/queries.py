"""What pages, API and exports read: frozen shapes of `readmodel`, never rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from districts import storage, study_actions, workshop
from districts.method.compare import Comparison, Difference, Study, between
from districts.method.inputs import Inputs
from districts.method.model import Prepared
from districts.method.results import Result
from districts.method.stability import DistrictStability, Summary, summary
from districts.models import Edition, Feature, Layer, Run, RunQuerySet, StabilityStudy
from districts.readmodel import (
    BordersView,
    DistrictView,
    EditionView,
    FeatureView,
    LayerView,
    RunLine,
    RunView,
    SiteView,
    StudyView,
)
from emra.lib import seed
from emra.lib.errors import Unknown


def published_run() -> RunView | None:
    """The run that is shown, None before any is published."""
    row = _runs(drafts=False).filter(state=Run.State.PUBLISHED).first()
    return _view(row) if row else None


def run(code: str, *, drafts: bool = False) -> RunView:
    """A run by its code; one that was never published only with `drafts`. Raises Unknown."""
    return _view(_get(code, drafts))


def runs(*, drafts: bool = False) -> tuple[RunLine, ...]:
    """Runs, newest first; those that were never published only with `drafts`."""
    return tuple(map(_line, _runs(drafts)))


def layers() -> tuple[LayerView, ...]:
    """The six layers in the order of the method."""
    editions: dict[str, list[EditionView]] = defaultdict(list)
    loaded = Edition.objects.loaded().select_related("layer", "loaded_by").order_by("-number")
    for row in loaded:
        editions[row.layer_id].append(edition_view(row))
    return tuple(
        _layer(row, tuple(editions[row.code])) for row in Layer.objects.all() if editions[row.code]
    )


def layer(code: str) -> LayerView:
    """One layer. Raises Unknown."""
    for one in layers():
        if one.code == code:
            return one
    raise Unknown(_("No existe esa capa."))


def edition(pk: int) -> EditionView:
    """One load of a layer. Raises Unknown."""
    row = Edition.objects.loaded().select_related("layer", "loaded_by").filter(pk=pk).first()
    if row is None:
        raise Unknown(_("No existe esa edición."))
    return edition_view(row)


def features(edition: int) -> tuple[FeatureView, ...]:
    """The records of an edition, in the order of its file."""
    return tuple(
        FeatureView(
            name=row.name,
            kind=row.kind,
            company=row.company,
            category=row.category,
            product=row.product,
            value=row.value,
            unit=row.unit,
            copper_equivalent=row.copper_equivalent,
            year=row.year,
            wkt=row.wkt,
            lon=row.lon,
            lat=row.lat,
            source=row.source,
            approximate=row.approximate,
        )
        for row in Feature.objects.filter(edition=edition).order_by("position")
    )


def inputs_of(code: str, *, drafts: bool = False) -> Inputs:
    """What a run was computed from: sites, infrastructure, investments, small mining."""
    return workshop.inputs_of(_get(code, drafts))


def prepared(code: str = "") -> Prepared:
    """A run's inputs up to the weights, ready for `districts.method.model.rerun`; kept per process.

    Without a code, of the published run. Raises Unknown.
    """
    row = _get(code, False) if code else Run.objects.published().first()
    if row is None:
        raise Unknown(_("Todavía no hay una corrida publicada."))
    return workshop.prepared(workshop.inputs_of(row), storage.parameters_of(row))


def difference(before: str, after: str, *, drafts: bool = False) -> Difference:
    """What changes from one run to another. Raises Unknown."""
    return between(result(_get(before, drafts)), result(_get(after, drafts)))


def study_results(code: str, *, drafts: bool = False) -> tuple[StudyView, ...]:
    """The finished studies of stability of a run, the latest of each kind."""
    row = _get(code, drafts)
    return _studies(row, result(row))


def study_summary(row: StabilityStudy) -> StudyView:
    """One study; what it says only once it is done. Needs `run` selected."""
    if row.state != StabilityStudy.State.DONE:
        return study_view(row)
    return study_view(row, _summary(row, row.run, result(row.run)))


def reference() -> Study:
    """Tables 2 and 3 as the study prints them."""
    return workshop.reference()


def borders() -> BordersView:
    """The credit of the borders of the communes."""
    said = seed.read("districts", "layers")["borders"]
    notice = (seed.folder("districts") / "NOTICE.txt").read_text(encoding="utf-8")
    return BordersView(credit=said["credit"], notice=notice, regions=tuple(said["regions"]))


def result(row: Run) -> Result:
    """A run's result, read from its rows once per process: they never change."""
    return workshop.kept(("result", row.run_hash), lambda: storage.restore(row))


def edition_view(row: Edition) -> EditionView:
    """Needs `layer` and `loaded_by` selected."""
    return EditionView(
        pk=row.pk,
        layer=str(row.layer_id),
        title=row.layer.title,
        number=row.number,
        source=row.source,
        licence=row.licence,
        dated=row.dated,
        undated_reason=row.undated_reason,
        loaded_at=row.loaded_at,
        office=row.loaded_by.public_office if row.loaded_by else "",
        filename=row.filename,
        sha256=row.sha256,
        rows=row.rows,
        approximate=row.approximate,
        is_current=row.is_current,
    )


def study_view(row: StabilityStudy, found: Summary | None = None) -> StudyView:
    """Needs `run` selected."""
    return StudyView(
        pk=row.pk,
        run=row.run.code,
        kind=row.kind,
        title=str(StabilityStudy.Kind(row.kind).label),
        state=row.state,
        is_done=row.state == StabilityStudy.State.DONE,
        draws=row.draws,
        done=row.done,
        seed=row.seed,
        problem=row.problem,
        asked_at=row.asked_at,
        ended_at=row.ended_at,
        summary=found,
    )


def _runs(drafts: bool) -> RunQuerySet:
    rows = Run.objects.select_related("made_by", "published_by")
    return rows if drafts else rows.public()


def _get(code: str, drafts: bool) -> Run:
    row = _runs(drafts).filter(code=code).first()
    if row is None:
        raise Unknown(_("No existe la corrida %(code)s.") % {"code": code[:20]})
    return row


def _layer(row: Layer, editions: tuple[EditionView, ...]) -> LayerView:
    return LayerView(
        code=row.code,
        title=row.title,
        what=row.what,
        unit=row.unit,
        caveat=row.caveat,
        current=next(one for one in editions if one.is_current),
        editions=editions,
    )


def _line(row: Run) -> RunLine:
    return RunLine(
        code=row.code,
        state=row.state,
        is_published=row.state == Run.State.PUBLISHED,
        made_at=row.made_at,
        made_by=row.made_by.public_office if row.made_by else "",
        published_at=row.published_at,
        published_by=row.published_by.public_office if row.published_by else "",
        note=row.note,
        clustering=row.clustering,
        normalisation=row.normalisation,
        weights_method=row.weights_method,
        weights=storage.five_of(row, "weight"),
        seed=row.seed,
        districts=row.districts,
        dropped=row.dropped,
        ari_named=row.ari_named,
        ari_all=row.ari_all,
        exclusive=row.exclusive,
        false_districts=row.false_districts,
        spearman=row.spearman,
        naive_ari_named=row.naive_ari_named,
        naive_ari_all=row.naive_ari_all,
        input_hash=row.input_hash,
        run_hash=row.run_hash,
        method_version=row.method_version,
    )


def _view(row: Run) -> RunView:
    found = result(row)
    comparison = storage.comparison_of(row, found)
    places = {one.name: one for one in workshop.inputs_of(row).sites}
    sites = tuple(
        SiteView(places[one.site], one.study, one.run, one.naive) for one in comparison.sites
    )
    studies = _studies(row, found)
    return RunView(
        line=_line(row),
        result=found,
        comparison=comparison,
        findings=storage.findings_of(row),
        reference=workshop.reference(),
        editions=tuple(
            edition_view(one)
            for one in row.editions.select_related("layer", "loaded_by").order_by("layer__position")
        ),
        libraries=tuple(row.runlibrary_set.values_list("name", "version")),
        districts=_districts(found, comparison, sites, studies),
        sites=sites,
        studies=studies,
    )


def _districts(
    found: Result,
    comparison: Comparison,
    sites: Iterable[SiteView],
    studies: Iterable[StudyView],
) -> tuple[DistrictView, ...]:
    printed = {one.number: one for one in workshop.reference().districts}
    answers = comparison.published
    matches = {one.study: one for one in comparison.matches}
    inside: dict[int | None, list[SiteView]] = defaultdict(list)
    for site in sites:
        inside[site.run].append(site)
    firm: dict[int, dict[str, DistrictStability]] = defaultdict(dict)
    for study in studies:
        for one in study.summary.by_district if study.summary else ():
            firm[one.number][study.kind] = one
    return tuple(
        DistrictView(
            district=one,
            study=printed.get(answers.get(one.number, 0)),
            match=matches.get(answers.get(one.number, 0)),
            sites=tuple(inside[one.number]),
            stability=firm[one.number],
        )
        for one in found.districts
    )


def _studies(row: Run, found: Result) -> tuple[StudyView, ...]:
    latest: Mapping[str, StabilityStudy] = {
        one.kind: one
        for one in row.studies.filter(state=StabilityStudy.State.DONE)
        .select_related("run")
        .order_by("pk")
    }
    return tuple(
        study_view(latest[kind], _summary(latest[kind], row, found))
        for kind in StabilityStudy.Kind.values
        if kind in latest
    )


def _summary(study: StabilityStudy, row: Run, found: Result) -> Summary:
    return workshop.kept(
        ("summary", row.run_hash, study.kind, study.seed, study.draws),
        lambda: summary(study_actions.draws_of(study), found),
    )
