"""How citations and reconciliations look in the API."""

from rest_framework import serializers


class CitationOutput(serializers.Serializer):
    """A passage of a source document, by the lines of its text extraction."""

    document = serializers.CharField(source="document_code")
    document_title = serializers.CharField()
    publisher = serializers.CharField()
    line_from = serializers.IntegerField()
    line_to = serializers.IntegerField()
    quote = serializers.CharField()
    basis = serializers.CharField()


class ReconciliationOutput(serializers.Serializer):
    """A printed figure beside its recomputation, with the verdict; `chapter` names its room."""

    class Candidate(serializers.Serializer):
        rule = serializers.CharField()
        label = serializers.CharField()  # type: ignore[assignment]
        value = serializers.FloatField(allow_null=True)

    class Implied(serializers.Serializer):
        lower = serializers.FloatField()
        upper = serializers.FloatField()
        rule = serializers.CharField()

    chapter = serializers.CharField()
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    printed = serializers.FloatField(allow_null=True)
    unit = serializers.CharField()
    verdict = serializers.CharField()
    rule = serializers.CharField()
    how = serializers.CharField()
    recomputed = serializers.FloatField(allow_null=True)
    difference = serializers.FloatField(allow_null=True)
    n_of_total = serializers.CharField()
    implied = Implied(allow_null=True)
    candidates = Candidate(many=True)
    sentence = serializers.CharField()
    citation = CitationOutput()
