"""Two hundred in a minute from one address: the allowed number gets in, the others do too."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from emra.lib.http import sender
from emra.oversight import protection
from emra.oversight.models import Observation, Tally
from tests.oversight.conftest import FORM, MONDAY, TEXT, filled

pytestmark = pytest.mark.django_db
SPAMMER = "203.0.113.7"


def post(second, address=SPAMMER, **more):
    now = MONDAY + timedelta(seconds=second)
    with time_machine.travel(now, tick=False):
        return Client(REMOTE_ADDR=address).post(FORM, filled(now, **more))


def test_all_but_the_allowed_get_429_others_are_served_and_the_window_passes(strategy):
    answers = [post(n * 0.3, text=f"Compre barato {n} en mi sitio") for n in range(200)]
    codes = [answer.status_code for answer in answers]
    allowed = protection.SENT[0].most
    assert codes.count(302) == allowed == Observation.objects.count()
    assert set(codes[allowed:]) == {429}
    late = answers[-1]
    assert "Compre barato 199 en mi sitio" in late.content.decode(), "the text is not lost"
    assert 0 < int(late["Retry-After"]) <= 600
    assert "Espere" in late.content.decode()
    assert post(60, address="198.51.100.4").status_code == 302, "somebody else"
    hour = int(protection.SENT[0].span.total_seconds())
    assert post(hour + 1).status_code == 302, "the same one, when the window passed"


def test_a_flood_writes_nothing_once_it_is_over_its_limit(strategy, django_assert_max_num_queries):
    for n in range(protection.TRIES.most):
        post(n, text="corta")
    before = list(Tally.objects.values())
    post(20)
    assert list(Tally.objects.values()) == before
    form = filled(MONDAY, text=TEXT)
    # The count, and one of each kind of subject that the form lists again.
    with time_machine.travel(MONDAY, tick=False), django_assert_max_num_queries(8):
        assert Client(REMOTE_ADDR=SPAMMER).post(FORM, form).status_code == 429


def test_badly_filled_forms_use_up_tries_but_not_the_hours_allowance(strategy):
    for n in range(protection.TRIES.most):
        assert post(n, text="corta").status_code == 400
    assert post(30).status_code == 429
    assert post(11 * 60).status_code == 302


def test_everybody_together_has_a_limit_too(strategy, monkeypatch):
    shared = protection.Limit("everybody", 3, timedelta(hours=1), shared=True)
    monkeypatch.setattr(protection, "SENT", (protection.SENT[0], shared))
    codes = [post(n, address=f"198.51.100.{n}").status_code for n in range(4)]
    assert codes == [302, 302, 302, 429]
    assert "más observaciones de las que se pueden" in post(5, "198.51.100.9").content.decode()


def test_no_address_is_kept_and_two_stretches_cannot_be_joined(strategy):
    for second in (0, 601):
        post(second, text="corta")
    rows = str(list(Tally.objects.values()))
    assert SPAMMER not in rows
    keys = list(Tally.objects.values_list("bucket", flat=True))
    assert len(keys) == len(set(keys)) == 2
    assert protection.sweep(MONDAY + timedelta(hours=2)) == 2
    assert not Tally.objects.exists()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "remote", "seen"),
    [
        (0, "198.51.100.1", SPAMMER, SPAMMER),
        (1, "198.51.100.1", "127.0.0.1", "198.51.100.1"),
        (1, "1.2.3.4, 198.51.100.1", "127.0.0.1", "198.51.100.1"),
        (2, "1.2.3.4, 198.51.100.1, 10.0.0.1", "127.0.0.1", "198.51.100.1"),
        (2, "198.51.100.1", SPAMMER, SPAMMER),
        (1, "", SPAMMER, SPAMMER),
        (1, "no es una dirección", SPAMMER, "unknown"),
        (0, "", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (0, "", "2001:db8:1:2::9", "2001:db8:1:2::/64"),
        (0, "", "::ffff:203.0.113.7", SPAMMER),
    ],
)
def test_the_sender_is_whom_our_own_proxy_saw(rf, settings, proxies, forwarded, remote, seen):
    settings.PROXIES = proxies
    asked = rf.get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    assert sender(asked) == seen


def test_replies_and_erasures_are_counted_too(answered, client):
    _row, secret = answered()
    address = f"/contraloria/seguimiento/{secret}/replica/"
    with time_machine.travel(MONDAY + timedelta(days=20), tick=False):
        for _n in range(protection.TRIES.most):
            assert client.post(address, {"text": "corta"}).status_code == 400
        late = client.post(address, {"text": "Una réplica con su texto entero."})
    assert late.status_code == 429
    assert int(late["Retry-After"]) > 0
    assert "Una réplica con su texto entero." in late.content.decode()
