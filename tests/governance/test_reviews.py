"""The Cluster's review of a commission: written by one, signed by another, never changed again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.admin import ModelAdmin, site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction

from emra.accounts.models import Role, User
from emra.agreements import period_actions
from emra.dashboard import integrity
from emra.governance import body_actions, review_actions
from emra.governance.models import AgreementOpinion, CommissionReview, LineReview
from emra.governance.review_actions import Content, StaleReview, Verdict
from emra.ledger import triggers
from emra.ledger.models import Event
from emra.lib.errors import Conflict, DomainError, Forbidden, Unknown
from emra.strategy.follow_up import FollowUp
from emra.strategy.models import LineState
from tests.conftest import SEALED
from tests.house import content as answered

pytestmark = pytest.mark.django_db
LINK = "https://www.goreantofagasta.cl/linea"
DESK = "/gestion/comisiones/comision-1/revision/2026-T2/"
WHOLE = Content(
    opinion="Avanza según lo previsto",
    overall=Verdict("YELLOW", "Falta un permiso"),
    lines={
        "OE1-CP1": FollowUp("UNDER_WAY", percent=Decimal("12.5"), note="Primera etapa"),
        "OE1-CP2": FollowUp("DONE", link=LINK),
    },
    agreements={"A12": Verdict("RED", "Sin medición")},
)
PARTS = ("linereview", "agreementopinion", "reviewedcommitment")


@pytest.fixture
def second(person: Callable[..., User]) -> User:
    """Another person of the Cluster than `reviewer`."""
    return person(Role.CLUSTER, "cluster-dos")


@pytest.fixture
def write(corte: Any, secretary: User, reviewer: User) -> Callable[..., CommissionReview]:
    """Write the first commission's review of 2026-T2."""
    body_actions.follow_agreements(body="comision-1", agreements=["A12"], by=secretary)

    def make(content: Content = WHOLE, period: str = "2026-T2", **options: Any) -> Any:
        by = options.pop("by", reviewer)
        return review_actions.write_review(
            body="comision-1", period=period, content=content, by=by, **options
        )

    return make


@pytest.fixture
def sign(write: Any, second: User) -> Callable[..., CommissionReview]:
    """Write a review and sign it."""

    def make(content: Content = WHOLE, period: str = "2026-T2", **options: Any) -> Any:
        draft = write(content, period, **options)
        return signed(draft, second)

    return make


def signed(draft: CommissionReview, by: User) -> CommissionReview:
    return review_actions.sign_review(
        body=draft.body_id, period=draft.period.code, by=by, expected=draft.lock_version
    )


def public(client: Any) -> list[dict[str, Any]]:
    return client.get("/api/v1/commissions/comision-1/reviews/").json()["results"]


# -- writing and signing ---------------------------------------------------------------------


def test_a_draft_is_nowhere_public(write, client):
    write()
    assert public(client) == []
    assert client.get("/comisiones/comision-1/revisiones/2026-T2/").status_code == 404
    assert "Avanza según" not in client.get("/comisiones/comision-1/").content.decode()
    assert "Sin medición" not in client.get("/acuerdos/A12/").content.decode()
    assert not LineState.objects.exists()
    newest = client.get("/api/v1/ledger/").json()["results"][0]
    assert (newest["verb"], newest["payload"]) == ("review.written", None)


