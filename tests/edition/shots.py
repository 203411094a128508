"""Pictures of the built pages, for a person to look at: wide, narrow, dark and as printed.

Usage: python tests/edition/shots.py [BUILT_HTML [OUTPUT_FOLDER [NAME ...]]]
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Literal, NamedTuple

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "docs" / "_build" / "html"
OUT = ROOT / "docs" / "_build" / "shots"

PAGES = {
    "landing": "index.html",
    "cable": "cables/05OTTAWA286.html",
    "cable-at": "cables/05OTTAWA286.html#p4",
    "cables": "cables/index.html",
    "people": "people/index.html",
    "organizations": "organizations/index.html",
    "glossary": "glossary/index.html",
    "tags": "tags/index.html",
    "posts": "posts/index.html",
    "classifications": "classifications/index.html",
    "chronology": "chronology/index.html",
    "introduction": "introduction.html",
    "how-to-read": "how-to-read.html",
    "search": "search.html?q=stabilization",
}


class Setting(NamedTuple):
    """A way of looking at a page: width and height in CSS pixels, colours, medium."""

    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"
    media: Literal["screen", "print"] = "screen"


SETTINGS = {
    "desktop": Setting(1440, 1000),
    "dark": Setting(1440, 1000, "dark"),
    "tablet": Setting(820, 1100),
    "phone": Setting(390, 844),
    "print": Setting(794, 1123, media="print"),
}


def take(browser: Browser, built: Path, out: Path, name: str) -> None:
    """Take a page in every setting; the files are named PAGE-SETTING.png."""
    for setting, how in SETTINGS.items():
        page = browser.new_page(
            viewport={"width": how.width, "height": how.height},
            color_scheme=how.scheme,
            reduced_motion="reduce",
        )
        page.emulate_media(media=how.media)
        page.goto((built / PAGES[name].partition("?")[0].partition("#")[0]).as_uri())
        address = (built / "x").as_uri()[:-1] + PAGES[name]
        page.goto(address, wait_until="networkidle")
        page.screenshot(path=out / f"{name}-{setting}.png")
        page.close()


def main(arguments: list[str]) -> int:
    """Take the pages named, or all; return the exit status."""
    built = Path(arguments[0]).resolve() if arguments else BUILT
    out = Path(arguments[1]).resolve() if len(arguments) > 1 else OUT
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.stderr.write("no browser: install chromium (Debian: apt install chromium)\n")
        return 1
    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        # Chromium's sandbox does not run as root; the only pages opened are our own.
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name in arguments[2:] or PAGES:
            take(browser, built, out, name)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
