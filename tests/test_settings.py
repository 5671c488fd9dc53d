"""Settings: a wrong combination stops the start with a sentence; what is read is documented."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
KEY = "k" * 50
POSTGRESQL, REDIS = "postgresql://x@127.0.0.1:1/x", "redis://127.0.0.1:1/0"
DEPLOYED = {
    "DATABASE_URL": POSTGRESQL,
    "REDIS_URL": REDIS,
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "seguimiento.example.cl",
}
WRONG = {
    "sqlite address": ({"DATABASE_URL": "sqlite:///x.db"}, "must be a postgresql:// address"),
    "redis alone": ({"REDIS_URL": REDIS}, "REDIS_URL needs DATABASE_URL"),
    "no broker": ({**DEPLOYED, "REDIS_URL": ""}, "DATABASE_URL needs REDIS_URL"),
    "no key": ({**DEPLOYED, "SECRET_KEY": ""}, "SECRET_KEY must be set and have at least 50"),
    "short key": ({**DEPLOYED, "SECRET_KEY": "k" * 49}, "SECRET_KEY must be set"),
    "no hosts": ({**DEPLOYED, "ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must name the public"),
    "public demo": ({**DEPLOYED, "DEMO": "true"}, "answer on loopback only"),
    "public debug": ({"DEBUG": "true", "ALLOWED_HOSTS": "example.cl"}, "answer on loopback only"),
    "provider without client": ({"OIDC_ISSUER": "https://id.example.cl"}, "needs OIDC_CLIENT_ID"),
    "provider in clear": (
        {"OIDC_ISSUER": "http://id.example.cl", "OIDC_CLIENT_ID": "x"},
        "OIDC_ISSUER must be an https:// address",
    ),
    "any host": ({"DEMO": "true", "ALLOWED_HOSTS": "*"}, "answer on loopback only"),
}
RIGHT = {
    "embedded": {},
    "demonstration": {"DEMO": "true"},
    "debug": {"DEBUG": "true"},
    "deployed": DEPLOYED,
    "demonstration on postgresql": {"DEMO": "true", "DATABASE_URL": POSTGRESQL, "REDIS_URL": REDIS},
}


def start(code: str, tmp_path: Path, variables: dict[str, str]) -> Any:
    """Run Python in a process whose environment holds these settings and no other."""
    outside = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={
            **outside,
            "DJANGO_SETTINGS_MODULE": "emra.settings",
            "DATA_DIR": str(tmp_path),
            "PYTHONDONTWRITEBYTECODE": "1",
            **variables,
        },
        capture_output=True,
        text=True,
        check=False,
    )


READ = "from django.conf import settings; settings.DEBUG; print('ready')"


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_combination_stops_the_start_with_a_sentence(tmp_path, case):
    variables, sentence = WRONG[case]
    done = start(READ, tmp_path, variables)
    assert done.returncode != 0
    assert "ImproperlyConfigured" in done.stderr
    assert sentence in done.stderr


@pytest.mark.parametrize("case", RIGHT)
def test_a_right_combination_starts(tmp_path, case):
    done = start(READ, tmp_path, RIGHT[case])
    assert done.stdout.strip() == "ready", done.stderr


def test_several_mistakes_are_all_said_at_once(tmp_path):
    done = start(READ, tmp_path, {"DATABASE_URL": POSTGRESQL})
    for name in ("REDIS_URL", "SECRET_KEY", "ALLOWED_HOSTS"):
        assert f"{name} must" in done.stderr or f"needs {name}" in done.stderr


def test_deployed_cookies_and_transport_are_secure_and_embedded_ones_local(tmp_path):
    code = (
        "from django.conf import settings as s; print(s.SESSION_COOKIE_SECURE,"
        " s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0, s.DEBUG,"
        " s.ALLOWED_HOSTS)"
    )
    deployed = start(code, tmp_path, DEPLOYED).stdout.strip()
    assert deployed == "True True True True False ['seguimiento.example.cl']"
    embedded = start(code, tmp_path, {}).stdout.strip()
    assert embedded == "False False False False False ['127.0.0.1', 'localhost', '[::1]']"


def test_deployed_signing_in_is_stricter_and_its_cookies_are_of_this_host_alone(tmp_path):
    code = (
        "from django.conf import settings as s; from emra.lib.messages import NamedCookieStorage;"
        " print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, NamedCookieStorage.cookie_name,"
        " s.SECOND_FACTOR_ROLES, s.SESSION_IDLE_MINUTES)"
    )
    deployed = start(code, tmp_path, DEPLOYED).stdout.strip()
    assert deployed == (
        "__Host-emra_session __Host-emra_csrf __Host-emra_messages ['CLUSTER', 'ADMIN'] 30"
    )
    embedded = start(code, tmp_path, {}).stdout.strip()
    assert embedded == "emra_session emra_csrf emra_messages [] 480"
    off = {**DEPLOYED, "HTTPS": "false", "SECOND_FACTOR_ROLES": ""}
    assert start(code, tmp_path, off).stdout.strip().endswith("emra_messages [] 30")


def test_the_embedded_key_is_made_once_and_is_not_for_others_to_read(tmp_path):
    code = "from django.conf import settings; print(settings.SECRET_KEY)"
    first, second = (start(code, tmp_path, {}).stdout.strip() for _time in range(2))
    assert len(first) >= 50
    assert first == second
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_every_variable_that_is_read_is_documented_and_the_other_way_round():
    code = (ROOT / "emra/settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', code))
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    documented = re.findall(r"^#? ?([A-Z_]+)=", example, re.M)
    assert read == set(documented)
    assert len(documented) == len(set(documented))
    for line, following in zip(example.splitlines(), example.splitlines()[1:], strict=False):
        assert "=" not in following or line.startswith("#") or "=" in line, following


def test_no_other_module_reads_the_environment():
    for path in (ROOT / "emra").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if path.name != "settings.py":
            assert not re.search(r"os\.environ\[|os\.getenv|environ\.get\(", text), path


def test_the_web_process_starts_without_the_heavy_libraries(tmp_path):
    code = (
        "import sys, emra.wsgi; from django.urls import get_resolver;"
        " get_resolver().url_patterns;"
        " heavy = {'pandas', 'plotly', 'scipy', 'sklearn', 'shapely', 'pyproj', 'hypothesis',"
        " 'segno', 'cryptography'};"
        " print(sorted(heavy & set(sys.modules)))"
    )
    done = start(code, tmp_path, {"DEMO": "true"})
    assert done.stdout.strip() == "[]", done.stderr