def test_signed_it_is_public_everywhere_and_each_line_gets_its_state(sign, promise, client):
    owed = promise().code
    sign()
    page = client.get("/comisiones/comision-1/revisiones/2026-T2/").content.decode()
    for said in ("Avanza según", "Falta un permiso", "12,5\u00a0%", "Sin medición", owed):
        assert said in page, said
    assert "Sin medición" in client.get("/acuerdos/A12/").content.decode()
    assert "Amarillo" in client.get("/comisiones/comision-1/").content.decode()
    told = public(client)[0]
    assert (told["corte"], told["light"], len(told["lines"])) == ("2026-T2", "YELLOW", 8)
    assert told["agreements"] == [{"code": "A12", "light": "RED", "reason": "Sin medición"}]
    assert told["commitments"][0]["code"] == owed
    rows = LineState.objects.values_list("line", "state", "reference")
    assert list(rows) == [
        ("OE1-CP1", "UNDER_WAY", "comision-1 2026-T2"),
        ("OE1-CP2", "DONE", "comision-1 2026-T2"),
    ]
    assert "En marcha" in client.get("/objetivos/OE1/").content.decode()
    table = client.get("/comisiones/revisiones.csv").content.decode()
    assert "LINE,OE1-CP1,UNDER_WAY,12.50,Primera etapa," in table
    assert "AGREEMENT,A12,RED,,Sin medición," in table
    assert integrity.faults() == []


def test_whoever_wrote_any_version_of_a_draft_does_not_sign_it(write, reviewer, second, person):
    draft = write()
    with pytest.raises(DomainError, match="la firma otra persona"):
        signed(draft, reviewer)
    draft = write(by=second, expected=draft.lock_version)
    for writer in (second, reviewer):
        with pytest.raises(DomainError, match="la firma otra persona"):
            signed(draft, writer)
    assert signed(draft, person(Role.CLUSTER, "cluster-tres")).state == "SIGNED"


def test_what_a_discarded_draft_said_binds_nobody(write, reviewer, second):
    draft = write()
    review_actions.discard_review(
        body="comision-1", period="2026-T2", by=second, expected=draft.lock_version
    )
    assert signed(write(by=second), reviewer).state == "SIGNED"


def test_only_the_cluster_writes_and_signs(write, person):
    draft = write()
    for role in (Role.SECRETARIAT, Role.ANALYST, Role.MEMBER, Role.ADMIN):
        other = person(role, f"otra-{role}".lower())
        with pytest.raises(Forbidden):
            write(by=other, expected=1)
        with pytest.raises(Forbidden):
            signed(draft, other)


def test_nobody_signs_what_changed_since_they_read_it(write, second, reviewer):
    draft = write()
    write(replace(WHOLE, opinion="Otra"), expected=1)
    with pytest.raises(StaleReview):
        signed(draft, second)
    with pytest.raises(StaleReview):
        write(expected=1)
    with pytest.raises(StaleReview):
        review_actions.discard_review(body="comision-1", period="2026-T2", by=second, expected=1)


