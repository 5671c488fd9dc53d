"""`make deck-check`: decks of several states of the data, drawn by LibreOffice to be looked at.

Needs soffice and pdftoppm, so it is no part of the suite. Each slide is a picture below
`var/decks`; a state whose slides and drawn pages differ in number, or that the geometry test
finds fault with, ends it with an error.
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "var" / "decks"
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory() as data:
        os.environ |= {"DATA_DIR": data, "DEMO": "true", "DATABASE_URL": "", "REDIS_URL": ""}
        os.environ["DJANGO_SETTINGS_MODULE"] = "emra.settings"
        django.setup()
        from tests.reports.test_geometry import faults

        wrong = 0
        for name, deck in decks():
            found = faults(deck)
            pages = drawn(folder / name, deck)
            wrong += len(found) + (pages == 0)
            print(f"{name}: {pages} láminas, {len(found)} faltas {found}")
    sys.exit(min(1, wrong))


def decks() -> Iterator[tuple[str, bytes]]:
    """As loaded, as a draft, as published after every kind of change, and the worst cases."""
    from django.core.management import call_command

    from emra.accounts.models import User
    from emra.agreements import actions, period_actions, review_actions
    from emra.agreements import queries as agreements
    from emra.reports import content, deck
    from tests.governance.world import chamber
    from tests.projects.followed import followed
    from tests.reports import test_worst_cases as worst
    from tests.reports.test_geometry import report as report_of
    from tests.words import SOLD, TOKEN

    call_command("prepare", stdout=io.StringIO())
    yield "inicial", deck.render(content.published(None, content.state()))
    secretary, reviewer = (User.objects.get(username=name) for name in ("secretaria", "cluster"))
    period_actions.open_period(
        code="2026-T2", cutoff_on=date(2026, 6, 30), due_on=date(2026, 7, 15), by=secretary
    )
    long = "Una faena volvió a usar agua continental mientras repara su planta desaladora. " * 3
    entries = {
        "A01": actions.Entry(percent=Decimal("55.5"), setback_reason=long),
        "A02": actions.Entry(percent=Decimal("57.25")),
        "A12": actions.Entry(percent=Decimal(0)),
        "A13": actions.Entry(absence="NO_DATA", absence_reason=long),
        "A18": actions.Entry(percent=Decimal(100)),
        "A19": actions.Entry(absence="NOT_APPLICABLE", absence_reason=long),
    }
    for agreement, entry in entries.items():
        report = actions.record_progress(
            agreement=agreement, period="2026-T2", entry=entry, by=secretary
        )
        actions.submit_progress(report=report.code, by=secretary)
        review_actions.approve_progress(report=report.code, by=reviewer)
    chamber(secretary, reviewer)
    followed(secretary, reviewer, SOLD, TOKEN)
    yield "borrador", deck.render(content.draft("2026-T2", content.state()))
    period_actions.close_period(period="2026-T2", by=secretary)
    period_actions.publish(period="2026-T2", by=secretary)
    yield "2026-T2", deck.render(content.published(None, content.state()))
    for change in (worst.late, worst.unknown, worst.carried):
        found = worst.pages_of(agreements.board("2025-inicial"), change)
        yield f"peor-{change.__name__}", deck.render(report_of(*found))


def drawn(folder: Path, deck: bytes) -> int:
    """How many pictures LibreOffice made of a deck."""
    folder.mkdir(parents=True)
    path = folder / "directorio.pptx"
    path.write_bytes(deck)
    convert = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(convert, check=True, capture_output=True, timeout=300)
    pages = ["pdftoppm", "-r", "80", "-png", str(path.with_suffix(".pdf")), str(folder / "l")]
    subprocess.run(pages, check=True, timeout=300)
    return len(list(folder.glob("l-*.png")))


if __name__ == "__main__":
    main()
