"""The grid as a plain form: every changed row in one transaction, or none, and no text lost."""

from typing import Any

import pytest

from emra.agreements import actions, period_actions, review_actions
from emra.agreements.models import ProgressReport
from emra.ledger.models import Event
from tests.house import Markup

pytestmark = pytest.mark.django_db
PAGE = "/gestion/avances/2026-T2/"
SAVE = f"{PAGE}guardar/"


@pytest.fixture
def desk(corte: Any, secretary: Any, signed_in: Any) -> Any:
    return signed_in(secretary)


def values(page: str) -> dict[str, str]:
    """What each control of the grid's form holds, as a browser would send it back."""
    held: dict[str, str] = {}
    choices: str = ""
    for tag, attrs in Markup(page).tags:
        name = attrs.get("name", "")
        if tag == "select":
            choices = name
            held.setdefault(name, "PERCENT")
        elif tag == "option" and "selected" in attrs:
            held[choices] = attrs["value"]
        elif tag == "input" and name[:1] == "A":
            held[name] = attrs.get("value", "")
        elif tag == "textarea":
            held[name] = page.partition(f'name="{name}"')[2].partition(">")[2].partition("<")[0]
    return {name: text.lstrip("\n") for name, text in held.items() if name[:1] == "A"}


def stored() -> dict[str, tuple[str, str, int]]:
    rows = ProgressReport.objects.filter(origin="ENTRY").order_by("agreement")
    return {row.code: (str(row.percent), row.note, row.lock_version) for row in rows}


def row_of(page: str, code: str) -> str:
    return page.partition(f'data-row="{code}"')[2].partition("</tr>")[0]


def test_the_changed_rows_are_saved_at_once_and_the_untouched_left_alone(desk):
    form = values(desk.get(PAGE).content.decode())
    assert len([name for name in form if name.endswith("-version")]) == 19
    assert {form[name] for name in form if name.endswith("-version")} == {"0"}
    before = Event.objects.count()
    answer = desk.post(
        SAVE,
        {**form, "A12-percent": "47,5 %", "A16-percent": "12.25", "A16-note": "Acta 3"},
        follow=True,
    )
    assert answer.status_code == 200
    assert "2 avances guardados." in answer.content.decode()
    assert stored() == {
        "A12-2026-T2-v1": ("47.50", "", 1),
        "A16-2026-T2-v1": ("12.25", "Acta 3", 1),
    }
    assert Event.objects.count() == before + 2


def test_the_page_sent_back_as_it_is_saves_nothing(desk, draft):
    # A note with the line ends of a spreadsheet comes back with those of a browser.
    draft("A12", "40", note="Primera\nSegunda")
    draft("A16", None, absence="NO_DATA", absence_reason="Sin medición")
    before = stored()
    form = values(desk.get(PAGE).content.decode())
    form = {name: text.replace("\n", "\r\n") for name, text in form.items()}
    answer = desk.post(SAVE, form, follow=True)
    assert "0 avances guardados." in answer.content.decode()
    assert stored() == before


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"A16-percent": "140"}, "es mayor que 100"),
        ({"A16-kind": "NO_DATA"}, "Explique por qué no hay porcentaje"),
        ({"A16-note": "Nota sin cifra"}, "Escriba el avance, o elija"),
    ],
)
def test_one_wrong_row_stores_nothing_and_keeps_every_text(desk, typed, sentence):
    form = values(desk.get(PAGE).content.decode())
    before = Event.objects.count()
    sent = {**form, "A12-percent": "47,5 %", "A12-note": "Texto <propio>", **typed}
    answer = desk.post(SAVE, sent)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert sentence in row_of(page, "A16")
    assert "Texto &lt;propio&gt;" in row_of(page, "A12")
    kept = values(page)
    assert {name: kept[name] for name in typed} == typed
    assert kept["A12-percent"] == "47,5 %"
    assert 'id="id_A13-percent_error"></p>' in row_of(page, "A13")
    assert (stored(), Event.objects.count()) == ({}, before)


