"""Public, read-only API of the royalty funds: pesos as integers, unknown as null."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request

from emra.accounts.access import PUBLIC
from emra.lib.api import ListView
from emra.lib.errors import DomainError
from emra.royalty import queries
from emra.royalty.readmodel import YearView
from emra.sources.api import CitationOutput

YEAR = OpenApiParameter("year", int)
REGION = OpenApiParameter("region", str)


def percent_field(places: int = 2, **options: Any) -> serializers.DecimalField:
    return serializers.DecimalField(
        max_digits=8,
        decimal_places=places,
        rounding=ROUND_HALF_UP,
        allow_null=True,
        read_only=True,
        **options,
    )


def pesos_field() -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=18, decimal_places=2, rounding=ROUND_HALF_UP)


class PartOutput(serializers.Serializer):
    """A sub-indicator: `weight` in percent of its indicator, `of_fund` of the fund."""

    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    weight = percent_field()
    of_fund = percent_field(4)
    citation = CitationOutput()


class FundOutput(serializers.Serializer):
    """A fund in a year, with its criteria and weights; any one of `criteria` lets in."""

    class Criterion(serializers.Serializer):
        text = serializers.CharField()
        citation = CitationOutput()

    class Indicator(PartOutput):
        parts = PartOutput(many=True)

    code = serializers.CharField()
    name = serializers.CharField()
    purpose = serializers.CharField()
    year = serializers.IntegerField()
    total_clp = serializers.IntegerField()
    communes = serializers.IntegerField()
    beneficiaries = serializers.IntegerField(allow_null=True)
    average_clp = pesos_field()
    floor_clp = pesos_field()
    criteria = Criterion(many=True)
    indicators = Indicator(many=True)
    citation = CitationOutput()


class RegionOutput(serializers.Serializer):
    """A region's communes and pesos; `difference_clp` is both less the sum of the two funds."""

    year = serializers.IntegerField()
    code = serializers.CharField()
    slug = serializers.CharField()
    name = serializers.CharField()
    of_communes = serializers.IntegerField()
    fet_communes = serializers.IntegerField(allow_null=True)
    fcmi_communes = serializers.IntegerField(allow_null=True)
    any_communes = serializers.IntegerField(allow_null=True)
    fet_clp = serializers.IntegerField(allow_null=True)
    fcmi_clp = serializers.IntegerField(allow_null=True)
    both_clp = serializers.IntegerField(allow_null=True)
    difference_clp = serializers.IntegerField(source="difference", allow_null=True)
    of_country_percent = percent_field(source="of_country")
    citation = CitationOutput(allow_null=True)


class CommuneOutput(serializers.Serializer):
    """A commune; `known` is PRINTED, NAMED or UNKNOWN, and `rounded_to_clp` goes with both."""

    year = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    region = serializers.CharField()
    known = serializers.CharField()
    own_income_clp = serializers.IntegerField(allow_null=True)
    fet_clp = serializers.IntegerField(source="fet.amount", default=None, allow_null=True)
    fcmi_clp = serializers.IntegerField(source="fcmi.amount", default=None, allow_null=True)
    both_clp = serializers.IntegerField(source="both.amount", default=None, allow_null=True)
    rounded_to_clp = serializers.IntegerField(source="both.unit", default=None, allow_null=True)
    fet_percent = percent_field()
    fcmi_percent = percent_field()
    both_percent = percent_field()
    in_fet = serializers.BooleanField(allow_null=True)
    in_fcmi = serializers.BooleanField(allow_null=True)
    rank = serializers.IntegerField(allow_null=True)
    citation = CitationOutput(allow_null=True)


@extend_schema_view(get=extend_schema(responses=FundOutput(many=True)))
class Funds(ListView):
    """The funds and their criteria, every year there is."""

    access = frozenset({PUBLIC})
    Output = FundOutput

    def rows(self, request: Request, **kwargs: Any) -> Sequence[Any]:
        return queries.funds()


@extend_schema_view(get=extend_schema(responses=RegionOutput(many=True), parameters=[YEAR]))
class Regions(ListView):
    """The regions of a year."""

    access = frozenset({PUBLIC})
    Output = RegionOutput

    def rows(self, request: Request, **kwargs: Any) -> Sequence[Any]:
        return _year(request).regions


@extend_schema_view(
    get=extend_schema(responses=CommuneOutput(many=True), parameters=[YEAR, REGION])
)
class Communes(ListView):
    """The communes with an amount, the highest share first; with `region`, all of that region."""

    access = frozenset({PUBLIC})
    Output = CommuneOutput

    def rows(self, request: Request, **kwargs: Any) -> Sequence[Any]:
        view = _year(request)
        slug = request.query_params.get("region")
        if slug is None:
            return view.known_communes
        queries.region(view, slug)
        return view.of_region(slug)


def _year(request: Request) -> YearView:
    text = request.query_params.get("year")
    if text is None:
        return queries.year()
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise DomainError(_("Escriba el año con cuatro cifras."), field="year")
    return queries.year(int(text))
