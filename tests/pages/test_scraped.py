"""Markdown that was made from a page is cut to its article; Markdown that somebody wrote is left alone."""

from pathlib import Path

from articlefix import Cleaner
from articlefix.cli import main
from articlefix.pages.scraped import is_scraped

ARTICLE = """# The ferry leaves at noon

The ferry left the harbour at noon, as it had on every day since the war, and the harbour master wrote the hour in
his book before he went home to his dinner.

He had asked the [ministry](/ministry) three times what it would cost to keep her afloat for another winter, and the
ministry had answered the first of his letters.

- The first letter was lost in the post, and nobody looked for it.
- The second came back in the spring, with a stamp that nobody could read.

There were no letters on the table, he said to the baker, and the people who had come to meet the boat went home
again without a word to anyone.
"""
MENU = "[Skip to content](#main)\n\n" + "".join(
    f"* [{name}](/{name.lower()})\n"
    for name in ("Home", "News", "Sport", "Weather", "Opinion", "Culture", "Travel", "Shop", "Search", "Log in")
)
FOOTER = """Share on [Facebook](/fb)

[Tweet](/tw)

## Related articles

* [How the port was saved](/port)
* [A winter on the quay](/winter)
* [Most read](/most)

[About us](/about)

[Contact](/contact)

[Privacy Policy](/privacy)
"""


def test_a_page_is_cut_to_its_article() -> None:
    result = Cleaner(language="en", format="markdown").clean(f"{MENU}\n{ARTICLE}\n{FOOTER}")
    for part in (
        "three times what it would cost",
        "[ministry](/ministry)",
        "- The second came back",
        "a word to anyone",
    ):
        assert part in result.text
    for part in ("Weather", "Skip to", "Privacy", "[Tweet]"):
        assert part not in result.text
    assert {rule for edit in result.edits for rule in edit.rules} <= {
        "page-furniture",
        "related-links",
        "share-prompt",
    }


def test_what_is_cut_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(f"{MENU}\n{ARTICLE}\n{FOOTER}", encoding="utf-8")
    assert main(["clean", "-i", "--isolated", str(path)]) == 0
    assert "Weather" not in path.read_text(encoding="utf-8")


def test_written_markdown_is_none() -> None:
    contents = "".join(f"* [Part {number}](#part-{number})\n" for number in range(12))
    links = "".join(f"* [Tool {number}](https://example.org/{number}): a tool.\n" for number in range(30))
    for text in (
        f"# A guide\n\n{contents}\n{ARTICLE}",
        f"# Tools\n\n{links}",
        f"---\ntitle: x\n---\n{MENU}",
        ARTICLE,
    ):
        assert not is_scraped([line for line in text.split("\n") if line.strip()])
