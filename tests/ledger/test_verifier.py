"""The one-file verifier: run by a bare Python on the exported JSON, and of one mind with chain."""

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emra.ledger import chain, verificador
from emra.ledger.queries import head, whole_chain
from tests.house import content
from tests.ledger.test_chain import events

VERIFIER = Path(verificador.__file__)


@pytest.fixture
def exported(corte: Any, approve: Any, publish: Any, draft: Any, client: Any) -> Any:
    """The public export of a ledger with published and reserved events."""
    approve("A12", "40")
    publish()
    return json.loads(content(client.get("/bitacora.json")))


@pytest.fixture
def verify(tmp_path: Path) -> Any:
    """Run the verifier on an export with a Python that sees no site packages."""

    def run(export: Any, *options: str) -> tuple[int, str]:
        path = tmp_path / "bitacora.json"
        text = export if isinstance(export, str) else json.dumps(export)
        path.write_text(text, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(VERIFIER), str(path), *options],
            capture_output=True,
            encoding="utf-8",
            env={"PYTHONIOENCODING": "utf-8"},
            check=False,
        )
        assert done.stderr == ""
        return done.returncode, done.stdout.strip()

    return run


def test_the_export_of_a_real_ledger_is_correct(exported, verify):
    seq, last = head()
    assert (exported["seq"], exported["head"]) == (seq, last)
    assert any(event["payload"] is None for event in exported["events"]), "drafts are reserved"
    assert verify(exported) == (0, f"CORRECTA: {seq} eventos, cabeza {last}")
    assert verify(exported, "--cabeza", last)[0] == 0


def test_another_head_than_the_one_expected_fails(exported, verify):
    status, said = verify(exported, "--cabeza", "f" * 64)
    assert status == 1
    assert said.startswith("FALLA: ningún evento tiene el hash guardado")


def test_a_head_kept_from_an_earlier_day_is_still_in_the_ledger(exported, verify):
    assert verify(exported, "--cabeza", exported["events"][2]["hash"])[0] == 0


def test_a_ledger_cut_short_is_noticed_by_its_head(exported, verify):
    exported["events"].pop()
    assert verify(exported, "--cabeza", exported["head"])[0] == 1


def test_a_tampered_payload_names_its_event(exported, verify):
    event = next(row for row in exported["events"] if row["payload"])
    event["payload"] = event["payload"].replace("a", "b", 1)
    said = f"FALLA en el evento {event['seq']}: su contenido fue alterado."
    assert verify(exported) == (1, said)


@pytest.mark.parametrize("name", ["verb", "office", "role", "object_code", "at", "payload_hash"])
def test_a_tampered_header_names_its_event(exported, verify, name):
    event = next(row for row in exported["events"] if row["payload"] is None)
    event[name] += "x"
    said = f"FALLA en el evento {event['seq']}: su encabezado fue alterado."
    assert verify(exported) == (1, said)


def test_a_removed_event_is_named(exported, verify):
    del exported["events"][4]
    assert verify(exported) == (1, "FALLA en el evento 5: falta este evento.")


def test_a_link_that_leads_elsewhere_is_named(exported, verify):
    exported["events"][2]["prev_hash"] = "0" * 64
    assert verify(exported) == (1, "FALLA en el evento 3: no enlaza con el evento anterior.")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"events": [1]}', '{"events": [{}]}', "{}"])
def test_what_is_no_export_is_said_and_not_called_correct(verify, text):
    status, said = verify(text)
    assert status == 2
    assert said.startswith("No se pudo leer la bitácora")


def test_an_empty_ledger_is_correct_and_its_head_is_zeros(verify):
    assert verify({"events": []}) == (0, f"CORRECTA: 0 eventos, cabeza {'0' * 64}")
    said = f"FALLA: ningún evento tiene el hash guardado; la cabeza es {'0' * 64}."
    assert verify({"events": []}, "--cabeza", "f" * 64) == (1, said)


def test_the_help_says_what_it_does_and_what_a_kept_head_is_for(verify):
    status, said = verify({}, "--help")
    assert status == 0
    assert "\nVerifica una bitácora exportada.\n" in said
    assert "--cabeza CABEZA  hash guardado que la bitácora debe contener" in said


def test_an_export_is_read_as_utf_8_whatever_the_machine_s_language(exported, tmp_path):
    path = tmp_path / "bitacora.json"
    text = json.dumps(exported, ensure_ascii=False)
    assert not text.isascii()
    path.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-X", "utf8=0", str(VERIFIER), str(path)],
        capture_output=True,
        env={"LC_ALL": "C"},
        check=False,
    )
    assert done.stdout.startswith(b"CORRECTA: ")


def test_the_file_offered_for_download_is_the_one_tested(db, client):
    assert content(client.get("/bitacora/verificador.py")) == VERIFIER.read_bytes()


SAID = {
    "missing": "falta este evento",
    "prev_hash": "no enlaza con el evento anterior",
    "payload": "su contenido fue alterado",
    "hash": "su encabezado fue alterado",
}
mutations = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.sampled_from([*chain.HEADER, "hash", "payload", "salt", "REMOVE", "HIDE", "SWAP"]),
        st.text(st.characters(codec="utf-8"), max_size=6),
    ),
    max_size=3,
)


def mutated(changes: list[tuple[int, str, str]]) -> list[dict[str, Any]]:
    made = copy.deepcopy(events(6))
    for place, name, text in changes:
        place %= max(len(made), 1)
        if name == "REMOVE" and made:
            del made[place]
        elif name == "SWAP" and made:
            made[place], made[-1] = made[-1], made[place]
        elif name == "HIDE" and made:
            made[place]["payload"] = made[place]["salt"] = None
        elif made and name in made[place]:
            made[place][name] = len(text) if name == "seq" else text
    return made


@given(mutations)
def test_the_verifier_and_the_chain_find_the_same_first_fault(changes):
    made = mutated(changes)
    if any(event["salt"] is None and event["payload"] is not None for event in made):
        return
    fault = chain.first_fault(made)
    found = verificador.primera_falla(made)
    assert found == (None if fault is None else (fault.seq, SAID[fault.what]))


@pytest.mark.django_db
def test_both_read_the_house_s_own_chain_alike(corte, approve, publish):
    approve("A12", "40")
    publish()
    whole = list(whole_chain())
    assert chain.first_fault(whole) is None
    assert verificador.primera_falla(whole) is None
