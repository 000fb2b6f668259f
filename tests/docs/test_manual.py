"""The manual page is the one that the commands give."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from articlefix import config
from articlefix.cli import COMMANDS

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "articlefix.1").read_text(encoding="utf-8")


def test_the_page_is_up_to_date(tmp_path: Path) -> None:
    shutil.copy(DOCS / "manual.py", tmp_path)
    subprocess.run([sys.executable, tmp_path / "manual.py"], check=True, timeout=60)
    assert (tmp_path / "articlefix.1").read_text(encoding="utf-8") == PAGE, "run: python docs/manual.py"


def test_the_page_tells_of_every_command_and_option() -> None:
    sections = [line.split()[2] for line in PAGE.splitlines() if line.startswith(".SS ")]
    assert sections == list(COMMANDS)
    for option in config.OPTIONS:
        assert "\n" + r"\fB\-\-" + option.name.replace("_", r"\-") in PAGE


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_troff_has_no_complaint() -> None:
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tutf8", DOCS / "articlefix.1"], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert "--in-place" in re.sub(".\b", "", done.stdout)  # bold type strikes a character over itself
