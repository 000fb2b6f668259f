"""The examples for other programs, as a reader would run them; those for corpora are run among the corpora."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

EXAMPLES = Path(__file__).parents[2] / "examples"
PAGE = """<!doctype html><html><head><title>The ferry</title></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>The ferry</h1>
<p>The ferry left the harbour at noon , as it had on every day since the war.</p>
<p>Nobody waved at it from the pier , and nobody had come to see it off this time.</p>
</article><footer>All rights reserved</footer></body></html>
"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Gazette</title>
<item><title>The ferry , again</title><description>It left at noon&amp;nbsp;, as ever.</description></item>
</channel></rss>
"""


def run(name: str, *arguments: str, cwd: Path) -> str:
    done = subprocess.run(
        [sys.executable, EXAMPLES / name, *arguments], cwd=cwd, capture_output=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_a_page_is_extracted_and_repaired(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    out = run("extract.py", "page.html", cwd=tmp_path)
    assert "The ferry left the harbour at noon, as it had on every day since the war.\n" in out
    assert "from the pier, and nobody" in out
    assert "News" not in out


def test_a_feed_is_repaired(tmp_path: Path) -> None:
    pytest.importorskip("feedparser")
    (tmp_path / "feed.xml").write_text(FEED, encoding="utf-8")
    assert run("feed.py", "feed.xml", cwd=tmp_path) == "The ferry, again\nIt left at noon, as ever.\n\n"


def test_a_column_of_a_frame_is_cleaned(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    (tmp_path / "in.csv").write_text('id,text\n1,"It was late , and dark."\n2,\n3,Nothing.\n', encoding="utf-8")
    out = run("frame.py", "in.csv", "out.csv", cwd=tmp_path)
    assert out.split() == ["space-before-comma", "1"]
    expected = 'id,text\n1,"It was late, and dark."\n2,\n3,Nothing.\n'
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == expected
