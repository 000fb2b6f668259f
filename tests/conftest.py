"""What all tests share: assertions that explain themselves, and byte code for the programs that tests start."""

import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

# Processes that other tests have started may still be ending: how long an example takes says nothing.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")

pytest.register_assert_rewrite("pass_tests", "fixture_tables", "corpora", "command_line")


@pytest.fixture(scope="session", autouse=True)
def _byte_code(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let programs that tests start share their byte code where Python is told to write none beside the source.

    Hundreds are started, and to compile this package is two fifths of the time that each takes to start.
    """
    with pytest.MonkeyPatch.context() as patch:
        if sys.dont_write_bytecode:
            patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
            patch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path_factory.mktemp("byte-code")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_cache() -> Iterator[None]:
    """Let no test be told what another found, nor write into the home of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARTICLEFIX_CACHE_DIR", "")
        yield
