"""Draw docs/report.png: the page of `articlefix report` over the fixture articles, as a browser shows it.

python docs/report_picture.py
"""

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from articlefix.cli import main as articlefix

ROOT = Path(__file__).parent.parent
ARTICLES = ROOT / "fixtures" / "articles"
SHOWN = "typewriter-doctor/raw.txt"
RULE = "currency-on-wrong-side"  # whose first change the picture explains


def draw(page: Path, picture: Path) -> None:
    """Open the page at one article, go to a change, and take the picture."""
    with sync_playwright() as playwright:
        # Grey edges of letters, without colours of their own, make a file of half the size.
        arguments = ["--disable-lcd-text", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        shown = browser.new_page(viewport={"width": 1000, "height": 560}, color_scheme="light")
        shown.goto(page.as_uri())
        shown.locator(f"#list a[title$='{SHOWN}']").click()
        shown.locator(f".sheet .change[aria-label='{RULE}']").first.focus()
        shown.wait_for_timeout(200)
        shown.screenshot(path=picture)
        browser.close()


def main() -> None:
    """Write the picture."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        os.chdir(ARTICLES)
        names = [str(path.relative_to(ARTICLES)) for path in sorted(ARTICLES.glob("*/raw.txt"))]
        articlefix(["report", "--quiet", "--isolated", *names, "--output", str(page)])
        draw(page, ROOT / "docs" / "report.png")


if __name__ == "__main__":
    main()
