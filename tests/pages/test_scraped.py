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


def test_the_frame_that_a_link_skips_goes() -> None:
    menu = "[Skip to content](#main)\n\n* [Home](/)\n* [Ferries](/ferries)\n\n"
    footer = (
        "\n* [About](/about)\n* [Privacy](/privacy)\n\n\N{COPYRIGHT SIGN} 2024 The Gazette. All rights reserved.\n"
    )
    for before, after in (
        (f"{menu}{ARTICLE}{footer}", ARTICLE),
        (f"{menu}[![The Gazette](logo.png)](/)\n\n{ARTICLE}", ARTICLE),
        (f"{menu}![A ferry](ferry.jpg)\n\n{ARTICLE}", f"![A ferry](ferry.jpg)\n\n{ARTICLE}"),
        (
            f"{menu}{ARTICLE}\n* [The history of ferries](/history)\n",
            f"{ARTICLE}\n* [The history of ferries](/history)\n",
        ),
    ):
        result = Cleaner(language="en", format="markdown").clean(before)
        assert result.text == after
        assert not Cleaner(language="en", format="markdown").clean(result.text).changed


def test_what_no_link_skips_stays() -> None:
    links = "* [Home](/)\n* [Ferries](/ferries)\n\n"
    for text in (
        f"{links}{ARTICLE}",
        f"[Jump to recipe](#recipe)\n\n{ARTICLE}",
        f"[Skip to content](#main)\n\n* [Noon](#noon)\n* [Winter](#winter)\n\n{ARTICLE}",
        f"# Links\n\n[Skip to content](#main)\n\n{links}{ARTICLE}",
        f"[Skip to content](#main)\n\nCookies\n-------\n\nWe use cookies.\n\n{ARTICLE}",
        f"[Skip to content](#main)\n\n{links}",
    ):
        assert Cleaner(language="en", format="markdown").clean(text).text == text


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
