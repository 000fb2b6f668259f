"""The article of a page is extracted, then repaired; the page itself is never replaced by it."""

import importlib.util
import pickle

import pytest

from articlefix import Cleaner, ExtractionError
from articlefix.core.edits import apply

NAVIGATION = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("Home", "News", "Sport"))
PAGE = f"""<!doctype html><html lang="en"><head><title>The ferry - Gazette</title></head><body>
<nav><ul>{NAVIGATION}</ul></nav>
<article><h1>The ferry</h1>
<p>The ferry left the harbour at noon , as it had on every day since the war, with a cargo of mail and bread.</p>
<p>Nobody waved at it from the pier , and nobody had come to see it off this time.</p>
<pre><code>speed  = 12 , 14</code></pre>
<p>It went “ slowly ” that day, and those on board saw the town grow smaller behind them.</p>
</article><footer>Copyright 2020 Gazette. All rights reserved.</footer></body></html>
"""

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("trafilatura") is None, reason="trafilatura is not installed"
)


def test_the_article_is_extracted_and_repaired() -> None:
    cleaner = Cleaner(format="html")
    result = cleaner.clean(PAGE)
    assert result.text.startswith("# The ferry\n\nThe ferry left the harbour at noon, as it had")
    assert "from the pier, and nobody" in result.text
    assert "It went “slowly” that day" in result.text
    assert "speed  = 12 , 14" in result.text
    for word in ("Sport", "Copyright", "<"):
        assert word not in result.text
    assert apply(result.original, result.edits) == result.text
    assert " noon , as" in result.original
    assert "nav" not in result.original
    cleaner.verify(result)


def test_what_was_extracted_is_not_cut_once_more() -> None:
    assert Cleaner(format="html", source="page").clean(PAGE) == Cleaner(format="html").clean(PAGE)


def test_a_cleaner_of_pages_can_be_pickled() -> None:
    cleaner = Cleaner(format="html")
    assert pickle.loads(pickle.dumps(cleaner)).clean(PAGE) == cleaner.clean(PAGE)  # noqa: S301 - made on the spot


@pytest.mark.parametrize("page", ["", " \n", "<html></html>", "<html><body><script>x()</script></body></html>"])
def test_where_there_is_no_article_it_is_told(page: str) -> None:
    with pytest.raises(ExtractionError, match="no article was found in the page"):
        Cleaner(format="html").clean(page)


def test_a_page_that_declares_another_encoding_is_read_as_the_text_it_is() -> None:
    declared = '<?xml version="1.0" encoding="iso-8859-1"?>\n' + PAGE.replace("Nobody", "José").replace(
        "<head>", '<head><meta charset="iso-8859-1">'
    )
    assert "José waved at it" in Cleaner(format="html").clean(declared).text
