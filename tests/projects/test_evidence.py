"""What backs an entry: files by their content, links, taken off while it is open."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from emra.lib.errors import Conflict, DomainError, Unknown
from emra.projects import actions, evidence_actions
from emra.projects.models import Evidence

pytestmark = pytest.mark.django_db


def test_a_file_is_taken_by_its_content_and_a_link_by_its_address(start, secretary):
    entry = start()
    good = SimpleUploadedFile("acta.csv", b"a,b\n1,2\n")
    row = evidence_actions.attach_file(entry=entry, upload=good, title=" Acta ", by=secretary)
    assert (row.title, row.extension) == ("Acta", "csv")
    evidence_actions.attach_link(entry=entry, url="https://x.cl/a", title="Nota", by=secretary)
    bad = SimpleUploadedFile("acta.pdf", b"MZ no es un pdf")
    for upload, title, field in ((bad, "Acta", "file"), (good, " ", "title")):
        with pytest.raises(DomainError) as refusal:
            evidence_actions.attach_file(entry=entry, upload=upload, title=title, by=secretary)
        assert refusal.value.field == field
    for url in ("", "javascript:alert(1)", "ftp://x.cl"):
        with pytest.raises(DomainError) as refusal:
            evidence_actions.attach_link(entry=entry, url=url, title="x", by=secretary)
        assert refusal.value.field == "url"
    assert Evidence.objects.count() == 2


def test_evidence_is_taken_off_an_open_entry_of_its_own_only(start, secretary, settle):
    entry, other = start(), start("5.2", text="Algo.")
    row = evidence_actions.attach_link(entry=entry, url="https://x.cl", title="x", by=secretary)
    with pytest.raises(Unknown):
        evidence_actions.remove_evidence(entry=other, evidence=row.pk, by=secretary)
    evidence_actions.remove_evidence(entry=entry, evidence=row.pk, by=secretary)
    again = evidence_actions.attach_link(entry=entry, url="https://x.cl", title="x", by=secretary)
    settle(entry)
    with pytest.raises(Conflict):
        evidence_actions.remove_evidence(entry=entry, evidence=again.pk, by=secretary)
    with pytest.raises(Conflict):
        evidence_actions.attach_link(entry=entry, url="https://x.cl", title="y", by=secretary)
    assert actions.find_entry(entry).evidence.count() == 1
