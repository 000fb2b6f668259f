"""Extract the article of a saved page with trafilatura, and repair what the extractor leaves.

python examples/extract.py page.html
"""

import sys
from pathlib import Path

import trafilatura

from articlefix import Cleaner

CLEANER = Cleaner(source="article", format="markdown")  # what is extracted is an article, and no page to cut


def article(page: str) -> str | None:
    """Return the repaired article of a page as Markdown, or `None` where no article is found in it."""
    text = trafilatura.extract(page, output_format="markdown", include_comments=False)
    return None if text is None else CLEANER.clean(text).text


if __name__ == "__main__":
    print(article(Path(sys.argv[1]).read_text(encoding="utf-8")))
