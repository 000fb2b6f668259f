"""Run the command line in this process, as the script does, and look at its bytes."""

import sys
from collections.abc import Callable

import pytest

from articlefix.cli import main
from command_line import Outcome, Stream


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    """Run a command; `terminal` makes terminals of the three streams, and no `stdin` a terminal of that one."""

    def run(*arguments: object, stdin: bytes | None = b"", terminal: bool = False) -> Outcome:
        out, err = Stream(b"", terminal=terminal), Stream(b"", terminal=terminal)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", Stream(stdin or b"", terminal=terminal or stdin is None))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            code = main([str(argument) for argument in arguments])
            out.flush()
            err.flush()
        data, messages = (stream.detach().getvalue() for stream in (out, err))  # type: ignore[attr-defined]
        return Outcome(code, data, messages.decode())

    return run


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
