"""A covenant's next versions: why they change it, what they keep, what they follow."""

import pytest

from emra.cooperation import changes, covenant_actions, queries, review_actions
from emra.cooperation.covenant_actions import Place, Result, content_of
from emra.cooperation.models import CovenantSheet, Locality
from emra.ledger.four_eyes import Stale
from emra.lib.errors import DomainError
from tests.cooperation.conftest import TODAY, content

pytestmark = pytest.mark.django_db


def test_a_change_of_what_is_in_force_is_another_version_with_its_reason(
    published, settle, secretary
):
    published()
    told = content(programme="Programa nuevo", results=(Result("Se firmó."), Result("Empezó.")))
    with pytest.raises(DomainError, match="motivo"):
        covenant_actions.write_covenant(covenant="prueba-2025", content=told, by=secretary)
    second = settle(
        covenant_actions.write_covenant(
            covenant="prueba-2025", content=told, by=secretary, reason="Se renombró."
        )
    )
    assert second.version == 2
    assert queries.covenant("prueba-2025", TODAY).programme == "Programa nuevo"
    assert queries.covenant("prueba-2025", TODAY, "1").programme == "Programa de prueba"
    assert [(row.label, row.before, row.after) for row in changes.of_version("prueba-2025", 2)] == [
        ("Programa", "Programa de prueba", "Programa nuevo"),
        ("Resultados", "", "Empezó."),
    ]


def test_a_new_version_of_a_sources_covenant_keeps_the_passages_of_what_it_repeats(
    today, strategy, secretary
):
    first = CovenantSheet.objects.get(covenant="loa-1995")
    told = content_of(first)
    changed = told.localities[0]
    places = (Place(changed.commune, changed.name, 361), *told.localities[1:])
    row = covenant_actions.write_covenant(
        covenant="loa-1995",
        content=covenant_actions.Content(
            **{**vars(told), "localities": places, "term_note": "Se aclara."}
        ),
        by=secretary,
        reason="Un recuento.",
    )
    assert row.citation_id == first.citation_id
    assert row.contribution_citation_id == first.contribution_citation_id
    assert row.term_citation_id is None
    cited = list(
        Locality.objects.filter(sheet=row).order_by("number").values_list("citation", flat=True)
    )
    assert cited[0] is None
    assert cited[1] == "loa-cuadro-1"


def test_a_lost_update_is_refused(draft, secretary):
    row = draft()
    covenant_actions.write_covenant(
        covenant="prueba-2025",
        content=content(name="Otro"),
        by=secretary,
        expected=row.lock_version,
    )
    with pytest.raises(Stale):
        covenant_actions.write_covenant(
            covenant="prueba-2025", content=content(), by=secretary, expected=row.lock_version
        )
    with pytest.raises(Stale):
        review_actions.submit(code=row.code, by=secretary, expected=row.lock_version)


def test_a_covenant_does_not_follow_one_that_follows_it(published, secretary):
    published("primero")
    published("segundo", predecessor="primero")
    assert queries.covenant("primero", TODAY).successors == ("segundo",)
    for code in ("primero", "segundo"):
        with pytest.raises(DomainError, match="no puede ser el anterior"):
            covenant_actions.write_covenant(
                covenant="primero", content=content(predecessor=code), by=secretary, reason="x"
            )


def test_a_corrected_source_shows_only_the_passages_it_still_rests_on(
    client, today, strategy, secretary, settle
):
    told = content_of(CovenantSheet.objects.get(covenant="loa-1995"))
    changed = covenant_actions.Content(**{**vars(told), "term_note": "Se aclara."})
    settle(
        covenant_actions.write_covenant(
            covenant="loa-1995", content=changed, by=secretary, reason="Se aclara el plazo."
        )
    )
    text = client.get("/cooperacion/convenios/loa-1995/").content.decode()
    assert "El aporte</h3>" in text
    assert "El plazo</h3>" not in text
    assert "la ingresó la Secretaría Técnica" in text
    assert "Se aclara el plazo." in text
