"""A running site and its office for the tests that disturb the processes."""

from collections.abc import Iterator

import pytest

from tests.processes.office import Office
from tests.servers import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with a worker; beat, where there is one, is started by the tests that want it."""
    running = Site(tmp_path_factory.mktemp("site"), sweep_seconds=1)
    try:
        yield running.open(jobs=("worker",))
    finally:
        running.close()


@pytest.fixture(scope="module")
def office(site: Site) -> Office:
    people = Office(site)
    people.open_corte()
    return people
