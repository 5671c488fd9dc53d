"""The methodology's examples: the figures of the corte, and Python that gives them again."""

import contextlib
import html
import io
import re
from datetime import date
from decimal import Decimal

import pytest

from emra.agreements import period_actions, queries
from emra.dashboard.examples import examples

pytestmark = pytest.mark.django_db


def snippets(page):
    found = re.findall(r'<code data-recompute="(\w+)">(.*?)</code>', page, re.S)
    return {name: html.unescape(code) for name, code in found}


def run(code):
    """What the three lines print, in a folder with the table that the page links."""
    assert len(code.splitlines()) == 3
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "recompute", "exec"), {})
    return Decimal(out.getvalue().strip())


def test_the_three_lines_give_the_published_figures(strategy, client, tmp_path, monkeypatch):
    page = client.get("/metodologia/").content.decode()
    link = re.search(r'href="(/acuerdos\.csv\?corte=[^"]+)">(acuerdos-[^<]+\.csv)<', page)
    table = client.get(html.unescape(link[1]))
    assert f'filename="{link[2]}"' in table["Content-Disposition"]
    (tmp_path / link[2]).write_bytes(table.content)
    monkeypatch.chdir(tmp_path)
    codes = snippets(page)
    # 85 / 5, (85 + 100) / 5, and 1095 of 2921 days until 31-12-2025
    assert run(codes["mean"]) == Decimal(17)
    assert run(codes["upper"]) == Decimal(37)
    assert run(codes["expected"]) == Decimal("37.49")
    assert "<code>17.0</code>" in page
    assert "<code>37.0</code>" in page


def test_each_step_is_the_figure_that_the_edition_says(strategy):
    board = queries.board()
    found = examples(board)
    social = next(row for row in board.dimensions if row.code == "social")
    assert (found.mean.working.total, found.mean.unknown) == (Decimal(85), 1)
    assert found.mean.at_most / found.mean.working.applicable == social.upper
    assert (found.rounding.figure.code, found.rounding.total) == ("ambiental", Decimal(292))
    assert str(found.rounding.raw).startswith("41.714285")
    # The first of January of 2025 is day 731 of the 2921 from 2023 to the end of 2030.
    assert [(one.passed, one.whole) for one in found.path.days] == [(731, 2921), (1095, 2921)]
    figure = found.path.figure
    assert [one.percent for one in found.path.days] == [figure.expected_low, figure.expected_high]
    assert [row.verdict for row in found.verdicts] == [
        "MATCHES", "MATCHES_ROUNDED", "NO_RULE_MATCHES", "NOT_COMPUTABLE",
    ]  # fmt: skip
    assert (found.projected, found.measured) == (None, None)


def test_three_dated_readings_are_projected_by_the_median_slope(
    corte, approve, publish, secretary, client
):
    approve("A12", "40")
    publish()
    for code, day, percent in (("2026-T3", 30, "45"), ("2026-T4", 31, "60")):
        month = 9 if code == "2026-T3" else 12
        period_actions.open_period(
            code=code, cutoff_on=date(2026, month, day), due_on=None, by=secretary
        )
        approve("A12", percent, corte=code)
        publish(code)
    found = examples(queries.board()).projected
    assert found.code == "A12"
    # 5 points in 92 days, 20 in 184, 15 in 92: 19.85, 39.70 and 59.55 a year
    assert [round(slope.per_year, 2) for slope in found.slopes] == [
        Decimal("19.85"), Decimal("39.70"), Decimal("59.55"),
    ]  # fmt: skip
    assert found.found.slope_per_year == Decimal("39.70")
    page = client.get("/metodologia/").content.decode()
    assert "39,70" in page
    earlier = examples(queries.board("2026-T3")).projected
    assert len(earlier.points) == 2
    assert "sin proyección: 2 datos" in client.get("/metodologia/?corte=2026-T3").content.decode()


def test_the_page_says_its_rules_and_stands_without_a_publication(client):
    page = client.get("/metodologia/").content.decode()
    assert "Reglas, versión 1, vigentes desde el 21-11-2026." in page
    assert snippets(page) == {}
    assert client.get("/metodologia/?corte=2099-T1").status_code == 404