@pytest.mark.parametrize(
    ("content", "field", "said"),
    [
        (replace(WHOLE, overall=Verdict("RED", " ")), "", "no está en verde"),
        (replace(WHOLE, lines={"OE1-CP1": FollowUp("DONE")}), "OE1-CP1-state", "respaldo"),
        (
            replace(WHOLE, lines={"OE1-CP1": FollowUp("", percent=Decimal(5))}),
            "OE1-CP1-state",
            "OE1-CP1",
        ),
        (replace(WHOLE, agreements={"A12": Verdict("YELLOW")}), "A12-reason", "A12"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_leaves_nothing(write, content, field, said):
    with pytest.raises(DomainError, match=said) as refused:
        write(content)
    assert refused.value.field == field
    assert not CommissionReview.objects.exists()


def test_lines_and_agreements_of_others_are_refused(write):
    with pytest.raises(Unknown):
        write(replace(WHOLE, lines={"OE2-CP1": FollowUp("UNDER_WAY")}))
    with pytest.raises(Unknown):
        write(replace(WHOLE, agreements={"A01": Verdict("GREEN")}))
    with pytest.raises(Unknown):
        review_actions.write_review(
            body="directorio", period="2026-T2", content=WHOLE, by=User.objects.get(role="CLUSTER")
        )


def test_a_review_without_opinion_or_light_is_not_signed(write, second):
    draft = write(Content(lines={"OE1-CP1": FollowUp("UNDER_WAY")}))
    with pytest.raises(DomainError, match="hacen falta la opinión"):
        signed(draft, second)


# -- signed, it does not change --------------------------------------------------------------


def test_the_service_writes_signs_and_drops_no_signed_review(sign, write, second, reviewer):
    row = sign()
    with pytest.raises(Conflict, match="está firmada y no cambia"):
        write(expected=row.lock_version)
    with pytest.raises(Conflict):
        signed(row, reviewer)
    with pytest.raises(Conflict):
        review_actions.discard_review(
            body="comision-1", period="2026-T2", by=reviewer, expected=row.lock_version
        )


def test_the_admin_neither_shows_nor_could_change_a_signed_review(sign, person, signed_in, rf):
    row = sign()
    admin = person(Role.ADMIN)
    client = signed_in(admin)
    assert client.get("/admin/governance/commissionreview/").status_code == 404
    for model in (CommissionReview, LineReview, AgreementOpinion):
        assert not site.is_registered(model)
    desk = ModelAdmin(CommissionReview, site)
    row.opinion = "Otra"
    with pytest.raises(DatabaseError, match="is sealed"), transaction.atomic():
        desk.save_model(rf.post("/"), row, form=None, change=True)
    with pytest.raises(DatabaseError, match="is sealed"), transaction.atomic():
        desk.delete_queryset(rf.post("/"), CommissionReview.objects.filter(pk=row.pk))


def test_the_api_takes_no_write(sign, api, reviewer):
    sign()
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(api(reviewer), method)("/api/v1/commissions/comision-1/reviews/", {})
        assert answer.status_code == 403
    assert CommissionReview.objects.get().opinion == WHOLE.opinion


def test_plain_sql_cannot_change_a_signed_review_or_its_parts(sign, promise):
    promise()
    row = sign()
    before = review_actions.facts(row)
    statements = [
        "UPDATE governance_commissionreview SET opinion = 'otra'",
        "UPDATE governance_commissionreview SET state = 'DRAFT', signer_id = NULL",
        "DELETE FROM governance_commissionreview",
        "UPDATE governance_linereview SET note = 'otra'",
        "UPDATE governance_agreementopinion SET light = 'GREEN'",
        "UPDATE governance_reviewedcommitment SET state = 'DONE'",
        *(f"DELETE FROM governance_{part}" for part in PARTS),
        "INSERT INTO governance_linereview"
        " (review_id, line_id, state, note, link, sha256, extension)"
        f" VALUES ({row.pk}, 'OE1-CP3', 'UNDER_WAY', '', '', '', '')",
    ]
    if connection.vendor == "sqlite":
        statements += [
            "INSERT OR REPLACE INTO governance_commissionreview"
            " SELECT * FROM governance_commissionreview",
            "INSERT OR REPLACE INTO governance_linereview SELECT * FROM governance_linereview",
        ]
    for sql in statements:
        with (
            pytest.raises(DatabaseError, match="is sealed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
    assert review_actions.facts(CommissionReview.objects.get()) == before


def test_without_the_triggers_it_would_change_and_the_ledger_tells(sign):
    # The control: it is the triggers that refuse.
    sign()
    table = "governance_linereview"
    unique, sealed, closed = SEALED[table]
    triggers.remove(connection, table)
    try:
        LineReview.objects.update(note="otra")
    finally:
        triggers.seal(connection, table, unique, sealed, closed=closed)
    assert any("comision-1-2026-T2-v1" in fault for fault in integrity.faults())


def test_drafts_beside_a_signed_review_go_on_changing(sign, write, secretary):
    sign()
    period_actions.open_period(
        code="2026-T3", cutoff_on=date(2026, 9, 30), due_on=None, by=secretary
    )
    draft = write(period="2026-T3")
    write(replace(WHOLE, opinion="Otra"), period="2026-T3", expected=draft.lock_version)
    assert CommissionReview.objects.get(state="DRAFT").opinion == "Otra"


# -- corrected by a new version --------------------------------------------------------------


def test_a_correction_is_a_new_version_that_names_the_one_it_replaces(
    sign, write, second, reviewer, client
):
    first = sign()
    with pytest.raises(DomainError, match="por qué se corrige"):
        review_actions.correct_review(body="comision-1", period="2026-T2", reason=" ", by=reviewer)
    draft = review_actions.correct_review(
        body="comision-1", period="2026-T2", reason="Faltaba un dato", by=reviewer
    )
    assert (draft.version, draft.replaces, draft.opinion) == (2, first, first.opinion)
    assert public(client)[0]["version"] == 1, "the draft of the correction is not public"
    draft = write(replace(WHOLE, opinion="Corregida"), expected=draft.lock_version)
    signed(draft, second)
    assert [row["version"] for row in public(client)] == [2]
    address = "/comisiones/comision-1/revisiones/2026-T2/"
    page = client.get(address).content.decode()
    assert "Corregida" in page
    assert "Faltaba un dato" in page
    old = client.get(f"{address}?version=1").content.decode()
    assert "Avanza según" in old
    assert "fue corregida" in old
    assert LineState.objects.last().reference == "comision-1 2026-T2 v2"
    event = Event.objects.filter(verb="review.signed").last()
    assert "Faltaba un dato" in event.payload


def test_an_earlier_corte_signed_late_does_not_put_lines_back(sign, write, second, secretary):
    period_actions.open_period(
        code="2026-T3", cutoff_on=date(2026, 9, 30), due_on=None, by=secretary
    )
    later = replace(WHOLE, lines={"OE1-CP1": FollowUp("STOPPED", note="Sin permiso")})
    signed(write(later, period="2026-T3"), second)
    sign()
    assert LineState.objects.filter(line="OE1-CP1").last().state == "STOPPED"


# -- the desk --------------------------------------------------------------------------------


def test_the_desk_writes_keeps_what_was_typed_and_signs(corte, signed_in, reviewer, second, client):
    typed = {
        **{"opinion": "Va bien", "light": "RED", "light_reason": "", "version": "0"},
        **{"OE1-CP1-state": "DONE", "OE1-CP1-note": "Inaugurada", "OE1-CP1-percent": ""},
    }
    desk = signed_in(reviewer)
    refused = desk.post(DESK, typed)
    assert refused.status_code == 400
    for said in ("no está en verde", "Va bien", "Inaugurada"):
        assert said in refused.content.decode()
    typed |= {"light": "GREEN"}
    refused = desk.post(DESK, typed)
    assert refused.status_code == 400
    assert "necesita un respaldo" in refused.content.decode()
    file = SimpleUploadedFile("acta.csv", b"dato,valor\nobra,1\n")
    assert desk.post(DESK, {**typed, "OE1-CP1-file": file}).status_code == 302
    row = CommissionReview.objects.get()
    kept = row.lines.get()
    answer = desk.get(f"/gestion/comisiones/revisiones/respaldos/{kept.pk}/")
    assert answered(answer) == b"dato,valor\nobra,1\n"
    assert client.get(f"/comisiones/revisiones/respaldos/{kept.pk}/").status_code == 404
    stale = desk.post(DESK, {**typed, "opinion": "Otra", "version": "0"})
    assert stale.status_code == 409
    assert "Otra" in stale.content.decode()
    saved = desk.post(DESK, {**typed, "note": "", "version": "1"})
    assert saved.status_code == 302, "the file stays without being uploaded again"
    own = desk.post(f"{DESK}firmar/", {"version": "2", "confirmed": "on"})
    assert own.status_code == 400
    desk = signed_in(second)
    assert desk.post(f"{DESK}firmar/", {"version": "2"}).status_code == 400
    answer = desk.post(f"{DESK}firmar/", {"version": "2", "confirmed": "on"})
    assert answer.status_code == 302
    answer = client.get(f"/comisiones/revisiones/respaldos/{row.lines.get().pk}/")
    assert answered(answer) == b"dato,valor\nobra,1\n"
    assert desk.post(DESK, {**typed, "version": "3"}).status_code == 409
    page = desk.get(DESK).content.decode()
    assert 'name="opinion"' not in page
    assert "Abrir otra versión" in page
