"""Draw docs/clean.svg: the beginning and end of a fixture article, raw beside clean, each change marked.

python docs/picture.py
"""

import io
import re
from pathlib import Path

from rich.columns import Columns
from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from articlefix import Cleaner, Result

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "fixtures" / "articles" / "typewriter-doctor" / "raw.txt"
SHOWN = (slice(0, 9), slice(18, 19), slice(-4, None))  # lines: the head, the worst paragraph, the tail
WIDTH = 58


def excerpt() -> str:
    """Return the lines of the article that the picture shows."""
    lines = ARTICLE.read_text(encoding="utf-8").split("\n")
    return "\n\n".join("\n".join(lines[part]).strip() for part in SHOWN)


def marked(result: Result) -> tuple[Text, Text]:
    """Return the raw and the clean text with what went and what came marked."""
    raw, clean = Text(), Text()
    done = 0
    for edit in result.edits:
        kept = result.original[done : edit.start]
        raw.append(kept)
        clean.append(kept)
        raw.append(result.original[edit.start : edit.end], "white on dark_red")
        clean.append(edit.replacement, "black on green3")
        done = edit.end
    raw.append(result.original[done:])
    clean.append(result.original[done:])
    return raw, clean


def main() -> None:
    """Write the picture."""
    raw, clean = marked(Cleaner(language="en").clean(excerpt()))
    console = Console(record=True, width=2 * WIDTH + 2, file=io.StringIO())
    panels = [Panel(raw, title="raw", width=WIDTH), Panel(clean, title="clean", width=WIDTH)]
    console.print(Columns(panels))
    svg = console.export_svg(title="articlefix clean")
    # The fonts that rich links to are on someone else's server; any monospaced font will do.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    (ROOT / "docs" / "clean.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
