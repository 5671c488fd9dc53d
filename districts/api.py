"""Public, read-only API of the districts: the published run as GeoJSON, the runs as JSON."""

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from districts import credits, exports, queries
from districts.method.geojson import DISCLAIMER
from districts.method.parameters import VARIABLES
from districts.readmodel import DistrictView, RunLine, RunView
from emra.accounts.access import PUBLIC
from emra.lib.api import ListView
from emra.lib.errors import Unknown

ANYONE = frozenset({PUBLIC})


class WeightsOutput(serializers.Serializer):
    """The five weights, adding up to 1."""

    production = serializers.FloatField()
    employment = serializers.FloatField()
    infrastructure = serializers.FloatField()
    small_mining = serializers.FloatField()
    investment = serializers.FloatField()


class RunOutput(serializers.Serializer):
    """A run: its choices, its hashes, and how near it and bare distance come to the study."""

    code = serializers.CharField()
    state = serializers.CharField()
    is_published = serializers.BooleanField()
    made_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField(allow_null=True)
    note = serializers.CharField()
    clustering = serializers.CharField()
    normalisation = serializers.CharField()
    weights_method = serializers.CharField()
    weights = WeightsOutput()
    seed = serializers.IntegerField()
    districts = serializers.IntegerField()
    dropped = serializers.IntegerField()
    ari_named = serializers.FloatField(allow_null=True)
    ari_all = serializers.FloatField(allow_null=True)
    exclusive = serializers.IntegerField()
    false_districts = serializers.IntegerField()
    spearman = serializers.FloatField(allow_null=True)
    naive_ari_named = serializers.FloatField(allow_null=True)
    naive_ari_all = serializers.FloatField(allow_null=True)
    input_hash = serializers.CharField()
    run_hash = serializers.CharField()
    method_version = serializers.CharField()


class RunDetailOutput(RunOutput):
    """A run with its districts, what was dropped, the decisions taken and the sources."""

    class District(serializers.Serializer):
        number = serializers.IntegerField()
        rank = serializers.IntegerField()
        score = serializers.FloatField()
        study = serializers.IntegerField(allow_null=True)
        exclusive = serializers.BooleanField(allow_null=True)
        sites = serializers.ListField(child=serializers.CharField())
        approximate_sites = serializers.ListField(child=serializers.CharField())
        communes = serializers.ListField(child=serializers.CharField())
        provinces = serializers.ListField(child=serializers.CharField())
        regions = serializers.ListField(child=serializers.CharField())
        size_class = serializers.CharField()

    class Dropped(serializers.Serializer):
        reason = serializers.CharField()
        sites = serializers.ListField(child=serializers.CharField())
        max_heat = serializers.FloatField()

    class Decision(serializers.Serializer):
        code = serializers.CharField()
        detail = serializers.CharField()

    class Source(serializers.Serializer):
        layer = serializers.CharField()
        edition = serializers.IntegerField()
        source = serializers.CharField()  # type: ignore[assignment]
        licence = serializers.CharField()
        dated = serializers.CharField(allow_null=True)
        undated_reason = serializers.CharField()
        sha256 = serializers.CharField()
        rows = serializers.IntegerField()
        approximate = serializers.IntegerField()

    disclaimer = serializers.CharField()
    parameters = serializers.DictField()
    found = District(many=True)
    left_out = Dropped(many=True)
    decisions = Decision(many=True)
    sources = Source(many=True)


class MapOutput(serializers.Serializer):
    """A run as a GeoJSON document: what it holds, for the description; `exports` writes it."""

    class MapFeature(serializers.Serializer):
        class MapProperties(serializers.Serializer):
            kind = serializers.ChoiceField(["cell", "district", "dropped"])
            q = serializers.IntegerField(required=False)
            r = serializers.IntegerField(required=False)
            values = serializers.DictField(required=False)
            normalised = serializers.DictField(required=False)
            heat = serializers.FloatField(required=False)
            smoothed = serializers.FloatField(required=False)
            gi_star = serializers.FloatField(required=False, allow_null=True)
            hotspot = serializers.BooleanField(required=False)
            district = serializers.IntegerField(required=False, allow_null=True)
            number = serializers.IntegerField(required=False)
            rank = serializers.IntegerField(required=False)
            score = serializers.FloatField(required=False)
            sites = serializers.ListField(child=serializers.CharField(), required=False)
            approximate_sites = serializers.ListField(child=serializers.CharField(), required=False)
            profile = serializers.DictField(required=False)
            totals = serializers.DictField(required=False)
            products = serializers.DictField(required=False)
            location_quotient = serializers.DictField(required=False)
            size_class = serializers.CharField(required=False)
            communes = serializers.ListField(child=serializers.CharField(), required=False)
            provinces = serializers.ListField(child=serializers.CharField(), required=False)
            regions = serializers.ListField(child=serializers.CharField(), required=False)
            area_km2 = serializers.FloatField(required=False)
            reason = serializers.CharField(required=False)
            max_heat = serializers.FloatField(required=False)

        type = serializers.CharField()
        properties = MapProperties()
        geometry = serializers.DictField()

    type = serializers.CharField()
    disclaimer = serializers.CharField()
    input_hash = serializers.CharField()
    run_hash = serializers.CharField()
    method_version = serializers.CharField()
    parameters = serializers.DictField()
    weights = WeightsOutput()
    features = MapFeature(many=True)
    run = serializers.CharField()
    study = serializers.CharField()
    borders = serializers.CharField()
    sources = RunDetailOutput.Source(many=True)


@extend_schema_view(get=extend_schema(responses={(200, exports.GEOJSON_TYPE): MapOutput}))
class Districts(APIView):
    """The published run as a GeoJSON document: hexagons, districts, dropped concentrations."""

    access = ANYONE

    def get(self, request: Request) -> HttpResponse:
        view = queries.published_run()
        if view is None:
            raise Unknown(_("Todavía no hay una corrida publicada."))
        return HttpResponse(exports.geojson(view), content_type=exports.GEOJSON_TYPE)


@extend_schema_view(get=extend_schema(responses=RunOutput(many=True)))
class Runs(ListView):
    """The runs that are or were published, newest first."""

    access = ANYONE
    Output = RunOutput

    def rows(self, request: Request, **kwargs: Any) -> Sequence[Any]:
        return [_line(one) for one in queries.runs()]


class RunDetail(APIView):
    """One run that is or was published."""

    access = ANYONE

    @extend_schema(responses=RunDetailOutput)
    def get(self, request: Request, code: str) -> Response:
        return Response(RunDetailOutput(_detail(queries.run(code))).data)


def _line(line: RunLine) -> dict[str, Any]:
    weights = dict(zip(VARIABLES, line.weights, strict=True))
    return {name: getattr(line, name) for name in line.__dataclass_fields__} | {"weights": weights}


def _detail(view: RunView) -> dict[str, Any]:
    return {
        **_line(view.line),
        "disclaimer": DISCLAIMER,
        "parameters": json.loads(view.parameters.to_json()),
        "found": [_district(one) for one in view.districts],
        "left_out": view.dropped,
        "decisions": view.decisions,
        "sources": credits.sources(view),
    }


def _district(one: DistrictView) -> dict[str, Any]:
    named = (
        *("number", "rank", "score", "sites", "approximate_sites"),
        *("communes", "provinces", "regions", "size_class"),
    )
    return {name: getattr(one.district, name) for name in named} | {
        "study": one.study.number if one.study else None,
        "exclusive": one.match.exclusive if one.match else None,
    }
