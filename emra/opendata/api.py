"""The datasets in the API: what there is, and what the columns of one hold."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from emra.accounts.access import PUBLIC
from emra.lib.api import ListView
from emra.lib.tables import FormatConverter
from emra.opendata import files, listing
from emra.opendata.files import Built
from emra.opendata.listing import Listed
from emra.opendata.terms import Terms, terms


class ColumnOutput(serializers.Serializer):
    """A column; `unknown` and `not_applicable` say when a cell is empty, "" where none is."""

    name = serializers.CharField()
    type = serializers.CharField(source="kind")
    unit = serializers.CharField()
    description = serializers.CharField(source="about")
    unknown = serializers.CharField()
    not_applicable = serializers.CharField(source="absent")


class FileOutput(serializers.Serializer):
    """A file of a dataset; the size and SHA-256 of a workbook are null."""

    form = serializers.CharField()
    url = serializers.CharField()
    bytes = serializers.IntegerField(allow_null=True)
    sha256 = serializers.CharField(allow_null=True)


class DatasetOutput(serializers.Serializer):
    """A dataset as it stands; `version` is the ledger's last event or a corte's edition."""

    code = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField()
    periodicity = serializers.CharField()
    rows = serializers.IntegerField()
    as_of = serializers.DateField()
    version = serializers.CharField()
    ledger_head = serializers.CharField()
    licence = serializers.CharField()
    licence_url = serializers.CharField()
    primary_key = serializers.ListField(child=serializers.CharField())
    files = FileOutput(many=True)


class DatasetDetailOutput(DatasetOutput):
    """The same with its columns."""

    columns = ColumnOutput(many=True)


def _shown(one: Built | Listed, said: Terms) -> dict[str, Any]:
    sealed = one.files
    return {
        "code": one.dataset.code,
        "title": str(one.dataset.title),
        "description": str(one.dataset.about),
        "periodicity": one.dataset.periodicity_name,
        "rows": one.rows,
        "as_of": one.state.as_of,
        "version": one.state.version,
        "ledger_head": one.state.head,
        "licence": said.said,
        "licence_url": said.licence_url,
        "primary_key": list(one.dataset.key),
        "files": [
            {
                "form": form,
                "url": f"{settings.SITE_URL}/datos/{one.dataset.code}.{form}",
                "bytes": sealed[form].size if form in sealed else None,
                "sha256": sealed[form].sha256 if form in sealed else None,
            }
            for form in FormatConverter.regex.split("|")
        ],
    }


@extend_schema_view(get=extend_schema(responses=DatasetOutput(many=True)))
class Datasets(ListView):
    """Every dataset with its files."""

    access = frozenset({PUBLIC})
    Output = DatasetOutput

    def rows(self, request: Request, **kwargs: Any) -> Sequence[Any]:
        said = terms()
        return [_shown(one, said) for one in listing.listed(files.state())]


class DatasetDetail(APIView):
    """A dataset with what its columns hold."""

    access = frozenset({PUBLIC})

    @extend_schema(responses=DatasetDetailOutput)
    def get(self, request: Request, code: str) -> Response:
        one = files.find(code, files.state())
        return Response(DatasetDetailOutput({**_shown(one, terms()), "columns": one.columns}).data)