def test_a_refusal_of_the_action_stops_the_rows_before_and_after_it(desk):
    # The source gives A09 31 %.
    form = values(desk.get(PAGE).content.decode())
    before = Event.objects.count()
    sent = {**form, "A08-percent": "30", "A09-percent": "30", "A12-percent": "40"}
    page = desk.post(SAVE, sent).content.decode()
    assert "baja de 31,00" in row_of(page, "A09")
    assert {values(page)[f"{code}-percent"] for code in ("A08", "A09", "A12")} == {"30", "40"}
    assert (stored(), Event.objects.count()) == ({}, before)
    again = desk.post(SAVE, {**values(page), "A09-setback_reason": "Sequía"})
    assert again.status_code == 302
    assert sorted(stored()) == ["A08-2026-T2-v1", "A09-2026-T2-v1", "A12-2026-T2-v1"]


def test_a_stale_row_stores_nothing_says_both_values_and_then_decides(desk, draft):
    draft("A12", "40")
    form = values(desk.get(PAGE).content.decode())
    draft("A12", "41")  # somebody else, meanwhile
    sent = {**form, "A12-percent": "42", "A16-percent": "12"}
    answer = desk.post(SAVE, sent)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Ahora dice: 41,00" in row_of(page, "A12")
    assert values(page)["A12-percent"] == "42"
    assert stored() == {"A12-2026-T2-v1": ("41.00", "", 2)}
    # The page now carries the version that was shown: to send it again is to decide.
    assert values(page)["A12-version"] == "2"
    assert desk.post(SAVE, values(page)).status_code == 302
    assert stored() == {"A12-2026-T2-v1": ("42.00", "", 3), "A16-2026-T2-v1": ("12.00", "", 1)}


def test_an_empty_row_that_somebody_else_filled_is_no_error(desk, draft):
    form = values(desk.get(PAGE).content.decode())
    draft("A12", "41")
    assert desk.post(SAVE, {**form, "A16-percent": "12"}).status_code == 302
    assert stored() == {"A12-2026-T2-v1": ("41.00", "", 1), "A16-2026-T2-v1": ("12.00", "", 1)}


def test_a_row_that_was_not_on_the_page_is_no_error(desk, submit, reviewer):
    report = submit("A12", "40")
    form = values(desk.get(PAGE).content.decode())
    assert "A12-version" not in form
    review_actions.return_progress(report=report.code, reason="Falta", by=reviewer)
    assert desk.post(SAVE, {**form, "A16-percent": "12"}).status_code == 302
    assert sorted(stored()) == ["A12-2026-T2-v1", "A16-2026-T2-v1"]


def test_what_was_written_in_a_row_that_went_to_review_meanwhile_is_not_lost(
    desk, draft, secretary
):
    report = draft("A12", "40")
    form = values(desk.get(PAGE).content.decode())
    actions.submit_progress(report=report.code, by=secretary)
    answer = desk.post(SAVE, {**form, "A12-percent": "42", "A16-percent": "12"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Ahora dice: 40,00" in row_of(page, "A12")
    assert values(page)["A12-percent"] == "42"
    assert list(stored()) == [report.code]
    again = desk.post(SAVE, values(page)).content.decode()
    assert "está en revisión" in row_of(again, "A12")


def test_a_corte_closed_meanwhile_takes_nothing_and_keeps_the_text(desk, secretary):
    form = values(desk.get(PAGE).content.decode())
    period_actions.close_period(period="2026-T2", by=secretary)
    answer = desk.post(SAVE, {**form, "A12-percent": "40"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "está cerrado: ya no recibe avances" in row_of(page, "A12")
    assert values(page)["A12-percent"] == "40"
    assert stored() == {}
    assert 'name="A16-percent"' not in page, "the other rows are read only now"
