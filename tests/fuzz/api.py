"""schemathesis against the API: requests its description allows, and requests it does not."""

import json
import subprocess
import sys
from pathlib import Path

from tests.servers import Site

LEAST_CASES = 5000
PER_OPERATION = 90
# What a caller may rely on. Which of several refusals comes first is not among it.
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
)


def run(site: Site) -> int:
    """The number of failures; prints how many requests were made."""
    print("API, as anybody")
    made, failures = _fuzz(site, [])
    key = site.manage("create_token", "secretaria", "--name", "fuzz").stdout.split()[-1]
    print("API, with the key of the secretariat")
    more, others = _fuzz(site, ["-H", f"Authorization: Bearer {key}"])
    print(f"API: {made + more} cases, {failures + others} failures")
    if made + more < LEAST_CASES:
        print(f"at least {LEAST_CASES} were wanted")
        return 1
    return failures + others


def _fuzz(site: Site, options: list[str]) -> tuple[int, int]:
    """Cases and failures of one run of the program."""
    report = Path(site.directory) / "fuzz.ndjson"
    report.unlink(missing_ok=True)
    done = subprocess.run(
        [
            *(str(Path(sys.executable).with_name("schemathesis")), "run"),
            f"{site.url}/api/v1/schema/?format=json",
            *("--checks", ",".join(CHECKS), "--phases", "coverage,fuzzing"),
            *("--max-examples", str(PER_OPERATION), "--workers", "2", "--seed", "2050"),
            *("--request-timeout", "20", "--continue-on-failure", "--no-color"),
            *("--suppress-health-check", "all", "--generation-database", "none"),
            *("--report", "ndjson", "--report-ndjson-path", str(report)),
            *options,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    cases = failures = 0
    for line in report.read_text().splitlines():
        for found in _recorders(json.loads(line)):
            cases += len(found.get("cases", {}))
            for checks in found.get("checks", {}).values():
                failures += sum(1 for check in checks if check.get("status") == "failure")
    if done.returncode:
        print("\n".join(done.stdout.splitlines()[-120:]))
        failures = failures or 1
    return cases, failures


def _recorders(event: object) -> list[dict[str, dict[str, list[dict[str, str]]]]]:
    """The records of scenarios in an event of the report, wherever it keeps them."""
    if isinstance(event, dict):
        own = [event["recorder"]] if isinstance(event.get("recorder"), dict) else []
        return own + [
            row for key, part in event.items() if key != "recorder" for row in _recorders(part)
        ]
    return []
