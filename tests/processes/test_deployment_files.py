"""What lies in `deploy/` works: nginx before a running site, units and commands that exist."""

import configparser
import re
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from tests.programs import ROOT, Process, answers, free_port, program, until
from tests.servers import Site

DEPLOY = ROOT / "deploy"
HOST = "seguimiento.example.cl"
# Shorter than in the file, to see it run out; a slow machine may see it run out early.
KEPT_SECONDS = 3
FROM_CACHE = ("HIT", "EXPIRED", "REVALIDATED", "STALE", "UPDATING")
UNITS = sorted((DEPLOY / "systemd").iterdir())


class Proxy:
    """The nginx of `deploy/nginx/emra.conf` on free ports, with a certificate of its own."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.folder, self.port = folder, free_port()
        folder.mkdir(mode=0o755)
        self.log = folder / "emra.log"
        written = (DEPLOY / "nginx" / "emra.conf").read_text()
        for old, new in {
            "127.0.0.1:8000": f"127.0.0.1:{site.port}",
            "listen 80;": f"listen 127.0.0.1:{free_port()};",
            "listen 443 ssl;": f"listen 127.0.0.1:{self.port} ssl;",
            "/etc/ssl/emra": str(folder),
            "/var/cache/nginx/emra": str(folder / "cache"),
            "/var/log/nginx/emra.log": str(self.log),
            "proxy_cache_valid 200 5s;": f"proxy_cache_valid 200 {KEPT_SECONDS}s;",
        }.items():
            assert old in written, old
            written = written.replace(old, new)
        places = "".join(
            f"{name}_temp_path {folder}/{name};\n"
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        self.config = folder / "nginx.conf"
        self.config.write_text(
            f"user root;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
            f"http {{\n{places}{written}}}\n"
        )
        _certificate(folder)

    def start(self) -> Process:
        nginx = program("nginx")
        checked = subprocess.run(
            [nginx, "-t", "-c", str(self.config)], capture_output=True, text=True, check=False
        )
        assert checked.returncode == 0, checked.stderr
        command = [nginx, "-c", str(self.config), "-g", "daemon off;"]
        found = Process(command, {"PATH": "/usr/sbin:/usr/bin"}, self.folder / "out.log")
        until(lambda: answers(self.port), "nginx")
        return found

    def ask(self, path: str, **headers: str) -> tuple[int, Message, bytes]:
        trust = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        trust.check_hostname = False
        request = urllib.request.Request(f"https://127.0.0.1:{self.port}{path}", headers=headers)
        request.add_header("Host", HOST)
        try:
            with urllib.request.urlopen(request, timeout=10, context=trust) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code, answer.headers, answer.read()


def _certificate(folder: Path) -> None:
    subprocess.run(
        [
            *(program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", f"/CN={HOST}", "-keyout", str(folder / "privkey.pem")),
            *("-out", str(folder / "fullchain.pem")),
        ],
        check=True,
        capture_output=True,
    )


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    found = Site(tmp_path / "data")
    # Demonstrations answer on loopback names only; nginx gives the name it was asked for.
    found.environment |= {"ALLOWED_HOSTS": "", "HTTPS": "true"}
    try:
        yield found
    finally:
        found.close()


@pytest.mark.embedded
def test_nginx_serves_the_site_and_goes_on_while_the_application_is_away(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.processes.test_deployment_files.HOST", "localhost")
    site.open(jobs=())
    proxy = Proxy(tmp_path / "nginx", site)
    nginx = proxy.start()
    try:
        status, headers, page = proxy.ask("/")
        assert (status, headers["X-Cache"]) == (200, "MISS")
        assert "max-age=31536000" in headers["Strict-Transport-Security"]
        assert proxy.ask("/")[1]["X-Cache"] in FROM_CACHE
        # Whoever has a session gets what stands now, and nothing of theirs is kept.
        for cookies in ("emra_session=x", "a=b; __Host-emra_session=x", "emra_session=x; c=d"):
            assert proxy.ask("/", Cookie=cookies)[1]["X-Cache"] == "BYPASS", cookies
        for cookies in ("__Host-emra_csrf=x", "emra_session=", "an_emra_session=x"):
            assert proxy.ask("/", Cookie=cookies)[1]["X-Cache"] in FROM_CACHE, cookies
        assert proxy.ask("/ingresar/")[1]["X-Cache"] == "MISS"
        assert proxy.ask("/ingresar/")[1]["X-Cache"] == "MISS"
        assert proxy.ask("/contraloria/seguimiento/SECRETO123/")[0] == 404
        # nginx writes the line after it has answered.
        until(lambda: "/contraloria/seguimiento/-" in proxy.log.read_text(), "the line of the log")
        assert "SECRETO123" not in proxy.log.read_text()
        site.processes["web"].stop()
        time.sleep(KEPT_SECONDS + 0.5)
        again = proxy.ask("/")
        assert (again[0], again[1]["X-Cache"], again[2]) == (200, "STALE", page)
        # What it never saw is an error, not an invention.
        assert proxy.ask("/acuerdos/A12/")[0] == 502
    finally:
        nginx.stop()


def test_every_command_that_the_files_run_exists() -> None:
    commands = {path.stem for path in (ROOT / "emra/dashboard/management/commands").glob("*.py")}
    ours = commands | {"migrate", "collectstatic"}
    texts = [path.read_text() for path in (*UNITS, DEPLOY / "Procfile")]
    named = {name for text in texts for name in re.findall(r"manage\.py (\w+)", text)}
    assert named
    assert named <= ours


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_units_say_what_they_run_and_run_as_nobody_special(unit: Path) -> None:
    read = configparser.ConfigParser(interpolation=None, strict=False)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(unit)
    assert read["Unit"]["Description"]
    if unit.suffix == ".timer":
        assert read["Timer"]["OnCalendar"]
        return
    assert read["Service"]["User"] == "emra"
    assert read["Service"]["NoNewPrivileges"] == "true"
    assert read["Service"]["ProtectSystem"] == "strict"
    assert read["Service"]["ExecStart"].startswith("/")


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    verify = program("systemd-analyze")
    for unit in UNITS:
        (tmp_path / unit.name).write_text(
            re.sub(r"/srv/emra/.venv/bin/\w+", "/bin/true", unit.read_text())
        )
    checked = subprocess.run(
        [verify, "verify", "--man=no", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
    )
    faults = [line for line in checked.stderr.splitlines() if "emra-" in line]
    assert faults == []
