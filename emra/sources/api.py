"""How a citation looks in the API."""

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
