"""What is no article is told by its name or by all that it holds; an article that shows such things is one."""

import pytest

from articlefix.files import kind_of

PAGE = "<html><head><title>Late</title></head><body><p>It was late.</p></body></html>"
FRAGMENT = '<div class="story"><a href="https://example.org/late" class="title">Late</a><p id="a">It was.</p></div>'
PROSE = "It was late , and she had gone. " * 20


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("page.html", "HTML"),
        ("posts/PAGE.HTM", "HTML"),
        ("records.jsonl", "JSON"),
        ("table.csv", "CSV"),
        ("feed.xml", "XML"),
        ("notes.ipynb", "JSON"),
        ("script.py", "source code"),
        ("Makefile", "source code"),
        ("src/CMakeLists.txt", "source code"),
        ("docker-compose.yml", "configuration"),
        ("letter.rtf", "RTF"),
    ],
)
def test_a_name_tells(path: str, kind: str) -> None:
    found = kind_of(path, PROSE)
    assert found is not None
    assert (found.name, found.by_name) == (kind, True)


@pytest.mark.parametrize(
    "path", ["a.txt", "a.md", "LICENSE", "a.text", "a.rst", "html", "json.txt", "page.html.md", "a", "README", ""]
)
def test_other_names_tell_nothing(path: str) -> None:
    assert kind_of(path, PROSE) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (PAGE, "HTML"),
        (f"\n\n<!DOCTYPE html>\n{PAGE}\n<!-- made by hand -->\n", "HTML"),
        (
            f'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "x.dtd">\n{PAGE}',
            "HTML",
        ),
        ("<!-- saved --><!doctype html><title>Late</title><p>It was late.</p>", "HTML"),
        (PAGE[:60], "HTML"),
        (f"<head><title>Late</title></head><body><p>{PROSE}</p>", "HTML"),
        (FRAGMENT, "HTML"),
        ('<?xml version="1.0" encoding="utf-8"?>\n<doc><p>It was late.</p></doc>\n', "XML"),
        ('<rss version="2.0"><channel><title>Late</title></channel></rss>', "XML"),
        ('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>', "XML"),
        ('{"title": "Late", "text": "It was late , and dark."}\n', "JSON"),
        ('{"text": "One."}\n\n{"text": "Two."}\n', "JSON"),
        ('[{"text": "One."}]', "JSON"),
        ("name,age,town\nAda,36,London\nAlan,41,Wilmslow\n", "CSV"),
        ('name,age,town\nAda,36,"London, England"\nAlan,41,Wilmslow\n', "CSV"),
        ("name\tage\ttown\nAda\t36\tLondon\nAlan\t41\tWilmslow", "CSV"),
        ("name;age;town\r\nAda;36;London\r\nAlan;41;Wilmslow\r\n", "CSV"),
        ("#!/usr/bin/env python\nprint( 'late' )\n", "source code"),
        ("<?php echo 'late' ; ?>\n", "source code"),
        ("<?php\nfunction late() {}\n", "source code"),
        ("%PDF-1.7\n1 0 obj\n", "PDF"),
        ("{\\rtf1\\ansi It was late.}", "RTF"),
    ],
)
def test_a_content_of_one_kind_tells(text: str, kind: str) -> None:
    for path in ("", "a.txt"):
        found = kind_of(path, text)
        assert found is not None
        assert (found.name, found.by_name) == (kind, False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        PROSE,
        f"{PAGE}\n\nThis is the shortest page that a browser shows.\n",
        f"The shortest page is this:\n\n{PAGE}\n",
        f"<!DOCTYPE html> is the first line of every page. {PROSE}",
        f'<html lang="en">\n\nSo begins a page in English. {PROSE}',
        f"<p>{PROSE}</p>\n<p>{PROSE}</p>\n",
        f"<b>{PROSE}</b>",
        '{"title": "Late"}\n\nA record has braces, and its keys have marks.\n',
        "[Applause]\n\nThank you all for coming.\n",
        '["Late"] was the title.',
        "[1]",
        "{Enter Hamlet, reading}\n\nPolonius. How does my good Lord?\n",
        f'<?xml version="1.0"?>\n\nThis declaration opens a document. {PROSE}',
        "Ada, Alan and Grace\nGrace, Ada and Alan\nAlan, Grace and Ada\n",
        "Come, sleep, come\nCome, dreams, come\nCome, night, come\n",
        "name,age,town\n\nSo begins a table, and nothing follows.\n",
        "Ada\t36\nAlan\t41\nGrace\t85\n",
        "#1 in the charts\nIt was a song.\n",
        "#!/bin/sh is what the first line of a script says.\n",
        "<?php opens a program; nothing need close it.\n\nSo it was from the first.\n",
        "{\\rtf1 begins every letter in that format.\n",
        "%PDF-1.7 stands at its head.\n",
        "< 5 minutes to read\n\nIt was late.\n",
    ],
)
def test_an_article_that_shows_such_things_is_one(text: str) -> None:
    assert kind_of("a.txt", text) is None
    assert kind_of("", text) is None


def test_markdown_may_hold_any_fragment_of_a_page_but_be_no_page() -> None:
    assert kind_of("a.md", FRAGMENT) is None
    assert kind_of("a.md", f"<!-- toc -->\n\n{FRAGMENT}\n") is None
    assert kind_of("a.md", f'<svg width="1"></svg>\n\n# Late\n\n{PROSE}') is None
    assert kind_of("a.md", PAGE) is not None
    assert kind_of("a.md", "a,b,c\nd,e,f\ng,h,i\n") is None
