"""A running site per module for the tests that disturb its processes."""

from collections.abc import Iterator

import pytest

from tests.servers import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    running = Site(tmp_path_factory.mktemp("site"))
    try:
        yield running.open()
    finally:
        running.close()
