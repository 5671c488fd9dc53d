"""The drill: a running site is backed up, and an empty one becomes it, byte for byte."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.servers import Site

pytestmark = pytest.mark.deployed


@pytest.fixture
def new_site(tmp_path: Path) -> Callable[[str], Site]:
    sites: list[Site] = []

    def make(name: str) -> Site:
        sites.append(Site(tmp_path / name))
        return sites[-1]

    yield make
    for site in sites:
        site.close()


WORK = """
from datetime import date
from decimal import Decimal
from django.core.files.uploadedfile import SimpleUploadedFile
from emra.accounts.models import User
from emra.agreements import actions, evidence_actions, period_actions
by = User.objects.get(username="secretaria")
period_actions.open_period(
    code="2026-T2", cutoff_on=date(2026, 6, 30), due_on=date(2026, 7, 15), by=by
)
entry = actions.Entry(percent=Decimal("47.5"))
report = actions.record_progress(agreement="A12", period="2026-T2", entry=entry, by=by)
upload = SimpleUploadedFile("respaldo.csv", b"dato,valor\\nuno,1\\n")
evidence_actions.attach_file(report=report.code, upload=upload, title="Respaldo", by=by)
"""


def test_another_site_becomes_the_one_that_was_backed_up(new_site, tmp_path) -> None:
    first, second = new_site("first"), new_site("second")
    for site in (first, second):
        site.open(jobs=())
    worked = first.manage("shell", "-v", "0", "-c", WORK)
    assert worked.returncode == 0, worked.stderr
    one, two = tmp_path / "one.tar.gz", tmp_path / "two.tar.gz"
    said = first.manage("backup", str(one))
    assert "archivos 1," in said.stdout, said.stderr
    restored = second.manage("restore", "--replace", str(one))
    assert restored.returncode == 0, restored.stderr
    assert second.manage("backup", str(two)).returncode == 0
    assert one.read_bytes() == two.read_bytes()
    assert "Bitácora correcta" in second.manage("verify_ledger").stdout
    back = first.manage("restore", "--replace", str(two))
    assert back.returncode == 0, back.stderr
    print(f"drill: {restored.stdout.strip()} ({one.stat().st_size // 1024} KiB)")
