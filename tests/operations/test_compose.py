"""`deploy/compose.yaml` fits the schema of compose files and says what the other files say."""

import json
import re
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
import yaml

from tests.programs import ROOT

DEPLOY = ROOT / "deploy"
OURS = ("release", "web", "worker", "beat")
# What the file itself asks for, besides the settings of the application.
OF_THE_FILE = {"POSTGRES_PASSWORD", "WEB_PASSWORD", "EMRA_ENV", "EMRA_VERSION", "TLS_DIR"}


@pytest.fixture(scope="module")
def text() -> str:
    return (DEPLOY / "compose.yaml").read_text()


@pytest.fixture(scope="module")
def services(text: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(text)["services"]
    return found


def test_it_fits_the_schema_of_compose_files(text: str) -> None:
    vendored = files("check_jsonschema") / "builtin_schemas" / "vendor" / "compose-spec.json"
    schema = json.loads(vendored.read_text())
    jsonschema.validate(yaml.safe_load(text), schema)
    wrong = yaml.safe_load(text)
    wrong["services"]["web"]["read_onli"] = True
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema)


def test_each_process_runs_what_the_procfile_runs(services: dict[str, Any]) -> None:
    lines = (DEPLOY / "Procfile").read_text().replace("$PORT", "8000").splitlines()
    told = dict(line.split(": ", 1) for line in lines)
    for name in ("web", "worker", "beat"):
        assert " ".join(services[name]["command"]) == told[name]
    shell, flag, line = services["release"]["command"]
    assert (shell, flag) == ("sh", "-c")
    assert line == f"{told['release']} && python manage.py grant_web_role emra_web"
    last = (DEPLOY / "Dockerfile").read_text().splitlines()[-1]
    assert json.loads(last.removeprefix("CMD ")) == services["web"]["command"]


def test_our_processes_can_change_nothing_but_their_data(services: dict[str, Any]) -> None:
    for name in OURS:
        assert services[name]["read_only"] is True
        assert services[name]["cap_drop"] == ["ALL"]
        assert services[name]["volumes"] == ["data:/var/lib/emra"]
    for service in services.values():
        assert service["security_opt"] == ["no-new-privileges:true"]
    assert "USER emra" in (DEPLOY / "Dockerfile").read_text()
    # Only the proxy can be reached from outside.
    assert [name for name, service in services.items() if "ports" in service] == ["nginx"]


def test_the_queue_keeps_what_it_has_and_the_cache_makes_room(services: dict[str, Any]) -> None:
    assert "noeviction" in services["broker"]["command"]
    assert "allkeys-lru" in services["cache"]["command"]
    told = services["web"]["environment"]
    assert told["REDIS_URL"].split("//")[1].startswith("broker:")
    assert told["CACHE_URL"].split("//")[1].startswith("cache:")


def test_migrations_run_as_the_owner_and_the_rest_does_not(services: dict[str, Any]) -> None:
    roles = {
        name: re.findall(r"//(\w+):", services[name]["environment"]["DATABASE_URL"])[0]
        for name in OURS
    }
    assert roles == {
        "release": "emra_owner",
        **dict.fromkeys(("web", "worker", "beat"), "emra_web"),
    }


def test_every_name_it_sets_is_a_setting_and_every_name_it_asks_for_is_documented(
    text: str, services: dict[str, Any]
) -> None:
    settings = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))
    assert set(services["web"]["environment"]) <= settings
    assert set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", text)) == OF_THE_FILE
    guide = (ROOT / "docs" / "deployment.md").read_text()
    assert {name for name in OF_THE_FILE if f"`{name}`" not in guide} == set()


def test_the_proxy_changes_words_that_its_file_has(services: dict[str, Any]) -> None:
    written = (DEPLOY / "nginx" / "emra.conf").read_text()
    changed = re.findall(r"s\|([^|]+)\|", services["nginx"]["command"][2])
    assert len(changed) == 2
    for old in changed:
        assert old in written


def test_images_come_from_the_public_library(text: str, services: dict[str, Any]) -> None:
    found = [service["image"] for service in services.values()]
    found.append(re.findall(r"^FROM (\S+)", (DEPLOY / "Dockerfile").read_text(), re.M)[0])
    assert all("/" not in image and ":" in image for image in found)
